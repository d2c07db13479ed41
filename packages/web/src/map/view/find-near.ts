import type { Scene } from '@statusgraph/picture'
import type { Point } from '../geometry/box.ts'
import { findEdge } from '../geometry/find-edge.ts'
import { reachPx } from './reach.ts'

/** Closer than this edges can be pointed at; from afar they are too many and too thin to mean one. */
const leastEdgeScale = 0.2
/** On either side of an edge, for a mouse. */
const edgeReachPx = 7

/** The card at a point, or just beside it: from afar one is smaller than a finger, and in a big map no element. */
export function findCardNear(scene: Scene, { x, y }: Point, scale: number): string | undefined {
  const [at] = scene.cardIndex.near(x, y, reachPx / scale)
  return at === undefined ? undefined : scene.cards[at]?.node.id
}

/** The edge at a point, or close beside it. */
export function findEdgeNear(scene: Scene, point: Point, scale: number, isByFinger: boolean): string | undefined {
  if (scale < leastEdgeScale) return undefined
  return findEdge(scene, point, (isByFinger ? reachPx : edgeReachPx) / scale)?.edge.edge.id
}
