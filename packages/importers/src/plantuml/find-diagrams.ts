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

const startMark = /^\s*(?:[^\s@`]{0,4}\s+)?@start([a-z0-9]+)\b(.*)$/i
const endMark = /^\s*(?:[^\s@`]{0,4}\s+)?@end[a-z0-9]+/i

/**
 * The diagrams of a file. A text without any mark is one diagram. A diagram may stand in the comments of a program or
 * between the prose of a page: only the lines between the marks count.
 */
export function findDiagrams(text: string): readonly DiagramSource[] {
  const lines = text.split(/\r\n|\r|\n/).map((text, at) => ({ text, line: at + 1 }))
  const found: { name: string; type: string; line: number; lines: SourceLine[] }[] = []
  let open: (typeof found)[number] | undefined
  for (const { text, line } of lines) {
    const start = startMark.exec(text)
    if (start !== null) {
      open = { name: nameOf(start[2] ?? ''), type: (start[1] ?? '').toLowerCase(), line, lines: [] }
      found.push(open)
    } else if (open !== undefined && endMark.test(text)) {
      open = undefined
    } else {
      open?.lines.push({ text, line })
    }
  }
  if (found.length > 0) return found
  return [{ name: '', type: 'uml', line: 1, lines }]
}

function nameOf(rest: string): string {
  // `@startuml(id=ONE)` names the diagram, too.
  const id = /^\(\s*id\s*=\s*([^)]*)\)/.exec(rest.trim())
  return unquote(id?.[1] ?? rest).trim()
}
