import { isoOf } from '@statusgraph/model'
import { UpstreamError } from '../../client/failure.ts'
import { openHttpClient } from '../../client/http-client.ts'
import { parseJson } from '../../client/json.ts'
import { mostLinkBytes, readLinks, sightLinks, wordWindow, type DependencyLink } from '../dependency-links.ts'
import { clientSettings, startPolledSource } from '../start-polled-source.ts'
import type {
  RunningTopologySource,
  TopologyEndpoint,
  TopologySettings,
  TopologySurroundings,
} from '../topology-source.ts'
import { readDependencies } from './read-dependencies.ts'

export interface JaegerConfig extends TopologySettings, TopologyEndpoint {
  readonly kind: 'jaeger'
  /** What calls are counted over. */
  readonly windowMs: number
  /** Where the services live; Jaeger knows bare names only. */
  readonly namespace?: string
}

/** Asks a Jaeger which service calls which. */
export function startJaeger(config: JaegerConfig, surroundings: TopologySurroundings): RunningTopologySource {
  const { windowMs, namespace } = config
  const { now } = surroundings
  const client = openHttpClient({ ...clientSettings(config, surroundings), url: config.url, options: config.client })

  async function get(path: string, query: URLSearchParams, signal: AbortSignal): Promise<readonly DependencyLink[]> {
    const { bytes } = await client.ask({ facet: 'topology', path, query, signal, limitBytes: mostLinkBytes })
    return readLinks(readDependencies(parseJson(bytes)), false)
  }

  /** The API that the page of every Jaeger uses; where somebody switched it off, the new one is there. */
  async function askEither(signal: AbortSignal): Promise<readonly DependencyLink[]> {
    const at = now()
    const query = new URLSearchParams({ endTs: String(Math.round(at.wallMs)), lookback: String(windowMs) })
    try {
      return await get('/api/dependencies', query, signal)
    } catch (error) {
      if (!(error instanceof UpstreamError) || error.status !== 404) throw error
      const startTime = isoOf({ ...at, wallMs: at.wallMs - windowMs })
      return get('/api/v3/dependencies', new URLSearchParams({ startTime, endTime: isoOf(at) }), signal)
    }
  }

  return startPolledSource({
    settings: config,
    surroundings,
    ask: async (signal) => ({
      sighting: {
        ...sightLinks(await askEither(signal), { windowMs, namespace }),
        caveats: [
          `Rates are Jaeger's counts of calls over the last ${wordWindow(windowMs)}, of the traces that were kept; Jaeger counts no errors.`,
        ],
      },
      warnings: [],
    }),
    close: () => client.close(),
  })
}
