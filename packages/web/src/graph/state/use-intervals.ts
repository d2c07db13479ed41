import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { LiveGraph } from '../../live/live-graph.ts'
import { upstreamsQuery } from '../../live/queries.ts'

/** How often the evidence that colours the picture is renewed. */
export interface Intervals {
  readonly colouringSeconds: number
}

const usualSeconds = 5
/** The server calls evidence stale after two intervals; the page waits longer before it doubts the server itself. */
const leastPatienceMs = 60_000

/** The longest interval among the upstreams that colour the picture, kept up to date, and told to the live store. */
export function useIntervals(live: LiveGraph): Intervals {
  const { data } = useQuery({ ...upstreamsQuery, refetchInterval: 30_000 })
  const alerting = data?.filter(({ kind }) => kind === 'alertmanager') ?? []
  const colouring = alerting.length > 0 ? alerting : (data?.filter(({ kind }) => kind === 'prometheus') ?? [])
  const colouringSeconds = Math.max(usualSeconds, ...colouring.map(({ intervalSeconds }) => intervalSeconds))
  useEffect(() => {
    if (data !== undefined) live.setPatienceMs(Math.max(leastPatienceMs, colouringSeconds * 4_000))
  }, [live, data, colouringSeconds])
  return { colouringSeconds }
}
