import { findGroupAt } from '../geometry/drop-group.ts'
import type { GraphMapHandle, MapDrag, MapPlace } from '../../../../map/index.ts'
import type { Editor, NodeDraft } from '../../editor.ts'
import type { CanvasStore } from '../canvas-state.ts'
import { emptyHand } from '../canvas-state.ts'
import { snapToGrid } from '../geometry/snapping.ts'
import { boxAround, putNode, sizeOfDraft } from '../put-node.ts'
import { boxBetween } from './marquee.ts'

interface Placing {
  readonly draft: NodeDraft
  readonly isSticky: boolean
}

const noneMoved: ReadonlySet<string> = new Set()

/** Shows where a draft would be put down. */
export function aimGhost(
  editor: Editor,
  canvas: CanvasStore,
  map: GraphMapHandle,
  draft: NodeDraft,
  place: MapPlace,
): void {
  canvas.set({
    ghost: { draft, box: boxAround(draft, place.point) },
    taker: findGroupAt(editor.session.state().graph, map.boxes(), place.point, noneMoved),
  })
}

/** Puts a draft down around a point. */
export function putAt(
  editor: Editor,
  canvas: CanvasStore,
  map: GraphMapHandle,
  { draft, isSticky }: Placing,
  place: MapPlace,
): void {
  canvas.set(emptyHand)
  const box = boxAround(draft, place.point)
  putNode(editor, map, draft, { box, isSized: false }, isSticky ? { isRenaming: false, tool: 'keep' } : {})
}

/** Puts a draft down in the size that the hand draws. */
export function startPlacing(
  editor: Editor,
  canvas: CanvasStore,
  map: GraphMapHandle,
  { draft, isSticky }: Placing,
  from: MapPlace,
): MapDrag {
  const least = draft.kind === 'group' ? { width: 120, height: 64 } : sizeOfDraft(draft)
  const drawn = ({ point }: MapPlace) => {
    const start = { x: snapToGrid(from.point.x), y: snapToGrid(from.point.y) }
    const box = boxBetween(start, { x: snapToGrid(point.x), y: snapToGrid(point.y) })
    const width = Math.max(box.width, least.width)
    const height = Math.max(box.height, least.height)
    // What is drawn to the left or upwards ends where it began.
    return {
      x: point.x < from.point.x ? start.x - width : start.x,
      y: point.y < from.point.y ? start.y - height : start.y,
      width,
      height,
    }
  }
  return {
    move(place) {
      const box = drawn(place)
      canvas.set({ ghost: { draft, box } })
    },
    drop(place) {
      canvas.set(emptyHand)
      putNode(
        editor,
        map,
        draft,
        { box: drawn(place), isSized: true },
        isSticky ? { isRenaming: false, tool: 'keep' } : {},
      )
    },
    cancel: () => canvas.set(emptyHand),
  }
}
