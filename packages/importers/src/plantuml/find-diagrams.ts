import type { ImportDiagnostic } from '../draft.ts'
import { importLimits } from '../limits.ts'
import type { SourceLine } from './source-line.ts'
import { unquote } from './split-arguments.ts'

/** One diagram of a file: what stands between `@startuml` and `@enduml`. */
export interface DiagramSource {
  /** What follows `@startuml`, without quotation marks; empty when nothing does. */
  readonly name: string
  /** `uml`, `c4`; of others, such as `mindmap`, it is only known that they are there. */
  readonly type: string
  readonly line: number
  readonly lines: readonly SourceLine[]
}

/** Longer lines are cut: what they hold is no component diagram. */
export const longestLine = 20_000

const startMark = /^\s*(?:[^\s@`]{0,4}\s+)?@start([a-z0-9]+)\b(.*)$/i
const endMark = /^\s*(?:[^\s@`]{0,4}\s+)?@end(?:[a-z0-9]+|\s*$)/i

/**
 * The diagrams of a file. A text without any mark is one diagram. A diagram may stand in the comments of a program or
 * between the prose of a page: only the lines between the marks count.
 */
export function findDiagrams(text: string): readonly DiagramSource[] {
  const whole: SourceLine[] = []
  const found: { name: string; type: string; line: number; lines: SourceLine[] }[] = []
  let open: (typeof found)[number] | undefined
  for (const [at, written] of text.split(/\r\n|\r|\n/).entries()) {
    const text = written.slice(0, longestLine).trimEnd()
    const line = at + 1
    const start = text.includes('@start') ? startMark.exec(text) : null
    if (start !== null) {
      open = { name: nameOf(start[2] ?? ''), type: (start[1] ?? '').toLowerCase(), line, lines: [] }
      found.push(open)
    } else if (open !== undefined && text.includes('@end') && endMark.test(text)) {
      open = undefined
    } else if (text !== '') {
      const lines = open?.lines ?? whole
      if (lines.length < importLimits.lines) lines.push({ text, line })
    }
  }
  return found.length > 0 ? found : [{ name: '', type: 'uml', line: 1, lines: whole }]
}

/** What was not read of a diagram because it is too much, as a diagnostic each. */
export function tellCuts({ lines }: DiagramSource): readonly ImportDiagnostic[] {
  const long = lines.find(({ text }) => text.length >= longestLine)
  const message = `A line of more than ${longestLine} characters was cut.`
  const cut: readonly ImportDiagnostic[] = long === undefined ? [] : [{ kind: 'lost', message, line: long.line }]
  if (lines.length < importLimits.lines) return cut
  return [...cut, { kind: 'lost', message: `Only the first ${importLimits.lines} lines of the diagram were read.` }]
}

function nameOf(rest: string): string {
  // `@startuml(id=ONE)` names the diagram, too.
  const id = /^\(\s*id\s*=\s*([^)]*)\)/.exec(rest.trim())
  return unquote(id?.[1] ?? rest).trim()
}
