import type { WireTopology, WireTopologyDelta } from '@statusgraph/protocol'
import { chooseDelayMs } from '../back-off.ts'
import { explainFailure } from '../explain-failure.ts'
import type { Surroundings } from '../surroundings.ts'

/** All of it, or what changed since the revision that was asked for. */
export type TopologyAnswer = WireTopology | WireTopologyDelta

/** Asks for everything, or for what changed since a revision. */
export type ReadTopology = (since: number | undefined, signal: AbortSignal) => Promise<TopologyAnswer>

interface Taker {
  take(answer: TopologyAnswer): void
  fail(reason: string): void
}

interface TopologyReader {
  /** Answers whether that is anything new. */
  readonly setWanted: (isWanted: boolean) => boolean
  /** There is this revision; undefined: there may be a newer one. */
  readonly hear: (revision: number | undefined) => void
  readonly stop: () => void
}

/**
 * Fetches what discovery knows whenever the server says that there is something newer: one request at a time, however
 * often it says so, and again after a while when it fails.
 */
export function openTopologyReader(
  { random, isHidden, after }: Pick<Surroundings, 'random' | 'isHidden' | 'after'>,
  read: ReadTopology,
  taker: Taker,
): TopologyReader {
  let isWanted = false
  let known: number | undefined
  let isBehind = false
  let failures = 0
  let current: AbortController | undefined
  let cancelWait: (() => void) | undefined

  const run = async (): Promise<void> => {
    cancelWait?.()
    cancelWait = undefined
    const controller = new AbortController()
    current = controller
    isBehind = false
    try {
      const answer = await read(known, controller.signal)
      if (current !== controller) return
      current = undefined
      failures = 0
      known = answer.revision
      taker.take(answer)
      if (isBehind) void run()
    } catch (cause) {
      if (current !== controller) return
      current = undefined
      // Whatever was wrong with it, the next answer shall be a whole one.
      known = undefined
      taker.fail(explainFailure(cause))
      cancelWait = after(
        chooseDelayMs({ failures: failures++, isHidden: isHidden(), random: random() }),
        () => void run(),
      )
    }
  }
  const end = (): void => {
    cancelWait?.()
    cancelWait = undefined
    current?.abort()
    current = undefined
  }

  return {
    setWanted(next) {
      if (next === isWanted) return false
      isWanted = next
      if (next) void run()
      else {
        end()
        known = undefined
      }
      return true
    },
    hear(revision) {
      if (!isWanted || (revision !== undefined && revision === known && current === undefined)) return
      if (current === undefined) void run()
      else isBehind = true
    },
    stop() {
      isWanted = false
      end()
    },
  }
}
