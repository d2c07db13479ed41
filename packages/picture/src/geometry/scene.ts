import type { GraphDocument, GraphEdge, GraphNode } from '@statusgraph/model'
import { boxOfBounds, isFrame, measureText, startBounds, widenBounds } from '@statusgraph/layout'
import type { Bounds, Box } from '@statusgraph/layout'
import { indexBoxes } from './box-index.ts'
import type { BoxIndex } from './box-index.ts'

export interface SceneNode {
  /** Its number: the same in the page and in the worker. */
  readonly index: number
  readonly node: GraphNode
  readonly box: Box
  /** How many groups stand around it. */
  readonly depth: number
}

export interface SceneEdge {
  readonly index: number
  readonly edge: GraphEdge
  readonly source: number
  readonly target: number
  /** Shift along the sides, px, so that parallel edges lie beside each other. */
  readonly lane: number
}

/** Where everything stands: made from the topology alone, never from a status. */
export interface Scene {
  readonly nodes: readonly SceneNode[]
  /** The node numbers of source and target, edge by edge: all that a picture from afar needs of them. */
  readonly ends: Uint32Array
  /** An edge as the document has it, by its number. */
  readonly edgeAt: (index: number) => GraphEdge | undefined
  readonly edges: readonly SceneEdge[]
  readonly byId: ReadonlyMap<string, SceneNode>
  readonly bounds: Box
  /** Numbers in this index are places in {@link Scene.cards}. */
  readonly cardIndex: BoxIndex
  /** What edges go around: cards, and the names of groups. */
  readonly obstacles: readonly Box[]
  readonly obstacleIndex: BoxIndex
  /** Every node that is not a group. */
  readonly cards: readonly SceneNode[]
  /** Outermost first, so that the inner ones are painted over them. */
  readonly groups: readonly SceneNode[]
  /** Edge numbers by node number. */
  readonly edgesOf: readonly (readonly number[])[]
}

const lanePx = 12
/** Up to this many nodes edges look for a way around cards. */
const detourLimit = 500

/** Whether edges look for a way around cards: not among too many, nor where so many edges cross that there is none. */
export function findsDetours({ nodes, ends }: Pick<Scene, 'nodes' | 'ends'>): boolean {
  return nodes.length <= detourLimit && ends.length / 2 <= 4 * nodes.length + 200
}

/**
 * Puts a placed graph together.
 *
 * On the way to the first picture, here and in what it calls, what is done for every node is done by `forEach`: `for of`
 * makes an object for each step until it has been optimised, and to clear away those of ten thousand nodes takes as
 * long as the steps.
 */
export function buildScene(graph: GraphDocument, boxes: ReadonlyMap<string, Box>): Scene {
  const groups = new Map<string, GraphNode>()
  graph.nodes.forEach((node) => {
    if (node.kind === 'group') groups.set(node.id, node)
  })
  const nodes: SceneNode[] = []
  const byId = new Map<string, SceneNode>()
  let bounds: Bounds | undefined
  graph.nodes.forEach((node) => {
    const box = boxes.get(node.id)
    if (box === undefined) return
    const one = { index: nodes.length, node, box, depth: depthOf(node, groups) }
    nodes.push(one)
    byId.set(node.id, one)
    if (bounds === undefined) bounds = startBounds(box)
    else widenBounds(bounds, box)
  })
  const edges: GraphEdge[] = []
  const ends = new Uint32Array(graph.edges.length * 2)
  graph.edges.forEach((edge) => {
    const source = byId.get(edge.source)
    const target = byId.get(edge.target)
    if (source === undefined || target === undefined) return
    ends[edges.length * 2] = source.index
    ends[edges.length * 2 + 1] = target.index
    edges.push(edge)
  })
  const around = bounds === undefined ? { x: 0, y: 0, width: 0, height: 0 } : boxOfBounds(bounds)
  return assembleScene({ nodes, byId, bounds: around }, ends.subarray(0, edges.length * 2), (index) => edges[index])
}

