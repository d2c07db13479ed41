import type { StreamMessage } from './message.ts'

/** What came lately on one graph's stream, so that a viewer who was away gets only what was missed. */
export class Ring {
  readonly #keepMs: number
  readonly #keepBytes: number
  #kept: { readonly message: StreamMessage; readonly atMs: number }[] = []
  #bytes = 0
  #newest: number

  /** @param newest the sequence that everybody has who has missed nothing */
  constructor(keepMs: number, keepBytes: number, newest: number) {
    this.#keepMs = keepMs
    this.#keepBytes = keepBytes
    this.#newest = newest
  }

  /** Sequences follow each other without a gap; the ring relies on it. */
  add(message: StreamMessage, nowMs: number): void {
    this.#kept.push({ message, atMs: nowMs })
    this.#bytes += message.bytes.length
    this.#newest = message.sequence
    let gone = 0
    for (const { message, atMs } of this.#kept) {
      if (this.#bytes <= this.#keepBytes && nowMs - atMs <= this.#keepMs) break
      this.#bytes -= message.bytes.length
      gone++
    }
    if (gone > 0) this.#kept = this.#kept.slice(gone)
  }

  /** Everything after `sequence`, oldest first; undefined when some of it is no longer kept, or was never said. */
  after(sequence: number): readonly StreamMessage[] | undefined {
    if (sequence === this.#newest) return []
    const first = this.#kept[0]?.message.sequence
    if (first === undefined || sequence < first - 1 || sequence > this.#newest) return undefined
    return this.#kept.slice(sequence - first + 1).map(({ message }) => message)
  }
}
