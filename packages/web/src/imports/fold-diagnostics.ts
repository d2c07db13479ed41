import type { DiagramDiagnostic } from '@statusgraph/protocol'

/** Diagnostics with one cause. */
export interface Cause {
  readonly kind: DiagramDiagnostic['kind']
  readonly message: string
  readonly count: number
  /** Where, as far as it is known, in the order of the file. */
  readonly places: readonly CausePlace[]
}

export interface CausePlace {
  /** Where several files were read together. */
  readonly file?: string | undefined
  readonly line: number
  readonly column?: number | undefined
}

const order = ['error', 'lost', 'guessed', 'note'] as const

/** What an import has to say, the gravest first, and what was said many times once with all its places. */
export function foldDiagnostics(diagnostics: readonly DiagramDiagnostic[]): readonly Cause[] {
  const causes = Map.groupBy(diagnostics, ({ kind, message }) => `${kind} ${message}`)
  return [...causes.values()]
    .flatMap((group): readonly Cause[] => {
      const [first] = group
      if (first === undefined) return []
      const places = group.flatMap(({ file, line, column }) => (line === undefined ? [] : [{ file, line, column }]))
      return [
        {
          kind: first.kind,
          message: first.message,
          count: group.reduce((sum, { count = 1 }) => sum + count, 0),
          places: places.toSorted((a, b) => (a.file ?? '').localeCompare(b.file ?? '') || a.line - b.line),
        },
      ]
    })
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
}
