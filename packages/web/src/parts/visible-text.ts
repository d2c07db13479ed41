/** The most of one value that is shown at once; the rest waits behind "show all". */
export const longestShownCharacters = 1_024

/** Code points that change the direction or the order of what stands beside them, or stand there unseen. */
const hiddenRanges: readonly (readonly [from: number, to: number])[] = [
  [0x00, 0x08],
  [0x0b, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x61c, 0x61c],
  [0x180e, 0x180e],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0xfeff, 0xfeff],
  [0xe0000, 0xe007f],
]

/** Makes unseen and direction-changing characters visible as their code point, so that a text reads as it is. */
export function revealHidden(text: string): string {
  let revealed = ''
  let isChanged = false
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    const isHidden = hiddenRanges.some(([from, to]) => code >= from && code <= to)
    isChanged ||= isHidden
    revealed += isHidden ? `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩` : character
  }
  return isChanged ? revealed : text
}

/** Cuts a long text at a whole character. */
export function cutText(text: string, limit: number = longestShownCharacters): string {
  if (text.length <= limit) return text
  const cut = text.slice(0, limit)
  return cut.isWellFormed() ? cut : cut.slice(0, -1)
}
