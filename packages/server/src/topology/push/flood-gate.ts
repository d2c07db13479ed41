import { DomainError } from '../../http/domain-error.ts'
import { TokenBucket } from './token-bucket.ts'

/** Bytes at once and each second: ten thousand updates a second are about one megabyte. */
const ofOne = { capacity: 20_000_000, perSecond: 5_000_000 } as const
const ofAll = { capacity: 60_000_000, perSecond: 15_000_000 } as const
/** However small, a request costs as much as so many bytes. */
const leastCost = 2_000
/** So many lines may wait to be saved. */
const mostWaiting = 200_000

/** Lets nobody push faster than can be taken. */
export class FloodGate {
  readonly #nowMs: () => number
  readonly #bySource = new Map<string, TokenBucket>()
  readonly #all: TokenBucket
  #waiting = 0

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
    this.#all = new TokenBucket(ofAll.capacity, ofAll.perSecond, nowMs())
  }

  /** @throws DomainError when the source, or all together, pushed too much lately */
  refuseFlood(source: string): void {
    const nowMs = this.#nowMs()
    const own = this.#bySource.get(source)?.waitSeconds(nowMs) ?? 0
    if (own > 0) throw refuse('This source pushes faster than it may.', own)
    const all = this.#all.waitSeconds(nowMs)
    if (all > 0) throw refuse('All sources together push faster than can be taken.', all)
    if (this.#waiting > mostWaiting) throw refuse('What was pushed before is not taken in yet.', 1)
  }

  /** Notes what came. */
  spend(source: string, bytes: number): void {
    const nowMs = this.#nowMs()
    const cost = Math.max(leastCost, bytes)
    this.#all.spend(cost, nowMs)
    let bucket = this.#bySource.get(source)
    if (bucket === undefined) {
      this.#forgetIdle(nowMs)
      bucket = new TokenBucket(ofOne.capacity, ofOne.perSecond, nowMs)
      this.#bySource.set(source, bucket)
    }
    bucket.spend(cost, nowMs)
  }

  /** Counts lines as waiting until they are saved, or cannot be. */
  async holding<T>(lines: number, work: () => Promise<T>): Promise<T> {
    this.#waiting += lines
    try {
      return await work()
    } finally {
      this.#waiting -= lines
    }
  }

  #forgetIdle(nowMs: number): void {
    for (const [name, bucket] of this.#bySource) if (bucket.isFull(nowMs)) this.#bySource.delete(name)
  }
}

function refuse(message: string, seconds: number): DomainError {
  return new DomainError('topology/too-fast', `${message} Come back in ${seconds} s.`, {
    headers: { 'retry-after': String(seconds) },
  })
}
