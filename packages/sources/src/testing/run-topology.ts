import type { TopologyHandover, TopologySourceKind } from '@statusgraph/model'
import { onTestFinished } from 'vitest'
import { startTopologySource, type TopologySourceConfig } from '../topology/start-topology-source.ts'
import type { RunningTopologySource, TopologySettings, TopologySurroundings } from '../topology/topology-source.ts'

type OfKind<Kind extends TopologyHandover['kind']> = Extract<TopologyHandover, { kind: Kind }>

/** A topology source for the time of one test, and everything that it handed over. */
export interface RunningForTest {
  readonly source: RunningTopologySource
  readonly all: readonly TopologyHandover[]
  /** The first hand-over of a kind for which this holds, after those that were waited for before. */
  next<Kind extends TopologyHandover['kind']>(
    kind: Kind,
    isWanted?: (handover: OfKind<Kind>) => boolean,
  ): Promise<OfKind<Kind>>
}

export function topologySettings<Kind extends TopologySourceKind>(kind: Kind, more: Partial<TopologySettings> = {}) {
  return {
    name: kind,
    detail: kind,
    priority: 0,
    forgetAfterMs: 86_400_000,
    intervalMs: 60_000,
    timeoutMs: 15_000,
    maxNodes: 2_000,
    maxEdges: 5_000,
    ...more,
    kind,
  }
}

/** Starts a source as the server would, or by `start`. */
export function runTopology<Config extends TopologySourceConfig>(
  config: Config,
  start: (config: Config, surroundings: TopologySurroundings) => RunningTopologySource = startTopologySource,
  // Tests that run at the same time have one each.
  onFinished: (stop: () => Promise<void>) => void = onTestFinished,
): RunningForTest {
  const all: TopologyHandover[] = []
  const waiting = new Set<() => void>()
  let looked = 0
  const source = start(config, {
    now: () => ({ monoMs: performance.now(), wallMs: Date.now() }),
    random: () => 0.5,
    onHandover(handover) {
      all.push(handover)
      for (const look of waiting) look()
    },
  })
  onFinished(() => source.stop())
  return {
    source,
    all,
    next<Kind extends TopologyHandover['kind']>(
      kind: Kind,
      isWanted: (handover: OfKind<Kind>) => boolean = () => true,
    ) {
      const isOfKind = (handover: TopologyHandover): handover is OfKind<Kind> => handover.kind === kind
      return new Promise<OfKind<Kind>>((resolve) => {
        const look = () => {
          for (; looked < all.length; looked += 1) {
            const handover = all[looked]
            if (handover === undefined || !isOfKind(handover) || !isWanted(handover)) continue
            looked += 1
            waiting.delete(look)
            resolve(handover)
            return
          }
        }
        waiting.add(look)
        look()
      })
    },
  }
}
