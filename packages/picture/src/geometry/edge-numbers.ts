import type { Scene } from './scene.ts'

const known = new WeakMap<Scene, ReadonlyMap<string, number>>()

/** The numbers of a scene's edges by their ids, listed when they are first asked for. */
export function edgeNumbersOf(scene: Scene): ReadonlyMap<string, number> {
  let numbers = known.get(scene)
  if (numbers === undefined) {
    const listed = new Map<string, number>()
    for (let index = 0; index * 2 < scene.ends.length; index++) {
      const edge = scene.edgeAt(index)
      if (edge !== undefined) listed.set(edge.id, index)
    }
    numbers = listed
    known.set(scene, numbers)
  }
  return numbers
}
