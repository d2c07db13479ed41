import { parseJson } from '../../client/json.ts'
import { openSourceClient, startPolledSource, type Discovery } from '../start-polled-source.ts'
import type {
  RunningTopologySource,
  TopologyEndpoint,
  TopologySettings,
  TopologySurroundings,
} from '../topology-source.ts'
import { readGraph, readNamespaces } from './read-graph.ts'
import { sightGraph } from './sight-graph.ts'

/** What a node of Kiali's graph may be. */
export const kialiGraphs = ['app', 'versionedApp', 'workload', 'service'] as const

export interface KialiConfig extends TopologySettings, TopologyEndpoint {
  readonly kind: 'kiali'
  /** Empty: all that Kiali shows. */
  readonly namespaces: readonly string[]
  readonly graph: (typeof kialiGraphs)[number]
  /** What rates are measured over. */
  readonly windowMs: number
  readonly countsClientErrors: boolean
}

/** What Kiali is to add to the bare traffic. Naming them leaves out the dear ones. */
const appenders = 'deadNode,health,idleNode,istio,responseTime,serviceEntry,throughput'

/** Asks a Kiali for its graph of all namespaces together. */
export function startKiali(config: KialiConfig, surroundings: TopologySurroundings): RunningTopologySource {
  const client = openSourceClient(config, surroundings, { url: config.url, options: config.client })

  async function get(path: string, query: URLSearchParams, signal: AbortSignal): Promise<unknown> {
    const { bytes } = await client.ask({ facet: 'topology', path, query, signal })
    return parseJson(bytes)
  }

  async function ask(signal: AbortSignal): Promise<Discovery> {
    const namespaces =
      config.namespaces.length > 0
        ? config.namespaces
        : readNamespaces(await get('/api/namespaces', new URLSearchParams(), signal))
    if (namespaces.length === 0) {
      return { sighting: { nodes: [], edges: [] }, warnings: ['Kiali shows no namespace to this user.'] }
    }
    const query = new URLSearchParams({
      namespaces: namespaces.join(','),
      graphType: config.graph,
      duration: `${Math.round(config.windowMs / 1_000)}s`,
      appenders,
      // An edge without traffic is idle, not gone.
      includeIdleEdges: 'true',
      injectServiceNodes: 'false',
      responseTime: '95',
      waypoints: 'false',
    })
    const graph = readGraph(await get('/api/namespaces/graph', query, signal))
    return { sighting: sightGraph(graph, config), warnings: [] }
  }

  return startPolledSource({ settings: config, surroundings, ask, close: () => client.close() })
}
