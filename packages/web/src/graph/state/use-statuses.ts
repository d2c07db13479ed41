import { useCallback, useSyncExternalStore } from 'react'
import type { LiveStatuses, StatusOf } from '../../live/live-graph.ts'

/** Reads any status; a new function after a change, at most once per drawn frame: for lists that show many nodes. */
export function useStatusReader(statuses: LiveStatuses): StatusOf {
  const subscribe = useCallback(
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
  return useSyncExternalStore(subscribe, statuses.reader)
}
