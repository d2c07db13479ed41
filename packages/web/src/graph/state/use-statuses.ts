import { useCallback, useSyncExternalStore } from 'react'
import type { EdgeStatusOf, LiveStatuses, StatusOf } from '../../live/live-graph.ts'

/** Reads any status; a new function after a change, at most once per drawn frame: for lists that show many nodes. */
export function useStatusReader(statuses: LiveStatuses): StatusOf {
  return useSyncExternalStore(useFrames(statuses), statuses.reader)
}

/** The same of edges. */
export function useEdgeStatusReader(statuses: LiveStatuses): EdgeStatusOf {
  return useSyncExternalStore(useFrames(statuses), statuses.edgeReader)
}

/** Calls after changes, at most once per drawn frame. */
function useFrames(statuses: LiveStatuses): (call: () => void) => () => void {
  return useCallback(
    (call: () => void) => {
      let frame: number | undefined
      const stop = statuses.subscribeAll(() => {
        frame ??= requestAnimationFrame(() => {
          frame = undefined
          call()
        })
      })
      return () => {
        stop()
        if (frame !== undefined) cancelAnimationFrame(frame)
      }
    },
    [statuses],
  )
}
