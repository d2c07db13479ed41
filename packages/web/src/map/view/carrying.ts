import type { Point } from '../geometry/box.ts'
import type { Scene } from '../geometry/scene.ts'
import type { Shells } from '../near/shells.ts'
import type { PictureLayer } from '../picture/picture-layer.ts'
import type { MapEvents } from './seams.ts'

const gridPx = 8

/** A node under a hand: its element follows the hand, and the picture leaves its place free until it is put down. */
export class Carrying {
  scene: Scene | undefined
  readonly #shells: Shells
  readonly #picture: PictureLayer
  readonly #events: Pick<MapEvents, 'onCarry' | 'onMoved'>
  #carried: { readonly id: string; readonly x: number; readonly y: number } | undefined

  constructor(shells: Shells, picture: PictureLayer, events: Pick<MapEvents, 'onCarry' | 'onMoved'>) {
    this.#shells = shells
    this.#picture = picture
    this.#events = events
  }

  /** Moves a node by so much, in canvas units. */
  drag(id: string, dx: number, dy: number): void {
    const one = this.scene?.byId.get(id)
    if (one === undefined) return
    const isFirst = this.#carried?.id !== id
    const from = this.#carried === undefined || isFirst ? one.box : this.#carried
    this.#carried = { id, x: from.x + dx, y: from.y + dy }
    const at = snap(this.#carried)
    if (isFirst) {
      this.#picture.hidden = one.index
      this.#picture.refresh()
    }
    this.#shells.carry(id, at.x, at.y)
    this.#events.onCarry(id, at)
  }

  drop(): void {
    const carried = this.#carried
    this.#carried = undefined
    this.#picture.hidden = -1
    if (carried === undefined) return
    this.#events.onMoved(carried.id, snap(carried))
    this.#events.onCarry(carried.id, undefined)
  }
}

function snap(point: Point): Point {
  return { x: Math.round(point.x / gridPx) * gridPx, y: Math.round(point.y / gridPx) * gridPx }
}
