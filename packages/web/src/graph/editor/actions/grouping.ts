import { setParent, unwrapGroup, updateNode, wrapNodes, shiftNodes } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import type { Box, Point } from '../../../map/index.ts'
import type { Editor } from '../editor.ts'
import type { EditAction } from './action.ts'
import { obstaclesFor } from './add-node.ts'
import { boxesOf, missNodes, nameElements, outermostOf, readChosen } from './chosen.ts'
import { editInPlace } from './edit-in-place.ts'
import { findFreePlace } from './free-place.ts'
import { isGroup, nameApart } from './kinds.ts'

/** Groups: around what is selected, away, folded up, and what is in them. */
export const grouping: readonly EditAction[] = [
  {
    id: 'group',
    label: () => 'Group',
    icon: 'group',
    shortcut: 'group',
    refuse: (editor) => missNodes(editor, { nodes: 1 }),
    run(editor) {
      const chosen = readChosen(editor)
      const inside = outermostOf(chosen)
      const { name } = nameApart(chosen.graph, { kind: 'group', name: 'new group' })
      const id = editor.newId(name)
      editInPlace(editor, `group ${nameElements(inside)}`, (graph) =>
        wrapNodes(
          graph,
          inside.map((node) => node.id),
          { id, name, kind: 'group' },
        ),
      )
      editor.ui.set({
        selection: { nodes: new Set([id]), edges: new Set() },
        renaming: { kind: 'node', id },
      })
      editor.announce(`Put a group around ${nameElements(inside)}. Type its name.`)
    },
  },
  {
    id: 'ungroup',
    label: () => 'Ungroup',
    icon: 'ungroup',
    shortcut: 'ungroup',
    refuse: refuseGroups,
    run(editor) {
      const { graph, nodes } = readChosen(editor)
      const groups = nodes.filter(isGroup)
      const ids = new Set(groups.map(({ id }) => id))
      const members = graph.nodes.filter(({ parent }) => parent !== undefined && ids.has(parent))
      editInPlace(editor, `ungroup ${nameElements(groups)}`, (now) =>
        groups.reduce((left, { id }) => unwrapGroup(left, id), now),
      )
      editor.ui.select({ nodes: members.map(({ id }) => id) })
      editor.announce(`Took ${nameElements(groups)} away, ${nameElements(members) || 'nothing'} stays.`)
    },
  },
  {
    id: 'collapse',
    label: (editor) => (areAllCollapsed(editor) ? 'Expand' : 'Collapse to one node'),
    icon: 'collapse',
    refuse: refuseGroups,
    run(editor) {
      const groups = readChosen(editor).nodes.filter(isGroup)
      const collapsed = areAllCollapsed(editor) ? undefined : true
      const verb = collapsed === undefined ? 'expand' : 'collapse'
      editInPlace(editor, `${verb} ${nameElements(groups)}`, (graph) =>
        groups.reduce((now, { id }) => updateNode(now, id, { collapsed }), graph),
      )
      editor.announce(`${collapsed === undefined ? 'Expanded' : 'Collapsed'} ${nameElements(groups)}.`)
    },
  },
  {
    id: 'move-into-group',
    label: () => 'Move into a group…',
    icon: 'into',
    refuse(editor) {
      if (!editor.session.state().graph.nodes.some(isGroup)) return 'There is no group yet.'
      return missNodes(editor, { nodes: 1 })
    },
    run: (editor) => editor.ui.set({ dialog: 'group' }),
  },
  {
    id: 'take-out',
    label: () => 'Take out of its group',
    icon: 'out',
    refuse(editor) {
      const missing = missNodes(editor, { nodes: 1 })
      if (missing !== undefined) return missing
      return readChosen(editor).nodes.some(({ parent }) => parent !== undefined) ? undefined : 'It is in no group.'
    },
    run(editor) {
      const chosen = readChosen(editor)
      const inside = outermostOf(chosen).filter(({ parent }) => parent !== undefined)
      const byId = new Map(chosen.graph.nodes.map((node) => [node.id, node]))
      const boxes = new Map(boxesOf(editor))
      editInPlace(editor, `take ${nameElements(inside)} out`, (graph) =>
        inside.reduce((now, { id, parent }) => {
          const outer = parent === undefined ? undefined : byId.get(parent)?.parent
          return moveTo(now, boxes, id, outer)
        }, graph),
      )
      editor.announce(`Took ${nameElements(inside)} out of the group.`)
    },
  },
]

