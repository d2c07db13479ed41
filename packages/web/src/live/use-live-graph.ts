import type { NodeStatus } from '@statusgraph/model'
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { withBase } from '../routes/base.ts'
import { createLiveGraph } from './live-graph.ts'
import type { LiveGraph, LiveStatuses, LiveView } from './live-graph.ts'
import { openFeed } from './shared-feed.ts'
import type { Feed } from './shared-feed.ts'
import { browserSurroundings } from './surroundings.ts'

export interface RunningLiveGraph {
  readonly live: LiveGraph
  readonly retryNow: () => void
}

/** A steady clock that stops while the machine sleeps falls behind the wall clock by this much before it counts. */
const sleptMs = 20_000

/** Opens the live store of a graph for as long as the component stands. */
export function useLiveGraph(graph: string): RunningLiveGraph {
  const [live] = useState(() => createLiveGraph(browserSurroundings))
  const running = useRef<Feed>(undefined)
  useEffect(() => {
    const path = `/api/v1/graphs/${encodeURIComponent(graph)}`
    const address = { events: withBase(`${path}/events`), status: withBase(`${path}/status`) }
    const feed = openFeed(address, browserSurroundings, live.hear)
    running.current = feed
    const stopWatching = watchOutside(live, feed)
    return () => {
      stopWatching()
      feed.stop()
    }
  }, [graph, live])
  const retryNow = useCallback(() => running.current?.retryNow(), [])
  return { live, retryNow }
}

/** Judges freshness each second, and wakes the link when the page, the network or the machine comes back. */
function watchOutside(live: LiveGraph, feed: Feed): () => void {
  let monoMs = performance.now()
  let wallMs = Date.now()
  const look = () => {
    const missedMs = Date.now() - wallMs - (performance.now() - monoMs)
    monoMs = performance.now()
    wallMs = Date.now()
    if (missedMs > sleptMs) {
      live.addMissedMs(missedMs)
      feed.renew()
    } else live.tick()
  }
  const comeBack = () => {
    look()
    if (document.visibilityState === 'visible') feed.retryNow()
  }
  const goOffline = () => feed.renew()
  const timer = setInterval(look, 1000)
  document.addEventListener('visibilitychange', comeBack)
  globalThis.addEventListener('pageshow', comeBack)
  globalThis.addEventListener('online', comeBack)
  globalThis.addEventListener('offline', goOffline)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', comeBack)
    globalThis.removeEventListener('pageshow', comeBack)
    globalThis.removeEventListener('online', comeBack)
    globalThis.removeEventListener('offline', goOffline)
  }
}

export function useLiveView(live: LiveGraph): LiveView {
  return useSyncExternalStore(live.subscribe, live.view)
}

/** The status of one node; the component is drawn again only when this node changes. */
export function useNodeStatus(statuses: LiveStatuses, id: string | undefined): NodeStatus | undefined {
  const subscribe = useCallback(
    (call: () => void) => (id === undefined ? () => undefined : statuses.subscribe(id, call)),
    [statuses, id],
  )
  return useSyncExternalStore(subscribe, () => (id === undefined ? undefined : statuses.get(id)))
}
