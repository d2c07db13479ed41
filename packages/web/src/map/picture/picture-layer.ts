import type { Colours, Scene, SeenCodes } from '@statusgraph/picture'
import type { Size } from '../geometry/box.ts'
import { IconBitmaps } from './icon-bitmaps.ts'
import { packIcons, packScene } from './pack-scene.ts'
import type { Viewport } from '../view/viewport.ts'
import type { Shot } from './frame.ts'
import type { OpenPainter } from './open-painter.ts'
import { openLocalPainter, openPainter } from './open-painter.ts'
import type { CarriedNodes, PainterOrder, PainterReport } from './painter.ts'

const maxPixels = 14_000_000
const fadeMs = 200
const usualOverscan = 1.25
/** A picture that could not be painted is tried again after so long, by somebody else. */
const retryMs = 2_000

/**
 * The picture under the cards. A worker draws it; here it is only moved, by a transform that the compositor applies,
 * until a better one arrives. One order is under way at any time: a slow machine gets fewer pictures, never a queue.
 */
export class PictureLayer {
  readonly #canvas: HTMLCanvasElement
  #painter: OpenPainter
  readonly #onShown: (shot: Shot) => void
  #view: Viewport = { x: 0, y: 0, scale: 1 }
  #screen: Size = { width: 0, height: 0 }
  #shown: Shot | undefined
  #isPainting = false
  #isOld = true
  #ticket = 0
  #isEnded = false
  #retry: ReturnType<typeof setTimeout> | undefined
  /** The newest order of each kind: what a picture is made of. */
  readonly #told = new Map<PainterOrder['kind'], PainterOrder>()
  readonly #icons = new IconBitmaps((icons) => {
    this.#tell({ kind: 'icons', icons })
    this.refresh()
  })
  /** The scene whose icons were told. */
  #iconsOf: Scene | undefined
  isWall = false
  /** From this ticket on a picture shows other things: what was seen fades into it instead of popping. */
  #fadeFrom = Infinity
  #fading: { readonly canvas: HTMLCanvasElement; readonly shot: Shot } | undefined
  #carried: CarriedNodes | undefined
  #waiting: { readonly ticket: number; readonly call: () => void }[] = []

  constructor(canvas: HTMLCanvasElement, onShown: (shot: Shot) => void) {
    this.#canvas = canvas
    this.#onShown = onShown
    this.#painter = this.#openPainter()
  }

  /**
   * @param kept the edges that run as in the scene before, see `findKeptRoutes`
   * @param isSoft what came and went is to fade
   */
  setScene(scene: Scene, kept: Int32Array | undefined, isSoft = false): void {
    this.#tell({ kind: 'scene', packed: packScene(scene), kept })
    // One that is being painted now does not know of it yet.
    if (isSoft) this.#fadeFrom = this.#ticket + 1
    this.refresh()
  }

  /** Which icons the cards of the scene show: before a picture of it, or a moment after the first. */
  setIcons(scene: Scene): void {
    if (this.#iconsOf === scene) return
    this.#iconsOf = scene
    const iconsOf = packIcons(scene)
    this.#icons.setIcons(iconsOf.names)
    this.#tell({ kind: 'icons of', iconsOf })
    this.refresh()
  }

  setColours(colours: Colours): void {
    this.#icons.setColours(colours)
    this.#tell({ kind: 'colours', colours })
    this.refresh()
  }

  setCodes(nodes: Uint8Array, edges: Uint8Array): void {
    this.#tell({ kind: 'codes', nodes, edges })
    this.refresh()
  }

  setSeen(seen: SeenCodes): void {
    this.#tell({ kind: 'seen', seen })
    this.refresh()
  }

  setDimmed(dimmed: Uint8Array | undefined): void {
    this.#tell({ kind: 'dim', dimmed })
    this.refresh()
  }

  /** Shows some nodes elsewhere than the scene has them, or, close up, not at all. */
  setCarried(carried: CarriedNodes | undefined): void {
    this.#carried = carried
    this.refresh()
  }

  /** Calls once, when a picture is shown that knows everything that was told before. */
  whenShown(call: () => void): void {
    // One that is being painted now may have begun before.
    this.#waiting.push({ ticket: this.#ticket + 1, call })
    this.refresh()
  }

  /** Moves the picture at once and orders a better one when this one no longer serves. */
  show(view: Viewport, screen: Size): void {
    this.#view = view
    this.#screen = screen
    this.#move()
    if (this.#isWorn()) this.refresh()
  }

  /** What is shown is no longer what is true. */
  refresh(): void {
    this.#isOld = true
    // What else is told in this task shall be in the picture: a scene comes with its lamps.
    queueMicrotask(() => this.#order())
  }

  end(): void {
    this.#isEnded = true
    clearTimeout(this.#retry)
    this.#icons.end()
    this.#painter.end()
  }

  #tell(order: PainterOrder): void {
    this.#told.set(order.kind, order)
    this.#painter.tell(order)
  }

  #openPainter(): OpenPainter {
    return openPainter(
      (report) => this.#hear(report),
      // The worker could not be loaded: paint here.
      () => this.#startAgain(() => openLocalPainter((report) => this.#hear(report))),
    )
  }

  /** Somebody else paints from now on, from what was told before. */
  #startAgain(open: () => OpenPainter): void {
    if (this.#isEnded) return
    this.#painter.end()
    this.#painter = open()
    for (const order of this.#told.values()) this.#painter.tell(order)
    this.#isPainting = false
    this.refresh()
  }

  #order(): void {
    const isReady = this.#told.has('scene') && this.#told.has('colours')
    if (!isReady || !this.#isOld || this.#isPainting || this.#isEnded || this.#screen.width === 0) return
    this.#isPainting = true
    this.#isOld = false
    this.#painter.tell({
      kind: 'draw',
      ticket: ++this.#ticket,
      shot: this.#aim(),
      isWall: this.isWall,
      isFirst: this.#shown === undefined,
      carried: this.#carried,
    })
  }

  #aim(): Shot {
    // Of the first picture only what is seen is drawn: it is there sooner, and the next one has the margin for a pan.
    const overscan = this.#shown === undefined ? 1 : usualOverscan
    const width = Math.ceil(this.#screen.width * overscan)
    const height = Math.ceil(this.#screen.height * overscan)
    const density = Math.min(window.devicePixelRatio, 3, Math.sqrt(maxPixels / (width * height)))
    const left = (width - this.#screen.width) / 2
    const top = (height - this.#screen.height) / 2
    return { x: this.#view.x + left, y: this.#view.y + top, scale: this.#view.scale, width, height, density, overscan }
  }

  #hear(report: PainterReport): void {
    if (this.#isEnded) return
    if (report.kind === 'redraw') {
      this.refresh()
      return
    }
    if (report.kind === 'failed') {
      // Until then nothing is ordered: what is wrong with it would be wrong at once again.
      this.#retry = setTimeout(() => this.#startAgain(() => this.#openPainter()), retryMs)
      return
    }
    clearTimeout(this.#retry)
    this.#isPainting = false
    const { shot, bitmap } = report
    const canvas = this.#canvas
    if (report.ticket >= this.#fadeFrom) this.#fade()
    if (canvas.width !== bitmap.width || canvas.height !== bitmap.height) {
      canvas.width = bitmap.width
      canvas.height = bitmap.height
    }
    canvas.style.width = `${shot.width}px`
    canvas.style.height = `${shot.height}px`
    canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap)
    this.#shown = shot
    this.#move()
    this.#onShown(shot)
    const { ticket } = report
    const ready = this.#waiting.filter((one) => one.ticket <= ticket)
    this.#waiting = this.#waiting.filter((one) => one.ticket > ticket)
    for (const one of ready) one.call()
    if (this.#isWorn()) this.#isOld = true
    this.#order()
  }

  /** Leaves what is seen now above the next picture, and lets it go within a moment. */
  #fade(): void {
    this.#fadeFrom = Infinity
    const shot = this.#shown
    if (shot === undefined || this.#fading !== undefined) return
    const canvas = document.createElement('canvas')
    canvas.className = this.#canvas.className
    canvas.setAttribute('aria-hidden', 'true')
    canvas.width = this.#canvas.width
    canvas.height = this.#canvas.height
    canvas.style.width = this.#canvas.style.width
    canvas.style.height = this.#canvas.style.height
    canvas.getContext('2d')?.drawImage(this.#canvas, 0, 0)
    this.#canvas.after(canvas)
    const fading = { canvas, shot }
    this.#fading = fading
    const end = (): void => {
      canvas.remove()
      if (this.#fading === fading) this.#fading = undefined
    }
    canvas.animate({ opacity: [1, 0] }, { duration: fadeMs, easing: 'ease-out' }).finished.then(end, end)
  }

  #move(): void {
    if (this.#shown !== undefined) this.#place(this.#canvas, this.#shown)
    if (this.#fading !== undefined) this.#place(this.#fading.canvas, this.#fading.shot)
  }

  #place(canvas: HTMLCanvasElement, shot: Shot): void {
    const k = this.#view.scale / shot.scale
    const x = this.#view.x - shot.x * k
    const y = this.#view.y - shot.y * k
    canvas.style.transform = `translate(${x}px, ${y}px) scale(${k})`
  }

  /** A picture is worn when it has another scale, or when a pan has used up half of its margin. */
  #isWorn(): boolean {
    const shot = this.#shown
    if (shot === undefined) return true
    const aim = this.#aim()
    if (
      aim.scale !== shot.scale ||
      aim.width !== shot.width ||
      aim.height !== shot.height ||
      aim.density !== shot.density
    )
      return true
    const slackX = (shot.width - this.#screen.width) / 4
    const slackY = (shot.height - this.#screen.height) / 4
    return Math.abs(aim.x - shot.x) > slackX || Math.abs(aim.y - shot.y) > slackY
  }
}
