import type { Colours, Scene, SceneNode, SeenCodes } from '@statusgraph/picture'
import type { Box } from '../geometry/box.ts'
import type { Level } from './level.ts'
import type { PackedIcons } from './pack-scene.ts'
import type { Pen } from './pen.ts'
import type { WallNames } from './wall-names.ts'

/** The part of the canvas that a picture shows: `pixel = (canvas * scale + offset) * density`. */
export interface Shot {
  readonly x: number
  readonly y: number
  readonly scale: number
  readonly width: number
  readonly height: number
  readonly density: number
  /** How much larger than the screen it is, so that a pan finds ground under it. */
  readonly overscan: number
}

/** The icons that have come, each in a square; undefined is one that nobody has. */
export type IconPictures = ReadonlyMap<string, ImageBitmap | undefined>

/**
 * A map of more nodes than this is a large one: its first picture comes before everything that can wait, and elements
 * that are not near are put aside while it moves.
 */
export const manyNodes = 300

/** Everything one picture is drawn from. */
export interface Frame {
  readonly pen: Pen
  readonly shot: Shot
  readonly level: Level
  readonly isWall: boolean
  /** The first picture of a large map: what can wait for the next one is left out. */
  readonly isHasty: boolean
  /** The names of a wall screen; undefined elsewhere, and where its cards are too small for names. */
  readonly wall: WallNames | undefined
  readonly colours: Colours
  readonly scene: Scene
  /** Appearances by node number, see `encodeAppearance`. */
  readonly nodeCodes: Uint8Array
  /** Appearances of edges with evidence of their own, by edge number; 255 for the others. */
  readonly edgeCodes: Uint8Array
  /** What discovery knows of nodes and edges, by their numbers; empty where it knows nothing. */
  readonly seen: SeenCodes
  /** 1 for every node that steps back; undefined when all are equal. */
  readonly dimmed: Uint8Array | undefined
  /** 1 for every node that is under a hand and drawn by the page; undefined when there are none. */
  readonly hidden: Uint8Array | undefined
  /** The canvas area that is seen. */
  readonly area: Box
  readonly hatch: CanvasPattern | null
  /** The icon of each card that shows one, see `packIcons`. */
  readonly iconsOf: PackedIcons
  readonly icons: IconPictures
}

/** One screen pixel in canvas units. */
export function hairOf(frame: Frame): number {
  return 1 / frame.shot.scale
}

/** The cards that a frame shows. A map that is seen as a whole needs no index, which is the case at first. */
export function cardsIn(frame: Frame): readonly SceneNode[] {
  const { area, scene } = frame
  const { bounds } = scene
  const isWhole =
    area.x <= bounds.x &&
    area.y <= bounds.y &&
    area.x + area.width >= bounds.x + bounds.width &&
    area.y + area.height >= bounds.y + bounds.height
  return isWhole ? scene.cards : scene.cardIndex.search(area).flatMap((at) => scene.cards[at] ?? [])
}

/** The icon that a card shows, by its number. */
export function iconIn({ iconsOf }: Frame, index: number): string | undefined {
  return iconsOf.names[(iconsOf.ofNodes[index] ?? 0) - 1]
}

export const dimAlpha = 0.25
