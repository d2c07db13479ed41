import { openHttpClient } from '../../client/http-client.ts'
import { parseJson } from '../../client/json.ts'
import { mostLinkBytes, readLinks, sightLinks, wordWindow } from '../dependency-links.ts'
import { clientSettings, startPolledSource } from '../start-polled-source.ts'
import type {
  RunningTopologySource,
  TopologyEndpoint,
  TopologySettings,
  TopologySurroundings,
} from '../topology-source.ts'

export interface ZipkinConfig extends TopologySettings, TopologyEndpoint {
  readonly kind: 'zipkin'
  /** What calls are counted over. */
  readonly windowMs: number
  /** Where the services live; Zipkin knows bare names only. */
  readonly namespace?: string
}

/** Asks a Zipkin which service calls which. */
export function startZipkin(config: ZipkinConfig, surroundings: TopologySurroundings): RunningTopologySource {
  const { windowMs, namespace } = config
  const { now } = surroundings
  const client = openHttpClient({ ...clientSettings(config, surroundings), url: config.url, options: config.client })
  return startPolledSource({
    settings: config,
    surroundings,
    ask: async (signal) => {
      const query = new URLSearchParams({ endTs: String(Math.round(now().wallMs)), lookback: String(windowMs) })
      const question = { facet: 'topology', path: '/api/v2/dependencies', query, signal } as const
      const { bytes } = await client.ask({ ...question, limitBytes: mostLinkBytes })
      const sighting = sightLinks(readLinks(parseJson(bytes), true), { windowMs, namespace })
      const caveat = `Rates are Zipkin's counts of calls over the last ${wordWindow(windowMs)}, of the traces that were kept.`
      return { sighting: { ...sighting, caveats: [caveat] }, warnings: [] }
    },
    close: () => client.close(),
  })
}
