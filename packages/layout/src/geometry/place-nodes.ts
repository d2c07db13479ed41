import type { GraphDocument, GraphNode } from '@statusgraph/model'
import type { Bounds, Box, Point, Size } from './box.ts'
import { boundsOf, boxOfBounds, startBounds, widenBounds } from './box.ts'
import { group, sizeNode } from './node-size.ts'

/** Gives positions to nodes that have none. */
export type LayOut = (graph: GraphDocument, sizes: ReadonlyMap<string, Size>) => ReadonlyMap<string, Point>

const gapBelowPx = 96

/** The nodes that a layout has to find a place for. Groups follow their members. */
export function findUnplaced(graph: GraphDocument): readonly GraphNode[] {
  return graph.nodes.filter((node) => node.kind !== 'group' && node.position === undefined)
}

/**
 * The box of every node. Positions of the document are kept to the pixel; nodes without one are laid out together
 * and stand below the others.
 */
export function placeNodes(graph: GraphDocument, layOut: LayOut): ReadonlyMap<string, Box> {
  const boxes = new Map<string, Box>()
  graph.nodes.forEach((node) => {
    if (node.kind === 'group' || node.position === undefined) return
    const { x, y } = node.position
    const { width, height } = sizeNode(node)
    boxes.set(node.id, { x, y, width, height })
  })
  const unplaced = findUnplaced(graph)
  if (unplaced.length > 0) {
    const sizes = new Map(unplaced.map((node) => [node.id, sizeNode(node)]))
    const ids = new Set(sizes.keys())
    const part: GraphDocument = {
      ...graph,
      nodes: graph.nodes.filter((node) => node.kind === 'group' || ids.has(node.id)),
      edges: graph.edges.filter((edge) => ids.has(edge.source) && ids.has(edge.target)),
    }
    const placed = boundsOf(boxes.values())
    const dx = placed === undefined ? 0 : placed.x
    const dy = placed === undefined ? 0 : placed.y + placed.height + gapBelowPx
    for (const [id, point] of layOut(part, sizes)) {
      const size = sizes.get(id)
      if (size !== undefined) boxes.set(id, { x: point.x + dx, y: point.y + dy, ...size })
    }
  }
  placeGroups(graph, boxes)
  return boxes
}

/** Adds the boxes of groups that have none yet, innermost first, because a group's box stands around its members'. */
export function placeGroups(graph: GraphDocument, boxes: Map<string, Box>): void {
  const groups = new Map<string, GraphNode[]>()
  const insides = new Map<string, Bounds>()
  const widen = (parent: string, box: Box): void => {
    const bounds = insides.get(parent)
    if (bounds === undefined) insides.set(parent, startBounds(box))
    else widenBounds(bounds, box)
  }
  graph.nodes.forEach((node) => {
    if (node.parent === undefined) return
    if (node.kind === 'group') {
      const list = groups.get(node.parent)
      if (list === undefined) groups.set(node.parent, [node])
      else list.push(node)
      return
    }
    const box = boxes.get(node.id)
    if (box !== undefined) widen(node.parent, box)
  })
  const place = (node: GraphNode): Box => {
    const known = boxes.get(node.id)
    if (known !== undefined) return known
    for (const inner of groups.get(node.id) ?? []) widen(node.id, place(inner))
    const inside = insides.get(node.id)
    const box = frameGroup(node, inside === undefined ? undefined : boxOfBounds(inside))
    boxes.set(node.id, box)
    return box
  }
  graph.nodes.forEach((node) => {
    if (node.kind === 'group') place(node)
  })
}

function frameGroup(node: GraphNode, inside: Box | undefined): Box {
  const around =
    inside === undefined
      ? undefined
      : {
          x: inside.x - group.padPx,
          y: inside.y - group.titlePx,
          width: inside.width + 2 * group.padPx,
          height: inside.height + group.titlePx + group.padPx,
        }
  const drawn = node.position === undefined || node.size === undefined ? undefined : { ...node.position, ...node.size }
  if (drawn !== undefined) return around === undefined ? drawn : (boundsOf([drawn, around]) ?? drawn)
  return around ?? { ...(node.position ?? { x: 0, y: 0 }), width: group.emptyWidthPx, height: group.emptyHeightPx }
}
