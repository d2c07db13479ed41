import type { Diagnostic } from '@statusgraph/server'

/** One diagnostic as a line that editors understand: `file:line:column: message, hint`. */
export function formatDiagnostic({ severity, file, line, column, message, hint }: Diagnostic): string {
  const text = severity === 'warning' ? `warning: ${message}` : message
  return `${file}:${line}:${column}: ${text}${hint === undefined ? '' : `, ${hint}`}`
}

/** `1 error`, `2 errors`. */
export function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}
