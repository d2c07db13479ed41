import type { Socket } from 'node:net'
import { heartbeatMs } from '@statusgraph/protocol'
import { eventDialect, type StreamDialect, type StreamMessage } from './message.ts'
import { Ring } from './ring.ts'
import { Viewer, type Farewell } from './viewer.ts'

interface HubLimits {
  /** What may wait for one viewer, the next message included. */
  readonly queueBytes: number
  readonly ringMs: number
  readonly ringBytes: number
  /** How long a viewer may take for its first snapshot. */
  readonly patienceMs: number
}

const hubLimits: HubLimits = {
  queueBytes: 256 * 1024,
  ringMs: 300_000,
  ringBytes: 8 * 1024 * 1024,
  patienceMs: 60_000,
}

export interface HubSurroundings {
  /** A monotonic clock, ms. */
  readonly nowMs: () => number
  /** In [0, 1). */
  readonly random: () => number
  readonly onDropped: (farewell: 'slow' | 'stalled') => void
  readonly onSent: (viewers: number) => void
}

interface Channel {
  readonly viewers: Set<Viewer>
  readonly ring: Ring
  readonly dialect: StreamDialect
  lastSaidAtMs: number
}

/** Hands each graph's changes to everybody who watches it. Nobody behind it asks an upstream. */
export class Hub {
  readonly #limits: HubLimits
  readonly #around: HubSurroundings
  readonly #channels = new Map<string, Channel>()
  readonly #asides = new Map<string, Map<string, Buffer>>()
  readonly #byAddress = new Map<string, number>()
  readonly #timer: NodeJS.Timeout
  #isOpen = true

  constructor(around: HubSurroundings, limits: HubLimits = hubLimits) {
    this.#around = around
    this.#limits = limits
    // A channel that was silent for half the promised pause gets a comment, so no pause is longer than promised.
    this.#timer = setInterval(() => this.#beat(), heartbeatMs / 2 - 500)
    this.#timer.unref()
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** How many streams are open, of one graph or of all. */
  countViewers(graph?: string): number {
    if (graph !== undefined) return this.#channels.get(graph)?.viewers.size ?? 0
    return this.#channels.values().reduce((sum, { viewers }) => sum + viewers.size, 0)
  }

  /** How many streams an address holds. */
  countOf(address: string): number {
    return this.#byAddress.get(address) ?? 0
  }

  /** Opens the channel of a graph, whose newest change so far is `sequence`. */
  open(graph: string, sequence: number, dialect: StreamDialect = eventDialect): void {
    this.#channels.set(graph, {
      viewers: new Set(),
      ring: new Ring(this.#limits.ringMs, this.#limits.ringBytes, sequence),
      dialect,
      lastSaidAtMs: this.#around.nowMs(),
    })
  }

  /**
   * Begins a stream on a socket, if the graph has a channel.
   *
   * @param head the HTTP head, written together with the first bytes
   * @param snapshot the newest snapshot, for a viewer who brings nothing that the ring can continue
   * @param lastSequence what the viewer says it has
   */
  join(
    graph: string,
    viewer: { readonly socket: Socket; readonly address: string; readonly lastSequence: number | undefined },
    head: string,
    snapshot: () => StreamMessage,
  ): void {
    const channel = this.#channels.get(graph)
    if (channel === undefined) {
      viewer.socket.destroy()
      return
    }
    const missed = viewer.lastSequence === undefined ? undefined : channel.ring.after(viewer.lastSequence)
    const first = missed === undefined ? snapshot() : undefined
    const start = Buffer.from(head + channel.dialect.opening)
    const joined = new Viewer(viewer.socket, {
      queueBytes: this.#limits.queueBytes,
      sequence: first?.sequence ?? viewer.lastSequence ?? 0,
      missing: (sequence) => channel.ring.after(sequence),
      asides: () => [...(this.#asides.get(graph)?.values() ?? [])],
      onEnd: (one, farewell) => this.#forget(channel, one, viewer.address, farewell),
    })
    channel.viewers.add(joined)
    this.#byAddress.set(viewer.address, this.countOf(viewer.address) + 1)
    viewer.socket.cork()
    if (first === undefined) joined.begin(start, this.#around.nowMs())
    else {
      viewer.socket.write(start)
      joined.begin(first.bytes, this.#around.nowMs())
    }
    viewer.socket.uncork()
  }

  /** Sends one change to everybody who watches the graph. */
  publish(graph: string, message: StreamMessage): void {
    const channel = this.#channels.get(graph)
    if (channel === undefined) return
    const nowMs = this.#around.nowMs()
    channel.ring.add(message, nowMs)
    channel.lastSaidAtMs = nowMs
    this.#around.onSent(channel.viewers.size)
    for (const viewer of channel.viewers) viewer.send(message)
  }

  /**
   * Tells everybody who watches a graph something that is true now and is no part of its picture. It takes no sequence
   * and no place in the ring: only the newest one of each topic counts, so whoever comes or comes back is told that one,
   * and nobody would want those between.
   *
   * @param lasting false: it need not be told to those who come later
   */
  mention(graph: string, topic: string, bytes: Buffer, lasting: boolean): void {
    const asides = this.#asides.get(graph) ?? new Map<string, Buffer>()
    if (lasting) asides.set(topic, bytes)
    else asides.delete(topic)
    if (asides.size > 0) this.#asides.set(graph, asides)
    else this.#asides.delete(graph)
    for (const viewer of this.#channels.get(graph)?.viewers ?? []) viewer.mention(bytes)
  }

  /** Ends every stream of a graph that is gone. */
  close(graph: string, lastWords: StreamMessage): void {
    const channel = this.#channels.get(graph)
    this.#channels.delete(graph)
    this.#asides.delete(graph)
    for (const viewer of channel?.viewers ?? []) viewer.close(lastWords.bytes)
  }

  /** Tells everybody to come back after a while of their own, so that the next server is not stormed, and ends. */
  stop(): void {
    this.#isOpen = false
    clearInterval(this.#timer)
    for (const { viewers, dialect } of this.#channels.values()) {
      for (const viewer of viewers) {
        viewer.close(dialect.encodeMoving(Math.round(1_000 + this.#around.random() * 14_000)))
      }
    }
    this.#channels.clear()
  }

  #beat(): void {
    const nowMs = this.#around.nowMs()
    for (const channel of this.#channels.values()) {
      if (nowMs - channel.lastSaidAtMs < heartbeatMs / 2 - 1_000) continue
      channel.lastSaidAtMs = nowMs
      for (const viewer of channel.viewers) viewer.beat(channel.dialect.heartbeat, nowMs, this.#limits.patienceMs)
    }
  }

  #forget(channel: Channel, viewer: Viewer, address: string, farewell: Farewell): void {
    channel.viewers.delete(viewer)
    const left = this.countOf(address) - 1
    if (left > 0) this.#byAddress.set(address, left)
    else this.#byAddress.delete(address)
    if (farewell === 'slow' || farewell === 'stalled') this.#around.onDropped(farewell)
  }
}
