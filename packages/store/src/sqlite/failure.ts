import { StoreFailure } from '../store.ts'

/** SQLite's primary result codes that mean something to a person. */
const code = {
  statement: 1,
  permission: 3,
  busy: 5,
  locked: 6,
  readOnly: 8,
  corrupt: 11,
  full: 13,
  tooBig: 18,
  constraint: 19,
  notADatabase: 26,
} as const

/** The file ends where a page should be. */
const shortRead = 522

/** True when the bytes on the disk are wrong, as opposed to the disk refusing or the code being wrong. */
export function isDamage(error: unknown): boolean {
  if (isSqliteError(error, shortRead)) return true
  const primary = primaryCodeOf(error)
  if (primary === code.corrupt || primary === code.notADatabase || primary === code.tooBig) return true
  // A damaged integer can leave the range of a JavaScript number.
  return errorCodeOf(error) === 'ERR_OUT_OF_RANGE'
}

/** True when somebody else has a lock on the file. */
export function isBusy(error: unknown): boolean {
  return primaryCodeOf(error) === code.busy
}

/** The sentence a person can act on, for whatever SQLite or the file system threw at `path`. */
export function failureOf(error: unknown, path: string): unknown {
  if (error instanceof StoreFailure) return error
  const cause = { cause: error }
  switch (kindOf(error)) {
    case 'full':
      return fullFailure(path, cause)
    case 'read-only':
      return new StoreFailure(
        'read-only',
        `${path} cannot be written: nothing was changed. Let the user that runs Statusgraph write to its folder, then save again.`,
        cause,
      )
    case 'busy':
      return new StoreFailure(
        'unavailable',
        `Another program is writing to ${path}: nothing was changed. Try again in a moment.`,
        cause,
      )
    case 'unavailable':
      return new StoreFailure(
        'unavailable',
        `${path} cannot be used (${error instanceof Error ? error.message : String(error)}): nothing was changed. Look at the disk and the folder, then try again.`,
        cause,
      )
    case 'defect':
      return error
  }
}

export function fullFailure(path: string, options?: ErrorOptions): StoreFailure {
  return new StoreFailure(
    'full',
    `The disk that holds ${path} is full: nothing was changed. Free some space and save again.`,
    options,
  )
}

type FailureKind = 'full' | 'read-only' | 'busy' | 'unavailable' | 'defect'

const kindsOfFileErrors: ReadonlyMap<string | undefined, FailureKind> = new Map([
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
  ['EROFS', 'read-only'],
  ['EACCES', 'read-only'],
  ['EPERM', 'read-only'],
])

function kindOf(error: unknown): FailureKind {
  const primary = primaryCodeOf(error)
  if (primary === undefined) {
    const kind = kindsOfFileErrors.get(errorCodeOf(error))
    return kind ?? (error instanceof Error && 'syscall' in error ? 'unavailable' : 'defect')
  }
  if (primary === code.full) return 'full'
  if (primary === code.readOnly || primary === code.permission) return 'read-only'
  if (primary === code.busy || primary === code.locked) return 'busy'
  // A faulty statement and a broken constraint are ours, and no disk will ever cure them.
  return primary === code.statement || primary === code.constraint ? 'defect' : 'unavailable'
}

function primaryCodeOf(error: unknown): number | undefined {
  // The low byte is the primary code, the rest says where it happened.
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined
}

/** True for an error with exactly this extended result code. */
export function isSqliteError(error: unknown, extendedCode: number): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === extendedCode
}

function errorCodeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
