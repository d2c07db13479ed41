import { compareLamps } from '@statusgraph/model'
import type { EdgeStatus } from '@statusgraph/model'
import type { MapStatuses } from './statuses.ts'

/**
 * Statuses with those of merged edges: the worst of the edges behind each. The group of a closed card has a status of
 * its own anyway.
 */
export function mergeStatuses(statuses: MapStatuses, merged: ReadonlyMap<string, readonly string[]>): MapStatuses {
  if (merged.size === 0 || statuses.edge === undefined) return statuses
  const edge = (id: string): EdgeStatus | undefined => {
    const behind = merged.get(id)
    if (behind === undefined) return statuses.edge?.(id)
    return behind
      .flatMap((one) => statuses.edge?.(one) ?? [])
      .reduce<EdgeStatus | undefined>(
        (worst, one) => (worst === undefined || compareLamps(one.lamp, worst.lamp) < 0 ? one : worst),
        undefined,
      )
  }
  return {
    get: (id) => statuses.get(id),
    edge,
    subscribe: (id, onChange) => statuses.subscribe(id, onChange),
    subscribeAll: (onChange) => statuses.subscribeAll(onChange),
  }
}
