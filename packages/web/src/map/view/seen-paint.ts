import type { TopologyNode } from '@statusgraph/model'
import {
  edgeNumbersOf,
  encodeEdge,
  encodeNode,
  encodeSeen,
  noSeenCodes,
  noTopology,
  writeNumbers,
} from '@statusgraph/picture'
import type { MapTopology, Scene, SeenCodes } from '@statusgraph/picture'
import type { Shells } from '../near/shells.ts'
import type { PictureLayer } from '../picture/picture-layer.ts'

/** Brings what discovery knows onto the nodes' elements and into the picture: a change touches only its own elements. */
export class SeenPaint {
  readonly #shells: Shells
  readonly #picture: PictureLayer
  #scene: Scene | undefined
  #topology: MapTopology | undefined
  #unsubscribe: (() => void) | undefined
  #codes: SeenCodes = noSeenCodes
  #hasAny = false

  constructor(shells: Shells, picture: PictureLayer) {
    this.#shells = shells
    this.#picture = picture
  }

  /** What the picture was last told; another object after every change. */
  get codes(): SeenCodes {
    return this.#codes
  }

  get(id: string): TopologyNode | undefined {
    return this.#topology?.node(id)
  }

  setScene(scene: Scene): void {
    this.#scene = scene
    this.#encodeAll()
  }

  setTopology(topology: MapTopology): void {
    this.#unsubscribe?.()
    this.#topology = topology
    this.#encodeAll()
    for (const one of this.#scene?.nodes ?? []) this.#shells.paint(one.node.id)
    this.#unsubscribe = topology.subscribeAll((ids) => this.#repaint(topology, ids))
  }

  end(): void {
    this.#unsubscribe?.()
  }

  #encodeAll(): void {
    const scene = this.#scene
    const topology = this.#topology
    if (scene === undefined || topology === undefined) return
    if (topology === noTopology && !this.#hasAny) return
    const codes = encodeSeen(scene, topology)
    const hasAny = codes.nodes.some((code) => code !== 0) || codes.edges.some((code) => code !== 0)
    // Where nobody discovers anything the painter is not kept busy with saying so.
    const isNews = hasAny || this.#hasAny
    this.#hasAny = hasAny
    if (isNews) this.#send(codes)
  }

  #repaint(topology: MapTopology, ids: Iterable<string>): void {
    const scene = this.#scene
    if (scene === undefined) return
    const numbersById = edgeNumbersOf(scene)
    // What was sent is no longer ours to change: labels are laid out once for each object.
    const nodes = this.#codes.nodes.length === scene.nodes.length ? this.#codes.nodes.slice() : undefined
    if (nodes === undefined || this.#codes.edges.length * 2 !== scene.ends.length) return this.#encodeAll()
    const edges = this.#codes.edges.slice()
    const numbers = this.#codes.numbers.slice()
    let isChanged = false
    for (const id of ids) {
      const one = scene.byId.get(id)
      if (one !== undefined) {
        nodes[one.index] = encodeNode(topology.node(id))
        this.#shells.paint(id)
        isChanged = true
      }
      const index = numbersById.get(id)
      if (index !== undefined) {
        const edge = topology.edge(id)
        edges[index] = encodeEdge(edge)
        writeNumbers(numbers, index, edge?.traffic)
        isChanged = true
      }
    }
    if (!isChanged) return
    this.#hasAny = true
    this.#send({ nodes, edges, numbers })
  }

  #send(codes: SeenCodes): void {
    this.#codes = codes
    this.#picture.setSeen(codes)
  }
}
