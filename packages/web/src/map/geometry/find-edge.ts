import { boxOfCurve, edgeNumbersOf, indexBoxes, routeInScene, sampleCurve } from '@statusgraph/picture'
import type { BoxIndex, Scene, SceneEdge } from '@statusgraph/picture'
import type { Box, Point } from './box.ts'
import { boundsOf, inflateBox, isInside } from './box.ts'

/** How far beside its two ends an edge may run. */
const asidePx = 160

const indexes = new WeakMap<Scene, BoxIndex>()

/** The edge that runs closest to a point, within `reachPx` of it. */
export function findEdge(
  scene: Scene,
  { x, y }: Point,
  reachPx: number,
): { readonly edge: SceneEdge; readonly distance: number } | undefined {
  let found: SceneEdge | undefined
  let distance = reachPx
  for (const at of indexOf(scene).search({ x, y, width: 0, height: 0 })) {
    const edge = scene.edges[at]
    if (edge === undefined) continue
    const { curve } = routeInScene(scene, edge)
    if (!isInside(inflateBox(boxOfCurve(curve), reachPx), x, y)) continue
    const away = distanceTo(curve, x, y)
    if (away > distance) continue
    found = edge
    distance = away
  }
  return found === undefined ? undefined : { edge: found, distance }
}

/** The box around an edge and its two ends; undefined for an edge that the scene has not. */
export function boxOfEdge(scene: Scene, id: string): Box | undefined {
  const edge = scene.edges[edgeNumbersOf(scene).get(id) ?? -1]
  if (edge === undefined) return undefined
  const ends = [scene.nodes[edge.source], scene.nodes[edge.target]].flatMap((one) => one?.box ?? [])
  return boundsOf([...ends, boxOfCurve(routeInScene(scene, edge).curve)])
}

function indexOf(scene: Scene): BoxIndex {
  let index = indexes.get(scene)
  if (index === undefined) {
    index = indexBoxes(
      scene.edges.map(({ source, target }) => {
        const ends = boundsOf([scene.nodes[source], scene.nodes[target]].flatMap((one) => one?.box ?? []))
        return inflateBox(ends ?? scene.bounds, asidePx)
      }),
    )
    indexes.set(scene, index)
  }
  return index
}

function distanceTo(curve: readonly number[], x: number, y: number): number {
  let least = Infinity
  let fromX = curve[0] ?? 0
  let fromY = curve[1] ?? 0
  sampleCurve(curve, 12, (toX, toY) => {
    const dx = toX - fromX
    const dy = toY - fromY
    const length = dx * dx + dy * dy
    const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - fromX) * dx + (y - fromY) * dy) / length))
    least = Math.min(least, Math.hypot(x - fromX - dx * share, y - fromY - dy * share))
    fromX = toX
    fromY = toY
  })
  return least
}
