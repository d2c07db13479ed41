import { pushLimits, pushSnapshotSchema } from '@statusgraph/protocol'
import { decodeUtf8, parseJson } from '../../http/bodies.ts'
import { DomainError } from '../../http/domain-error.ts'
import { readElement, readOperation, type ReadOperation } from './read-operation.ts'

/** A line of a push, from 1: of the text, of the list, or of a snapshot's nodes and then its edges. */
export type ReadLine = ReadOperation & { readonly line: number }

/** So many lines are read before others get a turn. */
const turnLines = 1_000
const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Reads a batch, each line for itself.
 *
 * @throws DomainError when the whole is nothing that has lines
 */
export async function readBatch(body: Buffer, isLines: boolean): Promise<readonly ReadLine[]> {
  if (isLines) {
    const lines = splitLines(body)
    refuseTooMany(lines.length)
    return readInTurns(lines, ({ line, bytes }) => ({ line, ...readLine(bytes) }))
  }
  const data = parseJson(decodeUtf8(body))
  const list = Array.isArray(data) ? data : isOperation(data) ? [data] : listIn(data, ['ops'])['ops']
  if (list === undefined) {
    throw new DomainError('body/syntax', 'A batch is a list of operations, {"ops": […]}, or one operation a line.')
  }
  refuseTooMany(list.length)
  return readInTurns(list, (item, index) => ({ line: index + 1, ...readOperation(item) }))
}

/**
 * Reads a snapshot, each element for itself.
 *
 * @throws DomainError when the whole is no snapshot
 */
export async function readSnapshot(body: Buffer): Promise<readonly ReadLine[]> {
  const data = parseJson(decodeUtf8(body))
  const { nodes, edges } = listIn(data, ['nodes', 'edges', 'ttlSeconds'])
  if (nodes === undefined && edges === undefined) {
    throw new DomainError('body/syntax', 'A snapshot is {"nodes": […], "edges": […]}; write [] for none.')
  }
  const ttlSeconds = ttlOf(data)
  const items = [
    ...(nodes ?? []).map((item) => ({ type: 'node' as const, item })),
    ...(edges ?? []).map((item) => ({ type: 'edge' as const, item })),
  ]
  refuseTooMany(items.length)
  return readInTurns(items, ({ type, item }, index) => {
    const read = readElement(type, item)
    if (!read.ok || ttlSeconds === undefined || read.write.ttlMs !== undefined) return { line: index + 1, ...read }
    return { line: index + 1, ok: true, write: { ...read.write, ttlMs: ttlSeconds * 1_000 } }
  })
}

/** One operation alone is a batch of one, as it is when it is sent as a line. */
function isOperation(data: unknown): boolean {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, 'op')
}

async function readInTurns<T>(
  items: readonly T[],
  read: (item: T, index: number) => ReadLine,
): Promise<readonly ReadLine[]> {
  const lines: ReadLine[] = []
  for (const [index, item] of items.entries()) {
    if (index > 0 && index % turnLines === 0) {
      await new Promise<void>((resolve) => {
        setImmediate(resolve)
      })
    }
    lines.push(read(item, index))
  }
  return lines
}

function splitLines(body: Buffer): readonly { readonly line: number; readonly bytes: Buffer }[] {
  const lines: { line: number; bytes: Buffer }[] = []
  let line = 1
  for (let start = 0; start < body.length; line++) {
    const found = body.indexOf(0x0a, start)
    const end = found === -1 ? body.length : found
    const bytes = body.subarray(start, end)
    if (!isBlank(bytes)) lines.push({ line, bytes })
    start = end + 1
  }
  return lines
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d)
}

function readLine(bytes: Buffer): ReadOperation {
  if (bytes.length > pushLimits.lineBytes) return { ok: false, error: `is longer than ${pushLimits.lineBytes} bytes` }
  try {
    return readOperation(JSON.parse(strictUtf8.decode(bytes)))
  } catch (error) {
    return { ok: false, error: error instanceof SyntaxError ? 'is not JSON' : 'is not UTF-8 text' }
  }
}

/** The lists among the values of an object that has these keys only. */
function listIn(data: unknown, known: readonly string[]): Readonly<Record<string, readonly unknown[] | undefined>> {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return {}
  const lists: Record<string, readonly unknown[]> = {}
  for (const [key, value] of Object.entries(data)) {
    if (!known.includes(key)) {
      const shown = key.toWellFormed().slice(0, 60)
      throw new DomainError('request/invalid', `Unknown key ${JSON.stringify(shown)}; known here: ${known.join(', ')}.`)
    }
    if (Array.isArray(value)) lists[key] = value
    else if (key !== 'ttlSeconds') throw new DomainError('request/invalid', `"${key}" must be a list.`)
  }
  return lists
}

function ttlOf(data: unknown): number | undefined {
  const ttl: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'ttlSeconds') : undefined
  if (ttl === undefined) return undefined
  const read = pushSnapshotSchema.shape.ttlSeconds.safeParse(ttl)
  if (read.success) return read.data
  throw new DomainError('request/invalid', '"ttlSeconds" must be a number of seconds from 1 to a year.')
}

function refuseTooMany(count: number): void {
  if (count <= pushLimits.lines) return
  throw new DomainError('body/too-large', `The push has ${count} lines; ${pushLimits.lines} can be taken at once.`)
}
