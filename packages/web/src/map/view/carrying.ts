import type { EdgeLook, Scene } from '@statusgraph/picture'
import type { Box } from '../geometry/box.ts'
import type { Shells } from '../near/shells.ts'
import type { CarriedNodes } from '../picture/painter.ts'
import { headSizeOf } from '../picture/head-size.ts'
import type { PictureLayer } from '../picture/picture-layer.ts'
import { HandLayer } from './hand-layer.ts'

interface CarryingParts {
  readonly shells: Shells
  readonly picture: PictureLayer
  /** The element that what is under the hand lies below. */
  readonly cards: HTMLElement
  /** Close up, cards are elements that follow the hand in the same frame; further away the picture draws them. */
  readonly isNear: () => boolean
  readonly scale: () => number
  /** How an edge looks, by its number. */
  readonly lookOf: (index: number) => EdgeLook
  /** Their cards have to be drawn anew; empty when no size changes any more. */
  readonly onSized: (boxes: ReadonlyMap<string, Box>) => void
}

/**
 * Nodes under a hand: their elements follow it, their edges are drawn by the page, and the picture leaves their places
 * free until it knows where they were put down. The document is not touched.
 */
export class Carrying {
  readonly #parts: CarryingParts
  readonly #hand: HandLayer
  #scene: Scene | undefined
  #boxes: ReadonlyMap<string, Box> | undefined
  #taken: ReadonlySet<number> = new Set()
  #isTakenNear = false
  #isSizing = false
  #frame = 0
  #round = 0

  constructor(parts: CarryingParts) {
    this.#parts = parts
    this.#hand = new HandLayer(parts.cards)
  }

  /** What is under the hand. */
  get ids(): readonly string[] {
    return this.#boxes === undefined ? [] : [...this.#boxes.keys()]
  }

  /** A scene came, and all elements stand as it says. What is still under the hand goes back there. */
  setScene(scene: Scene): void {
    this.#scene = scene
    if (this.#boxes !== undefined) {
      this.#taken = new Set()
      this.show(this.#boxes)
    } else if (this.#taken.size > 0) this.#letGo()
  }

  /** Shows nodes elsewhere, by id; those that the scene has not are left out. Again and again while the hand moves. */
  show(boxes: ReadonlyMap<string, Box>): void {
    const scene = this.#scene
    this.#boxes = boxes
    cancelAnimationFrame(this.#frame)
    if (scene === undefined) return
    const byIndex = new Map<number, Box>()
    for (const [id, box] of boxes) {
      const one = scene.byId.get(id)
      if (one !== undefined) byIndex.set(one.index, box)
    }
    const { shells, picture } = this.#parts
    const isNear = this.#parts.isNear()
    const isOther =
      isNear !== this.#isTakenNear ||
      byIndex.size !== this.#taken.size ||
      [...byIndex.keys()].some((index) => !this.#taken.has(index))
    if (isOther) {
      this.#round++
      this.#putBack(scene, byIndex)
      this.#taken = new Set(byIndex.keys())
      this.#isTakenNear = isNear
      if (isNear) {
        this.#hand.take(scene, this.#taken, {
          headPx: headSizeOf(this.#parts.scale()),
          isSeen: (index) => shells.isFilled(scene.nodes[index]?.node.id ?? ''),
          lookOf: this.#parts.lookOf,
        })
      } else this.#hand.clear()
    }
    if (isOther || !isNear) picture.setCarried(pack(byIndex))
    if (!isNear) return
    for (const [id, box] of boxes) if (shells.isFilled(id)) shells.carry(id, box)
    this.#hand.show(scene, byIndex)
    this.#tellSizes(new Map([...boxes].filter(([id, box]) => isResized(scene.byId.get(id)?.box, box))))
  }

  /**
   * The hand is empty. When it put something down, a new scene says where, now or within two frames; otherwise all
   * goes back to where it was.
   */
  end(): void {
    if (this.#boxes === undefined) return
    this.#boxes = undefined
    this.#frame = requestAnimationFrame(() => {
      this.#frame = requestAnimationFrame(() => this.#letGo())
    })
  }

  stop(): void {
    cancelAnimationFrame(this.#frame)
  }

  /** The picture takes over; what the page draws of it stays until that picture is seen. */
  #letGo(): void {
    cancelAnimationFrame(this.#frame)
    const scene = this.#scene
    if (scene !== undefined) this.#putBack(scene, new Map())
    this.#taken = new Set()
    this.#tellSizes(new Map())
    const round = ++this.#round
    const { picture } = this.#parts
    picture.setCarried(undefined)
    picture.whenShown(() => {
      if (round === this.#round) this.#hand.clear()
    })
  }

  #tellSizes(sized: ReadonlyMap<string, Box>): void {
    if (sized.size === 0 && !this.#isSizing) return
    this.#isSizing = sized.size > 0
    this.#parts.onSized(sized)
  }

  #putBack(scene: Scene, but: ReadonlyMap<number, Box>): void {
    for (const index of this.#taken) {
      const one = but.has(index) ? undefined : scene.nodes[index]
      if (one !== undefined) this.#parts.shells.putBack(one)
    }
  }
}

function isResized(before: Box | undefined, now: Box): boolean {
  return before !== undefined && (before.width !== now.width || before.height !== now.height)
}

function pack(byIndex: ReadonlyMap<number, Box>): CarriedNodes {
  const boxes = new Float64Array(byIndex.size * 4)
  let at = 0
  for (const { x, y, width, height } of byIndex.values()) {
    boxes.set([x, y, width, height], at)
    at += 4
  }
  return { indexes: Uint32Array.from(byIndex.keys()), boxes }
}
