import { card, insetsOf, measureText, sizeNode } from '@statusgraph/layout'
import { iconOf } from '@statusgraph/model'
import type { GraphDocument, GraphNode, NodeKind } from '@statusgraph/model'

export interface ReadableGraph {
  readonly graph: GraphDocument
  /** How many nodes were too small for their name. */
  readonly grown: number
}

interface Placed {
  readonly node: GraphNode
  /** Of its centre. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** How large it has to be so that its name can be read. */
  readonly wide: number
  readonly high: number
}

/** Beside the name stand its lamp, the value of a metric and some air. */
const besideNamePx = 72 + card.metricPx
/** Kinds that have a glyph of their own behind the name. */
const withGlyph: ReadonlySet<NodeKind> = new Set(['actor', 'external', 'function', 'gateway', 'cache', 'storage'])
const gapPx = 48
/** A drawing is not spread farther than this: rather two boxes touch than nobody finds his drawing again. */
const mostSpread = 3
/** Each node is compared with those near it; of more of them that would take too long. */
const mostNodes = 5_000

/**
 * Drawing tools have small shapes with their name below, and Graphviz has narrow letters; here the name stands in the
 * box. Nodes that are too small for theirs grow around their centre, and the whole drawing is spread as far as it takes
 * to keep them apart, so that it still looks the same.
 */
export function makeReadable(graph: GraphDocument): ReadableGraph {
  const placed = graph.nodes.flatMap(readPlaced)
  const grown = placed.filter(({ width, wide }) => wide > width).length
  if (grown === 0) return { graph, grown }
  const spread = placed.length > mostNodes ? 1 : findSpread(placed)
  const byId = new Map(placed.map((one) => [one.node.id, one]))
  const nodes = graph.nodes.map((node): GraphNode => {
    const own = byId.get(node.id)
    if (own === undefined) return spreadNode(node, spread)
    const position = { x: Math.round(own.x * spread - own.wide / 2), y: Math.round(own.y * spread - own.high / 2) }
    return { ...node, position, size: { width: Math.ceil(own.wide), height: Math.ceil(own.high) } }
  })
  return { graph: { ...graph, nodes }, grown }
}

function readPlaced(node: GraphNode): readonly Placed[] {
  const { position, size, kind } = node
  if (position === undefined || size === undefined || kind === 'group') return []
  const { width, height } = size
  const { left, right } = insetsOf(kind)
  const iconPx = iconOf(node) === undefined ? 0 : card.iconPx + 8
  const besidePx = besideNamePx + left + right + iconPx + (withGlyph.has(kind) ? card.glyphPx + 8 : 0)
  const nameWide = Math.min(card.maxWidthPx, measureText(node.name, card.nameSizePx, 600) + besidePx)
  const wide = Math.max(width, nameWide)
  const high = Math.max(height, sizeNode({ ...node, size: { width: wide, height } }).height)
  return [{ node, x: position.x + width / 2, y: position.y + height / 2, width, height, wide, high }]
}

/** Groups, and nodes of which the file has no size. */
function spreadNode(node: GraphNode, spread: number): GraphNode {
  const { position, size } = node
  if (position === undefined || spread === 1) return node
  const at = { x: Math.round(position.x * spread), y: Math.round(position.y * spread) }
  if (size === undefined) return { ...node, position: at }
  return {
    ...node,
    position: at,
    size: { width: Math.round(size.width * spread), height: Math.round(size.height * spread) },
  }
}

/** By how much everything has to move apart so that what did not touch before does not touch now. */
function findSpread(placed: readonly Placed[]): number {
  const sorted = placed.toSorted((a, b) => a.x - b.x)
  let spread = 1
  sorted.forEach((a, at) => {
    for (let next = at + 1; next < sorted.length && spread < mostSpread; next++) {
      const b = sorted[next]
      if (b === undefined || b.x - a.x > (a.wide + b.wide) / 2 + card.maxWidthPx) break
      const [dx, dy] = [b.x - a.x, Math.abs(b.y - a.y)]
      const didTouch = dx < (a.width + b.width) / 2 && dy < (a.height + b.height) / 2
      if (didTouch) continue
      const across = ((a.wide + b.wide) / 2 + gapPx) / dx
      const down = ((a.high + b.high) / 2 + gapPx) / dy
      spread = Math.min(mostSpread, Math.max(spread, Math.min(across, down)))
    }
  })
  return spread
}
