import { compareLamps } from '@statusgraph/model'
import type { EdgeStatus } from '@statusgraph/model'
import type { MapStatuses } from './statuses.ts'

/**
 * Statuses with those of merged edges: the worst of the edges behind each. The group of a closed card has a status of
 * its own anyway.
 */
export function mergeStatuses(statuses: MapStatuses, merged: ReadonlyMap<string, readonly string[]>): MapStatuses {
  if (merged.size === 0) return statuses
  const standsIn = new Map([...merged].flatMap(([id, behind]) => behind.map((one) => [one, id] as const)))
  const edge = (id: string): EdgeStatus | undefined => {
    const behind = merged.get(id)
    if (behind === undefined) return statuses.edge(id)
    return behind
      .flatMap((one) => statuses.edge(one) ?? [])
      .reduce<EdgeStatus | undefined>(
        (worst, one) => (worst === undefined || compareLamps(one.lamp, worst.lamp) < 0 ? one : worst),
        undefined,
      )
  }
  return {
    get: (id) => statuses.get(id),
    edge,
    edgeIds: () => new Set(Array.from(statuses.edgeIds(), (id) => standsIn.get(id) ?? id)),
    subscribe(id, onChange) {
      const stops = [id, ...(merged.get(id) ?? [])].map((one) => statuses.subscribe(one, onChange))
      return () => {
        for (const stop of stops) stop()
      }
    },
    // A change of an edge that is hidden in another is a change of that one.
    subscribeAll: (onChange) =>
      statuses.subscribeAll((ids) => {
        const all = new Set<string>()
        for (const id of ids) all.add(id).add(standsIn.get(id) ?? id)
        onChange(all)
      }),
  }
}
