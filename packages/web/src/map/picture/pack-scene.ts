import type { GraphNode, NodeKind } from '@statusgraph/model'
import type { Scene, SceneEdge, SceneNode } from '../geometry/scene.ts'
import { assembleScene } from '../geometry/scene.ts'

/**
 * A scene as few flat buffers: ten thousand nodes as objects would take longer to copy to the worker than to draw.
 * Only what a picture shows is in it.
 */
export interface PackedScene {
  /** Four numbers a node. */
  readonly boxes: Float64Array
  /** Kind and depth of each node. */
  readonly traits: Uint8Array
  /** Separated by NUL, which no name that a person typed holds. */
  readonly names: string
  readonly ports: readonly (readonly [number, GraphNode['ports']])[]
  /** Source and target of each edge. */
  readonly ends: Uint32Array
  readonly lanes: Float32Array
  /** Label and target port of the edges that have one. */
  readonly notes: readonly (readonly [number, string | undefined, string | null])[]
}

// Written out here, because the worker shall not load the model and its schemas; the type keeps it whole.
const kindCodes: Readonly<Record<NodeKind, number>> = {
  service: 0,
  box: 1,
  hexagon: 2,
  diamond: 3,
  actor: 4,
  database: 5,
  queue: 6,
  cache: 7,
  storage: 8,
  function: 9,
  gateway: 10,
  external: 11,
  group: 12,
}
const kindsByCode = new Map(
  Object.entries(kindCodes).flatMap(([kind, code]) => (isKind(kind) ? [[code, kind] as const] : [])),
)

function isKind(text: string): text is NodeKind {
  return text in kindCodes
}

const separator = '\0'

export function packScene(scene: Scene): PackedScene {
  const boxes = new Float64Array(scene.nodes.length * 4)
  const traits = new Uint8Array(scene.nodes.length * 2)
  scene.nodes.forEach(({ box, node, depth }, at) => {
    boxes[at * 4] = box.x
    boxes[at * 4 + 1] = box.y
    boxes[at * 4 + 2] = box.width
    boxes[at * 4 + 3] = box.height
    traits[at * 2] = kindCodes[node.kind]
    traits[at * 2 + 1] = depth
  })
  const ends = new Uint32Array(scene.edges.length * 2)
  const lanes = new Float32Array(scene.edges.length)
  scene.edges.forEach(({ source, target, lane }, at) => {
    ends[at * 2] = source
    ends[at * 2 + 1] = target
    lanes[at] = lane
  })
  return {
    boxes,
    traits,
    names: scene.nodes.map(({ node }) => node.name.replaceAll(separator, ' ')).join(separator),
    ports: scene.nodes.flatMap(({ index, node }) =>
      node.ports === undefined || node.ports.length === 0 ? [] : [[index, node.ports] as const],
    ),
    ends,
    lanes,
    notes: scene.edges.flatMap(({ index, edge }) =>
      edge.label === undefined && edge.targetPort === null ? [] : [[index, edge.label, edge.targetPort] as const],
    ),
  }
}

export function unpackScene(packed: PackedScene): Scene {
  const { boxes, traits } = packed
  const ports = new Map(packed.ports)
  const names = packed.names.split(separator)
  const nodes = Array.from({ length: traits.length / 2 }, (_, index): SceneNode => ({
    index,
    node: {
      id: String(index),
      name: names[index] ?? '',
      kind: kindsByCode.get(traits[index * 2] ?? 0) ?? 'box',
      ports: ports.get(index),
    },
    box: {
      x: boxes[index * 4] ?? 0,
      y: boxes[index * 4 + 1] ?? 0,
      width: boxes[index * 4 + 2] ?? 0,
      height: boxes[index * 4 + 3] ?? 0,
    },
    depth: traits[index * 2 + 1] ?? 0,
  }))
  const notes = new Map(packed.notes.map(([index, label, targetPort]) => [index, { label, targetPort }]))
  const edges = Array.from({ length: packed.lanes.length }, (_, index): SceneEdge => {
    const source = packed.ends[index * 2] ?? 0
    const target = packed.ends[index * 2 + 1] ?? 0
    const note = notes.get(index)
    return {
      index,
      edge: {
        id: '',
        source: '',
        target: '',
        sourcePort: null,
        targetPort: note?.targetPort ?? null,
        label: note?.label,
      },
      source,
      target,
      lane: packed.lanes[index] ?? 0,
    }
  })
  return assembleScene(nodes, edges, new Map())
}
