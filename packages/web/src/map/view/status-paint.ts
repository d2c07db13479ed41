import type { NodeStatus } from '@statusgraph/model'
import { StatusCodes } from '@statusgraph/picture'
import type { MapStatuses, Scene } from '@statusgraph/picture'
import type { Shells } from '../near/shells.ts'
import type { PictureLayer } from '../picture/picture-layer.ts'

/** Brings statuses onto the nodes' elements and into the picture, and knows who is in trouble. */
export class StatusPaint {
  readonly #shells: Shells
  readonly #picture: PictureLayer
  readonly #onTroubleChanged: () => void
  readonly #codes = new StatusCodes()
  #scene: Scene | undefined
  #statuses: MapStatuses | undefined
  #unsubscribe: (() => void) | undefined
  #wantFrame = 0

  constructor(shells: Shells, picture: PictureLayer, onTroubleChanged: () => void) {
    this.#shells = shells
    this.#picture = picture
    this.#onTroubleChanged = onTroubleChanged
  }

  get(id: string): NodeStatus | undefined {
    return this.#statuses?.get(id)
  }

  /** The statuses of edges as the picture knows them, by number. */
  get edgeCodes(): Uint8Array {
    return this.#codes.edges
  }

  setScene(scene: Scene): void {
    this.#scene = scene
    this.#encodeAll()
  }

  setStatuses(statuses: MapStatuses): void {
    this.#unsubscribe?.()
    this.#statuses = statuses
    this.#encodeAll()
    for (const one of this.#scene?.nodes ?? []) this.#shells.paint(one.node.id)
    this.#unsubscribe = statuses.subscribeAll((ids) => this.#repaint(statuses, ids))
  }

  findTrouble(limit: number): Iterable<string> {
    return this.#scene === undefined ? [] : this.#codes.findTrouble(this.#scene, limit)
  }

  end(): void {
    this.#unsubscribe?.()
    cancelAnimationFrame(this.#wantFrame)
  }

  #encodeAll(): void {
    if (this.#scene === undefined) return
    this.#codes.encode(this.#scene, this.#statuses)
    this.#sendCodes()
  }

  #repaint(statuses: MapStatuses, ids: Iterable<string>): void {
    if (this.#scene === undefined) return
    for (const id of this.#codes.update(this.#scene, statuses, ids)) this.#shells.paint(id)
    this.#sendCodes()
    // Several changes within one frame are one reason to look who is in trouble.
    if (this.#wantFrame === 0) {
      this.#wantFrame = requestAnimationFrame(() => {
        this.#wantFrame = 0
        this.#onTroubleChanged()
      })
    }
  }

  #sendCodes(): void {
    this.#picture.setCodes(this.#codes.nodes, this.#codes.edges)
  }
}
