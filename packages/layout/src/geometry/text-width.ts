/**
 * Widths of text without a canvas, so that the worker, the page and the tests agree to the pixel.
 * The tables hold the advance widths of Inter for the characters 32 to 126, in 1/200 em.
 */
const advances = {
  400: [
    56, 58, 93, 127, 128, 196, 129, 60, 73, 73, 100, 132, 58, 92, 58, 72, 126, 81, 122, 124, 129, 119, 124, 113, 124,
    124, 58, 60, 132, 132, 132, 102, 193, 138, 131, 146, 144, 120, 118, 149, 149, 54, 114, 134, 113, 181, 151, 153, 128,
    153, 129, 128, 129, 149, 138, 197, 136, 136, 126, 73, 72, 73, 94, 91, 65, 112, 122, 114, 122, 117, 74, 123, 118, 48,
    48, 110, 48, 175, 118, 120, 122, 122, 75, 106, 65, 118, 112, 164, 109, 112, 110, 85, 67, 85, 132,
  ],
  600: [
    50, 64, 105, 129, 130, 201, 133, 65, 75, 75, 108, 135, 64, 93, 64, 76, 132, 85, 125, 127, 133, 122, 128, 115, 128,
    128, 64, 66, 135, 135, 135, 109, 200, 146, 132, 147, 144, 121, 118, 150, 149, 55, 116, 141, 113, 184, 152, 154, 129,
    155, 130, 130, 132, 147, 146, 204, 144, 143, 130, 75, 76, 75, 96, 94, 70, 115, 125, 117, 125, 118, 78, 125, 122, 52,
    52, 114, 52, 180, 122, 122, 125, 125, 79, 110, 71, 122, 117, 168, 114, 118, 113, 91, 72, 91, 135,
  ],
} as const

export type Weight = keyof typeof advances

const unitsPerEm = 200
const otherLatin = 122
const wide = 200
const ellipsis = 190

/** The width of one line of text in px. */
export function measureText(text: string, sizePx: number, weight: Weight): number {
  const table = advances[weight]
  let units = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    // East Asian scripts and emoji are as wide as they are high; everything else is near a Latin letter.
    units += table[code - 32] ?? (code === 0x2026 ? ellipsis : code >= 0x2e80 ? wide : otherLatin)
  }
  return (units / unitsPerEm) * sizePx
}

/** The text, or as much of it as fits followed by an ellipsis; empty when not even one letter fits. */
export function fitText(text: string, sizePx: number, weight: Weight, roomPx: number): string {
  if (measureText(text, sizePx, weight) <= roomPx) return text
  const room = roomPx - measureText('…', sizePx, weight)
  let kept = ''
  let width = 0
  for (const character of text) {
    width += measureText(character, sizePx, weight)
    if (width > room) break
    kept += character
  }
  return kept === '' ? '' : `${kept.trimEnd()}…`
}

/**
 * The text, or without a short ending such as `.svc`, or its beginning and its end around an ellipsis: names often differ
 * only in how they end.
 */
export function shortenText(text: string, sizePx: number, weight: Weight, roomPx: number): string {
  if (measureText(text, sizePx, weight) <= roomPx) return text
  const stem = text.replace(/\.\w{1,4}$/, '…')
  if (stem !== text && measureText(stem, sizePx, weight) <= roomPx) return stem
  const letters = Array.from(text)
  for (let kept = letters.length - 1; kept > 1; kept--) {
    const ending = Math.floor(kept * 0.4)
    const start = letters
      .slice(0, kept - ending)
      .join('')
      .replace(/[\s._/-]+$/, '')
    const end = letters
      .slice(letters.length - ending)
      .join('')
      .replace(/^[\s._/-]+/, '')
    const short = `${start}…${end}`
    if (measureText(short, sizePx, weight) <= roomPx) return short
  }
  return fitText(text, sizePx, weight, roomPx)
}

/** Breaks a name into at most two lines of similar width, at a space or after a separator; a short ending such as `.svc` stays with it. */
export function breakName(name: string, sizePx: number, weight: Weight, oneLinePx: number): readonly string[] {
  if (measureText(name, sizePx, weight) <= oneLinePx) return [name]
  let best: readonly string[] = [name]
  let bestWidth = Infinity
  for (let at = 1; at < Math.min(name.length, 200); at++) {
    if (!/[\s._/-]/.test(name.charAt(at - 1))) continue
    const lines = [name.slice(0, at).trim(), name.slice(at).trim()]
    if ((lines[1]?.length ?? 0) < 5 && name.charAt(at - 1) !== ' ') continue
    const width = Math.max(...lines.map((line) => measureText(line, sizePx, weight)))
    if (width < bestWidth && lines.every((line) => line !== '')) {
      best = lines
      bestWidth = width
    }
  }
  return best
}
