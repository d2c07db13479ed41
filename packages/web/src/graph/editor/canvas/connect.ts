import { addEdges, reconnectEdge } from '@statusgraph/model'
import type { GraphDocument, GraphEdge } from '@statusgraph/model'
import type { MapTarget } from '../../../map/index.ts'
import type { Editor } from '../editor.ts'
import { adoptEnds } from './adopt-ends.ts'

/** What an edge begins or ends at. */
export interface EdgeEnd {
  readonly node: string
  readonly port: string | null
}

/** What an edge would be joined to at a place; undefined where there is only ground. */
export function edgeEndAt(target: MapTarget): EdgeEnd | undefined {
  switch (target.kind) {
    case 'node':
      return { node: target.id, port: null }
    case 'port':
      return { node: target.node, port: target.port }
    case 'group':
      return target.part === 'title' ? { node: target.id, port: null } : undefined
    case 'canvas':
    case 'edge':
      return undefined
  }
}

/**
 * Why there cannot be an edge, in words; undefined: there can. The document allows an edge from a node to itself, but a
 * hand that comes back to where it began has thought better of it; whoever means it writes it in the panel.
 */
export function refuseEdge(graph: GraphDocument, source: EdgeEnd, target: EdgeEnd, but?: string): string | undefined {
  if (source.node === target.node) return 'An edge leads to another node.'
  const isThere = graph.edges.some(
    (edge) =>
      edge.id !== but &&
      edge.source === source.node &&
      edge.target === target.node &&
      edge.sourcePort === source.port &&
      edge.targetPort === target.port,
  )
  return isThere ? `${nameOf(graph, source.node)} is connected to ${nameOf(graph, target.node)} already.` : undefined
}

/** Joins two ends, selects the edge and says so; says why not, when it cannot be. */
export function connectEnds(editor: Editor, source: EdgeEnd, target: EdgeEnd): boolean {
  const refusal = refuseEdge(editor.session.state().graph, source, target)
  if (refusal !== undefined) {
    editor.announce(refusal)
    return false
  }
  const drawn = editor.drawn()
  const names = `${nameOf(drawn, source.node)} to ${nameOf(drawn, target.node)}`
  const edge = edgeBetween(editor, source, target)
  editor.session.edit(`connect ${names}`, (now) => addEdges(adoptEnds(editor, now, [source.node, target.node]), [edge]))
  editor.ui.select({ edges: [edge.id] })
  editor.announce(`Connected ${names}.`)
  return true
}

/** Hangs one end of an edge elsewhere; nothing happens when the edge would say what another one says. */
export function hangEnd(editor: Editor, id: string, end: 'source' | 'target', to: EdgeEnd): boolean {
  const { graph } = editor.session.state()
  const edge = graph.edges.find((one) => one.id === id)
  if (edge === undefined) return false
  const source = end === 'source' ? to : { node: edge.source, port: edge.sourcePort }
  const target = end === 'target' ? to : { node: edge.target, port: edge.targetPort }
  const refusal = refuseEdge(graph, source, target, id)
  if (refusal !== undefined) {
    editor.announce(refusal)
    return false
  }
  editor.session.edit('reconnect edge', (now) => reconnectEdge(adoptEnds(editor, now, [to.node]), id, end, to))
  editor.announce(`The edge leads from ${nameOf(graph, source.node)} to ${nameOf(graph, target.node)} now.`)
  return true
}

export function edgeBetween(editor: Editor, source: EdgeEnd, target: EdgeEnd): GraphEdge {
  const graph = editor.drawn()
  return {
    id: editor.newId(`${nameOf(graph, source.node)} ${nameOf(graph, target.node)}`),
    source: source.node,
    target: target.node,
    sourcePort: source.port,
    targetPort: target.port,
  }
}

function nameOf(graph: GraphDocument, id: string): string {
  return graph.nodes.find((node) => node.id === id)?.name ?? id
}
