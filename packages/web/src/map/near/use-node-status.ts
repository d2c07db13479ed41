import type { NodeStatus } from '@statusgraph/model'
import { useCallback, useSyncExternalStore } from 'react'
import type { MapStatuses } from '../statuses.ts'

/** The status of one node; only this component is drawn again when it changes. */
export function useNodeStatus(statuses: MapStatuses, id: string): NodeStatus | undefined {
  const subscribe = useCallback((onChange: () => void) => statuses.subscribe(id, onChange), [statuses, id])
  return useSyncExternalStore(subscribe, () => statuses.get(id))
}
