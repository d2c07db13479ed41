import { useEffect, useState } from 'react'

/** Draws the component again every so often, for ages that grow by themselves. Answers the wall clock. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
