import type { GraphDocument, Summary } from '@statusgraph/model'
import { drawPicture, readerTimes } from '@statusgraph/picture'
import type { DrawnSvg, MapStatuses, MapTopology, Spark } from '@statusgraph/picture'
import type { Box } from '../geometry/box.ts'
import { readIcon } from './read-icon.ts'
import { readSheetColours } from './sheet-colours.ts'

export { createElement } from './create-element.ts'
export { writeElement } from '@statusgraph/picture'
export type { DrawnSvg } from '@statusgraph/picture'

/** What a picture of a map is made from. */
export interface PictureOfMap {
  readonly graph: GraphDocument
  /** Where everything stands on the map. */
  readonly boxes: ReadonlyMap<string, Box>
  readonly statuses: MapStatuses
  /** What discovery knows of what is drawn. */
  readonly topology?: MapTopology | undefined
  readonly summary: Summary | undefined
  readonly sparklines?: Readonly<Record<string, Spark>> | undefined
  /** The moment that it shows, in milliseconds since 1970. */
  readonly atMs: number
  readonly theme: 'light' | 'dark'
  /** An element of the map. */
  readonly element: Element
  readonly fontFace?: string | undefined
  /** On white, whatever the canvas of the theme is. */
  readonly isForPaper?: boolean
}

/** Draws the whole map in the page's own colours and icons, as one SVG that needs nothing else. */
export function drawSvg(picture: PictureOfMap): DrawnSvg {
  const { graph, boxes, theme, element, fontFace, isForPaper = false, ...live } = picture
  const themed = readSheetColours(element, theme)
  return drawPicture({
    graph,
    boxes,
    live: { ...live, times: readerTimes },
    colours: isForPaper ? { ...themed, canvas: '#ffffff' } : themed,
    findIcon: readIcon,
    fontFace,
  })
}
