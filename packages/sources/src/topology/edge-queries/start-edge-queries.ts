import type { Sighting } from '@statusgraph/model'
import { UpstreamError } from '../../client/failure.ts'
import { openHttpClient } from '../../client/http-client.ts'
import { startRhythm } from '../../poller/rhythm.ts'
import { openPrometheusApi, type PrometheusApi } from '../../prometheus/api.ts'
import { onlyUrl } from '../../reading/only-url.ts'
import type { RunningTopologySource, TopologySurroundings } from '../topology-source.ts'
import { askPlan } from './ask-plan.ts'
import { buildSighting } from './build-sighting.ts'
import { compilePlan } from './compile-plan.ts'
import type { EdgePlan, EdgeQueriesConfig } from './edge-plan.ts'
import { nameRows } from './read-edges.ts'
import { scopeNames } from './scope-names.ts'
import { wordCaveats } from './word-plan.ts'

export interface FoundEdges {
  readonly sighting: Sighting
  readonly warnings: readonly string[]
}

export interface PlanSettings {
  readonly plan: EdgePlan
  readonly windowMs: number
  readonly lookbackMs: number
  readonly maxNodes: number
  readonly maxEdges: number
}

/** Asks one Prometheus everything that a plan holds, and makes one picture of it; keeps what it must know next time. */
export function openEdgeQueries(api: PrometheusApi, settings: PlanSettings) {
  const { plan, maxNodes, maxEdges } = settings
  const compiled = compilePlan(plan, settings)
  const ask = askPlan(api, compiled, maxEdges)
  const names = scopeNames()
  const caveats = wordCaveats(plan, settings)

  return async (signal: AbortSignal): Promise<FoundEdges> => {
    const { answers, warnings } = await ask(signal)
    const { rows, unnamed, isAnyUnderstood } = nameRows(answers)
    if (unnamed.length > 0 && !isAnyUnderstood) {
      // Nothing can be learned like this. As a failure it freezes what was known, and somebody is told.
      throw new UpstreamError('wrong-shape', [unnamed[0], plan.unnamed].filter((text) => text !== undefined).join(' '))
    }
    const unread = answers.reduce((sum, answer) => sum + answer.unread, 0)
    const sighting = { ...buildSighting(rows, names, { maxNodes, maxEdges, unread }), caveats }
    return { sighting, warnings: [...warnings, ...unnamed] }
  }
}

/** Asks a Prometheus for edges, at once and until it is stopped. */
export function startEdgeQueries(config: EdgeQueriesConfig, surroundings: TopologySurroundings): RunningTopologySource {
  const { now, random, onHandover, onRequest } = surroundings
  const { name, upstream, intervalMs, timeoutMs } = config
  const client = openHttpClient({
    url: onlyUrl(upstream),
    options: upstream.client,
    timeoutMs,
    now,
    onRequest: (facet, seconds, outcome) => onRequest?.({ upstream: name, facet, seconds, outcome }),
  })
  const ask = openEdgeQueries(openPrometheusApi(client, now), config)
  const stopping = new AbortController()
  const rhythm = startRhythm<FoundEdges>({
    intervalMs,
    ask,
    now,
    random,
    onFound: ({ sighting, warnings }, stamp) =>
      onHandover({ kind: 'seen', source: name, ...stamp, sighting, warnings }),
    onFailure: (failure, stamp) => onHandover({ kind: 'failed', source: name, ...stamp, failure }),
  })

  return {
    settings: config,
    nudge: () => rhythm.nudge(),
    poll: () => rhythm.state(),
    async probe() {
      try {
        const { sighting } = await ask(stopping.signal)
        return { ok: true, nodes: sighting.nodes.length, edges: sighting.edges.length }
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error
        return { ok: false, message: error.message }
      }
    },
    async stop() {
      stopping.abort(new UpstreamError('stopped', 'The source is no longer asked.'))
      await rhythm.stop()
      await client.close()
    },
  }
}
