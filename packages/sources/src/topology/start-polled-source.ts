import type { Sighting } from '@statusgraph/model'
import { UpstreamError } from '../client/failure.ts'
import { openHttpClient, type HttpClient, type HttpClientSettings } from '../client/http-client.ts'
import { startRhythm } from '../poller/rhythm.ts'
import { limitSighting } from './limit-sighting.ts'
import type { RunningTopologySource, TopologySettings, TopologySurroundings } from './topology-source.ts'

/** What one round of questions gave. */
export interface Discovery {
  readonly sighting: Sighting
  readonly warnings: readonly string[]
}

export interface PolledSourceOptions {
  readonly settings: TopologySettings
  readonly surroundings: TopologySurroundings
  /** Asks for everything there is now; throws an UpstreamError when there is no good answer. */
  readonly ask: (signal: AbortSignal) => Promise<Discovery>
  /** Ends whatever `ask` has left open. */
  readonly close: () => Promise<void>
}

/**
 * Asks a topology source in its rhythm and hands over what it tells, within its limits. A failure is handed over too,
 * in words, and erases nothing.
 */
export function startPolledSource(options: PolledSourceOptions): RunningTopologySource {
  const { settings, surroundings, ask } = options
  const { name } = settings
  const { now, random, onHandover } = surroundings
  const stopping = new AbortController()

  const rhythm = startRhythm<Discovery>({
    intervalMs: settings.intervalMs,
    ask,
    now,
    random,
    onFound: ({ sighting, warnings }, stamp) =>
      onHandover({ kind: 'seen', source: name, ...stamp, sighting: limitSighting(sighting, settings), warnings }),
    onFailure: (failure, stamp) => onHandover({ kind: 'failed', source: name, ...stamp, failure }),
  })

  return {
    settings,
    nudge: () => rhythm.nudge(),
    poll: () => rhythm.state(),
    async probe() {
      try {
        const { sighting } = await ask(stopping.signal)
        const { nodes, edges } = limitSighting(sighting, settings)
        return { ok: true, nodes: nodes.length, edges: edges.length }
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error
        return { ok: false, message: error.message }
      }
    },
    async stop() {
      stopping.abort(new UpstreamError('stopped', 'The source is no longer asked.'))
      await rhythm.stop()
      await options.close()
    },
  }
}

/** Opens the client that a topology source asks with: its requests end in time and are counted under its name. */
export function openSourceClient(
  { name, timeoutMs }: Pick<TopologySettings, 'name' | 'timeoutMs'>,
  { now, onRequest }: Pick<TopologySurroundings, 'now' | 'onRequest'>,
  where: Pick<HttpClientSettings, 'url' | 'options' | 'socketPath'>,
): HttpClient {
  return openHttpClient({
    ...where,
    timeoutMs,
    now,
    onRequest: (facet, seconds, outcome) => onRequest?.({ upstream: name, facet, seconds, outcome }),
  })
}
