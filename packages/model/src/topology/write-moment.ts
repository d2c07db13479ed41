/** Texts of the moments that were written lately: thousands of elements were seen at the same few. */
const written = new Map<number, string>()
const mostWritten = 1_000

/** Ms since 1970 as ISO 8601; what is beyond the calendar stands at its end. */
export function writeMoment(wallMs: number): string {
  const known = written.get(wallMs)
  if (known !== undefined) return known
  if (written.size >= mostWritten) written.clear()
  const text = new Date(Math.max(-lastMs, Math.min(lastMs, wallMs))).toISOString()
  written.set(wallMs, text)
  return text
}

/** The end of the calendar of ECMAScript. */
const lastMs = 8.64e15
