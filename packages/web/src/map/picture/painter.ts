import { adoptRoutes, carryInScene, noSeenCodes } from '@statusgraph/picture'
import type { Colours, Scene, SeenCodes } from '@statusgraph/picture'
import type { Box } from '../geometry/box.ts'
import { drawPicture } from './draw-picture.ts'
import type { IconPictures, Shot } from './frame.ts'
import { manyNodes } from './frame.ts'
import { levelAt } from './level.ts'
import type { PackedIcons, PackedScene } from './pack-scene.ts'
import { unpackScene } from './pack-scene.ts'
import { decideFont } from './pen.ts'
import type { Pen } from './pen.ts'
import { letterWall } from './wall-names.ts'

/** What the page tells whoever paints. */
export type PainterOrder =
  | { readonly kind: 'font'; readonly url: string }
  /** `kept` says which edges run as in the scene before, see `findKeptRoutes`. */
  | { readonly kind: 'scene'; readonly packed: PackedScene; readonly kept: Int32Array | undefined }
  | { readonly kind: 'colours'; readonly colours: Colours }
  | { readonly kind: 'codes'; readonly nodes: Uint8Array; readonly edges: Uint8Array }
  /** What discovery knows. */
  | { readonly kind: 'seen'; readonly seen: SeenCodes }
  /** Which icon is on which card; what they look like comes with `icons`. */
  | { readonly kind: 'icons of'; readonly iconsOf: PackedIcons }
  | { readonly kind: 'icons'; readonly icons: IconPictures }
  | { readonly kind: 'dim'; readonly dimmed: Uint8Array | undefined }
  | {
      readonly kind: 'draw'
      readonly ticket: number
      readonly shot: Shot
      readonly isWall: boolean
      /** Nothing was shown before it: what can wait for the next one may be left out. */
      readonly isFirst: boolean
      readonly carried: CarriedNodes | undefined
    }

/** Nodes that are elsewhere, for a moment: their numbers, and four numbers for the box of each. */
export interface CarriedNodes {
  readonly indexes: Uint32Array
  readonly boxes: Float64Array
}

export type PainterReport =
  | { readonly kind: 'picture'; readonly ticket: number; readonly shot: Shot; readonly bitmap: ImageBitmap }
  /** Something arrived, such as the font, that makes the last picture old. */
  | { readonly kind: 'redraw' }
  /** Nothing came of the last order to draw: the canvas was lost, or the picture is more than can be painted. */
  | { readonly kind: 'failed' }

/** A canvas of the wanted size, ready to be drawn on, and what makes a bitmap of it. */
export interface Easel {
  resize(width: number, height: number): Pen | undefined
  take(): ImageBitmap | Promise<ImageBitmap>
}

