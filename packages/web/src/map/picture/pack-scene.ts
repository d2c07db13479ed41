import { iconOf } from '@statusgraph/model'
import type { GraphEdge, GraphNode, NodeKind } from '@statusgraph/model'
import { isFrame } from '../geometry/node-size.ts'
import type { Scene, SceneNode } from '../geometry/scene.ts'
import { assembleScene } from '../geometry/scene.ts'

/** What the document says of an edge beside its ends. */
type Note = Pick<GraphEdge, 'label' | 'sourcePort' | 'targetPort'>

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
  /** Every icon that a card shows, once. */
  readonly icons: readonly string[]
  /** For each node the place of its icon in {@link icons}, counted from 1; 0 for a node without. */
  readonly iconOf: Uint16Array
  /** Source and target of each edge. */
  readonly ends: Uint32Array
  /** The edges that have a label or a port, by their number. */
  readonly notes: readonly (readonly [number, Note])[]
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
/** A closed group: a card, and no frame. */
const closedCode = 13
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
  const ports: PackedScene['ports'][number][] = []
  const icons = new Map<string, number>()
  const iconAt = new Uint16Array(scene.nodes.length)
  let names = ''
  for (const { index, box, node, depth } of scene.nodes) {
    boxes[index * 4] = box.x
    boxes[index * 4 + 1] = box.y
    boxes[index * 4 + 2] = box.width
    boxes[index * 4 + 3] = box.height
    traits[index * 2] = node.kind === 'group' && node.collapsed === true ? closedCode : kindCodes[node.kind]
    traits[index * 2 + 1] = depth
    names += node.name.includes(separator) ? node.name.replaceAll(separator, ' ') : node.name
    names += separator
    const icon = isFrame(node) ? undefined : iconOf(node)
    if (icon !== undefined) {
      const place = icons.get(icon) ?? icons.size + 1
      icons.set(icon, place)
      iconAt[index] = place
    }
    if (node.ports !== undefined && node.ports.length > 0) ports.push([index, node.ports])
  }
  const notes: PackedScene['notes'][number][] = []
  for (let index = 0; index * 2 < scene.ends.length; index++) {
    const { label, sourcePort = null, targetPort = null } = scene.edgeAt(index) ?? {}
    if (label !== undefined || sourcePort !== null || targetPort !== null)
      notes.push([index, { label, sourcePort, targetPort }])
  }
  return { boxes, traits, names, ports, icons: [...icons.keys()], iconOf: iconAt, ends: scene.ends, notes }
}

export function unpackScene(packed: PackedScene): Scene {
  const { boxes, traits } = packed
  const ports = new Map(packed.ports)
  const names = packed.names.split(separator)
  const nodes: SceneNode[] = []
  for (let index = 0; index * 2 < traits.length; index++) {
    const code = traits[index * 2] ?? 0
    nodes.push({
      index,
      node: {
        id: String(index),
        name: names[index] ?? '',
        kind: code === closedCode ? 'group' : (kindsByCode.get(code) ?? 'box'),
        collapsed: code === closedCode,
        ports: ports.get(index),
        icon: packed.icons[(packed.iconOf[index] ?? 0) - 1],
      },
      box: {
        x: boxes[index * 4] ?? 0,
        y: boxes[index * 4 + 1] ?? 0,
        width: boxes[index * 4 + 2] ?? 0,
        height: boxes[index * 4 + 3] ?? 0,
      },
      depth: traits[index * 2 + 1] ?? 0,
    })
  }
  const notes = new Map(packed.notes)
  return assembleScene(nodes, new Map(), packed.ends, (index) => ({
    id: '',
    source: '',
    target: '',
    ...(notes.get(index) ?? plain),
  }))
}

const plain: Note = { label: undefined, sourcePort: null, targetPort: null }
