import {
  arrangeAround,
  boundsOf,
  eachBlock,
  frameBlocks,
  gaps,
  goodRatio,
  holdersOf,
  packBoxes,
  readBlocks,
  splitSheet,
} from '@statusgraph/layout'
import type { Block, Box, Flow, Link, Places, Point, Sheet, Wish } from '@statusgraph/layout'
import type { GraphDocument } from '@statusgraph/model'

/** Layers that flow to the right or down; or as little room as is readable, for large graphs. */
export type LayoutDirection = Flow | 'compact'

export interface LayoutRequest {
  readonly direction: LayoutDirection
  /** Only these move, groups with all that is in them; left out: everything. */
  readonly only?: ReadonlySet<string> | undefined
  /** Everything as it is drawn now. */
  readonly boxes: ReadonlyMap<string, Box>
}

export interface LayoutWork {
  readonly signal: AbortSignal
  /** The share that is done, 0 to 1; undefined: nobody can say. */
  readonly onProgress: (share: number | undefined) => void
}

/** Those who compute; in the page they are workers that end with the signal. */
export interface LayoutEngines {
  readonly layered: (sheet: Sheet, flow: Flow, signal: AbortSignal) => Promise<Places>
  readonly compact: (sheet: Sheet, signal: AbortSignal, onProgress: (share: number) => void) => Promise<Places>
}

const gridPx = 8

/**
 * New positions for the nodes of a graph, and for those groups that have one. Pinned nodes and whatever was not chosen
 * stay, and nothing that moves lies on them. The same graph always gives the same answer.
 */
export async function layOutWith(
  engines: LayoutEngines,
  graph: GraphDocument,
  { direction, only, boxes }: LayoutRequest,
  { signal, onProgress }: LayoutWork,
): Promise<ReadonlyMap<string, Point>> {
  const tree = readBlocks(graph, boxes)
  const fixed = findFixed(graph, tree.blocks, boxes, only)
  const arrange = async (sheet: Sheet): Promise<Places> =>
    onGrid(sheet.blocks, await arrangeSheet(engines, sheet, direction, signal, onProgress))
  let places: Places
  if (only === undefined) {
    const wanted = moveTo(await arrange(tree), cornerOf(graph, tree.blocks, boxes), gridPx)
    places = fixed.size === 0 ? wanted : arrangeAround(tree.blocks, fixed, wishForAll(tree, wanted, fixed))
  } else {
    const wishes = new Map<number | undefined, Wish>()
    for (const [holder, scope] of eachScope(tree.blocks)) {
      const free = scope.filter((block) => !hasFixed(block, fixed))
      if (free.length === 0) continue
      const wanted = await arrange(takeSheet(free, tree.links))
      const before = boundsOf(free.flatMap(({ key }) => boxes.get(graph.nodes[key]?.id ?? '') ?? []))
      wishes.set(holder, { places: centreOn(wanted, before), units: [free.map(({ key }) => key)] })
    }
    places = arrangeAround(tree.blocks, fixed, (holder) => wishes.get(holder))
  }
  return pointsOf(graph, tree.blocks, places, fixed)
}

async function arrangeSheet(
  engines: LayoutEngines,
  sheet: Sheet,
  direction: LayoutDirection,
  signal: AbortSignal,
  onProgress: (share: number | undefined) => void,
): Promise<Places> {
  if (direction === 'compact') return engines.compact(sheet, signal, onProgress)
  const parts = splitSheet(sheet)
  const sizes = parts.map((part) => eachBlock(part.blocks).reduce((count) => count + 1, 0))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const arranged: Places[] = []
  let done = 0
  for (const [at, part] of parts.entries()) {
    signal.throwIfAborted()
    onProgress(parts.length === 1 ? undefined : done / total)
    arranged.push(isAlone(part) ? standAlone(part) : await engines.layered(part, direction, signal))
    done += sizes[at] ?? 0
  }
  const bounds = arranged.map((places) => boundsOf(places.values()) ?? { x: 0, y: 0, width: 0, height: 0 })
  const { points } = packBoxes(bounds, gaps.parts, goodRatio)
  return new Map(arranged.flatMap((places, at) => [...moveTo(places, points[at] ?? { x: 0, y: 0 })]))
}

function isAlone({ blocks: [block, ...more] }: Sheet): boolean {
  return block !== undefined && more.length === 0 && block.inside === undefined
}

function standAlone({ blocks }: Sheet): Places {
  return new Map(blocks.map(({ key, width, height }) => [key, { x: 0, y: 0, width, height }]))
}

