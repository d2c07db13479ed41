import { alignBoxes, arrangeNodes, distributeBoxes, equaliseSizes, pinFound, shiftNodes } from '@statusgraph/model'
import type { Point } from '../../../map/index.ts'
import type { IconName } from '../../../parts/Icon.tsx'
import type { Editor } from '../editor.ts'
import type { EditAction } from './action.ts'
import { boxesFor, boxesOf, countOf, missNodes, nameElements, outermostOf, readChosen } from './chosen.ts'
import { editInPlace } from './edit-in-place.ts'
import { readFound } from './finding.ts'

type Alignment = Parameters<typeof alignBoxes>[1]
type Spread = Parameters<typeof distributeBoxes>[1]
type Equal = Parameters<typeof equaliseSizes>[3]

/** Alignment, distances and sizes of what is selected. */
export const arranging: readonly EditAction[] = [
  aligning('left', 'Align left edges', 'aligned left'),
  aligning('centre', 'Align centres', 'aligned at their centres'),
  aligning('right', 'Align right edges', 'aligned right'),
  aligning('top', 'Align top edges', 'aligned at the top'),
  aligning('middle', 'Align middles', 'aligned at their middles'),
  aligning('bottom', 'Align bottom edges', 'aligned at the bottom'),
  distributing('across', 'Same distances across'),
  distributing('down', 'Same distances down'),
  equalising('width', 'Same width'),
  equalising('height', 'Same height'),
  equalising('both', 'Same size'),
]

/** Moves what is selected; presses in a row are one step to undo. False when nothing is selected. */
export function nudge(editor: Editor, by: Point): boolean {
  const chosen = readChosen(editor)
  const moved = outermostOf(chosen).map(({ id }) => id)
  const found = readFound(editor).flatMap(({ element }) => (element.kind === 'node' ? [element.node.id] : []))
  const [first] = [...moved, ...found]
  if (first === undefined) return false
  const boxes = boxesOf(editor)
  const pins = new Map(
    [...boxesFor(editor, found)].map(([id, { x, y }]) => [id, { x: Math.round(x + by.x), y: Math.round(y + by.y) }]),
  )
  editInPlace(editor, 'move', (graph) => pinFound(shiftNodes(graph, moved, by.x, by.y, boxes), pins), {
    coalesce: `nudge ${[...moved, ...found].join(' ')}`,
  })
  const box = boxes.get(first)
  const where = box === undefined ? '' : ` to ${Math.round(box.x + by.x)}, ${Math.round(box.y + by.y)}`
  const names = chosen.nodes.length > 0 ? nameElements(chosen.nodes) : countOf(found.length, 'discovered node')
  editor.announce(`Moved ${names}${where}.`)
  return true
}

function aligning(side: Alignment, label: string, done: string): EditAction {
  return {
    id: `align-${side}`,
    label: () => label,
    icon: `align-${side}`,
    refuse: (editor) => refuseArranging(editor, 2),
    run: (editor) => shiftTo(editor, `align ${side}`, done, (boxes) => alignBoxes(boxes, side)),
  }
}

function distributing(way: Spread, label: string): EditAction {
  return {
    id: `distribute-${way}`,
    label: () => label,
    icon: `distribute-${way}`,
    refuse: (editor) => refuseArranging(editor, 3),
    run: (editor) =>
      shiftTo(editor, `distribute ${way}`, `stand at the same distances ${way}`, (boxes) =>
        distributeBoxes(boxes, way),
      ),
  }
}

function equalising(what: Equal, label: string): EditAction {
  const icons: Readonly<Record<Equal, IconName>> = { width: 'same-width', height: 'same-height', both: 'same-size' }
  return {
    id: `same-${what}`,
    label: () => label,
    icon: icons[what],
    refuse: (editor) => refuseArranging(editor, 2),
    run(editor) {
      const { nodes, ids } = readChosen(editor)
      const boxes = boxesFor(editor, ids)
      editInPlace(editor, label.toLowerCase(), (graph) => equaliseSizes(graph, ids, boxes, what))
      editor.announce(`${nameElements(nodes)}: ${label.toLowerCase()}.`)
    },
  }
}

/** Moves whole boxes to new places; a group brings its members along. */
function shiftTo(
  editor: Editor,
  label: string,
  done: string,
  arrange: (boxes: ReturnType<typeof boxesFor>) => ReadonlyMap<string, Point>,
): void {
  const chosen = readChosen(editor)
  const outer = outermostOf(chosen).map(({ id }) => id)
  const goals = arrange(boxesFor(editor, outer))
  editInPlace(editor, label, (graph) => arrangeNodes(graph, boxesOf(editor), goals))
  editor.announce(`${nameElements(chosen.nodes)} ${done}.`)
}

function refuseArranging(editor: Editor, count: number): string | undefined {
  if (editor.map() === undefined) return 'Show the picture to arrange nodes.'
  const missing = missNodes(editor, { nodes: count })
  if (missing !== undefined) return missing
  return outermostOf(readChosen(editor)).length < count
    ? 'A group and what is in it move together: select nodes beside each other.'
    : undefined
}
