import type { ImportDiagnostic } from '../../draft.ts'
import type { ImportFile } from '../../importer.ts'
import { importLimits } from '../../limits.ts'
import { readStatements } from './statements.ts'
import type { Statement } from './statements.ts'

/** How deep files may include each other; also what ends two that include one another. */
const deepest = 16

interface Part {
  readonly path: string
  readonly statements: readonly Statement[]
}

/**
 * The statements of a file; of several that were brought together those of their workspace, with what it includes and
 * extends of the others. What nobody brought stays an `!include`.
 */
export function readParts({ text, parts = [] }: ImportFile, diagnostics: ImportDiagnostic[]): readonly Statement[] {
  if (parts.length < 2) return readStatements(text, diagnostics)
  const lines = text.split('\n')
  const files = parts.map(({ name, line }, at): Part => {
    const end = parts[at + 1]?.line
    // The line before the next file only parts them.
    const own = lines.slice(line - 1, end === undefined ? undefined : end - 2).join('\n')
    return { path: normalise(name), statements: readStatements(own, diagnostics, line - 1) }
  })
  const joining: Joining = { files, included: new Set(), left: importLimits.lines }
  const whole = files.map((file) => expand(joining, file, file.statements, 0))
  const own = whole.filter((statements, at) => {
    const path = files[at]?.path ?? ''
    return !joining.included.has(path) && statements.some((one) => wordOf(one, 0) === 'workspace')
  })
  const [first, ...others] = own
  if (others.length > 0) {
    const message = 'There are several workspaces; only the first one was read.'
    diagnostics.push({ kind: 'lost', message, line: others[0]?.[0]?.line ?? 1 })
  }
  return first ?? whole.flat()
}

interface Joining {
  readonly files: readonly Part[]
  /** Paths of files that others hold. */
  readonly included: Set<string>
  /** How many more statements there may be. */
  left: number
}

function expand(joining: Joining, file: Part, statements: readonly Statement[], depth: number): readonly Statement[] {
  return statements.flatMap((statement): readonly Statement[] => {
    if (joining.left-- <= 0) return []
    if (wordOf(statement, 0) === '!include') {
      const found = depth < deepest ? findFiles(joining, file, statement.tokens[1]?.text ?? '') : []
      for (const { path } of found) joining.included.add(path)
      return found.length === 0 ? [statement] : found.flatMap((one) => expand(joining, one, one.statements, depth + 1))
    }
    const body = statement.body === undefined ? undefined : [...expand(joining, file, statement.body, depth)]
    return [extendWorkspace(joining, file, { ...statement, body }, depth)]
  })
}

/** `workspace extends base.dsl { … }` with what the other one holds, and its name when it has none itself. */
function extendWorkspace(joining: Joining, file: Part, statement: Statement, depth: number): Statement {
  if (wordOf(statement, 0) !== 'workspace' || wordOf(statement, 1) !== 'extends' || depth >= deepest) return statement
  const [base] = findFiles(joining, file, statement.tokens[2]?.text ?? '')
  if (base === undefined) return statement
  joining.included.add(base.path)
  const held = expand(joining, base, base.statements, depth + 1)
  const workspace = held.find((one) => wordOf(one, 0) === 'workspace')
  const around = held.filter((one) => one !== workspace)
  return {
    tokens: workspace?.tokens ?? statement.tokens.slice(0, 1),
    line: statement.line,
    body: [...around, ...(workspace?.body ?? []), ...(statement.body ?? [])],
  }
}

/** A file by its path as seen from another one, or the files of a folder. */
function findFiles({ files }: Joining, from: Part, written: string): readonly Part[] {
  if (written === '' || /^[a-z][a-z0-9+.-]*:\/\//i.test(written)) return []
  const path = normalise(`${from.path.slice(0, from.path.lastIndexOf('/') + 1)}${written}`)
  const exact = files.filter((file) => file !== from && file.path === path)
  return exact.length > 0 ? exact : files.filter((file) => file !== from && file.path.startsWith(`${path}/`))
}

/** `a/./b/../c` as `a/c`. */
function normalise(path: string): string {
  const steps: string[] = []
  for (const step of path.split(/[/\\]/)) {
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop()
    else if (step !== '.' && step !== '') steps.push(step)
  }
  return steps.join('/')
}

function wordOf({ tokens }: Statement, at: number): string | undefined {
  const token = tokens[at]
  return token === undefined || token.isQuoted ? undefined : token.text.toLowerCase()
}