/** Paints pictures as ordered; the same in a worker and, where there is none, in the page. */
export function createPainter(easel: Easel, report: (report: PainterReport) => void): (order: PainterOrder) => void {
  let scene: Scene | undefined
  let colours: Colours | undefined
  let nodeCodes = new Uint8Array(0)
  let edgeCodes = new Uint8Array(0)
  let seen = noSeenCodes
  let dimmed: Uint8Array | undefined
  let iconsOf: PackedIcons = { names: [], ofNodes: new Uint16Array(0) }
  let icons: IconPictures = new Map()
  let hatch: CanvasPattern | null = null

  const draw = async (order: Extract<PainterOrder, { kind: 'draw' }>): Promise<void> => {
    const { shot } = order
    const pen = easel.resize(Math.round(shot.width * shot.density), Math.round(shot.height * shot.density))
    if (pen === undefined) throw new Error('the canvas cannot be drawn on')
    if (scene === undefined || colours === undefined) throw new Error('there is nothing to draw yet')
    const { hatch: hatchColour } = colours
    let isHatchSet = false
    const level = levelAt(shot.scale, order.isWall)
    // Close up they are elements of the page, under the hand in the same frame; further away they are drawn here.
    const elsewhere = level === 'near' ? order.carried : undefined
    const carried = level === 'near' ? undefined : order.carried
    drawPicture({
      pen,
      shot,
      level,
      isWall: order.isWall,
      isHasty: order.isFirst && scene.nodes.length > manyNodes,
      wall: order.isWall ? letterWall(scene, shot.scale, shot.height / shot.overscan) : undefined,
      colours,
      scene: carried === undefined ? scene : carryInScene(scene, unpackCarried(carried)),
      nodeCodes,
      edgeCodes,
      seen,
      dimmed,
      iconsOf,
      icons,
      hidden: elsewhere === undefined ? undefined : maskOf(elsewhere, scene.nodes.length),
      area: {
        x: -shot.x / shot.scale,
        y: -shot.y / shot.scale,
        width: shot.width / shot.scale,
        height: shot.height / shot.scale,
      },
      get hatch() {
        hatch ??= makeHatch(pen, hatchColour, shot.density)
        const k = shot.scale * shot.density
        // The hatch keeps its width on the screen at any distance.
        if (!isHatchSet) hatch?.setTransform(new DOMMatrix([1 / k, 0, 0, 1 / k, 0, 0]))
        isHatchSet = true
        return hatch
      },
    })
    report({ kind: 'picture', ticket: order.ticket, shot, bitmap: await easel.take() })
  }

  const takeFont = async (url: string): Promise<void> => {
    decideFont(await loadFont(url))
    report({ kind: 'redraw' })
  }

  return (order) => {
    switch (order.kind) {
      case 'font':
        void takeFont(order.url)
        return
      case 'scene':
        scene = takeScene(order, scene)
        return
      case 'colours':
        colours = order.colours
        hatch = null
        return
      case 'codes':
        nodeCodes = new Uint8Array(order.nodes)
        edgeCodes = new Uint8Array(order.edges)
        return
      case 'seen':
        seen = order.seen
        return
      case 'icons of':
        iconsOf = order.iconsOf
        return
      case 'icons':
        icons = order.icons
        return
      case 'dim':
        dimmed = order.dimmed
        return
      case 'draw':
        draw(order).catch((cause: unknown) => {
          report({ kind: 'failed' })
          // For the console: without a word nobody would look for the reason.
          throw cause
        })
    }
  }
}

function takeScene(order: Extract<PainterOrder, { kind: 'scene' }>, before: Scene | undefined): Scene {
  const scene = unpackScene(order.packed)
  const { kept } = order
  if (before !== undefined && kept !== undefined) adoptRoutes(before, scene, (index) => kept[index] ?? -1)
  return scene
}

function unpackCarried({ indexes, boxes }: CarriedNodes): ReadonlyMap<number, Box> {
  const carried = new Map<number, Box>()
  indexes.forEach((index, at) => {
    const [x = 0, y = 0, width = 0, height = 0] = boxes.subarray(at * 4, at * 4 + 4)
    carried.set(index, { x, y, width, height })
  })
  return carried
}

function maskOf({ indexes }: CarriedNodes, nodeCount: number): Uint8Array {
  const mask = new Uint8Array(nodeCount)
  for (const index of indexes) mask[index] = 1
  return mask
}

function makeHatch(pen: Pen, colour: string, density: number): CanvasPattern | null {
  const size = Math.round(8 * density)
  const tile =
    typeof OffscreenCanvas === 'undefined' ? document.createElement('canvas') : new OffscreenCanvas(size, size)
  tile.width = size
  tile.height = size
  const ink = tile.getContext('2d')
  if (!(ink !== null && 'fillRect' in ink)) return null
  ink.strokeStyle = colour
  ink.lineWidth = 2.2 * density
  ink.beginPath()
  for (const shift of [-size, 0, size]) {
    ink.moveTo(shift - 2, size + 2)
    ink.lineTo(shift + size + 2, -2)
  }
  ink.stroke()
  return pen.createPattern(tile, 'repeat')
}

/** In a worker the fonts of the page are not known; where the page itself paints, they may not have come yet. */
async function loadFont(url: string): Promise<boolean> {
  const fonts: unknown = Reflect.get(typeof document === 'undefined' ? globalThis : document, 'fonts')
  if (!(fonts instanceof FontFaceSet)) return false
  try {
    fonts.add(await new FontFace('Inter Variable', `url(${url})`, { weight: '100 900' }).load())
    return true
  } catch {
    // The system's own sans-serif is drawn; the names stay readable.
    return false
  }
}
