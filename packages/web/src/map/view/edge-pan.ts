import type { Box, Point } from '../geometry/box.ts'
import { clamp } from '../geometry/box.ts'
import type { Camera } from './camera.ts'
import { panBy } from './viewport.ts'

/** A hand this close to the edge of the map pulls the map along. */
const zonePx = 36
const fastestPx = 16
/** It has to mean it: whoever drags something across the edge's zone does not want the map to move. */
const patienceMs = 200

/** How far the map goes in one frame for a hand at this place: the closer to the edge, the faster. */
export function edgePull(at: Point, room: Box): Point {
  return { x: pull(at.x - room.x, room.width), y: pull(at.y - room.y, room.height) }
}

function pull(at: number, length: number): number {
  const into = Math.max(0, zonePx - at) - Math.max(0, zonePx - (length - at))
  const share = clamp(into / zonePx, -1, 1)
  return share * Math.abs(share) * fastestPx
}

/** Moves the map while a hand with something in it stays at the edge. */
export class EdgePan {
  readonly #camera: Camera
  #at: Point | undefined
  #since: number | undefined
  #frame = 0

  constructor(camera: Camera) {
    this.#camera = camera
  }

  /** @param room the part of the map that nothing lies over */
  follow(at: Point, room: Box): void {
    this.#at = at
    const { x, y } = edgePull(at, room)
    if (x === 0 && y === 0) {
      this.stop()
      return
    }
    if (this.#frame !== 0) return
    const step = (now: number): void => {
      this.#since ??= now
      this.#frame = requestAnimationFrame(step)
      const by = this.#at === undefined ? { x: 0, y: 0 } : edgePull(this.#at, room)
      if (now - this.#since >= patienceMs) this.#camera.moveTo(panBy(this.#camera.view, by.x, by.y))
    }
    this.#frame = requestAnimationFrame(step)
  }

  stop(): void {
    cancelAnimationFrame(this.#frame)
    this.#frame = 0
    this.#since = undefined
  }
}
