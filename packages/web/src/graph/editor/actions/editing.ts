import { addPort, movePort, removeElements, removePort, reverseEdge, updateNode } from '@statusgraph/model'
import { showNote } from '../../../parts/Toast.tsx'
import type { MapPlace } from '../../../map/index.ts'
import type { Editor } from '../editor.ts'
import type { EditAction } from './action.ts'
import { always } from './action.ts'
import { countOf, missNodes, nameElements, readChosen } from './chosen.ts'
import { editInPlace } from './edit-in-place.ts'
import { offerInstead, readFound } from './finding.ts'

/** Undo, redo, names, deletion, pins, edges and ports: what changes one thing at a time. */
export const editing: readonly EditAction[] = [
  {
    id: 'undo',
    label: (editor) => withStep('Undo', editor.session.state().undoLabel),
    icon: 'undo',
    shortcut: 'undo',
    refuse: (editor) => (editor.session.state().undoLabel === undefined ? 'There is nothing to undo.' : undefined),
    run(editor) {
      const label = editor.session.state().undoLabel ?? ''
      editor.session.undo()
      editor.announce(`Undone: ${label}.`)
    },
  },
  {
    id: 'redo',
    label: (editor) => withStep('Redo', editor.session.state().redoLabel),
    icon: 'redo',
    shortcut: 'redo',
    refuse: (editor) => (editor.session.state().redoLabel === undefined ? 'There is nothing to redo.' : undefined),
    run(editor) {
      const label = editor.session.state().redoLabel ?? ''
      editor.session.redo()
      editor.announce(`Done again: ${label}.`)
    },
  },
  {
    id: 'rename',
    label: () => 'Rename',
    icon: 'pencil',
    shortcut: 'rename',
    refuse(editor) {
      const { nodes, edges } = readChosen(editor)
      const count = nodes.length + edges.length
      return count === 1 || (count === 0 && readFound(editor).length === 1)
        ? undefined
        : 'Select one node or edge to rename it.'
    },
    run(editor) {
      const { nodes, edges } = readChosen(editor)
      const [node] = nodes
      const [edge] = edges
      if (node !== undefined) editor.ui.set({ renaming: { kind: 'node', id: node.id } })
      else if (edge !== undefined) editor.ui.set({ renaming: { kind: 'edge', id: edge.id } })
      else offerInstead(editor, 'rename')
    },
  },
  {
    id: 'delete',
    label: () => 'Delete',
    icon: 'trash',
    shortcut: 'delete',
    isDanger: true,
    refuse: (editor) => (readFound(editor).length > 0 ? undefined : missNodes(editor, { elements: 1 })),
    run(editor) {
      if (missNodes(editor, { elements: 1 }) === undefined) deleteChosen(editor, 'Deleted', 'delete')
      else offerInstead(editor, 'delete')
    },
  },
  {
    id: 'pin',
    label: (editor) => (areAllPinned(editor) ? 'Unpin: a layout may move it' : 'Pin: a layout leaves it here'),
    icon: 'pin',
    refuse: (editor) => missNodes(editor, { nodes: 1 }),
    run(editor) {
      const { nodes, ids } = readChosen(editor)
      const pinned = areAllPinned(editor) ? undefined : true
      const word = pinned === undefined ? 'unpin' : 'pin'
      editor.session.edit(`${word} ${nameElements(nodes)}`, (graph) =>
        ids.reduce((now, id) => updateNode(now, id, { pinned }), graph),
      )
      editor.announce(`${pinned === undefined ? 'Unpinned' : 'Pinned'} ${nameElements(nodes)}.`)
    },
  },
  {
    id: 'reverse',
    label: () => 'Turn the edge around',
    icon: 'reverse',
    refuse: (editor) => missNodes(editor, { edges: 1 }),
    run(editor) {
      const { edges } = readChosen(editor)
      editor.session.edit(`turn ${countOf(edges.length, 'edge')} around`, (graph) =>
        edges.reduce((now, edge) => reverseEdge(now, edge.id), graph),
      )
      editor.announce(`Turned ${countOf(edges.length, 'edge')} around.`)
    },
  },
  {
    id: 'add-port',
    label: () => 'Add a port',
    icon: 'plus',
    refuse: refusePort,
    run(editor) {
      const [node] = readChosen(editor).nodes
      if (node === undefined) return
      const id = editor.newId('port')
      editor.session.edit(`add port to ${node.name}`, (graph) =>
        addPort(graph, node.id, { id, label: `port ${(node.ports?.length ?? 0) + 1}` }),
      )
      editor.announce(`Added a port to ${node.name}.`)
    },
  },
  movingPort('port-up', 'Move the port up', 'up', -1),
  movingPort('port-down', 'Move the port down', 'down', 1),
  {
    id: 'delete-port',
    label: () => 'Delete the port and its edges',
    icon: 'trash',
    isDanger: true,
    refuse: (_, place) => (place?.target.kind === 'port' ? undefined : 'Choose a port on the map.'),
    run(editor, place) {
      if (place?.target.kind !== 'port') return
      const { node, port } = place.target
      const label = 'delete port'
      editor.session.edit(label, (graph) => removePort(graph, node, port))
      offerUndo(editor, label, 'Deleted the port.')
    },
  },
  {
    id: 'layout',
    label: () => 'Lay out…',
    icon: 'layout',
    shortcut: 'layout',
    refuse: always,
    run: (editor) => editor.ui.set({ dialog: 'layout' }),
  },
  {
    id: 'tray',
    label: () => 'Not on the map…',
    icon: 'tray',
    shortcut: 'tray',
    refuse: always,
    run: (editor) => editor.ui.set({ dialog: editor.ui.state().dialog === 'tray' ? undefined : 'tray' }),
  },
]