/** Moves what is selected into a group, to a free place beside its members. */
export function moveIntoGroup(editor: Editor, group: string): void {
  const chosen = readChosen(editor)
  const moved = outermostOf(chosen).filter(({ id }) => id !== group)
  const name = chosen.graph.nodes.find(({ id }) => id === group)?.name ?? group
  const boxes = new Map(boxesOf(editor))
  editInPlace(editor, `move ${nameElements(moved)} into ${name}`, (graph) =>
    moved.reduce((now, { id }) => moveTo(now, boxes, id, group), graph),
  )
  editor.announce(`Moved ${nameElements(moved)} into ${name}.`)
}

/** The groups that what is selected can go into: not itself, nothing inside of it, and not where it is already. */
export function findHosts(editor: Editor): GraphDocument['nodes'] {
  const { graph, nodes } = readChosen(editor)
  const closed = new Set(nodes.map(({ id }) => id))
  for (let size = -1; size !== closed.size;) {
    size = closed.size
    for (const { id, parent } of graph.nodes) if (parent !== undefined && closed.has(parent)) closed.add(id)
  }
  return graph.nodes.filter(
    (node) => isGroup(node) && !closed.has(node.id) && nodes.some(({ parent }) => parent !== node.id),
  )
}

/**
 * Gives a node another group and stands it where the picture then tells the truth: inside of it, or outside.
 *
 * @param boxes where everything stands; the new place is noted here for whoever is moved next
 */
function moveTo(graph: GraphDocument, boxes: Map<string, Box>, id: string, host: string | undefined): GraphDocument {
  const box = boxes.get(id)
  const node = graph.nodes.find((each) => each.id === id)
  const moved = setParent(graph, [id], host)
  if (box === undefined || node === undefined || moved === graph) return moved
  const left = node.parent === undefined || !isAround(graph, node.parent, host) ? undefined : boxes.get(node.parent)
  const wanted = left === undefined ? insideOf(graph, boxes, host, id) : { x: left.x + left.width + gapPx, y: box.y }
  const others = new Map([...boxes].filter(([other]) => other !== id))
  const place = findFreePlace({ size: box, taken: obstaclesFor(graph, others, host), wanted: wanted ?? box })
  const placed = shiftNodes(moved, [id], place.x - box.x, place.y - box.y, boxes)
  boxes.set(id, { ...box, ...place })
  return placed
}

/** Beside the last member of a group, or at its beginning. */
function insideOf(
  graph: GraphDocument,
  boxes: ReadonlyMap<string, Box>,
  host: string | undefined,
  id: string,
): Point | undefined {
  const frame = host === undefined ? undefined : boxes.get(host)
  const last = graph.nodes.findLast((node) => node.parent === host && node.id !== id && boxes.has(node.id))
  const box = last === undefined || host === undefined ? undefined : boxes.get(last.id)
  if (box !== undefined) return { x: box.x + box.width + gapPx, y: box.y }
  return frame === undefined ? undefined : { x: frame.x + gapPx, y: frame.y + gapPx }
}

const gapPx = 40

/** Whether the node goes outwards: the new host, or the canvas, is around the group that it leaves. */
function isAround(graph: GraphDocument, group: string, host: string | undefined): boolean {
  if (host === undefined) return true
  const byId = new Map(graph.nodes.map((node) => [node.id, node]))
  for (let up = byId.get(group)?.parent; up !== undefined; up = byId.get(up)?.parent) if (up === host) return true
  return false
}

function refuseGroups(editor: Editor): string | undefined {
  return readChosen(editor).nodes.some(isGroup) ? undefined : 'Select a group first.'
}

function areAllCollapsed(editor: Editor): boolean {
  const groups = readChosen(editor).nodes.filter(isGroup)
  return groups.length > 0 && groups.every(({ collapsed }) => collapsed === true)
}