/** Puts placed nodes and their edges together. */
export function assembleScene(
  { nodes, byId, bounds }: Pick<Scene, 'nodes' | 'byId' | 'bounds'>,
  ends: Uint32Array,
  edgeAt: (index: number) => GraphEdge | undefined,
): Scene {
  const cards: SceneNode[] = []
  const frames: SceneNode[] = []
  nodes.forEach((one) => (isFrame(one.node) ? frames : cards).push(one))
  const groups = frames.toSorted((a, b) => a.depth - b.depth)
  const obstacles = !findsDetours({ nodes, ends }) ? [] : [...cards.map((one) => one.box), ...groups.map(nameBoxOf)]
  // What only some need is made when it is first asked for: the first picture waits for none of it.
  let cardIndex: BoxIndex | undefined
  let obstacleIndex: BoxIndex | undefined
  let edges: readonly SceneEdge[] | undefined
  let edgesOf: readonly (readonly number[])[] | undefined
  return {
    nodes,
    ends,
    edgeAt,
    get edges() {
      return (edges ??= listEdges(nodes.length, ends, edgeAt))
    },
    byId,
    bounds,
    cards,
    groups,
    obstacles,
    get cardIndex() {
      return (cardIndex ??= indexBoxes(cards.map((one) => one.box)))
    },
    get obstacleIndex() {
      return (obstacleIndex ??= indexBoxes(obstacles))
    },
    get edgesOf() {
      return (edgesOf ??= groupEdges(nodes.length, ends))
    },
  }
}

/** An outlet stands where edges leave to the right; a card with nothing to its right has none. */
export function hasOutlet({ nodes, ends, edgesOf }: Pick<Scene, 'nodes' | 'ends' | 'edgesOf'>, index: number): boolean {
  const source = nodes[index]?.box
  if (source === undefined) return false
  return (edgesOf[index] ?? []).some((at) => {
    const target = nodes[ends[at * 2 + 1] ?? -1]?.box
    return ends[at * 2] === index && target !== undefined && target.x > source.x + source.width
  })
}

function listEdges(
  nodeCount: number,
  ends: Uint32Array,
  edgeAt: (index: number) => GraphEdge | undefined,
): readonly SceneEdge[] {
  const edges: SceneEdge[] = []
  for (let index = 0; index * 2 < ends.length; index++) {
    const edge = edgeAt(index)
    if (edge === undefined) continue
    edges.push({ index, edge, source: ends[index * 2] ?? 0, target: ends[index * 2 + 1] ?? 0, lane: 0 })
  }
  return spreadLanes(edges, nodeCount)
}

function groupEdges(nodeCount: number, ends: Uint32Array): readonly (readonly number[])[] {
  const edgesOf: number[][] = []
  for (let index = 0; index < nodeCount; index++) edgesOf.push([])
  for (let index = 0; index * 2 < ends.length; index++) {
    const source = ends[index * 2] ?? 0
    const target = ends[index * 2 + 1] ?? 0
    edgesOf[source]?.push(index)
    if (source !== target) edgesOf[target]?.push(index)
  }
  return edgesOf
}

/** Makes now what the first touch of the map would otherwise wait for. */
export function prepareScene(scene: Scene): void {
  scene.edgesOf.at(0)
  scene.edges.at(0)
  scene.cardIndex.near(0, 0, 0)
}

/** The place of a group's name, at the left of its title bar. */
export function nameBoxOf(one: SceneNode): Box {
  const width = measureText(one.node.name, 13, 600) + 48
  return { x: one.box.x + 12, y: one.box.y + 8, width: Math.min(width, one.box.width), height: 20 }
}

function depthOf(node: GraphNode, groups: ReadonlyMap<string, GraphNode>): number {
  let depth = 0
  for (let up = node.parent; up !== undefined && depth < 100; up = groups.get(up)?.parent) depth++
  return depth
}

/** Edges between the same two places, in either direction, are spread evenly around the middle. */
function spreadLanes(edges: readonly SceneEdge[], nodeCount: number): readonly SceneEdge[] {
  const alone = new Map<number, SceneEdge>()
  const together = new Map<number, SceneEdge[]>()
  for (const one of edges) {
    const key = Math.min(one.source, one.target) * nodeCount + Math.max(one.source, one.target)
    const first = alone.get(key)
    const list = together.get(key)
    if (first === undefined) alone.set(key, one)
    else if (list === undefined) together.set(key, [first, one])
    else list.push(one)
  }
  const lanes = new Map<number, number>()
  for (const list of together.values()) {
    // Those that end at ports of their own lie apart already.
    const sharing = Map.groupBy(list, (one) => `${one.edge.sourcePort ?? ''}\0${one.edge.targetPort ?? ''}`)
    for (const same of sharing.values()) {
      same.forEach((one, at) => lanes.set(one.index, (at - (same.length - 1) / 2) * lanePx))
    }
  }
  return edges.map((one) => {
    const lane = lanes.get(one.index)
    return lane === undefined ? one : { ...one, lane }
  })
}
