import { lookUpIcon, subscribeIcon } from '../../icons/index.ts'
import type { IconLook } from '../../icons/index.ts'
import type { Colours } from './colours.ts'
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
      else if (look.kind === 'drawn') icons.set(icon, await drawBitmap(look, colours))
    }
    // Another theme came meanwhile, and its own drawing is on the way.
    if (!this.#isEnded && colours === this.#colours && icons.size > 0) this.#onReady(icons)
  }
}

async function drawBitmap(
  { image, ink }: Extract<IconLook, { kind: 'drawn' }>,
  colours: Colours,
): Promise<ImageBitmap | undefined> {
  const canvas = document.createElement('canvas')
  canvas.width = sidePx
  canvas.height = sidePx
  const pen = canvas.getContext('2d')
  if (pen === null) return undefined
  const isLost = ink === (isDark(colours.surface) ? 'dark' : 'light')
  const side = isLost ? sidePx * 0.84 : sidePx
  if (isLost) {
    pen.fillStyle = colours.text
    pen.beginPath()
    pen.roundRect(0, 0, sidePx, sidePx, sidePx * 0.18)
    pen.fill()
  }
  const k = side / Math.max(image.naturalWidth, image.naturalHeight, 1)
  const width = image.naturalWidth * k
  const height = image.naturalHeight * k
  pen.drawImage(image, (sidePx - width) / 2, (sidePx - height) / 2, width, height)
  if (ink === 'plain') {
    pen.globalCompositeOperation = 'source-in'
    pen.fillStyle = colours.text2
    pen.fillRect(0, 0, sidePx, sidePx)
  }
  return await createImageBitmap(canvas)
}

/** Whether a colour written as `#191f27` is a dark one. */
function isDark(colour: string): boolean {
  const [red = 255, green = 255, blue = 255] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  return red * 0.3 + green * 0.59 + blue * 0.11 < 128
}
