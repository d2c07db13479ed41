import type { GraphDocument, Summary } from '@statusgraph/model'
import { formatInstant } from '../../parts/age.ts'
import type { Box } from '../geometry/box.ts'
import { readDrawn } from '../geometry/place-drawn.ts'
import { buildScene } from '../geometry/scene.ts'
import { mergeStatuses } from '../merge-statuses.ts'
import { encodeSeen } from '../seen/encode-scene.ts'
import { noTopology } from '../seen/map-topology.ts'
import type { MapTopology } from '../seen/map-topology.ts'
import { mergeTopology } from '../seen/merge-edges.ts'
import { StatusCodes } from '../view/status-codes.ts'
import type { Spark } from '../near/Sparkline.tsx'
import type { MapStatuses } from '../statuses.ts'
import { readSheetColours } from './sheet-colours.ts'
import { writeSvg } from './write-svg.ts'
import type { DrawnSvg } from './write-svg.ts'

export { createElement, writeElement } from './elements.ts'
export type { DrawnSvg } from './write-svg.ts'

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

/** Draws the whole map, as one SVG that needs nothing else. */
export function drawSvg(picture: PictureOfMap): DrawnSvg {
  const {
    graph,
    boxes,
    statuses,
    topology = noTopology,
    summary,
    atMs,
    sparklines = {},
    theme,
    element,
    fontFace,
    isForPaper = false,
  } = picture
  const at = formatInstant(new Date(atMs).toISOString())
  const themed = readSheetColours(element, theme)
  const colours = isForPaper ? { ...themed, canvas: '#ffffff' } : themed
  const drawn = readDrawn(graph, boxes)
  const scene = buildScene(drawn.graph, boxes)
  const merged = mergeStatuses(statuses, drawn.merged)
  const codes = new StatusCodes()
  codes.encode(scene, merged)
  const seenBy = mergeTopology(topology, drawn.merged)
  const sheet = {
    graph: drawn.graph,
    scene,
    statuses: merged,
    topology: seenBy,
    edgeCodes: codes.edges,
    seen: encodeSeen(scene, seenBy),
    sparklines,
    colours,
    atMs,
    at,
  }
  return writeSvg(sheet, { summary, ...(fontFace === undefined ? {} : { fontFace }) })
}
