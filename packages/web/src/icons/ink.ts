/**
 * What an icon is drawn with. `plain`: one dark colour, so it may take the colour of the text around it. `dark` and
 * `light` would be lost on a ground of their own kind and get a tile there. `colours` reads on both.
 */
export type Ink = 'plain' | 'dark' | 'light' | 'colours'

/** Below this luminance a colour is hard to see on the dark theme's cards, and below the next one it is lost there. */
const hardOnDark = 0.11
const lostOnDark = 0.05
/** Above this one it is lost on the light theme's. */
const lostOnLight = 0.72

/** Judges an icon by its pixels, four bytes each as a canvas gives them. */
export function judgeInk(pixels: ArrayLike<number>): Ink {
  let seen = 0
  let hard = 0
  let dark = 0
  let light = 0
  let grey = 0
  for (let at = 0; at + 3 < pixels.length; at += 4) {
    const alpha = pixels[at + 3] ?? 0
    if (alpha < 64) continue
    const [red = 0, green = 0, blue = 0] = [pixels[at], pixels[at + 1], pixels[at + 2]]
    const luminance = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    seen++
    if (luminance < hardOnDark) hard++
    if (luminance < lostOnDark) {
      dark++
      if (Math.max(red, green, blue) - Math.min(red, green, blue) < 24) grey++
    }
    // A bright yellow is told from white by its hue.
    if (luminance > lostOnLight && Math.min(red, green, blue) > 180) light++
  }
  if (seen === 0) return 'colours'
  if (grey === seen) return 'plain'
  if (dark / seen > 0.3 || hard / seen > 0.5) return 'dark'
  return light / seen > 0.6 ? 'light' : 'colours'
}

function linear(channel: number): number {
  const part = channel / 255
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}
