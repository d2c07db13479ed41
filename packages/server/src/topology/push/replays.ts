import { createHash } from 'node:crypto'
import { DomainError } from '../../http/domain-error.ts'

const keepMs = 24 * 3_600_000
/** Of all sources together. When there are more, whoever keeps most loses its oldest: nobody pushes others out. */
const mostKept = 10_000

interface Replay<Answer> {
  readonly digest: string
  readonly answer: Promise<Answer>
  readonly atMs: number
}

/** The answers that were given under an `Idempotency-Key`, so that nothing is done twice. */
export class Replays<Answer> {
  readonly #bySource = new Map<string, Map<string, Replay<Answer>>>()
  readonly #isSource: (name: string) => boolean

  /** @param isSource whether there is such a source: what nobody keeps of a name need not be done once only */
  constructor(isSource: (name: string) => boolean) {
    this.#isSource = isSource
  }

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
    const drop = (): void => {
      if (replays.get(key)?.answer === answer) replays.delete(key)
      if (replays.size === 0 && this.#bySource.get(source) === replays) this.#bySource.delete(source)
    }
    answer.then(() => (this.#isSource(source) ? undefined : drop()), drop)
    this.#thin(replays, nowMs)
    return answer
  }

  forget(source: string): void {
    this.#bySource.delete(source)
  }

  /** Maps keep the order in which keys came, so the oldest are at the front. */
  #thin(replays: Map<string, Replay<Answer>>, nowMs: number): void {
    for (const [key, { atMs }] of replays) {
      if (nowMs - atMs < keepMs) break
      replays.delete(key)
    }
    const all = [...this.#bySource.values()]
    if (all.reduce((sum, { size }) => sum + size, 0) <= mostKept) return
    const largest = all.reduce((one, other) => (other.size > one.size ? other : one))
    for (const key of largest.keys().take(1)) largest.delete(key)
  }
}
