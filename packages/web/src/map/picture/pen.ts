import { marks } from '@statusgraph/picture'
import type { Colours, Mark } from '@statusgraph/picture'
import type { Weight } from '../geometry/text-width.ts'

/** What the picture is drawn with, in a worker or in the page. */
export type Pen = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D

const systemFamily = 'system-ui, sans-serif'
let family: string | undefined

/** Whether texts can be drawn: it is known whether the page's own font is there. */
export function isFontKnown(): boolean {
  return family !== undefined
}

/** The font of a text. */
export function fontOf(weight: Weight, sizePx: number): string {
  return `${weight} ${sizePx}px ${family ?? systemFamily}`
}

/**
 * From now on texts are drawn, in the page's own font where it came. Before that no font may be named: a canvas
 * remembers what it found for a name, and the search for a font of the system holds a worker up for longer than a
 * picture takes.
 */
export function decideFont(isOwnLoaded: boolean): void {
  family = isOwnLoaded ? `"Inter Variable", ${systemFamily}` : systemFamily
}

const paths = new Map<string, Path2D>()
const pathLimit = 4_000

/** Path data as a path; the same few outlines come back thousands of times. */
export function pathFor(data: string): Path2D {
  let path = paths.get(data)
  if (path === undefined) {
    if (paths.size > pathLimit) paths.clear()
    path = new Path2D(data)
    paths.set(data, path)
  }
  return path
}

export function emptyPath(): Path2D {
  return new Path2D()
}

/** Draws a mark around a point. */
export function drawMark(pen: Pen, mark: Mark, x: number, y: number, size: number, colours: Colours): void {
  const own = mark === 'stale' ? colours.lamps.unknown.main : colours.lamps[mark].main
  const k = size / 20
  pen.translate(x - size / 2, y - size / 2)
  pen.scale(k, k)
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  for (const stroke of marks[mark]) {
    const path = pathFor(stroke.d)
    if (stroke.fill !== undefined) {
      pen.fillStyle = own
      pen.fill(path)
    }
    if (stroke.stroke !== undefined) {
      pen.strokeStyle = stroke.stroke === 'on' ? colours.on : own
      pen.lineWidth = stroke.width ?? 1.6
      if (stroke.dash !== undefined) pen.setLineDash([...stroke.dash])
      pen.stroke(path)
      if (stroke.dash !== undefined) pen.setLineDash([])
    }
  }
  pen.scale(1 / k, 1 / k)
  pen.translate(size / 2 - x, size / 2 - y)
}
