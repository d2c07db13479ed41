import type { RefObject } from 'react'
import { drawingOf } from './drawing.ts'
import type { MapDrawing } from './drawing.ts'
import type { MapPlace } from './editing.ts'
import type { Box } from './geometry/box.ts'
import { boxOfEdge } from './geometry/find-edge.ts'
import type { LiveMap } from './view/live-map.ts'
import type { Viewport } from './view/viewport.ts'
import { panBy } from './view/viewport.ts'

/** What others may ask of the map. */
export interface GraphMapHandle {
  fit(): void
  zoomIn(): void
  zoomOut(): void
  panBy(dx: number, dy: number): void
  centreOn(nodeId: string): void
  /** Brings an edge into view, as far as it fits. */
  revealEdge(edgeId: string): void
  /** Gives the keyboard to a node and brings it into view. */
  focusNode(nodeId: string): void
  viewport(): Viewport
  setViewport(view: Viewport): void
  /** What lies at a place of the window. */
  placeAt(clientX: number, clientY: number): MapPlace
  /** Of every node and group, as the document has them drawn; a preview does not count. */
  boxes(): ReadonlyMap<string, Box>
  /** Where everything is drawn, edges included. An overlay asks {@link useDrawing}. */
  drawing(): MapDrawing
  /**
   * Shows nodes and groups elsewhere while they are under a hand, their edges with them, without touching the
   * document. Undefined ends it: what was put down stands where the next document says, everything else goes back.
   */
  preview(boxes: ReadonlyMap<string, Box> | undefined): void
  /** Moves as little as needed for a box of the canvas to be seen. */
  revealBox(box: Box): void
}

const zoomStep = 1.3

/** The handle of a map that comes and goes. */
export function handleOf(live: RefObject<LiveMap | undefined>): GraphMapHandle {
  return {
    fit: () => live.current?.outlook.fit(),
    zoomIn: () => live.current?.outlook.zoomBy(zoomStep),
    zoomOut: () => live.current?.outlook.zoomBy(1 / zoomStep),
    panBy(dx, dy) {
      const camera = live.current?.camera
      camera?.moveTo(panBy(camera.view, dx, dy))
    },
    centreOn: (id) => live.current?.centreOn(id),
    revealEdge(id) {
      const { current } = live
      const box = current?.scene === undefined ? undefined : boxOfEdge(current.scene, id)
      if (box !== undefined) current?.outlook.reveal(box)
    },
    focusNode: (id) => live.current?.focus(id),
    viewport: () => live.current?.camera.view ?? { x: 0, y: 0, scale: 1 },
    setViewport: (view) => live.current?.camera.moveTo(view),
    placeAt: (clientX, clientY) =>
      live.current?.pointing.placeAt(clientX, clientY) ?? {
        point: { x: 0, y: 0 },
        screen: { x: clientX, y: clientY },
        target: { kind: 'canvas' },
      },
    boxes: () => drawingOf(live.current?.scene).boxes,
    drawing: () => drawingOf(live.current?.scene),
    preview: (boxes) => live.current?.preview(boxes),
    revealBox: (box) => live.current?.outlook.reveal(box),
  }
}
