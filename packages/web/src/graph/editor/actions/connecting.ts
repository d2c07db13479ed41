import { addEdges } from '@statusgraph/model'
import type { GraphEdge, GraphNode } from '@statusgraph/model'
import type { Editor } from '../editor.ts'
import type { EditAction } from './action.ts'
import { always } from './action.ts'
import { countOf, nameElements, readChosen } from './chosen.ts'
import { editInPlace } from './edit-in-place.ts'

/** What an edge joins at one end. */
export interface End {
  readonly node: string
  readonly port: string | null
}

export interface Connection {
  /** The other end, as chosen. */
  readonly other: End
  /** The edge comes from there instead of leading there. */
  readonly isReversed: boolean
  readonly label: string
}

/** Edges without a hand that drags. */
export const connecting: readonly EditAction[] = [
  {
    id: 'connect',
    label: (editor) => (readChosen(editor).nodes.length === 0 ? 'Draw an edge' : 'Connect to…'),
    icon: 'connect',
    shortcut: 'connect',
    refuse: always,
    run(editor) {
      if (readChosen(editor).nodes.length > 0) editor.ui.set({ dialog: 'connect' })
      else {
        editor.ui.set({ tool: { kind: 'connect' } })
        editor.announce('Press the node where the edge begins, then the one where it ends. Escape gives up.')
      }
    },
  },
]

/** Connects every selected node with another one, and says what came of it. */
export function connectChosen(editor: Editor, { other, isReversed, label }: Connection): void {
  const { graph, nodes } = readChosen(editor)
  const target = graph.nodes.find(({ id }) => id === other.node)
  if (target === undefined) return
  const wanted = nodes
    .filter(({ id }) => id !== other.node)
    .map((node) => edgeBetween(editor, node, target, { other, isReversed, label }))
  const added = wanted.filter((edge) => !graph.edges.some((known) => isSame(known, edge)))
  const names = isReversed ? [target.name, nameElements(nodes)] : [nameElements(nodes), target.name]
  if (added.length === 0) {
    editor.announce(`${names[0]} is connected to ${names[1]} already.`)
    return
  }
  editInPlace(editor, `connect ${names[0]} to ${names[1]}`, (now) => addEdges(now, added))
  editor.announce(
    added.length === 1 ? `Connected ${names[0]} to ${names[1]}.` : `Added ${countOf(added.length, 'edge')}.`,
  )
}

function edgeBetween(
  editor: Editor,
  node: GraphNode,
  target: GraphNode,
  { other, isReversed, label }: Connection,
): GraphEdge {
  const from: End = isReversed ? other : { node: node.id, port: null }
  const to: End = isReversed ? { node: node.id, port: null } : other
  const names = isReversed ? `${target.name} ${node.name}` : `${node.name} ${target.name}`
  return {
    id: editor.newId(names),
    source: from.node,
    target: to.node,
    sourcePort: from.port,
    targetPort: to.port,
    ...(label.trim() === '' ? {} : { label: label.trim() }),
  }
}

/** A second edge that says the same would lie on the first and never be seen. */
function isSame(a: GraphEdge, b: GraphEdge): boolean {
  return (
    a.source === b.source &&
    a.target === b.target &&
    a.sourcePort === b.sourcePort &&
    a.targetPort === b.targetPort &&
    a.label === b.label
  )
}
