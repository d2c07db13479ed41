import type { Colours } from '@statusgraph/picture'
import type { IconLook } from '../../icons/index.ts'

/** Draws an icon into a square of its own, in the colours of the theme: a plain one like text, one that would be lost on a tile. */
export function drawIconCanvas(
  { image, ink }: Extract<IconLook, { kind: 'drawn' }>,
  colours: Colours,
  sidePx: number,
): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = sidePx
  canvas.height = sidePx
  const pen = canvas.getContext('2d')
  if (pen === null) return canvas
  const isLost = ink === (isDark(colours.surface) ? 'dark' : 'light')
  if (isLost) {
    pen.fillStyle = colours.text
    pen.beginPath()
    pen.roundRect(0, 0, sidePx, sidePx, sidePx * 0.18)
    pen.fill()
  }
  const room = isLost ? sidePx * 0.84 : sidePx
  const k = room / Math.max(image.naturalWidth, image.naturalHeight, 1)
  const width = image.naturalWidth * k
  const height = image.naturalHeight * k
  pen.drawImage(image, (sidePx - width) / 2, (sidePx - height) / 2, width, height)
  if (ink === 'plain') {
    pen.globalCompositeOperation = 'source-in'
    pen.fillStyle = colours.text2
    pen.fillRect(0, 0, sidePx, sidePx)
  }
  return canvas
}

/** Whether a colour written as `#191f27` is a dark one. */
function isDark(colour: string): boolean {
  const [red = 255, green = 255, blue = 255] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  return red * 0.3 + green * 0.59 + blue * 0.11 < 128
}
