import type { GraphDocument, GraphNode } from '../graph/document.ts'
import { guessKind } from './guess-kind.ts'
import { groupServices, namespaceOf, shortNameOf } from './group-services.ts'
import type { DrawableService, ServiceGroup, ServiceGrouping } from './group-services.ts'

interface Place {
  readonly x: number
  readonly y: number
}

interface Extent {
  readonly width: number
  readonly height: number
}

export interface DrawServicesOptions {
  readonly groupBy: ServiceGrouping
  /** An id that no element has, with a readable stem. */
  readonly newId: (stem: string) => string
  /** How large a node is drawn. Default: guessed from the length of its name. */
  readonly sizeOf?: (node: GraphNode) => Extent
  /** Everything that is drawn already, as it is drawn. Default: what the document says. */
  readonly boxes?: ReadonlyMap<string, Place & Extent>
  /** As near to this point as there is room, instead of beside the drawing. */
  readonly near?: Place
}

const gridPx = 8
const gapPx = { across: 40, down: 32, betweenBlocks: 48, fromDrawing: 96, aroundOthers: 24 } as const
/** What a group needs around its members. */
const framePx = { side: 24, top: 40, bottom: 24 } as const
/** The whole is to be about as wide as a screen. */
const widthToHeight = 1.75

/**
 * Draws services as nodes that are bound to them: grouped, each group a tidy grid, all of it in a free area, and
 * nothing else moves.
 *
 * @example
 * const next = drawServices(graph, [{ service: 'cart.svc' }], { groupBy: 'prefix', newId })
 */
export function drawServices(
  graph: GraphDocument,
  services: readonly DrawableService[],
  options: DrawServicesOptions,
): GraphDocument {
  if (services.length === 0) return graph
  const sizeOf = options.sizeOf ?? guessSize
  const blocks = groupServices(services, options.groupBy).map((group) => buildBlock(group, options.newId, sizeOf))
  const packed = packBlocks(blocks)
  const boxes = [...(options.boxes ?? boxesOf(graph, sizeOf)).values()]
  const origin = options.near === undefined ? findPlaceBeside(boxes) : findPlaceNear(options.near, packed, boxes)
  return { ...graph, nodes: [...graph.nodes, ...packed.nodes.map((node) => shift(node, origin))] }
}

/** Nodes placed among themselves, from the origin on. */
interface Block extends Extent {
  readonly nodes: readonly GraphNode[]
}

function buildBlock(
  { name, services }: ServiceGroup,
  newId: (stem: string) => string,
  sizeOf: (node: GraphNode) => Extent,
): Block {
  const group: GraphNode | undefined = name === undefined ? undefined : { id: newId(name), name, kind: 'group' }
  const members = services.map((service) => buildNode(service, newId, group?.id))
  const sizes = members.map(sizeOf)
  const cell = {
    width: roundUp(Math.max(...sizes.map(({ width }) => width))),
    height: roundUp(Math.max(...sizes.map(({ height }) => height))),
  }
  const step = { x: cell.width + gapPx.across, y: cell.height + gapPx.down }
  const columns = Math.ceil(Math.sqrt((members.length * step.y * widthToHeight) / step.x))
  const rows = Math.ceil(members.length / columns)
  const inset = group === undefined ? { x: 0, y: 0 } : { x: framePx.side, y: framePx.top }
  const placed = members.map((node, at) => ({
    ...node,
    position: { x: inset.x + (at % columns) * step.x, y: inset.y + Math.floor(at / columns) * step.y },
  }))
  return {
    nodes: group === undefined ? placed : [group, ...placed],
    width: 2 * inset.x + columns * step.x - gapPx.across,
    height: inset.y + rows * step.y - gapPx.down + (group === undefined ? 0 : framePx.bottom),
  }
}

/** The binding is written down even where it equals the name, so that renaming the node does not lose it. */
function buildNode(service: DrawableService, newId: (stem: string) => string, parent: string | undefined): GraphNode {
  const name = shortNameOf(service.service)
  const namespace = namespaceOf(service)
  return {
    id: newId(name),
    name,
    kind: guessKind(name),
    services: [service.service],
    ...(namespace === undefined ? {} : { namespace }),
    ...(parent === undefined ? {} : { parent }),
  }
}

