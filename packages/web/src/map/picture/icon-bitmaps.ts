import type { Colours } from '@statusgraph/picture'
import { lookUpIcon, subscribeIcon } from '../../icons/index.ts'
import { drawIconCanvas } from './draw-icon-canvas.ts'
import type { IconPictures } from './frame.ts'

/** Sharp at the largest size at which a picture shows an icon, on a dense screen. */
const sidePx = 64
/** Icons that come at nearly the same time go into one picture. */
const gatherMs = 80

/**
 * The icons of a scene as bitmaps in the colours of the theme, because whoever paints in a worker can neither load nor
 * draw an SVG.
 */
export class IconBitmaps {
  readonly #onReady: (icons: IconPictures) => void
  readonly #subscriptions = new Map<string, () => void>()
  #colours: Colours | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #isEnded = false

  constructor(onReady: (icons: IconPictures) => void) {
    this.#onReady = onReady
  }

  /** These are the icons that are shown from now on. */
  setIcons(icons: readonly string[]): void {
    const wanted = new Set(icons)
    for (const [icon, unsubscribe] of this.#subscriptions) {
      if (wanted.has(icon)) continue
      unsubscribe()
      this.#subscriptions.delete(icon)
    }
    for (const icon of wanted) {
      if (this.#subscriptions.has(icon)) continue
      this.#subscriptions.set(
        icon,
        subscribeIcon(icon, () => this.#gather()),
      )
      if (lookUpIcon(icon).kind !== 'waiting') this.#gather()
    }
  }

  setColours(colours: Colours): void {
    this.#colours = colours
    this.#gather()
  }

  end(): void {
    this.#isEnded = true
    clearTimeout(this.#timer)
    for (const unsubscribe of this.#subscriptions.values()) unsubscribe()
    this.#subscriptions.clear()
  }

  #gather(): void {
    if (this.#subscriptions.size === 0 || this.#isEnded) return
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      void this.#draw()
    }, gatherMs)
  }

  async #draw(): Promise<void> {
    const colours = this.#colours
    if (colours === undefined) return
    const icons = new Map<string, ImageBitmap | undefined>()
    for (const icon of this.#subscriptions.keys()) {
      const look = lookUpIcon(icon)
      if (look.kind === 'none') icons.set(icon, undefined)
      else if (look.kind === 'drawn') icons.set(icon, await createImageBitmap(drawIconCanvas(look, colours, sidePx)))
    }
    // Another theme came meanwhile, and its own drawing is on the way.
    if (!this.#isEnded && colours === this.#colours && icons.size > 0) this.#onReady(icons)
  }
}
