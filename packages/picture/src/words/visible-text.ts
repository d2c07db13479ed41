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
  // Nearly every text is plain, and a large map has ten thousand of them.
  if (!/[\p{C}\p{Zl}\p{Zp}]/u.test(text)) return text
  let revealed = ''
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    const isHidden = hiddenRanges.some(([from, to]) => code >= from && code <= to)
    revealed += isHidden ? `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩` : character
  }
  return revealed
}
