import type { Socket } from 'node:net'
import type { StreamMessage } from './message.ts'

/** Why a viewer was let go; each can come back and resume. */
export type Farewell = 'slow' | 'stalled' | 'left' | 'closed'

/**
 * One open stream. It writes to the socket itself, because bytes that are made once need nothing that a response
 * object adds, and ten thousand viewers feel the difference.
 */
export class Viewer {
  readonly #socket: Socket
  readonly #queueBytes: number
  readonly #missing: (sequence: number) => readonly StreamMessage[] | undefined
  readonly #asides: () => readonly Buffer[]
  readonly #onEnd: (viewer: Viewer, farewell: Farewell) => void
  #sent: number
  #behindSinceMs: number | undefined
  #ended = false

  /**
   * @param missing what came after a sequence; undefined when it is no longer kept
   * @param sequence the last one that the viewer has
   * @param asides what it is told beside the picture, once it has the picture
   */
  constructor(
    socket: Socket,
    options: {
      readonly queueBytes: number
      readonly sequence: number
      readonly missing: (sequence: number) => readonly StreamMessage[] | undefined
      readonly asides: () => readonly Buffer[]
      readonly onEnd: (viewer: Viewer, farewell: Farewell) => void
    },
  ) {
    this.#socket = socket
    this.#queueBytes = options.queueBytes
    this.#sent = options.sequence
    this.#missing = options.missing
    this.#asides = options.asides
    this.#onEnd = options.onEnd
    // Connections break all the time; what matters is that they are closed then.
    socket.on('error', () => socket.destroy())
    socket.once('close', () => this.#end('left'))
  }

  /**
   * Writes what a viewer needs first. It may be far larger than a queue, so nothing is queued behind it: the viewer
   * fetches what came meanwhile when it has left.
   */
  begin(first: Buffer, nowMs: number): void {
    this.#behindSinceMs = nowMs
    this.#socket.write(first, () => this.#catchUp())
  }

  /** Sends the next message, unless the viewer reads so slowly that its queue would pass its limit. */
  send(message: StreamMessage): void {
    if (this.#ended || this.#behindSinceMs !== undefined) return
    const queued = this.#socket.writableLength
    // An empty queue takes a message of any size: its bytes are shared, so they cost this viewer nothing.
    if (queued > 0 && queued + message.bytes.length > this.#queueBytes) {
      this.#drop('slow')
      return
    }
    this.#socket.write(message.bytes)
    this.#sent = message.sequence
  }

  /** Sends what is no part of the picture. A viewer that is still being given the picture is told afterwards. */
  mention(bytes: Buffer): void {
    if (this.#ended || this.#behindSinceMs !== undefined) return
    if (this.#socket.writableLength + bytes.length > this.#queueBytes) this.#drop('slow')
    else this.#socket.write(bytes)
  }

  /** Says that the stream lives, and lets go of a viewer who could not take its beginning for too long. */
  beat(bytes: Buffer, nowMs: number, patienceMs: number): void {
    if (this.#ended) return
    if (this.#behindSinceMs !== undefined) {
      if (nowMs - this.#behindSinceMs > patienceMs) this.#drop('stalled')
      return
    }
    if (this.#socket.writableLength + bytes.length > this.#queueBytes) this.#drop('slow')
    else this.#socket.write(bytes)
  }

  /** Ends the stream after some last words, and without them if they cannot leave. */
  close(lastWords: Buffer): void {
    if (this.#ended) return
    this.#end('closed')
    this.#socket.end(lastWords)
    // A peer that does not read would keep the socket open for ever.
    setTimeout(() => this.#socket.destroy(), 1_000).unref()
  }

  #catchUp(): void {
    if (this.#ended) return
    for (;;) {
      const missing = this.#missing(this.#sent)
      if (missing === undefined) {
        this.#drop('stalled')
        return
      }
      const [next] = missing
      if (next === undefined) break
      this.#sent = next.sequence
      this.#socket.write(next.bytes)
      if (this.#socket.writableLength > this.#queueBytes / 2) {
        this.#socket.once('drain', () => this.#catchUp())
        return
      }
    }
    this.#behindSinceMs = undefined
    for (const aside of this.#asides()) this.mention(aside)
  }

  #drop(farewell: Farewell): void {
    this.#end(farewell)
    this.#socket.destroy()
  }

  #end(farewell: Farewell): void {
    if (this.#ended) return
    this.#ended = true
    this.#onEnd(this, farewell)
  }
}
