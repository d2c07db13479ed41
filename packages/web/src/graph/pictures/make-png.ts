import type { DrawnSvg } from '../../map/vector/index.ts'
import { writeElement } from '../../map/vector/index.ts'

/** What browsers still draw: more is an empty picture. */
const longestSidePx = 16_000
const mostPixels = 160_000_000

export interface MadePng {
  readonly blob: Blob
  /** The scale that was possible; smaller than asked for when the map is very large. */
  readonly scale: number
}

/** The largest scale up to the wanted one that a canvas can hold. */
function fitScale({ width, height }: Pick<DrawnSvg, 'width' | 'height'>, wanted: number): number {
  return Math.min(wanted, longestSidePx / Math.max(width, height), Math.sqrt(mostPixels / (width * height)))
}

/**
 * Makes a PNG of a drawing.
 *
 * @throws Error when the browser cannot draw it
 */
export async function makePng(drawn: DrawnSvg, wantedScale: number): Promise<MadePng> {
  const scale = fitScale(drawn, wantedScale)
  const image = await loadImage(toDataUrl(writeElement(drawn.svg)))
  const canvas = new OffscreenCanvas(Math.round(drawn.width * scale), Math.round(drawn.height * scale))
  const pen = canvas.getContext('2d')
  if (pen === null) throw new Error('The browser gave no canvas to draw on.')
  pen.drawImage(image, 0, 0, canvas.width, canvas.height)
  return { blob: await canvas.convertToBlob({ type: 'image/png' }), scale }
}

/** A data URL, because the page's policy lets no other kind of image in that is not a file of the server. */
export function toDataUrl(svg: string): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
}

async function loadImage(source: string): Promise<HTMLImageElement> {
  const image = new Image()
  image.src = source
  try {
    await image.decode()
  } catch (cause) {
    throw new Error('The browser could not draw this picture.', { cause })
  }
  return image
}