/** Sets blocks beside each other in rows, the tall ones first. */
function packBlocks(blocks: readonly Block[]): Block {
  const gap = gapPx.betweenBlocks
  const area = blocks.reduce((sum, { width, height }) => sum + (width + gap) * (height + gap), 0)
  const room = Math.max(...blocks.map(({ width }) => width), Math.sqrt(area * widthToHeight))
  const nodes: GraphNode[] = []
  let [x, y, rowHeight, width] = [0, 0, 0, 0]
  for (const block of blocks.toSorted((a, b) => b.height - a.height)) {
    if (x > 0 && x + block.width > room) {
      y += rowHeight + gap
      x = 0
      rowHeight = 0
    }
    const at = { x, y }
    nodes.push(...block.nodes.map((node) => shift(node, at)))
    width = Math.max(width, x + block.width)
    rowHeight = Math.max(rowHeight, block.height)
    x += block.width + gap
  }
  return { nodes, width, height: y + rowHeight }
}

function shift(node: GraphNode, by: Place): GraphNode {
  const { position } = node
  return position === undefined ? node : { ...node, position: { x: position.x + by.x, y: position.y + by.y } }
}

/** At the right of what is drawn; below it, when it is much wider than high. */
function findPlaceBeside(boxes: readonly (Place & Extent)[]): Place {
  const bounds = boundsOf(boxes)
  if (bounds === undefined) return { x: 0, y: 0 }
  const isWide = bounds.width > bounds.height * widthToHeight
  return isWide
    ? { x: roundDown(bounds.x), y: roundUp(bounds.y + bounds.height + gapPx.fromDrawing) }
    : { x: roundUp(bounds.x + bounds.width + gapPx.fromDrawing), y: roundDown(bounds.y) }
}

/** The nearest of many spots around a point where nothing stands; beside the drawing, when there is none. */
function findPlaceNear(near: Place, size: Extent, boxes: readonly (Place & Extent)[]): Place {
  const first = { x: roundDown(near.x - size.width / 2), y: roundDown(near.y - size.height / 2) }
  const stepPx = 5 * gridPx
  const rings = 30
  for (let ring = 0; ring <= rings; ring++) {
    let best: (Place & { readonly far: number }) | undefined
    for (let column = ring; column >= -ring; column--) {
      // Only the edge of the square: what is inside was tried before.
      const isSide = Math.abs(column) === ring
      for (let row = ring; row >= -ring; row -= isSide ? 1 : 2 * ring) {
        const far = column * column + row * row
        const spot = { x: first.x + column * stepPx, y: first.y + row * stepPx, far }
        if ((best === undefined || far < best.far) && isFree(spot, size, boxes)) best = spot
      }
    }
    if (best !== undefined) return { x: best.x, y: best.y }
  }
  return findPlaceBeside(boxes)
}

function isFree(at: Place, size: Extent, boxes: readonly (Place & Extent)[]): boolean {
  const air = gapPx.aroundOthers
  return boxes.every(
    (box) =>
      at.x + size.width + air <= box.x ||
      box.x + box.width + air <= at.x ||
      at.y + size.height + air <= box.y ||
      box.y + box.height + air <= at.y,
  )
}

function boundsOf(boxes: readonly (Place & Extent)[]): (Place & Extent) | undefined {
  if (boxes.length === 0) return undefined
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y, width, height } of boxes) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x + width)
    bottom = Math.max(bottom, y + height)
  }
  return { x: left, y: top, width: right - left, height: bottom - top }
}

function boxesOf(graph: GraphDocument, sizeOf: (node: GraphNode) => Extent): ReadonlyMap<string, Place & Extent> {
  return new Map(
    graph.nodes.flatMap((node) => {
      if (node.position === undefined || (node.kind === 'group' && node.size === undefined)) return []
      return [[node.id, { ...node.position, ...(node.size ?? sizeOf(node)) }] as const]
    }),
  )
}

/** As wide as a card needs to be for its name, within what cards may be; a little too large rather than too small. */
function guessSize(node: GraphNode): Extent {
  return { width: Math.min(320, Math.max(224, 128 + 8.5 * node.name.length)), height: 72 }
}

function roundUp(px: number): number {
  return Math.ceil(px / gridPx) * gridPx
}

function roundDown(px: number): number {
  return Math.floor(px / gridPx) * gridPx
}
