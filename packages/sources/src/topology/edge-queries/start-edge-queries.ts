import { UpstreamError } from '../../client/failure.ts'
import { openPrometheusApi, type PrometheusApi } from '../../prometheus/api.ts'
import { onlyUrl } from '../../reading/only-url.ts'
import { openSourceClient, startPolledSource, type Discovery } from '../start-polled-source.ts'
import type { RunningTopologySource, TopologySurroundings } from '../topology-source.ts'
import { askPlan } from './ask-plan.ts'
import { buildSighting } from './build-sighting.ts'
import { compilePlan } from './compile-plan.ts'
import type { EdgePlan, EdgeQueriesConfig } from './edge-plan.ts'
import { nameRows } from './read-edges.ts'
import { scopeNames } from './scope-names.ts'
import { wordCaveats } from './word-plan.ts'

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

  return async (signal: AbortSignal): Promise<Discovery> => {
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
  const { upstream } = config
  const client = openSourceClient(config, surroundings, { url: onlyUrl(upstream), options: upstream.client })
  return startPolledSource({
    settings: config,
    surroundings,
    ask: openEdgeQueries(openPrometheusApi(client, surroundings.now), config),
    close: () => client.close(),
  })
}
