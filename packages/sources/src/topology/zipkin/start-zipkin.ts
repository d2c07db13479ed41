import { parseJson } from '../../client/json.ts'
import { mostLinkBytes, readLinks, sightLinks, wordWindow, type DependencySettings } from '../dependency-links.ts'
import { openSourceClient, startPolledSource } from '../start-polled-source.ts'
import type { RunningTopologySource, TopologySurroundings } from '../topology-source.ts'

export interface ZipkinConfig extends DependencySettings {
  readonly kind: 'zipkin'
}

/** Asks a Zipkin which service calls which. */
export function startZipkin(config: ZipkinConfig, surroundings: TopologySurroundings): RunningTopologySource {
  const { windowMs } = config
  const { now } = surroundings
  const client = openSourceClient(config, surroundings, { url: config.url, options: config.client })
  return startPolledSource({
    settings: config,
    surroundings,
    ask: async (signal) => {
      const query = new URLSearchParams({ endTs: String(Math.round(now().wallMs)), lookback: String(windowMs) })
      const question = { facet: 'topology', path: '/api/v2/dependencies', query, signal } as const
      const { bytes } = await client.ask({ ...question, limitBytes: mostLinkBytes })
      const sighting = sightLinks(readLinks(parseJson(bytes), true), config)
      const caveat = `Rates are Zipkin's counts of calls over the last ${wordWindow(windowMs)}, of the traces that were kept.`
      return { sighting: { ...sighting, caveats: [caveat] }, warnings: [] }
    },
    close: () => client.close(),
  })
}
