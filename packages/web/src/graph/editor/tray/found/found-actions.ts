import { addAlias, adoptFound, ignoreFound, removeElements, updateNode } from '@statusgraph/model'
import type { GraphDocument, IgnoreRule } from '@statusgraph/model'
import { showNote } from '../../../../parts/Toast.tsx'
import type { Box, Point } from '../../../../map/index.ts'
import type { Find } from '../../../discovery/list-finds.ts'
import { settleView } from '../../../discovery/settle-view.ts'
import { countOf } from '../../actions/chosen.ts'
import { editInPlace } from '../../actions/edit-in-place.ts'
import { revealNodes } from '../../actions/reveal-nodes.ts'
import type { Editor } from '../../editor.ts'
import { layOutLater, placeFound } from './place-found.ts'

/** Ids of what was discovered. */
export interface FoundIds {
  readonly nodes: readonly string[]
  readonly edges: readonly string[]
}

export function idsOf(finds: readonly Find[]): FoundIds {
  return {
    nodes: finds.flatMap(({ element }) => (element.kind === 'node' ? [element.node.id] : [])),
    edges: finds.flatMap(({ element }) => (element.kind === 'edge' ? [element.edge.id] : [])),
  }
}

/**
 * Draws what was discovered, as one step: beside what it is joined to, or around a point. Then it is selected and
 * brought into sight.
 */
export async function addFound(editor: Editor, ids: FoundIds, words: string, near?: Point): Promise<void> {
  const layOut = await layOutLater()
  const before = new Set(elementIds(editor.session.state().graph))
  editInPlace(editor, `add ${words}`, (graph) => {
    const view = settleView(editor.live.topology.whole(), graph)
    const boxes = editor.map()?.boxes() ?? new Map<string, Box>()
    const adopted = adoptFound(graph, view, ids, placeFound(graph, view, ids, { boxes, near, layOut }))
    return foldAsDrawn(graph, adopted, editor.drawn())
  })
  const { nodes, edges } = editor.session.state().graph
  const added = {
    nodes: nodes.flatMap(({ id, kind }) => (before.has(id) || kind === 'group' ? [] : [id])),
    edges: edges.flatMap(({ id }) => (before.has(id) ? [] : [id])),
  }
  if (added.nodes.length + added.edges.length === 0) return
  editor.ui.select(added.nodes.length > 0 ? { nodes: added.nodes } : { edges: added.edges })
  tell(editor, `${words} added to the drawing`)
  if (near === undefined) revealNodes(editor, added.nodes)
}

/** Leaves out what some rules name, here and from now on. */
export function ignore(editor: Editor, rules: readonly IgnoreRule[], words: string): void {
  editor.session.edit(`ignore ${words}`, (graph) => ignoreFound(graph, ...rules))
  tell(editor, `${words} ignored`)
}

/** The rules that leave out exactly some finds. */
export function rulesFor(finds: readonly Find[]): readonly IgnoreRule[] {
  return finds.map(({ element }) =>
    element.kind === 'node' ? { node: element.node.id } : { source: element.edge.source, target: element.edge.target },
  )
}

/** Says that what was discovered is the same as something else. */
export function makeSame(editor: Editor, from: string, to: string, words: string): void {
  editor.session.edit(words, (graph) => addAlias(graph, from, to))
  tell(editor, words)
}

/** Takes what nobody sees out of the drawing. */
export function removeMissing(editor: Editor, finds: readonly Find[], words: string): void {
  editInPlace(editor, `remove ${words}`, (graph) => removeElements(graph, idsOf(finds)))
  editor.ui.select({})
  tell(editor, `${words} removed from the drawing`)
}

/** `cart`, `checkout → cart`, `3 nodes and 2 edges`. */
export function nameFinds(finds: readonly Find[]): string {
  const [only] = finds
  if (finds.length === 1 && only !== undefined) return only.name
  const edges = finds.filter(({ kind }) => kind === 'edge').length
  const nodes = finds.length - edges
  return [nodes === 0 ? '' : countOf(nodes, 'node'), edges === 0 ? '' : countOf(edges, 'edge')]
    .filter((part) => part !== '')
    .join(' and ')
}

/** A group that comes along and is one card on the map stays one: nobody asked to see what is in it. */
function foldAsDrawn(before: GraphDocument, after: GraphDocument, drawn: GraphDocument): GraphDocument {
  const known = new Set(before.nodes.map(({ id }) => id))
  const closed = new Set(drawn.nodes.flatMap(({ id, collapsed }) => (collapsed === true ? [id] : [])))
  return after.nodes.reduce(
    (graph, { id, kind }) =>
      kind === 'group' && !known.has(id) && closed.has(id) ? updateNode(graph, id, { collapsed: true }) : graph,
    after,
  )
}

function tell(editor: Editor, sentence: string): void {
  const text = `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`
  editor.announce(text)
  showNote(text, { label: 'Undo', run: editor.session.undo })
}

function elementIds({ nodes, edges }: GraphDocument): readonly string[] {
  return [...nodes, ...edges].map(({ id }) => id)
}
