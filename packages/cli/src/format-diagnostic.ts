import type { Diagnostic } from '@statusgraph/server'
import { showPlain } from './terminal.ts'

/**
 * One diagnostic as a line that editors understand: `file:line:column: message, hint`. Flags and variables have no
 * lines.
 */
export function formatDiagnostic({ severity, file, line, column, message, hint }: Diagnostic): string {
  const text = severity === 'warning' ? `warning: ${message}` : message
  const place = /^(?:--|\$)/.test(file) ? file : `${file}:${line}:${column}`
  return showPlain(`${place}: ${text}${hint === undefined ? '' : `, ${hint}`}`)
}

/** `1 error`, `2 errors`. */
export function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}
