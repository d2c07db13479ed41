import type { Box } from '../geometry/box.ts'
import { centreOf } from '../geometry/box.ts'
import { Camera } from './camera.ts'
import { bringIntoView, centreAt, fitBox, panBy, zoomAt } from './viewport.ts'
import type { Viewport } from './viewport.ts'

const largestFit = 1.1
const largestFitOnWall = 2
const wallAirPx = 24
const revealAirPx = 32

/** Where the camera is sent: to everything, to one box, closer or further away. */
export class Outlook {
  readonly camera = new Camera()
  /** Everything that there is to see. */
  bounds: Box = { x: 0, y: 0, width: 1, height: 1 }
  isWall = false
  /** Width at the right that something lies over: what is brought into view stays left of it. */
  coveredRightPx = 0
  /** The same at the left: what is brought into view stays right of it. */
  coveredLeftPx = 0
  /** What was brought to the middle last, and where the camera went for it. */
  #centred: { readonly box: Box; readonly view: Viewport } | undefined

  fit(): void {
    this.camera.glideTo(this.fitted())
    this.camera.isFitted = true
  }

  /** Where everything is seen, beside what lies over the map. */
  fitted(): Viewport {
    const seen = this.seen()
    const largest = this.isWall ? largestFitOnWall : largestFit
    return panBy(fitBox(this.bounds, seen, largest, this.isWall ? wallAirPx : undefined), seen.x, 0)
  }

  zoomBy(factor: number): void {
    const { width, height } = this.camera.screen
    this.#go(zoomAt(this.camera.view, width / 2, height / 2, factor))
  }

  centreOn(box: Box): void {
    this.#goBeside((view) => centreAt(view, centreOf(box), this.seen()))
    this.#centred = { box, view: this.camera.goal }
  }

  /** After the window has got another size: what somebody went to is in the middle still, unless they moved on. */
  recentre(): void {
    if (this.#centred?.view === this.camera.goal) this.centreOn(this.#centred.box)
  }

  /** Moves as little as needed for a box to be seen. */
  reveal(box: Box): void {
    if (this.camera.screen.width === 0) return
    this.#goBeside((view) => bringIntoView(view, box, this.seen(), revealAirPx))
  }

  /** The part of the screen that nothing lies over. */
  seen(): Box {
    const { width, height } = this.camera.screen
    const free = Math.max(width / 3, width - this.coveredLeftPx - this.coveredRightPx)
    return { x: this.coveredLeftPx, y: 0, width: free, height }
  }

  /** Goes where a view should be if the screen were only what nothing lies over; nowhere when it is there already. */
  #goBeside(find: (view: Viewport) => Viewport): void {
    const shown = panBy(this.camera.view, -this.coveredLeftPx, 0)
    const wanted = find(shown)
    if (wanted !== shown) this.#go(panBy(wanted, this.coveredLeftPx, 0))
  }

  #go(view: Viewport): void {
    this.camera.isFitted = false
    this.camera.glideTo(view)
  }
}
