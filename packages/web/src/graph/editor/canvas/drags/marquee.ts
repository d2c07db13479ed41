import { doOverlap } from '../../../../map/index.ts'
import type { Box, GraphMapHandle, MapDrag, MapPlace, Point } from '../../../../map/index.ts'
import type { Editor, Selection } from '../../editor.ts'
import type { CanvasStore } from '../canvas-state.ts'
import { emptyHand } from '../canvas-state.ts'

/**
 * Selects by a box. Nodes are taken when the box touches them, as in tldraw: on a map of wide cards whoever must
 * surround them all has to begin far outside. Groups are taken when the box holds them whole, or no member could be
 * chosen by a box within its group. An edge comes along when both its ends do.
 */
export function startMarquee(
  editor: Editor,
  canvas: CanvasStore,
  map: GraphMapHandle,
  from: MapPlace,
  isAdding: boolean,
): MapDrag {
  const before: Selection = isAdding ? editor.ui.state().selection : { nodes: new Set(), edges: new Set() }
  let last = ''
  return {
    move({ point }) {
      const marquee = boxBetween(from.point, point)
      canvas.set({ marquee })
      const graph = editor.drawn()
      const nodes = new Set([...before.nodes, ...findTouched(graph.nodes, map.boxes(), marquee)])
      // Selecting draws inspector and outlines anew, which is not worth it for every pixel.
      const key = [...nodes].join('\0')
      if (key === last) return
      last = key
      const edges = graph.edges.flatMap(({ id, source, target }) =>
        nodes.has(source) && nodes.has(target) ? [id] : [],
      )
      editor.ui.select({ nodes, edges: [...before.edges, ...edges] })
    },
    drop() {
      canvas.set(emptyHand)
      const { nodes } = editor.ui.state().selection
      if (nodes.size > 0) editor.announce(`${nodes.size} ${nodes.size === 1 ? 'node' : 'nodes'} selected.`)
      else editor.ui.select(before)
    },
    cancel() {
      canvas.set(emptyHand)
      editor.ui.select(before)
    },
  }
}

/** The nodes that a box takes. */
export function findTouched(
  nodes: readonly { readonly id: string; readonly kind: string; readonly collapsed?: boolean | undefined }[],
  boxes: ReadonlyMap<string, Box>,
  marquee: Box,
): readonly string[] {
  return nodes.flatMap(({ id, kind, collapsed }) => {
    const box = boxes.get(id)
    if (box === undefined) return []
    const isFrame = kind === 'group' && collapsed !== true
    return (isFrame ? isWithin(box, marquee) : doOverlap(box, marquee)) ? [id] : []
  })
}

function isWithin(box: Box, outer: Box): boolean {
  return (
    box.x >= outer.x &&
    box.y >= outer.y &&
    box.x + box.width <= outer.x + outer.width &&
    box.y + box.height <= outer.y + outer.height
  )
}

/** The box with two points as its corners. */
export function boxBetween(a: Point, b: Point): Box {
  return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) }
}
