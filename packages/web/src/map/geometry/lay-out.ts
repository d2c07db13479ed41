import type { GraphDocument, GraphNode } from '@statusgraph/model'
import type { Point, Size } from './box.ts'
import { group } from './node-size.ts'
import type { LayOut } from './place-nodes.ts'

/** One thing that is placed as a whole: the members of a top-level group, or nodes that edges tie together. */
interface Cluster {
  readonly places: ReadonlyMap<string, Point>
  readonly width: number
  readonly height: number
}

const gapPx = { across: 72, down: 40, between: 64 } as const

/** Above this a layered layout takes seconds; then members of a group stand in a grid. */
export const layeredLimit = 600

/** Packs the graph group by group, each a grid in the order of the document. Fast at any size. */
export const layOutPacked: LayOut = (graph, sizes) => {
  const roots = new Map<string, GraphNode[]>()
  const byId = new Map(graph.nodes.map((node) => [node.id, node]))
  for (const node of graph.nodes) {
    if (node.kind === 'group' || !sizes.has(node.id)) continue
    const key = node.parent ?? ''
    const list = roots.get(key)
    if (list === undefined) roots.set(key, [node])
    else list.push(node)
  }
  const clusters = [...roots].flatMap(([key, nodes]) =>
    key === '' ? nodes.map((node) => gridOf([node], sizes)) : [gridOf(nodes, sizes)],
  )
  const depth = Math.max(0, ...[...roots.keys()].map((key) => depthOf(key, byId)))
  return packClusters(clusters, depth)
}

function depthOf(id: string, byId: ReadonlyMap<string, GraphNode>): number {
  let depth = 0
  for (
    let node = byId.get(id);
    node !== undefined;
    node = node.parent === undefined ? undefined : byId.get(node.parent)
  )
    depth++
  return depth
}

function gridOf(nodes: readonly GraphNode[], sizes: ReadonlyMap<string, Size>): Cluster {
  const width = Math.max(...nodes.map((node) => sizes.get(node.id)?.width ?? 0))
  const height = Math.max(...nodes.map((node) => sizes.get(node.id)?.height ?? 0))
  const columns = Math.max(
    1,
    Math.ceil(Math.sqrt((nodes.length * (height + gapPx.down)) / (width + gapPx.across)) * 1.2),
  )
  const places = new Map<string, Point>()
  nodes.forEach((node, at) => {
    places.set(node.id, {
      x: (at % columns) * (width + gapPx.across),
      y: Math.floor(at / columns) * (height + gapPx.down),
    })
  })
  const rows = Math.ceil(nodes.length / columns)
  return {
    places,
    width: Math.min(columns, nodes.length) * (width + gapPx.across) - gapPx.across,
    height: rows * (height + gapPx.down) - gapPx.down,
  }
}

/** Sets clusters beside each other in rows so that the whole is about as wide as a screen. */
function packClusters(clusters: readonly Cluster[], depth: number): ReadonlyMap<string, Point> {
  const frame = depth * group.padPx
  const title = depth * group.titlePx
  const area = clusters.reduce(
    (sum, one) => sum + (one.width + gapPx.between + 2 * frame) * (one.height + gapPx.between + frame + title),
    0,
  )
  const widest = Math.max(0, ...clusters.map((one) => one.width))
  const room = Math.max(widest, Math.sqrt(area * 1.75))
  const places = new Map<string, Point>()
  let x = 0
  let y = 0
  let rowHeight = 0
  for (const cluster of clusters.toSorted((a, b) => b.height - a.height)) {
    if (x > 0 && x + cluster.width > room) {
      x = 0
      y += rowHeight + gapPx.between + frame + title
      rowHeight = 0
    }
    for (const [id, point] of cluster.places) places.set(id, { x: Math.round(point.x + x), y: Math.round(point.y + y) })
    x += cluster.width + gapPx.between + 2 * frame
    rowHeight = Math.max(rowHeight, cluster.height)
  }
  return places
}

/**
 * Loads the layered layout and returns it as a plain function. Each connected part is laid out on its own,
 * left to right, with groups kept together; parts are then packed.
 */
export async function loadLayered(): Promise<LayOut> {
  const { Graph, layout } = await import('@dagrejs/dagre')
  return (graph, sizes) => {
    const clusters = findParts(graph, sizes).map((nodes) => {
      const sheet = new Graph({ compound: true, multigraph: true })
      sheet.setGraph({ rankdir: 'LR', nodesep: gapPx.down, ranksep: 112, edgesep: 16, marginx: 0, marginy: 0 })
      sheet.setDefaultEdgeLabel(() => ({}))
      const ids = new Set(nodes.map((node) => node.id))
      for (const node of nodes) {
        const size = sizes.get(node.id)
        sheet.setNode(keyOf(node.id), size === undefined ? {} : { width: size.width, height: size.height })
      }
      for (const node of nodes)
        if (node.parent !== undefined && ids.has(node.parent)) sheet.setParent(keyOf(node.id), keyOf(node.parent))
      for (const edge of graph.edges) {
        const isInner = sizes.has(edge.source) && sizes.has(edge.target) && edge.source !== edge.target
        if (isInner && ids.has(edge.source) && ids.has(edge.target))
          sheet.setEdge(keyOf(edge.source), keyOf(edge.target), {}, keyOf(edge.id))
      }
      layout(sheet)
      const places = new Map<string, Point>()
      let width = 0
      let height = 0
      for (const node of nodes) {
        const size = sizes.get(node.id)
        const placed = sheet.node(keyOf(node.id))
        if (size === undefined || placed?.x === undefined || placed.y === undefined) continue
        places.set(node.id, { x: placed.x - size.width / 2, y: placed.y - size.height / 2 })
        width = Math.max(width, placed.x + size.width / 2)
        height = Math.max(height, placed.y + size.height / 2)
      }
      return { places, width, height }
    })
    return packClusters(clusters, graph.nodes.some((node) => node.kind === 'group') ? 1 : 0)
  }
}

/** The connected parts of a graph; sharing a group connects too. Groups are in the part of their members. */
function findParts(graph: GraphDocument, sizes: ReadonlyMap<string, Size>): readonly (readonly GraphNode[])[] {
  const leader = new Map<string, string>()
  const find = (id: string): string => {
    let at = id
    for (let up = leader.get(at); up !== undefined && up !== at; up = leader.get(at)) at = up
    leader.set(id, at)
    return at
  }
  for (const node of graph.nodes) leader.set(node.id, node.id)
  const join = (a: string, b: string): void => {
    if (leader.has(a) && leader.has(b)) leader.set(find(a), find(b))
  }
  for (const edge of graph.edges) join(edge.source, edge.target)
  for (const node of graph.nodes) if (node.parent !== undefined) join(node.id, node.parent)
  const parts = new Map<string, GraphNode[]>()
  for (const node of graph.nodes) {
    const key = find(node.id)
    const list = parts.get(key)
    if (list === undefined) parts.set(key, [node])
    else list.push(node)
  }
  return [...parts.values()].filter((nodes) => nodes.some((node) => sizes.has(node.id)))
}

/** The library keeps nodes as keys of plain objects, where one called `__proto__` would change every object there is. */
function keyOf(id: string): string {
  return `#${id}`
}
