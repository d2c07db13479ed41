/** How much may be pushed: so much at once, and so much each second. What is over is paid back by waiting. */
export class TokenBucket {
  readonly #capacity: number
  readonly #perSecond: number
  #level: number
  #atMs: number

  constructor(capacity: number, perSecond: number, nowMs: number) {
    this.#capacity = capacity
    this.#perSecond = perSecond
    this.#level = capacity
    this.#atMs = nowMs
  }

  /** How many whole seconds to wait until something may be pushed again; 0: now. */
  waitSeconds(nowMs: number): number {
    this.#fill(nowMs)
    return this.#level > 0 ? 0 : Math.max(1, Math.ceil((1 - this.#level) / this.#perSecond))
  }

  /** Takes what a push cost. It is known only afterwards, so the bucket may owe for a while. */
  spend(cost: number, nowMs: number): void {
    this.#fill(nowMs)
    this.#level -= cost
  }

  /** Whether nothing was spent for so long that a new bucket would be the same. */
  isFull(nowMs: number): boolean {
    this.#fill(nowMs)
    return this.#level >= this.#capacity
  }

  #fill(nowMs: number): void {
    const seconds = Math.max(0, nowMs - this.#atMs) / 1_000
    this.#level = Math.min(this.#capacity, this.#level + seconds * this.#perSecond)
    this.#atMs = nowMs
  }
}
