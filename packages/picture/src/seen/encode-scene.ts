import type { Scene } from '../geometry/scene.ts'
import type { MapTopology } from './map-topology.ts'
import { encodeEdge, encodeNode, numbersPerEdge, writeNumbers } from './traits.ts'
import type { SeenCodes } from './traits.ts'

/** What discovery knows of everything in a scene. */
export function encodeSeen(scene: Scene, topology: MapTopology): SeenCodes {
  const edgeCount = scene.ends.length / 2
  const nodes = new Uint8Array(scene.nodes.length)
  const edges = new Uint16Array(edgeCount)
  const numbers = new Float32Array(edgeCount * numbersPerEdge).fill(NaN)
  for (const { index, node } of scene.nodes) nodes[index] = encodeNode(topology.node(node.id))
  for (let index = 0; index < edgeCount; index++) {
    const edge = topology.edge(scene.edgeAt(index)?.id ?? '')
    if (edge === undefined) continue
    edges[index] = encodeEdge(edge)
    writeNumbers(numbers, index, edge.traffic)
  }
  return { nodes, edges, numbers }
}
