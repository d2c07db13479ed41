import { doOverlap } from '@statusgraph/layout'
import type { Box } from '@statusgraph/layout'
import { adoptRoutes } from './scene-routes.ts'
import type { Scene, SceneNode } from './scene.ts'

/**
 * The scene as it looks while some nodes are elsewhere, by their numbers: under a hand, or on their way. Only their own
 * edges are drawn anew; everything else is as it was.
 */
export function carryInScene(scene: Scene, boxes: ReadonlyMap<number, Box>): Scene {
  const nodes = scene.nodes.slice()
  for (const [index, box] of boxes) {
    const one = nodes[index]
    if (one !== undefined) nodes[index] = { index, node: one.node, depth: one.depth, box }
  }
  const asCarried = (one: SceneNode): SceneNode => nodes[one.index] ?? one
  const cards = scene.cards.map(asCarried)
  const carriedCards = cards.flatMap((one, at) => (boxes.has(one.index) ? [{ at, box: one.box }] : []))
  const carried: Scene = {
    ...scene,
    nodes,
    cards,
    groups: scene.groups.map(asCarried),
    get byId() {
      return new Map(nodes.map((one) => [one.node.id, one]))
    },
    cardIndex: {
      // The tree knows where they stood.
      search: (area) => [
        ...scene.cardIndex.search(area).filter((at) => !boxes.has(cards[at]?.index ?? -1)),
        ...carriedCards.flatMap(({ at, box }) => (doOverlap(box, area) ? [at] : [])),
      ],
      near: (x, y, reachPx) => scene.cardIndex.near(x, y, reachPx),
    },
  }
  const isTouched = (end: number): boolean => boxes.has(end)
  adoptRoutes(scene, carried, (index) => {
    const touched = isTouched(scene.ends[index * 2] ?? 0) || isTouched(scene.ends[index * 2 + 1] ?? 0)
    return touched ? -1 : index
  })
  return carried
}
