import { addNodes } from '@statusgraph/model'
import type { GraphDocument, GraphNode } from '@statusgraph/model'
import type { Box, Point } from '../../../map/index.ts'
import { sizeOfDraft } from '../canvas/put-node.ts'
import type { Editor, NodeDraft } from '../editor.ts'
import { ancestorsOf, boxesOf, readChosen } from './chosen.ts'
import { editInPlace } from './edit-in-place.ts'
import { findFreePlace } from './free-place.ts'
import { isGroup, nameApart } from './kinds.ts'
import { middleOfView } from './view-middle.ts'

/** How far from its neighbour a node is put down: room for an edge with its label. */
const besidePx = 96

/**
 * Adds a node without a hand that points: where nothing stands, beside what is selected and in the same group, or in
 * the middle of the view. It is then selected, and its name is being typed.
 */
export function addNode(editor: Editor, draft: NodeDraft): string {
  const { graph } = editor.session.state()
  const named = nameApart(graph, draft)
  const id = editor.newId(named.name)
  const node: GraphNode = { ...named, id }
  const { width, height } = sizeOfDraft(named)
  const boxes = boxesOf(editor)
  const host = hostOf(editor)
  const wanted = besideChosen(editor, boxes) ?? around(middleOfView(editor), width, height)
  const position =
    wanted === undefined
      ? undefined
      : findFreePlace({ size: { width, height }, taken: obstaclesFor(graph, boxes, host), wanted })
  editInPlace(editor, `add ${draft.kind}`, (now) =>
    addNodes(now, [
      {
        ...node,
        ...(position === undefined ? {} : { position }),
        ...(host === undefined ? {} : { parent: host }),
        // A group without members has only the frame that it is given.
        ...(position !== undefined && draft.kind === 'group' ? { size: { width, height } } : {}),
      },
    ]),
  )
  editor.ui.set({
    tool: { kind: 'select' },
    selection: { nodes: new Set([id]), edges: new Set() },
    renaming: { kind: 'node', id },
  })
  editor.announce(`Added ${named.name}. Type its name.`)
  return id
}

/** The corner of a box whose middle is at a point. */
function around(middle: Point | undefined, width: number, height: number): Point | undefined {
  return middle === undefined ? undefined : { x: middle.x - width / 2, y: middle.y - height / 2 }
}

/** Everything that a new node in a group must not cover: all but the frames around that place. */
export function obstaclesFor(
  graph: GraphDocument,
  boxes: ReadonlyMap<string, Box>,
  host: string | undefined,
): readonly Box[] {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]))
  const hostNode = host === undefined ? undefined : byId.get(host)
  const around = new Set(hostNode === undefined ? [] : [hostNode.id, ...ancestorsOf(byId, hostNode)])
  return [...boxes].flatMap(([id, box]) => (around.has(id) ? [] : [box]))
}

/** The group in which work goes on: the one selected, or the one around what is selected. */
function hostOf(editor: Editor): string | undefined {
  const { nodes } = readChosen(editor)
  const [first] = nodes
  if (first === undefined) return undefined
  if (nodes.length === 1 && isGroup(first)) return first.collapsed === true ? first.parent : first.id
  return nodes.every(({ parent }) => parent === first.parent) ? first.parent : undefined
}

function besideChosen(editor: Editor, boxes: ReadonlyMap<string, Box>): Point | undefined {
  const { graph, nodes } = readChosen(editor)
  const last = nodes.at(-1)
  const box = last === undefined ? undefined : boxes.get(last.id)
  if (last === undefined || box === undefined) return undefined
  if (!isGroup(last) || last.collapsed === true) return { x: box.x + box.width + besidePx, y: box.y }
  const member = graph.nodes.findLast(({ parent }) => parent === last.id)
  const memberBox = member === undefined ? undefined : boxes.get(member.id)
  return memberBox === undefined
    ? { x: box.x + insideGroup.x, y: box.y + insideGroup.y }
    : { x: memberBox.x + memberBox.width + besidePx, y: memberBox.y }
}

/** Where the first member of a group stands, from the corner of its frame. */
const insideGroup = { x: 24, y: 40 } as const
