import type { EdgeStatus, NodeStatus, TopologyEdge, TopologyNode } from '@statusgraph/model'
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { withBase } from '../routes/base.ts'
import { client } from './api.ts'
import { createLiveGraph } from './live-graph.ts'
import type { LiveGraph, LiveStatuses, LiveView } from './live-graph.ts'
import { openFeed } from './shared-feed.ts'
import type { Feed } from './shared-feed.ts'
import { browserSurroundings } from './surroundings.ts'
import { createLiveTopology } from './topology/live-topology.ts'
import type { LiveTopology } from './topology/live-topology.ts'

export interface RunningLiveGraph {
  readonly live: LiveGraph
  readonly retryNow: () => void
}

/** A steady clock that stops while the machine sleeps falls behind the wall clock by this much before it counts. */
const sleptMs = 20_000

/** Opens the live store of a graph for as long as the component stands. */
export function useLiveGraph(graph: string): RunningLiveGraph {
  const [live] = useState(() => {
    const readTopology = (since: number | undefined, signal: AbortSignal) =>
      client.readTopology({ map: graph, since }, signal)
    return createLiveGraph(browserSurroundings, createLiveTopology(browserSurroundings, readTopology))
  })
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
      live.topology.stop()
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

/** The status of one edge; undefined for one that nobody judges. */
export function useEdgeStatus(statuses: LiveStatuses, id: string | undefined): EdgeStatus | undefined {
  const subscribe = useCallback(
    (call: () => void) => (id === undefined ? () => undefined : statuses.subscribe(id, call)),
    [statuses, id],
  )
  return useSyncExternalStore(subscribe, () => (id === undefined ? undefined : statuses.edge(id)))
}

/** What discovery knows of one node; the component is drawn again only when this node changes. */
export function useSeenNode(topology: LiveTopology, id: string | undefined): TopologyNode | undefined {
  const subscribe = useCallback(
    (call: () => void) => (id === undefined ? () => undefined : topology.subscribe(id, call)),
    [topology, id],
  )
  return useSyncExternalStore(subscribe, () => (id === undefined ? undefined : topology.node(id)))
}

/** The same of an edge. */
export function useSeenEdge(topology: LiveTopology, id: string | undefined): TopologyEdge | undefined {
  const subscribe = useCallback(
    (call: () => void) => (id === undefined ? () => undefined : topology.subscribe(id, call)),
    [topology, id],
  )
  return useSyncExternalStore(subscribe, () => (id === undefined ? undefined : topology.edge(id)))
}
