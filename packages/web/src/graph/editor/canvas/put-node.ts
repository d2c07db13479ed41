import { addNodes } from '@statusgraph/model'
import type { GraphDocument, GraphNode } from '@statusgraph/model'
import { sizeNode } from '../../../map/index.ts'
import type { Box, GraphMapHandle, Point } from '../../../map/index.ts'
import { nameApart } from '../actions/kinds.ts'
import type { Editor, NodeDraft } from '../editor.ts'
import { findGroupAt } from './geometry/drop-group.ts'
import { snapToGrid } from './geometry/snapping.ts'
import { holdPlaces } from './hold-places.ts'

interface NewPlace {
  readonly box: Box
  /** The hand drew the size, instead of leaving it to the content. */
  readonly isSized: boolean
}

interface PutOptions {
  /** Done in the same step, when the node is there. */
  readonly also?: (graph: GraphDocument, id: string) => GraphDocument
  /** Its name is typed at once; not for one that is put down again and again, or that has a name already. */
  readonly isRenaming?: boolean
  readonly tool?: 'keep'
}

const noneMoved: ReadonlySet<string> = new Set()

/** Puts a new node down, into the group under its middle, and selects it. */
export function putNode(
  editor: Editor,
  map: GraphMapHandle,
  draft: NodeDraft,
  { box, isSized }: NewPlace,
  { also = (graph) => graph, isRenaming = true, tool }: PutOptions = {},
): string {
  const { graph } = editor.session.state()
  const boxes = map.boxes()
  const named = nameApart(graph, draft)
  const id = editor.newId(named.name)
  const parent = findGroupAt(graph, boxes, { x: box.x + box.width / 2, y: box.y + box.height / 2 }, noneMoved)
  const node: GraphNode = {
    ...named,
    id,
    position: { x: box.x, y: box.y },
    // A group without members has only the frame that it is given.
    ...(isSized || draft.kind === 'group' ? { size: { width: box.width, height: box.height } } : {}),
    ...(parent === undefined ? {} : { parent }),
  }
  editor.session.edit(`add ${draft.kind}`, (now) => also(addNodes(holdPlaces(now, boxes), [node]), id))
  editor.ui.set({
    ...(tool === 'keep' ? {} : { tool: { kind: 'select' } }),
    selection: { nodes: new Set([id]), edges: new Set() },
    renaming: isRenaming ? { kind: 'node', id } : undefined,
  })
  editor.announce(isRenaming ? `Added ${named.name}. Type its name.` : `Added ${named.name}.`)
  return id
}

/** The box of a draft around a point, on the grid. */
export function boxAround(draft: NodeDraft, { x, y }: Point): Box {
  const { width, height } = sizeOfDraft(draft)
  return { x: snapToGrid(x - width / 2), y: snapToGrid(y - height / 2), width, height }
}

/** How large a new group is: room for two cards and the way between them. */
const newGroup = { width: 480, height: 240 } as const

export function sizeOfDraft(draft: NodeDraft): { readonly width: number; readonly height: number } {
  return draft.size ?? (draft.kind === 'group' ? newGroup : sizeNode({ ...draft, id: '' }))
}
