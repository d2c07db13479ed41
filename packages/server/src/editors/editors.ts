import { editorLifeMs, type EditorPresence } from '@statusgraph/protocol'
import { isoOf, type Instant } from '@statusgraph/model'

export interface EditorsOptions {
  readonly now: () => Instant
  /** Called with the whole list of a graph, soon after each change of it. */
  readonly onChange: (graph: string, editors: readonly EditorPresence[]) => void
}

interface Entry extends EditorPresence {
  /** Monotonic ms. */
  readonly heardAtMs: number
}

interface Room {
  readonly entries: Map<string, Entry>
  toldAtMs: number
  isTold: boolean
}

/** More people than ever edit one map; with the next number, what a flood of made-up editors can cost. */
const graphLimit = 200
const overallLimit = 5_000
/** Changes of one list that come closer than this are told together, or a flood of names would be one to all viewers. */
const leastPauseMs = 500

/**
 * Who edits which graph. It lives in memory alone: people say again and again that they are there, so after a restart
 * the list is whole within seconds, and what nobody says any more is forgotten.
 */
export class Editors {
  readonly #options: EditorsOptions
  readonly #rooms = new Map<string, Room>()
  #count = 0
  #timer: NodeJS.Timeout | undefined

  constructor(options: EditorsOptions) {
    this.#options = options
  }

  /** Notes that somebody edits a graph. False: too many people do. */
  announce(graph: string, id: string, name: string): boolean {
    const now = this.#options.now()
    const room = this.#rooms.get(graph) ?? { entries: new Map<string, Entry>(), toldAtMs: -Infinity, isTold: true }
    const known = room.entries.get(id)
    if (known === undefined) {
      if (room.entries.size >= graphLimit || this.#count >= overallLimit) return false
      this.#count++
    }
    this.#rooms.set(graph, room)
    room.entries.set(id, { id, name, since: known?.since ?? isoOf(now), heardAtMs: now.monoMs })
    if (known?.name !== name) room.isTold = false
    this.#tell(graph, room, now.monoMs)
    this.#timer ??= setInterval(() => this.look(), leastPauseMs).unref()
    return true
  }

  /** Notes that somebody has stopped. */
  leave(graph: string, id: string): void {
    const room = this.#rooms.get(graph)
    if (room === undefined || !room.entries.delete(id)) return
    this.#count--
    room.isTold = false
    this.#tell(graph, room, this.#options.now().monoMs)
  }

  /** Everybody who edits a graph, longest first. */
  list(graph: string): readonly EditorPresence[] {
    const entries = [...(this.#rooms.get(graph)?.entries.values() ?? [])]
    return entries.map(({ id, name, since }) => ({ id, name, since }))
  }

  /** Forgets who fell silent and tells what is not told yet; it is called by itself while somebody edits. */
  look(): void {
    const nowMs = this.#options.now().monoMs
    for (const [graph, room] of this.#rooms) {
      for (const [id, { heardAtMs }] of room.entries) {
        if (nowMs - heardAtMs < editorLifeMs) continue
        room.entries.delete(id)
        this.#count--
        room.isTold = false
      }
      this.#tell(graph, room, nowMs)
    }
    if (this.#rooms.size === 0) this.stop()
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  #tell(graph: string, room: Room, nowMs: number): void {
    if (!room.isTold && nowMs - room.toldAtMs >= leastPauseMs) {
      room.isTold = true
      room.toldAtMs = nowMs
      this.#options.onChange(graph, this.list(graph))
    }
    if (room.isTold && room.entries.size === 0) this.#rooms.delete(graph)
  }
}
