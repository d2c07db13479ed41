import { updateEdge, updateNode } from '@statusgraph/model'
import type { GraphDocument, GraphNode } from '@statusgraph/model'
import { draftOf } from '../actions/kinds.ts'
import type { Editor } from '../editor.ts'

export interface Renaming {
  readonly kind: 'node' | 'edge'
  readonly id: string
}

/** The name that is changed, and what the field is called; undefined when it is gone. */
export function nameToEdit(
  graph: GraphDocument,
  { kind, id }: Renaming,
): { readonly name: string; readonly label: string } | undefined {
  if (kind === 'node') {
    const node = graph.nodes.find((one) => one.id === id)
    return node === undefined ? undefined : { name: node.name, label: `Name of ${node.name}` }
  }
  const edge = graph.edges.find((one) => one.id === id)
  if (edge === undefined) return undefined
  const nameOf = (node: string): string => graph.nodes.find((one) => one.id === node)?.name ?? node
  return { name: edge.label ?? '', label: `Label of the edge from ${nameOf(edge.source)} to ${nameOf(edge.target)}` }
}

/** Whether a node still has the name that it was put down with. */
export function isUnnamed(graph: GraphDocument, id: string): boolean {
  const node = graph.nodes.find((one) => one.id === id)
  return node !== undefined && hasDraftName(node)
}

/** Gives a name. An empty one keeps the old name of a node, and takes the label of an edge away. */
export function rename(editor: Editor, { kind, id }: Renaming, typed: string): void {
  const name = typed.trim()
  const { graph } = editor.session.state()
  if (kind === 'edge') {
    editor.session.edit('label edge', (now) => updateEdge(now, id, { label: name === '' ? undefined : name }))
    return
  }
  const node = graph.nodes.find((one) => one.id === id)
  if (node === undefined || name === '' || name === node.name) return
  // A node without services is bound by its name. One that shows something goes on showing it under another name.
  const isBoundByName = (node.services ?? []).length === 0 && node.kind !== 'group' && !hasDraftName(node)
  const isAlive = (editor.live.statuses.get(id)?.lamp ?? 'unknown') !== 'unknown'
  const services = isBoundByName && isAlive ? { services: [node.name] } : {}
  editor.session.edit(`rename ${node.name}`, (now) => updateNode(now, id, { name, ...services }))
  editor.announce(`Renamed to ${name}.`)
}

function hasDraftName({ kind, name }: GraphNode): boolean {
  return name.startsWith(draftOf(kind).name)
}
