import type { GraphDocument } from '@statusgraph/model'
import { workbench } from '@statusgraph/web'
import type { GraphMapHandle, MapTool } from '@statusgraph/web'

/** The least that an editor does: a card follows the hand, and stands where it was let go. */
export function createDragTool(
  map: () => GraphMapHandle | null,
  change: (edit: (graph: GraphDocument) => GraphDocument) => void,
): MapTool {
  return {
    workbench,
    press(place) {
      if (place.target.kind !== 'node') return undefined
      const { id } = place.target
      const box = map()?.boxes().get(id)
      if (box === undefined) return undefined
      const from = place.point
      const goTo = (x: number, y: number) => ({ ...box, x: box.x + x - from.x, y: box.y + y - from.y })
      return {
        move: ({ point }) => map()?.preview(new Map([[id, goTo(point.x, point.y)]])),
        drop({ point }) {
          const { x, y } = goTo(point.x, point.y)
          change((graph) => ({
            ...graph,
            nodes: graph.nodes.map((node) => (node.id === id ? { ...node, position: { x, y } } : node)),
          }))
          map()?.preview(undefined)
        },
        cancel: () => map()?.preview(undefined),
      }
    },
    tap: () => undefined,
    choose: () => undefined,
    doubleTap: () => undefined,
    hover: (place) => (place?.target.kind === 'node' ? 'grab' : undefined),
    menu: () => undefined,
    carryIn: () => false,
    putDown: () => undefined,
  }
}
