import type { Box } from '@statusgraph/layout'
import type { GraphDocument, Summary } from '@statusgraph/model'
import { readDrawn } from '../geometry/place-drawn.ts'
import { buildScene } from '../geometry/scene.ts'
import { encodeSeen } from '../seen/encode-scene.ts'
import { noTopology } from '../seen/map-topology.ts'
import type { MapTopology } from '../seen/map-topology.ts'
import { mergeTopology } from '../seen/merge-edges.ts'
import { mergeStatuses } from '../status/merge-statuses.ts'
import { StatusCodes } from '../status/status-codes.ts'
import type { MapStatuses } from '../status/statuses.ts'
import type { TimeWords } from '../words/age.ts'
import type { SheetColours } from './colours.ts'
import type { FindIcon } from './find-icon.ts'
import { SheetIcons } from './sheet-icons.ts'
import type { Spark } from './spark.ts'
import { writeSvg } from './write-svg.ts'
import type { DrawnSvg } from './write-svg.ts'

/** What a picture of a map is drawn from. */
export interface PictureContents {
  readonly graph: GraphDocument
  /** Where everything stands on the map. */
  readonly boxes: ReadonlyMap<string, Box>
  /** What monitoring says; undefined: the drawing alone, without lamps, time and legend. */
  readonly live?: LivePicture | undefined
  readonly colours: SheetColours
  readonly findIcon: FindIcon
  /** A `@font-face` with the font inside, so that a picture made of the file looks as the page does. */
  readonly fontFace?: string | undefined
}

/** The map at one moment. */
export interface LivePicture {
  readonly statuses: MapStatuses
  /** What discovery knows of what is drawn. */
  readonly topology?: MapTopology | undefined
  readonly summary: Summary | undefined
  readonly sparklines?: Readonly<Record<string, Spark>> | undefined
  /** The moment that it shows, in milliseconds since 1970. */
  readonly atMs: number
  readonly times: TimeWords
}

/**
 * Draws the whole map, as one SVG that needs nothing else.
 *
 * @example
 * const { boxes } = placeDrawn(graph, layOutUnplaced)
 * const { svg } = drawPicture({ graph, boxes, colours: palettes.light, findIcon: () => ({ kind: 'none' }) })
 * writeElement(svg)
 */
export function drawPicture({ graph, boxes, live, colours, findIcon, fontFace }: PictureContents): DrawnSvg {
  const drawn = readDrawn(graph, boxes)
  const scene = buildScene(drawn.graph, boxes)
  const statuses = live === undefined ? undefined : mergeStatuses(live.statuses, drawn.merged)
  const codes = new StatusCodes()
  codes.encode(scene, statuses)
  const topology = mergeTopology(live?.topology ?? noTopology, drawn.merged)
  const sheet = {
    graph: drawn.graph,
    scene,
    live:
      live === undefined || statuses === undefined
        ? undefined
        : { statuses, sparklines: live.sparklines ?? {}, atMs: live.atMs, times: live.times },
    topology,
    edgeCodes: codes.edges,
    seen: encodeSeen(scene, topology),
    colours,
    icons: new SheetIcons(findIcon, colours),
  }
  return writeSvg(sheet, { summary: live?.summary, fontFace })
}
