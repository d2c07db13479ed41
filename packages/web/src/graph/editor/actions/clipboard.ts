import { copyElements, graphLimits, pasteFragment, readFragment, writeFragment } from '@statusgraph/model'
import type { Fragment, GraphDocument } from '@statusgraph/model'
import type { Point } from '../../../map/index.ts'
import { boundsOf, centreOf, sizeNode } from '../../../map/index.ts'
import { showNote } from '../../../parts/Toast.tsx'
import { holdPlaces } from '../canvas/hold-places.ts'
import type { Editor } from '../editor.ts'
import { boxesOf, nameElements, outermostOf, readChosen } from './chosen.ts'
import { editInPlace } from './edit-in-place.ts'
import { snap } from './free-place.ts'

/** How far a copy stands from what it is a copy of, so that both are seen. */
const besidePx = 16

/** What is selected, as the text that a clipboard holds; undefined when no node is selected. */
export function writeChosen(editor: Editor): string | undefined {
  const fragment = fragmentOfChosen(editor)
  return fragment === undefined ? undefined : writeFragment(fragment)
}

/** Puts a copy of what is selected beside it. */
export function duplicate(editor: Editor): void {
  const { nodes } = readChosen(editor)
  const fragment = fragmentOfChosen(editor)
  const [first] = nodes
  if (fragment === undefined || first === undefined) return
  const parent = nodes.every((node) => node.parent === first.parent) ? first.parent : undefined
  insert(editor, fragment, {
    dx: besidePx,
    dy: besidePx,
    label: `duplicate ${nameElements(nodes)}`,
    done: 'Duplicated',
    ...(parent === undefined ? {} : { parent }),
  })
}

export interface PasteOptions {
  /** Where the middle of what is pasted should be; undefined: where it was when it was copied. */
  readonly centre: Point | undefined
  /** How often the same was pasted there before. */
  readonly repetition: number
}

/** Pastes a text: a part of a graph, or a whole graph document. Says why when it is neither; then nothing happens. */
export async function pasteText(editor: Editor, text: string, { centre, repetition }: PasteOptions): Promise<boolean> {
  const read = await readPasted(text)
  if (!read.ok) {
    showNote(read.reason)
    return false
  }
  const { fragment } = read
  const there = editor.session.state().graph
  const refusal = refuseSize(there, fragment)
  if (refusal !== undefined) {
    showNote(refusal)
    return false
  }
  const middle = centre === undefined ? undefined : middleOf(fragment)
  const shift = repetition * besidePx
  insert(editor, fragment, {
    dx: (centre === undefined || middle === undefined ? 0 : snap(centre.x - middle.x)) + shift,
    dy: (centre === undefined || middle === undefined ? 0 : snap(centre.y - middle.y)) + shift,
    label: 'paste',
    done: 'Pasted',
  })
  return true
}

type ReadPasted = { readonly ok: true; readonly fragment: Fragment } | { readonly ok: false; readonly reason: string }

const nothingOfOurs =
  'The clipboard holds no part of a graph. Copy nodes of a graph, or the text of a graph document, and paste again.'

async function readPasted(text: string): Promise<ReadPasted> {
  if (text.trim() === '') return { ok: false, reason: 'The clipboard holds no text.' }
  if (text.length > graphLimits.bytes) return { ok: false, reason: 'The text in the clipboard is larger than 32 MiB.' }
  const asFragment = readFragment(text)
  if (asFragment.ok) return asFragment
  if (/"statusgraph"\s*:\s*"fragment"/.test(text.slice(0, 200)))
    return { ok: false, reason: `Not pasted: ${asFragment.reason}. Nothing was changed.` }
  // A word or a line from elsewhere is not worth loading the reader of documents for.
  if (!/\bnodes\b/.test(text)) return { ok: false, reason: nothingOfOurs }
  const { readGraphText } = await import('@statusgraph/document-text')
  const document = readGraphText(text, 'clipboard', 'pasted')
  if (document.ok) {
    const { nodes, edges } = document.graph
    if (nodes.length === 0) return { ok: false, reason: 'The graph in the clipboard has no nodes.' }
    const all = { nodes: nodes.map(({ id }) => id), edges: edges.map(({ id }) => id) }
    return { ok: true, fragment: copyElements(document.graph, all) }
  }
  const [fault] = document.faults
  return {
    ok: false,
    reason:
      fault === undefined
        ? nothingOfOurs
        : `What is in the clipboard is no graph: line ${fault.line}, ${fault.message}. Nothing was changed.`,
  }
}

function refuseSize(graph: GraphDocument, fragment: Fragment): string | undefined {
  const nodes = graph.nodes.length + fragment.nodes.length
  const edges = graph.edges.length + fragment.edges.length
  const number = (value: number): string => value.toLocaleString('en')
  if (nodes > graphLimits.nodes)
    return `A graph holds ${number(graphLimits.nodes)} nodes at most; with these it would have ${number(nodes)}. Nothing was changed.`
  if (edges > graphLimits.edges)
    return `A graph holds ${number(graphLimits.edges)} edges at most; with these it would have ${number(edges)}. Nothing was changed.`
  return undefined
}

interface Insertion {
  readonly dx: number
  readonly dy: number
  readonly label: string
  readonly done: string
  readonly parent?: string
}

function insert(editor: Editor, fragment: Fragment, { dx, dy, label, done, parent }: Insertion): void {
  let pasted: ReturnType<typeof pasteFragment> | undefined
  editInPlace(editor, label, (graph) => {
    pasted = pasteFragment(graph, fragment, {
      dx,
      dy,
      newId: editor.newId,
      ...(parent === undefined ? {} : { parent }),
    })
    return pasted.graph
  })
  if (pasted === undefined) return
  const { graph } = pasted
  const made = new Set([...pasted.nodes, ...pasted.edges])
  const nodes = graph.nodes.filter(({ id }) => made.has(id))
  const edges = graph.edges.filter(({ id }) => made.has(id))
  // A group stands for what is in it, as it does when it is selected by hand; a collapsed one even hides it.
  const outermost = new Set(outermostOf({ graph, nodes }).map(({ id }) => id))
  const between = edges.filter(({ source, target }) => outermost.has(source) && outermost.has(target))
  editor.ui.set({
    tool: { kind: 'select' },
    selection: { nodes: outermost, edges: new Set(between.map(({ id }) => id)) },
    renaming: undefined,
  })
  editor.announce(`${done} ${nameElements(nodes, edges)}.`)
}

function fragmentOfChosen(editor: Editor): Fragment | undefined {
  const { graph, ids, edges } = readChosen(editor)
  if (ids.length === 0) return undefined
  // What a layout placed has no position of its own yet; the copy should stand as the picture shows it.
  return copyElements(holdPlaces(graph, boxesOf(editor)), { nodes: ids, edges: edges.map(({ id }) => id) })
}

function middleOf({ nodes }: Fragment): Point | undefined {
  const around = boundsOf(
    nodes.flatMap((node) => {
      if (node.position === undefined) return []
      const size = node.kind === 'group' ? (node.size ?? { width: 0, height: 0 }) : sizeNode(node)
      return [{ ...node.position, ...size }]
    }),
  )
  return around === undefined ? undefined : centreOf(around)
}
