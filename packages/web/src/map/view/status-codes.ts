import { encodeAppearance, isTrouble } from '../appearance.ts'
import type { Scene } from '../geometry/scene.ts'
import { noStatusCode } from '../picture/frame.ts'
import type { MapStatuses } from '../statuses.ts'

/** The statuses of a scene as the painter takes them: a byte for each node and each edge. */
export class StatusCodes {
  nodes = new Uint8Array(0)
  edges = new Uint8Array(0)

  /** Encodes everything. */
  encode(scene: Scene, statuses: MapStatuses | undefined): void {
    this.nodes = new Uint8Array(scene.nodes.length)
    for (const { index, node } of scene.nodes) this.nodes[index] = encodeAppearance(statuses?.get(node.id))
    this.#encodeEdges(scene, statuses)
  }

  /** Encodes what changed, and says which of it are nodes. */
  update(scene: Scene, statuses: MapStatuses, ids: Iterable<string>): readonly string[] {
    const changed: string[] = []
    let hasEdges = false
    for (const id of ids) {
      const one = scene.byId.get(id)
      if (one === undefined) hasEdges = true
      else {
        this.nodes[one.index] = encodeAppearance(statuses.get(id))
        changed.push(id)
      }
    }
    if (hasEdges) this.#encodeEdges(scene, statuses)
    return changed
  }

  /** The first so many critical and warning nodes. */
  findTrouble(scene: Scene, limit: number): readonly string[] {
    const found: string[] = []
    for (const one of scene.cards) {
      const code = this.nodes[one.index]
      if (code === undefined || !isTrouble(code)) continue
      found.push(one.node.id)
      if (found.length >= limit) break
    }
    return found
  }

  #encodeEdges(scene: Scene, statuses: MapStatuses | undefined): void {
    this.edges = new Uint8Array(scene.ends.length / 2).fill(noStatusCode)
    if (statuses?.edge === undefined) return
    for (let index = 0; index < this.edges.length; index++) {
      const edge = scene.edgeAt(index)
      const status = edge === undefined ? undefined : statuses.edge(edge.id)
      // An edge has no ring of its own, and all bits set mean that nobody watches it.
      if (status !== undefined) this.edges[index] = encodeAppearance(status) & 0x3f
    }
  }
}
