import { createHash } from 'node:crypto'
import { DomainError } from '../../http/domain-error.ts'

const keepMs = 24 * 3_600_000
const keysPerSource = 1_000

interface Replay<Answer> {
  readonly digest: string
  readonly answer: Promise<Answer>
  readonly atMs: number
}

/** The answers that were given under an `Idempotency-Key`, so that nothing is done twice. */
export class Replays<Answer> {
  readonly #bySource = new Map<string, Map<string, Replay<Answer>>>()

  /**
   * Gives the first answer to a key again, or finds it. A failure is no answer: whoever comes again with the key gets
   * another try.
   *
   * @throws DomainError when the key was used for something else
   */
  answer(
    request: { readonly source: string; readonly key: string; readonly body: Buffer; readonly nowMs: number },
    find: () => Promise<Answer>,
  ): Promise<Answer> {
    const { source, key, body, nowMs } = request
    const digest = createHash('sha256').update(body).digest('base64')
    const replays = this.#bySource.get(source) ?? new Map<string, Replay<Answer>>()
    this.#bySource.set(source, replays)
    const before = replays.get(key)
    if (before !== undefined && nowMs - before.atMs < keepMs) {
      if (before.digest === digest) return before.answer
      throw new DomainError('request/invalid', 'This Idempotency-Key came before with another body.')
    }
    const answer = find()
    replays.delete(key)
    replays.set(key, { digest, answer, atMs: nowMs })
    answer.catch(() => {
      if (replays.get(key)?.answer === answer) replays.delete(key)
    })
    this.#thin(replays, nowMs)
    return answer
  }

  forget(source: string): void {
    this.#bySource.delete(source)
  }

  /** Maps keep the order in which keys came, so the oldest are at the front. */
  #thin(replays: Map<string, Replay<Answer>>, nowMs: number): void {
    for (const [key, { atMs }] of replays) {
      if (replays.size <= keysPerSource && nowMs - atMs < keepMs) return
      replays.delete(key)
    }
  }
}
