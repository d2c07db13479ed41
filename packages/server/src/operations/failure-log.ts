import type { Handover, TopologyHandover } from '@statusgraph/model'
import type { FastifyBaseLogger } from 'fastify'

const pauseMs = 60_000

/** Says when upstreams fail and when they are back: each cause at most once a minute, however often it is met. */
export class FailureLog {
  readonly #log: FastifyBaseLogger
  readonly #saidAtMs = new Map<string, number>()
  /** Of those that were said to fail: only they are said to be back. */
  readonly #failing = new Set<string>()

  constructor(log: FastifyBaseLogger) {
    this.#log = log
  }

  note(handover: Handover): void {
    const part = { upstream: handover.upstream, facet: handover.facet }
    const key = JSON.stringify(part)
    if (handover.kind !== 'failed') {
      if (this.#failing.delete(key)) this.#log.info(part, 'the upstream answers again')
      return
    }
    const { code, message } = handover.failure
    this.#sayAtMost(`${key} ${code}`, handover.at.monoMs, () => {
      this.#failing.add(key)
      this.#log.warn({ ...part, code, reason: message }, 'the upstream gave no good answer')
    })
  }

  noteTopology(handover: TopologyHandover): void {
    const part = { source: handover.source }
    const key = JSON.stringify(part)
    if (handover.kind !== 'failed') {
      if (this.#failing.delete(key)) this.#log.info(part, 'the discovery source answers again')
      return
    }
    const { code, message } = handover.failure
    this.#sayAtMost(`${key} ${code}`, handover.at.monoMs, () => {
      this.#failing.add(key)
      this.#log.warn({ ...part, code, reason: message }, 'the discovery source gave no good answer')
    })
  }

  noteStore(error: unknown, nowMs: number): void {
    const reason = error instanceof Error ? error.message : String(error)
    this.#sayAtMost(`store ${reason}`, nowMs, () => this.#log.error({ reason }, 'the store cannot be used'))
  }

  #sayAtMost(cause: string, nowMs: number, say: () => void): void {
    if (nowMs - (this.#saidAtMs.get(cause) ?? -Infinity) < pauseMs) return
    // Causes are few; should they ever not be, forgetting them costs a line too many.
    if (this.#saidAtMs.size > 1_000) this.#saidAtMs.clear()
    this.#saidAtMs.set(cause, nowMs)
    say()
  }
}
