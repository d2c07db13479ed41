import type { EditAction } from './action.ts'
import { countOf, missNodes, nameElements, readChosen } from './chosen.ts'

/** What is selected, from what is selected now. */
export const selecting: readonly EditAction[] = [
  {
    id: 'select-all',
    label: () => 'Select everything',
    icon: 'select-all',
    shortcut: 'select-all',
    refuse: (editor) => (editor.session.state().graph.nodes.length === 0 ? 'There is nothing to select.' : undefined),
    run(editor) {
      const { nodes, edges } = editor.session.state().graph
      editor.ui.select({ nodes: nodes.map(({ id }) => id), edges: edges.map(({ id }) => id) })
      editor.announce(`Selected ${nameElements(nodes, edges)}.`)
    },
  },
  {
    id: 'select-none',
    label: () => 'Select nothing',
    icon: 'close',
    refuse: (editor) => missNodes(editor, { elements: 1 }),
    run(editor) {
      editor.ui.select({})
      editor.announce('Nothing is selected.')
    },
  },
  {
    id: 'select-connected',
    label: () => 'Select what is connected',
    icon: 'link',
    refuse: (editor) => missNodes(editor, { nodes: 1 }),
    run(editor) {
      const { graph, ids } = readChosen(editor)
      const from = new Set(ids)
      const edges = graph.edges.filter(({ source, target }) => from.has(source) || from.has(target))
      const nodes = new Set([...ids, ...edges.flatMap(({ source, target }) => [source, target])])
      editor.ui.select({ nodes, edges: edges.map(({ id }) => id) })
      editor.announce(`Selected ${countOf(nodes.size, 'node')} and ${countOf(edges.length, 'edge')}.`)
    },
  },
  {
    id: 'select-same-kind',
    label: () => 'Select all of the same kind',
    icon: 'list',
    refuse: (editor) => missNodes(editor, { nodes: 1 }),
    run(editor) {
      const { graph, nodes } = readChosen(editor)
      const kinds = new Set(nodes.map(({ kind }) => kind))
      const found = graph.nodes.filter(({ kind }) => kinds.has(kind))
      editor.ui.select({ nodes: found.map(({ id }) => id) })
      editor.announce(`Selected ${nameElements(found)}.`)
    },
  },
]
