import type { Held, Layer, LayerClock } from './layer.ts'
import { isGone } from './layer.ts'
import type { MapChanges, OverlayMap } from './overlay-map.ts'
import { eachOf, lookUp } from './overlay-map.ts'

/** What a batch of writes changes among the nodes, or the edges, of a layer. */
export class LayerChanges<T> {
  readonly #layer: Layer
  readonly #before: OverlayMap<Held<T>>
  readonly #clock: LayerClock
  readonly #limit: number
  readonly #changes = new Map<string, Held<T> | undefined>()
  #size: number
  #leftOut = 0

  constructor(layer: Layer, before: OverlayMap<Held<T>>, clock: LayerClock, limit: number) {
    this.#layer = layer
    this.#before = before
    this.#clock = clock
    this.#limit = limit
    this.#size = before.size
  }

  get changes(): MapChanges<Held<T>> {
    return this.#changes
  }

  /** How much there was no room for, now or, as long as there still is none, before. */
  leftOutSince(before: number): number {
    return this.#leftOut > 0 || this.#size < this.#limit ? this.#leftOut : before
  }

  get(key: string): Held<T> | undefined {
    const held = this.#find(key)
    return held === undefined || isGone(this.#layer, held, this.#clock.readMs) ? undefined : held
  }

  /** False: there is no room for it. */
  set(key: string, held: Held<T>): boolean {
    if (this.#find(key) === undefined) {
      if (this.#size >= this.#limit) {
        this.#leftOut += 1
        return false
      }
      this.#size += 1
    }
    this.#changes.set(key, held)
    return true
  }

  remove(key: string): void {
    if (this.#find(key) === undefined) return
    this.#size -= 1
    this.#changes.set(key, undefined)
  }

  removeAllBut(keys: ReadonlySet<string>): void {
    this.each((_, key) => {
      if (!keys.has(key)) this.remove(key)
    })
  }

  each(visit: (held: Held<T>, key: string) => void): void {
    eachOf(this.#before, (held, key) => {
      if (!this.#changes.has(key)) visit(held, key)
    })
    for (const [key, held] of this.#changes) if (held !== undefined) visit(held, key)
  }

  #find(key: string): Held<T> | undefined {
    return this.#changes.has(key) ? this.#changes.get(key) : lookUp(this.#before, key)
  }
}
