import type { GraphDocument } from '@statusgraph/model'
import { useMemo } from 'react'
import type { ViewState } from '../../routes/view-state.ts'
import type { Point } from '../../map/index.ts'
import type { Editor } from '../editor/editor.ts'
import { foldGraph, foldGroup, isClosedIn, isInside, listClosed, openAround, turnFold } from './folds.ts'
import type { Topology } from './neighbours.ts'
import type { UpdateView } from './use-view-state.ts'

interface FoldOptions {
  readonly graph: GraphDocument
  readonly topology: Topology
  readonly state: ViewState
  readonly update: UpdateView
  /** Undefined while nobody edits. */
  readonly editor: Editor | undefined
  /** What is selected: for viewing one node, for editing many. */
  readonly selection: ReadonlySet<string> | undefined
  /** Everything has to be seen, such as every change of a revision. */
  readonly isAllOpen: boolean
}

export interface FoldView {
  /** The graph with its groups collapsed as this person sees them. */
  readonly seen: GraphDocument
  /** Closes a group to one node, or opens it: for oneself, or, while editing, for everybody. */
  readonly fold: (group: string, isClosed: boolean) => void
  /** The same for the group that is selected, if one is. */
  readonly toggle: () => void
  /** The part of the view that has to change for nodes to be seen. */
  readonly openFor: (...ids: readonly string[]) => Partial<ViewState>
}

/** No id that a person typed holds it. */
const separator = '\0'

/** Collapsed groups: as the document says, and as whoever looks wants them. */
export function useFolds(options: FoldOptions): FoldView {
  const { graph, topology, state, update, editor, selection, isAllOpen } = options
  const { open, closed, node } = state
  const edge = useMemo(() => graph.edges.find(({ id }) => id === state.edge), [graph, state.edge])
  const chosen = node === undefined ? (edge === undefined ? [] : [edge.source, edge.target]) : [node]
  const only = selection === undefined ? node : selection.size === 1 ? [...selection][0] : undefined
  const needed = selection === undefined ? chosen : only === undefined ? [] : [only]
  // As one text, so that a selection that opens nothing is no reason to draw the whole picture anew.
  const closedIds = isAllOpen ? '' : listClosed(graph, topology, { open, closed }, needed).join(separator)
  const seen = useMemo(() => foldGraph(graph, new Set(closedIds.split(separator))), [graph, closedIds])
  const fold = (group: string, isClosed: boolean): void => {
    const hides = (id: string): boolean => isClosed && isInside(topology, id, group)
    // A group that discovery made is in no document: everybody folds it for themselves.
    if (editor === undefined || !editor.session.state().graph.nodes.some(({ id }) => id === group)) {
      const isHidden = chosen.some(hides)
      update(
        { ...turnFold(topology, { open, closed }, group, isClosed), ...(isHidden ? { node: group } : {}) },
        'replace',
      )
      return
    }
    const name = topology.byId.get(group)?.name ?? group
    const nodes = [...editor.ui.state().selection.nodes]
    if (nodes.some(hides)) editor.ui.select({ nodes: [group] })
    update({ open: open.filter((id) => id !== group), closed: closed.filter((id) => id !== group) }, 'replace')
    const boxes = editor.map()?.boxes() ?? new Map<string, Point>()
    editor.session.edit(`${isClosed ? 'collapse' : 'expand'} ${name}`, (now) => foldGroup(now, group, isClosed, boxes))
    editor.announce(`${isClosed ? 'Collapsed' : 'Expanded'} ${name}.`)
  }
  return {
    seen,
    fold,
    toggle() {
      if (only !== undefined && topology.byId.get(only)?.kind === 'group') fold(only, !isClosedIn(seen, only))
    },
    openFor: (...ids) => ids.reduce((folds, id) => openAround(topology, folds, id), { open, closed }),
  }
}
