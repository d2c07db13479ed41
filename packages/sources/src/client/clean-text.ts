/** Control characters, and the marks that change the direction or hide parts of the text around them. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]+/gu

/** One line of what an upstream wrote, fit to be shown: no markup, no control or direction marks, not too long. */
export function cleanText(text: string, longest: number): string {
  // Only the beginning is looked at: an error page may be megabytes long.
  const beginning = text.slice(0, longest * 20)
  const line = beginning
    .replace(/<(?:script|style)\b[^>]*>[\s\S]*?(?:<\/(?:script|style)\s*>|$)/gi, ' ')
    .replace(/<[^>]*>?/g, ' ')
    .replace(unprintable, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return line.length > longest ? `${line.slice(0, longest - 1).trimEnd()}…` : line
}
