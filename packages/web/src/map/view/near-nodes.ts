import type { Scene } from '@statusgraph/picture'
import type { Size } from '../geometry/box.ts'
import type { Shells } from '../near/shells.ts'
import { everyNodeLimit } from '../near/shells.ts'
import { NearArea } from './near-area.ts'
import type { Viewport } from './viewport.ts'

/** In a big map so many nodes in trouble have elements wherever they are, so that the keyboard finds them. */
const troubleLimit = 200
/** So many nodes under a hand keep their cards wherever they are carried. */
const carriedLimit = 100

interface NearNodesParts {
  readonly shells: Shells
  /** Nodes in trouble, at most so many. */
  readonly findTrouble: (limit: number) => Iterable<string>
  /** What is under a hand. */
  readonly carried: () => readonly string[]
  readonly onNear: (ids: ReadonlySet<string>) => void
}

/** Which nodes are close enough to be cards, and which have an element although they are not. */
export class NearNodes {
  readonly #parts: NearNodesParts
  readonly #area = new NearArea()
  #scene: Scene | undefined
  #ids: ReadonlySet<string> = new Set()
  #pinned: ReadonlySet<string> = new Set()

  constructor(parts: NearNodesParts) {
    this.#parts = parts
  }

  /** Takes a new scene; its elements are made by {@link dress}. */
  setScene(scene: Scene): void {
    this.#scene = scene
    this.#area.forget()
  }

  /** Makes the elements. */
  dress(scene: Scene): void {
    this.#parts.shells.setScene(scene, this.#wanted())
    if (this.#ids.size > 0) this.#parts.onNear(new Set(this.#ids))
  }

  /** One more node that needs an element wherever it is. */
  pinMore(id: string): void {
    this.pin(new Set([...this.#pinned, id]))
  }

  /** Nodes that need an element wherever they are. */
  pin(ids: ReadonlySet<string>): void {
    this.#pinned = ids
    this.refresh()
  }

  /** Others are in trouble now. */
  refresh(): void {
    this.#parts.shells.want(this.#wanted())
  }

  /** The camera looks elsewhere; from afar nothing is near. */
  follow(isNear: boolean, view: Viewport, screen: Size): void {
    if (this.#scene === undefined) return
    if (!isNear) {
      this.#area.forget()
      if (this.#ids.size > 0) this.#tell(new Set())
      return
    }
    const inSight = this.#area.find(this.#scene, view, screen)
    if (inSight !== undefined) this.#tell(this.#withCarried(inSight))
  }

  #tell(ids: ReadonlySet<string>): void {
    this.#ids = ids
    this.#parts.shells.fill(ids)
    this.refresh()
    this.#parts.onNear(ids)
  }

  /** What is under a hand keeps its card, however far the hand has carried it from where it stood. */
  #withCarried(inSight: ReadonlySet<string>): ReadonlySet<string> {
    const carried = this.#parts.carried().slice(0, carriedLimit)
    return carried.length === 0 ? inSight : new Set([...inSight, ...carried])
  }

  #wanted(): ReadonlySet<string> {
    const scene = this.#scene
    if (scene === undefined || scene.nodes.length <= everyNodeLimit) return this.#ids
    return new Set([...this.#ids, ...this.#pinned, ...this.#parts.findTrouble(troubleLimit)])
  }
}
