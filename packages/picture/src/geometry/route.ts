import type { Box } from '@statusgraph/layout'
import type { Side } from './curve.ts'

/** One end of an edge: the box it meets and, where a port or an outlet says so, the only place it may meet it. */
export interface End {
  readonly box: Box
  /** The height of the header's middle from the top of the box. */
  readonly axisY: number
  /** The middle of the port's row from the top of the box; edges meet ports on the left only. */
  readonly portY?: number | undefined
  /** How far inside the box its outline runs at a height from the top; without it, along the box. */
  readonly insetAt?: ((y: number) => number) | undefined
  /** The outline leaves its box beside the axis, so an edge may not be shifted along the side. */
  readonly pointed: boolean
}

/** The boxes an edge should go around, asked by place. */
export type FindObstacles = (area: Box) => readonly Box[]

/** A drawn edge: a chain of cubic curves `x y, (c1x c1y c2x c2y x y)…` and the sides it leaves and enters by. */
export interface Route {
  readonly curve: readonly number[]
  readonly from: Side
  readonly to: Side
}
