import { iconOf } from '@statusgraph/model'
import type { GraphEdge, GraphNode, NodeKind } from '@statusgraph/model'
import { assembleScene, revealHidden } from '@statusgraph/picture'
import type { Scene, SceneNode } from '@statusgraph/picture'
import type { Box } from '../geometry/box.ts'

/** What the document says of an edge beside its ends. */
type Note = Pick<GraphEdge, 'label' | 'sourcePort' | 'targetPort'>

/**
 * A scene as few flat buffers: ten thousand nodes as objects would take longer to copy to the worker than to draw.
 * Only what a picture shows is in it.
 */
export interface PackedScene {
  readonly bounds: Box
  /** Four numbers a node. */
  readonly boxes: Float64Array
  /** Kind and depth of each node. */
  readonly traits: Uint8Array
  /** Separated by NUL, which no text holds whose hidden characters are made visible. */
  readonly names: string
  readonly ports: readonly (readonly [number, GraphNode['ports']])[]
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
const kindsByCode = Object.keys(kindCodes)
  .filter(isKind)
  .toSorted((a, b) => kindCodes[a] - kindCodes[b])

function isKind(text: string): text is NodeKind {
  return text in kindCodes
}

const separator = '\0'

export function packScene(scene: Scene): PackedScene {
  const boxes = new Float64Array(scene.nodes.length * 4)
  const traits = new Uint8Array(scene.nodes.length * 2)
  const ports: PackedScene['ports'][number][] = []
  const names: string[] = []
  scene.nodes.forEach(({ index, box, node, depth }) => {
    boxes[index * 4] = box.x
    boxes[index * 4 + 1] = box.y
    boxes[index * 4 + 2] = box.width
    boxes[index * 4 + 3] = box.height
    traits[index * 2] = node.kind === 'group' && node.collapsed === true ? closedCode : kindCodes[node.kind]
    traits[index * 2 + 1] = depth
    names.push(revealHidden(node.name))
    if (node.ports !== undefined && node.ports.length > 0) ports.push([index, node.ports])
  })
  const notes: PackedScene['notes'][number][] = []
  for (let index = 0; index * 2 < scene.ends.length; index++) {
    const { label, sourcePort = null, targetPort = null } = scene.edgeAt(index) ?? {}
    if (label !== undefined || sourcePort !== null || targetPort !== null)
      notes.push([index, { label, sourcePort, targetPort }])
  }
  return { bounds: scene.bounds, boxes, traits, names: names.join(separator), ports, ends: scene.ends, notes }
}

/** Which icon each card shows. To guess them from ten thousand names takes as long as all the rest of a scene. */
export interface PackedIcons {
  /** Every icon that a card shows, once. */
  readonly names: readonly string[]
  /** For each node the place of its icon in {@link names}, counted from 1; 0 for a node without. */
  readonly ofNodes: Uint16Array
}

export function packIcons(scene: Scene): PackedIcons {
  const places = new Map<string, number>()
  const ofNodes = new Uint16Array(scene.nodes.length)
  for (const { index, node } of scene.cards) {
    const icon = iconOf(node)
    if (icon === undefined) continue
    const place = places.get(icon) ?? places.size + 1
    places.set(icon, place)
    ofNodes[index] = place
  }
  return { names: [...places.keys()], ofNodes }
}

export function unpackScene(packed: PackedScene): Scene {
  const { bounds, traits } = packed
  const said = new Said(packed)
  const nodes: PackedNode[] = []
  for (let index = 0; index * 2 < traits.length; index++) nodes.push(new PackedNode(index, traits, said))
  const notes = new Map(packed.notes)
  return assembleScene({ nodes, byId: new Map(), bounds }, packed.ends, (index) => ({
    id: '',
    source: '',
    target: '',
    ...(notes.get(index) ?? plain),
  }))
}

/** What there is to know of nodes, by their number. */
class Said {
  readonly boxes: Float64Array
  readonly ports: ReadonlyMap<number, GraphNode['ports']>
  readonly #joined: string
  #names: readonly string[] | undefined

  constructor(packed: PackedScene) {
    this.boxes = packed.boxes
    this.ports = new Map(packed.ports)
    this.#joined = packed.names
  }

  get names(): readonly string[] {
    return (this.#names ??= this.#joined.split(separator))
  }
}

/**
 * A node of a scene, its box and what is drawn of it in one, which reads its numbers where they came: with three objects
 * for each, or a copy of every number, ten thousand come later. It cannot be spread.
 */
class PackedNode implements SceneNode, Box {
  readonly index: number
  readonly depth: number
  readonly kind: NodeKind
  readonly collapsed: boolean
  readonly #said: Said

  constructor(index: number, traits: Uint8Array, said: Said) {
    const code = traits[index * 2] ?? 0
    this.index = index
    this.depth = traits[index * 2 + 1] ?? 0
    this.kind = code === closedCode ? 'group' : (kindsByCode[code] ?? 'box')
    this.collapsed = code === closedCode
    this.#said = said
  }

  get box(): Box {
    return this
  }

  get x(): number {
    return this.#said.boxes[this.index * 4] ?? 0
  }

  get y(): number {
    return this.#said.boxes[this.index * 4 + 1] ?? 0
  }

  get width(): number {
    return this.#said.boxes[this.index * 4 + 2] ?? 0
  }

  get height(): number {
    return this.#said.boxes[this.index * 4 + 3] ?? 0
  }

  get node(): GraphNode {
    return this
  }

  get id(): string {
    return String(this.index)
  }

  get name(): string {
    return this.#said.names[this.index] ?? ''
  }

  get ports(): GraphNode['ports'] {
    return this.#said.ports.get(this.index)
  }
}

const plain: Note = { label: undefined, sourcePort: null, targetPort: null }