/** Deletes what is selected; a note offers to undo it. Answers what a person would call it. */
export function deleteChosen(editor: Editor, done: string, verb: string): string {
  const { nodes, edges, ids } = readChosen(editor)
  const before = editor.session.state().graph
  const label = `${verb} ${nameElements(nodes, edges)}`
  editInPlace(editor, label, (graph) => removeElements(graph, { nodes: ids, edges: edges.map(({ id }) => id) }))
  const after = editor.session.state().graph
  editor.ui.select({})
  const goneNodes = before.nodes.length - after.nodes.length
  const goneEdges = before.edges.length - after.edges.length
  const [only] = nodes
  const what = [
    ...(goneNodes === 0 ? [] : [goneNodes === 1 && only !== undefined ? only.name : countOf(goneNodes, 'node')]),
    ...(goneEdges === 0 ? [] : [countOf(goneEdges, 'edge')]),
  ].join(' and ')
  offerUndo(editor, label, `${done} ${what}.`)
  return what
}

/** Says what is gone, with a way back for as long as nothing else was done. The note is read out by itself. */
function offerUndo(editor: Editor, label: string, sentence: string): void {
  showNote(sentence, {
    label: 'Undo',
    run() {
      if (editor.session.state().undoLabel === label) editor.session.undo()
      else showNote('Other changes came after it: undo them one by one with Ctrl+Z.')
    },
  })
}

function movingPort(id: string, label: string, icon: 'up' | 'down', by: number): EditAction {
  return {
    id,
    label: () => label,
    icon,
    refuse(editor, place) {
      const at = portAt(editor, place)
      if (at === undefined) return 'Choose a port on the map.'
      const isAtEnd = by < 0 ? at.index === 0 : at.index === at.count - 1
      return isAtEnd ? `It is the ${by < 0 ? 'first' : 'last'} one already.` : undefined
    },
    run(editor, place) {
      const at = portAt(editor, place)
      if (at === undefined) return
      editor.session.edit('order of ports', (graph) => movePort(graph, at.node, at.port, at.index + by))
      editor.announce(`Port ${at.index + by + 1} of ${at.count}.`)
    },
  }
}

function portAt(editor: Editor, place: MapPlace | undefined) {
  if (place?.target.kind !== 'port') return undefined
  const { node, port } = place.target
  const ports = editor.session.state().graph.nodes.find(({ id }) => id === node)?.ports ?? []
  const index = ports.findIndex(({ id }) => id === port)
  return index === -1 ? undefined : { node, port, index, count: ports.length }
}

function refusePort(editor: Editor): string | undefined {
  const { nodes } = readChosen(editor)
  const [node] = nodes
  if (node === undefined || nodes.length > 1) return 'Select one node to add a port to it.'
  return node.kind === 'group' || node.kind === 'hexagon' || node.kind === 'diamond'
    ? `A ${node.kind} has no ports.`
    : undefined
}

function areAllPinned(editor: Editor): boolean {
  const { nodes } = readChosen(editor)
  return nodes.length > 0 && nodes.every(({ pinned }) => pinned === true)
}

function withStep(verb: string, label: string | undefined): string {
  return label === undefined ? verb : `${verb}: ${label}`
}
