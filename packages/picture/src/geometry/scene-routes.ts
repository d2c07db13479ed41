import { axisYOf, boundsOf, doOverlap, inflateBox, isFrame, isShape, portYOf } from '@statusgraph/layout'
import type { Box } from '@statusgraph/layout'
import { boxOfCurve } from './curve.ts'
import { sideInsetAt } from './outline.ts'
import { routeEdge } from './route-edge.ts'
import type { End, FindObstacles, Route } from './route.ts'
import { findsDetours } from './scene.ts'
import type { Scene, SceneEdge, SceneNode } from './scene.ts'

const drawn = new WeakMap<Scene, (Route | undefined)[]>()

/** Draws one edge of a scene, once; the worker and the page come to the same curve. */
export function routeInScene(scene: Scene, edge: SceneEdge): Route {
  return (routesOf(scene)[edge.index] ??= drawInScene(scene, edge))
}

/** Takes over what was drawn for another scene; `keptFrom` answers an edge's number there, or -1. */
export function adoptRoutes(from: Scene, to: Scene, keptFrom: (index: number) => number): void {
  const known = drawn.get(from)
  if (known === undefined) return
  const routes = routesOf(to)
  for (let index = 0; index * 2 < to.ends.length; index++) {
    const before = keptFrom(index)
    if (before !== -1) routes[index] = known[before]
  }
}

/** When more than this stands elsewhere, drawing everything anew is as fast as finding out what may stay. */
const changedLimit = 48
/** As far around an edge as a box may have a say in its way. */
const influencePx = 200

/**
 * Which edges of a scene run exactly as they did in the one before: their number there, or -1. Finding ways takes most
 * of the time of a picture, and an edit moves few of them. Undefined when there is nothing to gain.
 */
export function findKeptRoutes(before: Scene, after: Scene): Int32Array | undefined {
  if (!findsDetours(before) || !findsDetours(after)) return undefined
  const changed = findChangedBoxes(before, after)
  if (changed.length > changedLimit) return undefined
  const known = new Map(before.edges.map((one) => [one.edge.id, one]))
  return Int32Array.from(after.edges, (one) => {
    const old = known.get(one.edge.id)
    if (old === undefined || old.lane !== one.lane || old.edge.targetPort !== one.edge.targetPort) return -1
    const source = after.nodes[one.source]
    const target = after.nodes[one.target]
    const isSame =
      source !== undefined &&
      target !== undefined &&
      isSameEnd(before.nodes[old.source], source) &&
      isSameEnd(before.nodes[old.target], target)
    if (!isSame) return -1
    const route = drawn.get(before)?.[old.index]
    const run = boundsOf([source.box, target.box, ...(route === undefined ? [] : [boxOfCurve(route.curve)])])
    if (run === undefined) return -1
    const area = inflateBox(run, influencePx)
    return changed.some((box) => doOverlap(box, area)) ? -1 : old.index
  })
}

/** Boxes that came, went or changed, where they were and where they are. */
function findChangedBoxes(before: Scene, after: Scene): readonly Box[] {
  const changed: Box[] = []
  for (const one of after.nodes) {
    const old = before.byId.get(one.node.id)
    if (old !== undefined && isSameBox(old.box, one.box) && old.node.name === one.node.name) continue
    changed.push(one.box)
    if (old !== undefined) changed.push(old.box)
  }
  for (const old of before.nodes) if (!after.byId.has(old.node.id)) changed.push(old.box)
  return changed
}

function isSameEnd(a: SceneNode | undefined, b: SceneNode): boolean {
  return (
    a?.node.id === b.node.id && a.node.kind === b.node.kind && a.node.ports === b.node.ports && isSameBox(a.box, b.box)
  )
}

function isSameBox(a: Box, b: Box): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height
}

function routesOf(scene: Scene): (Route | undefined)[] {
  let routes = drawn.get(scene)
  if (routes === undefined) {
    routes = []
    drawn.set(scene, routes)
  }
  return routes
}

function drawInScene(scene: Scene, edge: SceneEdge): Route {
  const source = scene.nodes[edge.source]
  const target = scene.nodes[edge.target]
  if (source === undefined || target === undefined) return { curve: [], from: 'right', to: 'left' }
  return routeEdge(
    endOf(source, undefined),
    endOf(target, portYOf(target.node, edge.edge.targetPort, target.box.height)),
    edge.lane,
    findsDetours(scene) ? obstaclesOf(scene) : undefined,
  )
}

/** What edges of a scene go around. */
export function obstaclesOf(scene: Scene): FindObstacles {
  return (area) =>
    scene.obstacleIndex.search(area).flatMap((at) => {
      const box = scene.obstacles[at]
      const card = scene.cards[at]
      // A card that is under a hand stands in the index where it was: that place is free.
      return box === undefined || (card !== undefined && card.box !== box) ? [] : [box]
    })
}

/** How an edge meets a node. */
export function endOf(one: Pick<SceneNode, 'node' | 'box'>, portY: number | undefined): End {
  const { kind } = one.node
  return {
    box: one.box,
    axisY: isFrame(one.node) ? Math.min(18, one.box.height / 2) : axisYOf(kind, one.box.height),
    portY,
    insetAt: isFrame(one.node) ? undefined : (y) => sideInsetAt(kind, one.box.height, y),
    pointed: isShape(kind) || kind === 'gateway',
  }
}
