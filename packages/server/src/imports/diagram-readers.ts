import type { DiagramResult } from '@statusgraph/importers'
import { DiagramReader } from './diagram-reader.ts'
import type { ReaderLimits } from './diagram-reader.ts'
import type { ReadingOrder } from './reading.ts'

export interface ReadersOptions extends Partial<ReaderLimits> {
  /** How many files are read at the same time. */
  readonly threads?: number
  /** How many more may wait for a thread. */
  readonly waiting?: number
}

/**
 * Reads files of strangers in threads that can be ended: a file costs a bounded time and memory, and takes down nobody
 * but the thread that reads it.
 *
 * @example
 * const readers = new DiagramReaders()
 * const result = await readers.read({ files: [{ bytes, name: 'shop.puml' }] })
 * await readers.stop()
 */
export class DiagramReaders {
  readonly #idle: DiagramReader[]
  readonly #all: readonly DiagramReader[]
  readonly #waiting: ((reader: DiagramReader) => void)[] = []
  readonly #mostWaiting: number

  constructor({
    threads = 2,
    waiting = 8,
    timeoutMs = 10_000,
    memoryMb = 768,
    thread = new URL('./reading-thread.ts', import.meta.url),
  }: ReadersOptions = {}) {
    this.#all = Array.from({ length: threads }, () => new DiagramReader({ timeoutMs, memoryMb, thread }))
    this.#idle = [...this.#all]
    this.#mostWaiting = waiting
  }

  /** Whether another file would have to wait too long. */
  get isFull(): boolean {
    return this.#idle.length === 0 && this.#waiting.length >= this.#mostWaiting
  }

  async read(order: ReadingOrder): Promise<DiagramResult> {
    const reader = this.#idle.pop() ?? (await new Promise<DiagramReader>((resolve) => this.#waiting.push(resolve)))
    try {
      return await reader.read(order)
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#idle.push(reader)
      else next(reader)
    }
  }

  /** Ends every thread; files on the way are told to be unreadable. */
  async stop(): Promise<void> {
    await Promise.all(this.#all.map((reader) => reader.stop()))
  }
}
