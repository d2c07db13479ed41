import type { ImportDiagnostic } from '@statusgraph/importers'

export interface Place {
  readonly file: string
  /** Undefined: somewhere in it. */
  readonly line: number | undefined
}

/**
 * Diagnostics as lines that editors understand: `file:line:column: kind: message`. What was said before is counted at
 * its first place.
 */
export function formatDiagram(
  diagnostics: readonly ImportDiagnostic[],
  locate: (line: number | undefined) => Place,
): readonly string[] {
  const causes = new Map<string, { readonly first: ImportDiagnostic; times: number }>()
  for (const diagnostic of diagnostics) {
    const cause = `${diagnostic.kind} ${diagnostic.message}`
    const known = causes.get(cause)
    if (known === undefined) causes.set(cause, { first: diagnostic, times: diagnostic.count ?? 1 })
    else known.times += diagnostic.count ?? 1
  }
  return [...causes.values()].map(({ first: { kind, message, line, column }, times }) => {
    const place = locate(line)
    const at = [
      place.file,
      ...(place.line === undefined ? [] : [place.line, ...(column === undefined ? [] : [column])]),
    ]
    return `${at.join(':')}: ${kind}: ${message}${times > 1 ? ` (${times} times)` : ''}`
  })
}
