import type { AlertsFilter } from '@statusgraph/protocol'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client, eagerClient } from './api.ts'

/** Lists are asked for again as often as the fastest upstream is. */
const listEveryMs = 5_000
const metricsEveryMs = 30_000
/** It is large, and small pictures show little of it. */
const topologyEveryMs = 60_000

export const graphListQuery = queryOptions({
  queryKey: ['graphs'],
  queryFn: ({ signal }) => client.listGraphs(signal),
  refetchInterval: listEveryMs,
})

export function alertsQuery(filter: AlertsFilter = {}) {
  return queryOptions({
    queryKey: ['alerts', filter],
    queryFn: ({ signal }) => client.listAlerts(filter, signal),
    placeholderData: keepPreviousData,
    refetchInterval: listEveryMs,
  })
}

export const servicesQuery = queryOptions({
  queryKey: ['services'],
  queryFn: ({ signal }) => client.listServices(signal),
  refetchInterval: listEveryMs,
})

export const upstreamsQuery = queryOptions({
  queryKey: ['upstreams'],
  queryFn: ({ signal }) => client.listUpstreams(signal),
  refetchInterval: listEveryMs,
})

/** Who tells what is there and who calls whom, and how they are. */
export const topologySourcesQuery = queryOptions({
  queryKey: ['topology-sources'],
  queryFn: ({ signal }) => client.listTopologySources(signal),
  refetchInterval: listEveryMs,
})

/** What discovery sees of a graph, for pictures that need no stream of their own. */
export function topologyQuery(map: string) {
  return queryOptions({
    queryKey: ['topology', map],
    queryFn: ({ signal }) => client.readTopology({ map }, signal),
    refetchInterval: topologyEveryMs,
  })
}

/** What discovery could read out of each Prometheus. The server asks them at most once a minute. */
export const autodetectQuery = queryOptions({
  queryKey: ['topology-autodetect'],
  queryFn: ({ signal }) => client.autodetectTopology(signal),
  staleTime: 30_000,
})

export const aboutQuery = queryOptions({
  queryKey: ['about'],
  queryFn: ({ signal }) => client.readAbout(signal),
  refetchInterval: 15_000,
})

/** A graph's document as it is when the page opens. */
function firstGraphQuery(id: string) {
  return queryOptions({
    queryKey: ['graph', id, 'first'],
    queryFn: ({ signal }) => eagerClient.readGraph(id, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** A graph's document. `revision` is what the stream said; a new one asks again while the old one stays on screen. */
export function graphQuery(id: string, revision: number | undefined) {
  return queryOptions({
    queryKey: ['graph', id, revision ?? 'newest'],
    queryFn: async ({ signal, client: cache }) => {
      const first = await cache.ensureQueryData(firstGraphQuery(id))
      return revision === undefined || first.revision === revision ? first : client.readGraph(id, signal)
    },
    placeholderData: (before) => (before?.graph.id === id ? before : undefined),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** The last status of a graph, for pictures that need no stream of their own. */
export function statusQuery(id: string) {
  return queryOptions({
    queryKey: ['status', id],
    queryFn: ({ signal }) => client.readStatus(id, signal),
    refetchInterval: listEveryMs,
  })
}

export function metricsQuery(service: string, range?: string) {
  return queryOptions({
    queryKey: ['metrics', service, range ?? ''],
    queryFn: ({ signal }) => client.readServiceMetrics(service, range, signal),
    placeholderData: keepPreviousData,
    refetchInterval: metricsEveryMs,
  })
}

export function sparklinesQuery(graph: string) {
  return queryOptions({
    queryKey: ['sparklines', graph],
    queryFn: ({ signal }) => client.readSparklines(graph, signal),
    refetchInterval: metricsEveryMs,
  })
}
