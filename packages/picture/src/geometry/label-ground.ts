import { inflateBox } from '@statusgraph/layout'
import { indexBoxes } from './box-index.ts'
import type { BoxIndex } from './box-index.ts'
import { nameBoxOf } from './scene.ts'
import type { Scene } from './scene.ts'

const indexes = new WeakMap<Scene, BoxIndex>()

/** What no label of an edge should stand on: cards with some air, and the names of groups. */
export function takenGround(scene: Scene): BoxIndex {
  let index = indexes.get(scene)
  if (index === undefined) {
    index = indexBoxes([...scene.cards.map((one) => inflateBox(one.box, 4)), ...scene.groups.map(nameBoxOf)])
    indexes.set(scene, index)
  }
  return index
}
