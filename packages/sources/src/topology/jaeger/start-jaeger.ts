import { isoOf } from '@statusgraph/model'
import { UpstreamError } from '../../client/failure.ts'
import { parseJson } from '../../client/json.ts'
import {
  mostLinkBytes,
  readLinks,
  sightLinks,
  wordWindow,
  type DependencyLink,
  type DependencySettings,
} from '../dependency-links.ts'
import { openSourceClient, startPolledSource } from '../start-polled-source.ts'
import type { RunningTopologySource, TopologySurroundings } from '../topology-source.ts'
import { readDependencies } from './read-dependencies.ts'

export interface JaegerConfig extends DependencySettings {
  readonly kind: 'jaeger'
}

/** Asks a Jaeger which service calls which. */
export function startJaeger(config: JaegerConfig, surroundings: TopologySurroundings): RunningTopologySource {
  const { windowMs } = config
  const { now } = surroundings
  const client = openSourceClient(config, surroundings, { url: config.url, options: config.client })

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
        ...sightLinks(await askEither(signal), config),
        caveats: [
          `Rates are Jaeger's counts of calls over the last ${wordWindow(windowMs)}, of the traces that were kept; Jaeger counts no errors.`,
        ],
      },
      warnings: [],
    }),
    close: () => client.close(),
  })
}
