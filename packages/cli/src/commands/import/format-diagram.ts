import type { ImportDiagnostic } from '@statusgraph/importers'

/**
 * Diagnostics as lines that editors understand: `file:line:column: kind: message`. What was said before is counted at
 * its first place.
 *
 * @param wholeFile what is written where a diagnostic names no file
 */
export function formatDiagram(diagnostics: readonly ImportDiagnostic[], wholeFile: string): readonly string[] {
  const causes = new Map<string, { readonly first: ImportDiagnostic; times: number }>()
  for (const diagnostic of diagnostics) {
    const cause = `${diagnostic.kind} ${diagnostic.message}`
    const known = causes.get(cause)
    if (known === undefined) causes.set(cause, { first: diagnostic, times: diagnostic.count ?? 1 })
    else known.times += diagnostic.count ?? 1
  }
  return [...causes.values()].map(({ first: { kind, message, file = wholeFile, line, column }, times }) => {
    const place = [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':')
    return `${place}: ${kind}: ${message}${times > 1 ? ` (${times} times)` : ''}`
  })
}
