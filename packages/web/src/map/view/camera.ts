import type { Size } from '../geometry/box.ts'
import type { Viewport } from './viewport.ts'
import { between } from './viewport.ts'

const moveMs = 200

/** Holds the viewport, tells when it changes, and moves it softly where motion is wanted. */
export class Camera {
  #view: Viewport = { x: 0, y: 0, scale: 1 }
  #goal = this.#view
  #screen: Size = { width: 0, height: 0 }
  readonly #listeners = new Set<() => void>()
  #frame = 0
  /** True until a person moves it: a window that grows then still shows the whole map. */
  isFitted = true
  isMotionReduced = false

  get view(): Viewport {
    return this.#view
  }

  /** Where it is, or where it is on its way to. */
  get goal(): Viewport {
    return this.#goal
  }

  get screen(): Size {
    return this.#screen
  }

  set(view: Viewport): void {
    this.stop()
    this.#goal = view
    this.#apply(view)
  }

  /** Goes where a person wants it: from here on the window's size no longer decides what is seen. */
  moveTo(view: Viewport): void {
    this.isFitted = false
    this.set(view)
  }

  resize(screen: Size): void {
    this.#screen = screen
  }

  /** Moves there in 200 ms, or at once under reduced motion. */
  glideTo(view: Viewport): void {
    this.stop()
    this.#goal = view
    if (this.isMotionReduced) {
      this.#apply(view)
      return
    }
    const from = this.#view
    let startedAt: number | undefined
    const step = (at: number): void => {
      startedAt ??= at
      const share = Math.min(1, (at - startedAt) / moveMs)
      this.#apply(share === 1 ? view : between(from, view, 1 - (1 - share) ** 3))
      this.#frame = share < 1 ? requestAnimationFrame(step) : 0
    }
    this.#frame = requestAnimationFrame(step)
  }

  stop(): void {
    cancelAnimationFrame(this.#frame)
    this.#frame = 0
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #apply(view: Viewport): void {
    this.#view = view
    for (const listener of this.#listeners) listener()
  }
}
