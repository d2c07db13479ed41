import type { Scene, SceneNode } from '@statusgraph/picture'
import type { MapTarget } from '../editing.ts'
import type { Point } from '../geometry/box.ts'
import { isInside } from '../geometry/box.ts'
import { findEdge } from '../geometry/find-edge.ts'
import { card, group, portYOf } from '../geometry/node-size.ts'
import { reachPx } from './reach.ts'

/** Within this an edge that crosses a group's title is meant, and not the title. */
const onEdgePx = 4

/**
 * What lies under a point. What is small lies above what is large: ports, nodes, titles of groups, edges, and last the
 * area of a group, which is ground to draw on as much as the canvas.
 */
export function findTarget(scene: Scene, point: Point, scale: number, isNear: boolean): MapTarget {
  const { x, y } = point
  const [first] = scene.cardIndex.near(x, y, reachPx / scale)
  const one = first === undefined ? undefined : (findTopmost(scene, point) ?? scene.cards[first])
  if (one !== undefined && (!isNear || isInside(one.box, x, y))) return nodeOrPort(one, point, isNear)
  const dot = one === undefined || x > one.box.x ? undefined : nodeOrPort(one, point, isNear)
  if (dot?.kind === 'port') return dot
  const around = scene.groups.findLast((each) => isInside(each.box, x, y))
  const barPx = Math.max(group.titlePx, (2 * reachPx) / scale)
  const titled = scene.groups.findLast(({ box }) =>
    isInside({ ...box, y: box.y + group.titlePx - barPx, height: barPx }, x, y),
  )
  const edge = findEdge(scene, point, reachPx / scale)
  if (edge !== undefined && (titled === undefined || edge.distance < onEdgePx / scale))
    return { kind: 'edge', id: edge.edge.edge.id }
  if (titled !== undefined) return { kind: 'group', id: titled.node.id, part: 'title' }
  return around === undefined ? { kind: 'canvas' } : { kind: 'group', id: around.node.id, part: 'area' }
}

/** Where cards lie on one another, the later one is on top. */
function findTopmost(scene: Scene, { x, y }: Point): SceneNode | undefined {
  let top: SceneNode | undefined
  for (const at of scene.cardIndex.search({ x, y, width: 0, height: 0 })) {
    const one = scene.cards[at]
    if (one !== undefined && (top === undefined || one.index > top.index)) top = one
  }
  return top
}

function nodeOrPort({ node, box }: SceneNode, { y }: Point, isNear: boolean): MapTarget {
  if (isNear) {
    for (const port of node.ports ?? []) {
      const middle = portYOf(node, port.id, box.height)
      if (middle !== undefined && Math.abs(box.y + middle - y) <= card.portRowPx / 2)
        return { kind: 'port', node: node.id, port: port.id }
    }
  }
  return { kind: 'node', id: node.id }
}
