import { useEffect, useState } from 'react'
import type { LiveStatuses } from '../../live/live-graph.ts'

/** A number that grows after any status changed, at most once per drawn frame: for lists that show many nodes. */
export function useStatusVersion(statuses: LiveStatuses): number {
  const [version, setVersion] = useState(0)
  useEffect(() => {
    let frame: number | undefined
    const stop = statuses.subscribeAll(() => {
      frame ??= requestAnimationFrame(() => {
        frame = undefined
        setVersion((before) => before + 1)
      })
    })
    setVersion((before) => before + 1)
    return () => {
      stop()
      if (frame !== undefined) cancelAnimationFrame(frame)
    }
  }, [statuses])
  return version
}
