import type { Lamp } from '@statusgraph/model'

/** What a mark can show: a lamp, or the clock that replaces an ok that is no longer fresh. */
export type Mark = Lamp | 'stale'

/** One stroke of a mark in a square of 20. `lamp` is the mark's own colour, `on` the colour that reads on top of it. */
export interface MarkStroke {
  readonly d: string
  readonly fill?: 'lamp'
  readonly stroke?: 'lamp' | 'on'
  readonly width?: number
  readonly dash?: readonly [number, number]
}

const circle = 'M10 2a8 8 0 1 1 0 16a8 8 0 1 1 0-16z'

/** The marks as drawings, the same for the page and for the picture. Every lamp has a silhouette of its own. */
export const marks: Readonly<Record<Mark, readonly MarkStroke[]>> = {
  critical: [
    { d: 'M6.4 1h7.2L19 6.4v7.2L13.6 19H6.4L1 13.6V6.4z', fill: 'lamp' },
    { d: 'M6.9 6.9l6.2 6.2M13.1 6.9l-6.2 6.2', stroke: 'on', width: 2.4 },
  ],
  warning: [
    { d: 'M8.6 2.2a1.6 1.6 0 0 1 2.8 0l7.6 13.6a1.6 1.6 0 0 1-1.4 2.4H2.4a1.6 1.6 0 0 1-1.4-2.4z', fill: 'lamp' },
    { d: 'M10 7.4v4.6M10 14.9v.2', stroke: 'on', width: 2.2 },
  ],
  ok: [
    { d: 'M10 3.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13z', fill: 'lamp' },
    { d: 'M7.1 10.2l2.1 2.1l3.9-4.3', stroke: 'on', width: 1.7 },
  ],
  muted: [
    { d: 'M4.6 14.3h10.8c-1.1-1.3-1.4-2.4-1.4-5.2a4 4 0 0 0-8 0c0 2.8-.3 3.9-1.4 5.2z', stroke: 'lamp', width: 1.7 },
    { d: 'M8.5 17.2a1.7 1.7 0 0 0 3 0M3 2.6l14.2 14.8', stroke: 'lamp', width: 1.7 },
  ],
  unknown: [
    { d: circle, stroke: 'lamp', width: 1.6, dash: [3, 2.6] },
    { d: 'M7.7 7.7a2.4 2.4 0 1 1 3.4 2.2c-.8.4-1.1.9-1.1 1.7M10 14.2v.2', stroke: 'lamp', width: 1.8 },
  ],
  stale: [
    { d: circle, stroke: 'lamp', width: 1.7 },
    { d: 'M10 5.6V10l3 2', stroke: 'lamp', width: 1.7 },
  ],
}
