import type { NodeStatus } from '@statusgraph/model'
import type { WireSnapshot } from '@statusgraph/protocol'
import { presentStatus } from '../live/freshness.ts'

/** One snapshot as something a small picture can read; a new object for every new snapshot. */
export function stillStatuses(snapshot: WireSnapshot | undefined, isOld: boolean) {
  return {
    get(id: string): NodeStatus | undefined {
      if (snapshot === undefined || !Object.hasOwn(snapshot.nodes, id)) return undefined
      const status = snapshot.nodes[id]
      if (status === undefined) return undefined
      const freshness = isOld
        ? ({ kind: 'stale', since: snapshot.at, reason: 'the server does not answer' } as const)
        : ({ kind: 'fresh' } as const)
      return presentStatus(status, freshness)
    },
    edge: () => undefined,
    edgeIds: () => [],
    subscribe: () => () => undefined,
    subscribeAll: () => () => undefined,
  }
}
