/**
 * A text that every format can hold: characters that no file may have are gone, and every end of a line is `\n`.
 */
export function cleanText(text: string): string {
  // Most texts are; looking costs less than replacing nothing four times.
  if (/^[ -~]*$/.test(text)) return text
  return text
    .toWellFormed()
    .replaceAll(/\r\n?|[\v\f\x85\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(/[\p{Cc}\ufffe\uffff]/gu, (character) => (character === '\n' ? '\n' : ''))
}
