import type { Scene } from '@statusgraph/picture'
import type { MapPlace, MapTool } from '../editing.ts'
import type { Point } from '../geometry/box.ts'
import type { Level } from '../picture/level.ts'
import { findCardNear, findEdgeNear } from './find-near.ts'
import type { Viewport } from './viewport.ts'
import { toCanvas } from './viewport.ts'

interface PointingParts {
  readonly root: HTMLElement
  readonly scene: () => Scene | undefined
  readonly view: () => Viewport
  readonly level: () => Level
  readonly tool: () => MapTool | undefined
}

/** What lies where somebody points. */
export class Pointing {
  readonly #parts: PointingParts

  constructor(parts: PointingParts) {
    this.#parts = parts
  }

  /** What lies at a place of the window, for the tool in force. */
  placeAt(clientX: number, clientY: number): MapPlace {
    const corner = this.#parts.root.getBoundingClientRect()
    const screen = { x: clientX - corner.left, y: clientY - corner.top }
    const view = this.#parts.view()
    const point: Point = toCanvas(view, screen.x, screen.y)
    const scene = this.#parts.scene()
    const tool = this.#parts.tool()
    const target =
      scene === undefined || tool === undefined
        ? ({ kind: 'canvas' } as const)
        : tool.workbench.findTarget(scene, point, view.scale, this.#parts.level() === 'near')
    return { point, screen, target }
  }

  /** The node at a place on the screen, or just beside it; close up nodes are elements and hear for themselves. */
  nodeNear(event: MouseEvent): string | undefined {
    const scene = this.#parts.scene()
    if (scene === undefined || this.#parts.level() === 'near') return undefined
    return findCardNear(scene, this.#pointOf(event), this.#parts.view().scale)
  }

  /** The edge at a place on the screen, or close beside it. */
  edgeNear(event: MouseEvent): string | undefined {
    const isByFinger = event instanceof PointerEvent && event.pointerType === 'touch'
    const scene = this.#parts.scene()
    if (scene === undefined) return undefined
    return findEdgeNear(scene, this.#pointOf(event), this.#parts.view().scale, isByFinger)
  }

  #pointOf(event: MouseEvent): Point {
    const corner = this.#parts.root.getBoundingClientRect()
    return toCanvas(this.#parts.view(), event.clientX - corner.left, event.clientY - corner.top)
  }
}
