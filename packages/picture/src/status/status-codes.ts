import type { EdgeStatus } from '@statusgraph/model'
import { edgeNumbersOf } from '../geometry/edge-numbers.ts'
import type { Scene } from '../geometry/scene.ts'
import { encodeAppearance, isTrouble, noStatusCode } from './appearance.ts'
import type { MapStatuses } from './statuses.ts'

/** The statuses of a scene as the painter takes them: a byte for each node and each edge. */
export class StatusCodes {
  nodes = new Uint8Array(0)
  edges = new Uint8Array(0)

  /** Encodes everything. */
  encode(scene: Scene, statuses: MapStatuses | undefined): void {
    const nodes = new Uint8Array(scene.nodes.length)
    scene.nodes.forEach(({ node }, index) => {
      nodes[index] = encodeAppearance(statuses?.get(node.id))
    })
    this.nodes = nodes
    this.edges = new Uint8Array(scene.ends.length / 2).fill(noStatusCode)
    if (statuses === undefined) return
    for (const id of statuses.edgeIds()) {
      const index = edgeNumbersOf(scene).get(id)
      if (index !== undefined) this.edges[index] = encodeEdgeStatus(statuses.edge(id))
    }
  }

  /** Encodes what changed, and says which of it are nodes. */
  update(scene: Scene, statuses: MapStatuses, ids: Iterable<string>): readonly string[] {
    const changed: string[] = []
    for (const id of ids) {
      const one = scene.byId.get(id)
      if (one !== undefined) {
        this.nodes[one.index] = encodeAppearance(statuses.get(id))
        changed.push(id)
      }
      const edge = edgeNumbersOf(scene).get(id)
      if (edge !== undefined) this.edges[edge] = encodeEdgeStatus(statuses.edge(id))
    }
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
}

/** An edge has no ring of its own, and all bits set mean that nobody watches it. */
function encodeEdgeStatus(status: EdgeStatus | undefined): number {
  return status === undefined ? noStatusCode : encodeAppearance(status) & 0x3f
}