/** Everything that has to stay where it is: pinned nodes, and what was not chosen; whole groups of those, too. */
function findFixed(
  graph: GraphDocument,
  blocks: readonly Block[],
  boxes: ReadonlyMap<string, Box>,
  only: ReadonlySet<string> | undefined,
): ReadonlyMap<number, Box> {
  const fixed = new Map<number, Box>()
  const look = (block: Block, isAsked: boolean, isHeld: boolean): boolean => {
    const node = graph.nodes[block.key]
    const box = node === undefined ? undefined : boxes.get(node.id)
    if (node === undefined || box === undefined) return false
    const isChosen = isAsked || only === undefined || only.has(node.id)
    const isPinned = isHeld || node.pinned === true
    const isStill =
      block.inside === undefined || block.inside.length === 0
        ? !isChosen || isPinned
        : block.inside.map((one) => look(one, isChosen, isPinned)).every(Boolean)
    if (isStill) fixed.set(block.key, box)
    return isStill
  }
  for (const block of blocks) look(block, false, false)
  return fixed
}

function hasFixed(block: Block, fixed: ReadonlyMap<number, Box>): boolean {
  return eachBlock([block]).some(({ key }) => fixed.has(key))
}

/** With pins: what hangs together with one comes beside it, block by block; the rest keeps its shape. */
function wishForAll(
  tree: Sheet,
  wanted: Places,
  fixed: ReadonlyMap<number, Box>,
): (holder: number | undefined) => Wish | undefined {
  const insides = new Map(eachScope(tree.blocks))
  const units = splitSheet(tree).flatMap(({ blocks }): readonly (readonly number[])[] =>
    blocks.some((block) => hasFixed(block, fixed)) ? blocks.map(({ key }) => [key]) : [blocks.map(({ key }) => key)],
  )
  return (holder) => ({
    places: wanted,
    units: holder === undefined ? units : (insides.get(holder) ?? []).map(({ key }) => [key]),
  })
}

/** The blocks at the top, and those inside each group. */
function* eachScope(blocks: readonly Block[]): Generator<readonly [number | undefined, readonly Block[]]> {
  yield [undefined, blocks]
  for (const { key, inside } of eachBlock(blocks)) if (inside !== undefined) yield [key, inside]
}

function takeSheet(blocks: readonly Block[], links: readonly Link[]): Sheet {
  const holders = holdersOf(blocks)
  return { blocks, links: links.filter(({ source, target }) => holders.has(source) && holders.has(target)) }
}

/** Where the whole begins now: there it begins afterwards, too. */
function cornerOf(graph: GraphDocument, blocks: readonly Block[], boxes: ReadonlyMap<string, Box>): Point {
  const { x, y } = boundsOf(blocks.flatMap(({ key }) => boxes.get(graph.nodes[key]?.id ?? '') ?? [])) ?? { x: 0, y: 0 }
  return { x, y }
}

/** Moves all so that it begins at a corner, or as near to it as whole steps allow. */
function moveTo(places: Places, corner: Point, stepPx = 0): Places {
  const bounds = boundsOf(places.values())
  if (bounds === undefined) return places
  const [dx, dy] = [corner.x - bounds.x, corner.y - bounds.y]
  return stepPx === 0 ? shift(places, dx, dy) : shift(places, snap(dx), snap(dy))
}

function centreOn(places: Places, around: Box | undefined): Places {
  const bounds = boundsOf(places.values())
  if (bounds === undefined || around === undefined) return places
  return shift(
    places,
    snap(around.x + (around.width - bounds.width) / 2 - bounds.x),
    snap(around.y + (around.height - bounds.height) / 2 - bounds.y),
  )
}

function shift(places: Places, dx: number, dy: number): Places {
  return new Map(places.entries().map(([key, box]) => [key, { ...box, x: box.x + dx, y: box.y + dy }]))
}

/**
 * Nodes on the grid, frames around them. What follows moves all by whole steps of the grid, so that the same layout
 * again comes to the same places.
 */
function onGrid(blocks: readonly Block[], places: Places): Places {
  const boxes = new Map<number, Box>()
  for (const { key, inside } of eachBlock(blocks)) {
    const box = places.get(key)
    if (box !== undefined && (inside === undefined || inside.length === 0))
      boxes.set(key, { ...box, x: snap(box.x), y: snap(box.y) })
  }
  for (const block of blocks) frameBlocks(block, boxes)
  return boxes
}

/** On the grid, and only what moved. */
function pointsOf(
  graph: GraphDocument,
  blocks: readonly Block[],
  places: Places,
  fixed: ReadonlyMap<number, Box>,
): ReadonlyMap<string, Point> {
  const points = new Map<string, Point>()
  for (const block of eachBlock(blocks)) {
    const { key, inside, drawn } = block
    const node = graph.nodes[key]
    const box = places.get(key)
    if (node === undefined || box === undefined || hasFixed(block, fixed)) continue
    // A group stands around its members by itself, unless somebody drew it with a place and a size.
    if (inside === undefined || inside.length === 0) points.set(node.id, { x: snap(box.x), y: snap(box.y) })
    else if (drawn !== undefined) points.set(node.id, { x: box.x, y: box.y })
  }
  return points
}

function snap(value: number): number {
  const snapped = Math.round(value / gridPx) * gridPx
  return snapped === 0 ? 0 : snapped
}
