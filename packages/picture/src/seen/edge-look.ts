import type { Lamp } from '@statusgraph/model'
import { decodeAppearance, noStatusCode } from '../status/appearance.ts'
import { decodeEdge } from './traits.ts'

/** A small sign on an edge: drawn and not seen, refused by a policy, not told anew because its source fails. */
export type EdgeBadge = 'missing' | 'denied' | 'frozen'

/** How one edge is drawn, the same in every renderer. Lengths are pixels of the screen close up. */
export interface EdgeLook {
  /** Undefined: in the quiet colour of an edge. */
  readonly lamp: Exclude<Lamp, 'ok'> | undefined
  /** Critical or warning: drawn above the others. */
  readonly isLoud: boolean
  readonly widthPx: number
  readonly dash: readonly number[]
  readonly alpha: number
  /** Two lines with nothing between: it was drawn, and nobody sees it. */
  readonly isHollow: boolean
  readonly hasHead: boolean
  readonly badge: EdgeBadge | undefined
}

/** No traits of an edge are as many. */
export const traitsSize = 512

const looks = new Map<number, EdgeLook>()

/** How an edge looks, by the codes of its status and of what discovery knows of it. */
export function lookOfEdge(statusCode: number, traits: number): EdgeLook {
  const key = statusCode * traitsSize + traits
  let look = looks.get(key)
  if (look === undefined) {
    look = readLook(statusCode, traits)
    looks.set(key, look)
  }
  return look
}

/** By the logarithm of the rate; the first is that of an edge that nobody counts. */
const widths = [1.5, 1.5, 2, 2.5, 3.1, 3.8] as const
const loudWidthPx = 2.2
const hollowWidthPx = 4

function readLook(statusCode: number, traits: number): EdgeLook {
  const { state, widthStep, isDenied, isUndirected } = decodeEdge(traits)
  const appearance = statusCode === noStatusCode ? undefined : decodeAppearance(statusCode)
  // A fresh ok stays as calm as an edge that nobody judges.
  const lamp = appearance?.lamp === 'ok' ? undefined : appearance?.lamp
  const isLoud = lamp === 'critical' || lamp === 'warning'
  const width = state === 'idle' ? 1 : (widths[widthStep] ?? 1.5)
  const isHollow = state === 'missing'
  return {
    lamp,
    isLoud,
    widthPx: isHollow ? hollowWidthPx : isLoud ? Math.max(loudWidthPx, width) : width,
    dash: dashOf(state, (appearance?.isStale ?? false) || lamp === 'unknown'),
    alpha: state === 'stale' ? 0.55 : state === 'idle' ? 0.75 : 1,
    isHollow,
    hasHead: !isUndirected,
    badge: isHollow ? 'missing' : isDenied ? 'denied' : state === 'frozen' ? 'frozen' : undefined,
  }
}

function dashOf(state: ReturnType<typeof decodeEdge>['state'], isDoubtful: boolean): readonly number[] {
  if (state === 'frozen') return [9, 3, 2, 3]
  return state === 'stale' || isDoubtful ? [5, 4] : []
}

/** What the badges look like, in a square of 14 whose middle is the edge. */
export const badgeSizePx = 14
export const badgePaths: Readonly<Record<EdgeBadge, string>> = {
  missing: 'M4.2 5.6h5.6M4.2 8.4h5.6M8.9 3.6l-3.8 6.8',
  denied: 'M3.6 10.4l6.8-6.8',
  frozen: 'M5.5 4.6v4.8M8.5 4.6v4.8',
}
export const badgeRing = 'M7 .8a6.2 6.2 0 1 1 0 12.4a6.2 6.2 0 1 1 0-12.4z'

/** The badges as drawings, for whoever explains them. */
export const edgeBadges = { ring: badgeRing, paths: badgePaths } as const
