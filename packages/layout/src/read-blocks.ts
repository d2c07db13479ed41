import type { GraphDocument, GraphNode } from '@statusgraph/model'
import type { Size } from './geometry/box.ts'
import { axisYOf, isFrame, portYOf } from './geometry/node-size.ts'
import type { Block, Link } from './sheet.ts'

/** A whole graph as blocks. The key of a block is the place of its node in the document. */
export interface BlockTree {
  readonly blocks: readonly Block[]
  readonly links: readonly Link[]
}

/** Reads a graph as it is drawn. Nodes and groups without a size are left out; that of a frame is not looked at. */
export function readBlocks(graph: GraphDocument, sizes: ReadonlyMap<string, Size>): BlockTree {
  const keys = new Map(graph.nodes.map((node, key) => [node.id, key]))
  const members = Map.groupBy(
    graph.nodes.keys().filter((key) => sizes.has(graph.nodes[key]?.id ?? '')),
    (key) => {
      const parent = graph.nodes[key]?.parent
      const at = parent === undefined ? undefined : keys.get(parent)
      const holder = at === undefined ? undefined : graph.nodes[at]
      return holder !== undefined && isFrame(holder) ? at : undefined
    },
  )
  const read = (key: number): readonly Block[] => {
    const node = graph.nodes[key]
    if (node === undefined) return []
    if (isFrame(node)) {
      const { position, size } = node
      const drawn = position === undefined || size === undefined ? undefined : { ...position, ...size }
      const { width = 0, height = 0 } = drawn ?? {}
      return [{ key, width, height, axisY: 18, portsY: [], inside: (members.get(key) ?? []).flatMap(read), drawn }]
    }
    const size = sizes.get(node.id)
    if (size === undefined) return []
    const { width, height } = size
    const axisY = axisYOf(node.kind, height)
    return [{ key, width, height, axisY, portsY: portsOf(node, height), inside: undefined }]
  }
  const links = graph.edges.flatMap(({ source, target, targetPort }): readonly Link[] => {
    const [from, to] = [keys.get(source), keys.get(target)]
    if (from === undefined || to === undefined || !sizes.has(source) || !sizes.has(target)) return []
    const at = graph.nodes[to]?.ports?.findIndex(({ id }) => id === targetPort) ?? -1
    const port = at === -1 || portsOf(graph.nodes[to], sizes.get(target)?.height ?? 0).length === 0 ? undefined : at
    return [{ source: from, target: to, port }]
  })
  return { blocks: (members.get(undefined) ?? []).flatMap(read), links }
}

function portsOf(node: GraphNode | undefined, height: number): readonly number[] {
  return node?.ports?.flatMap(({ id }) => portYOf(node, id, height) ?? []) ?? []
}
