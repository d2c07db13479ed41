import type { Box } from '../geometry/box.ts'
import type { Level } from '../picture/level.ts'
import type { Viewport } from './viewport.ts'

/** What the map tells the component around it. */
export interface MapEvents {
  /** The nodes whose cards have to stand on the picture now; empty when far. */
  onNear(ids: ReadonlySet<string>): void
  onView(view: Viewport, level: Level): void
  /** A movement is over. */
  onSettled(view: Viewport): void
  /** Nodes under a hand whose size changes, as they are now; empty when there are none. */
  onSized(boxes: ReadonlyMap<string, Box>): void
  /** A press on the canvas; the node or the edge is one that was as good as hit. */
  onTap(node: string | undefined, edge: string | undefined): void
}

export interface MapManners {
  readonly isMotionReduced: boolean
  readonly isWall: boolean
  /** Width at the right that something lies over: what is brought into view stays left of it. */
  readonly coveredRightPx: number
  /** The same at the left. */
  readonly coveredLeftPx: number
}

export interface MapElements {
  readonly root: HTMLElement
  readonly canvas: HTMLCanvasElement
  readonly world: HTMLElement
  readonly shells: HTMLElement
  readonly overlay: HTMLElement
}
