import { UpstreamError } from '../../client/failure.ts'
import { openPrometheusApi, type PrometheusApi } from '../../prometheus/api.ts'
import { readVector } from '../../prometheus/vector.ts'
import { onlyUrl } from '../../reading/only-url.ts'
import type { UpstreamConfig } from '../../source.ts'
import { openSourceClient } from '../start-polled-source.ts'
import type { TopologySurroundings } from '../topology-source.ts'
import type { EdgePlan, Preset } from './edge-plan.ts'
import { presets } from './presets/presets.ts'
import { openEdgeQueries } from './start-edge-queries.ts'

/** A producer of edges whose data is in a Prometheus. */
export interface DetectedPreset {
  readonly preset: string
  readonly title: string
  /** Those of its metrics that were found. */
  readonly metrics: readonly string[]
  /** How many edges it would add now. */
  readonly edges: number
  /** Why it would add none although its series are there, as a sentence. */
  readonly problem?: string
}

export interface DetectSurroundings extends Pick<TopologySurroundings, 'now' | 'onRequest'> {
  readonly signal: AbortSignal
}

/** Series that ended longer ago are no data any more. */
const lookbackMs = 2 * 60_000
/** Some producers are only found by what they count. */
const windowMs = 5 * 60_000
/** Whoever waits for this is a person: after so long, edges are no longer counted. */
const patienceMs = 20_000
const tooLate = 'This Prometheus is too slow for its edges to be counted now.'
const limits = { maxNodes: 20_000, maxEdges: 60_000 }

/**
 * Finds out which presets have data in a Prometheus, and what each would add: the names of metrics by one request, and
 * for each preset that is found the queries that prove its edges.
 *
 * @throws {UpstreamError} when the Prometheus does not say
 */
export async function detectPresets(
  upstream: UpstreamConfig,
  surroundings: DetectSurroundings,
): Promise<readonly DetectedPreset[]> {
  const { now, signal } = surroundings
  const client = openSourceClient(upstream, surroundings, { url: onlyUrl(upstream), options: upstream.client })
  try {
    const api = openPrometheusApi(client, now)
    const startedMonoMs = now().monoMs
    const names = await findMetrics(api, signal)
    const found: DetectedPreset[] = []
    for (const preset of presets) {
      if (preset.variantOf !== undefined) continue
      const metrics = [...new Set(preset.proof.map(metricOf))].filter((metric) => names.has(metric))
      if (metrics.length === 0) continue
      const isLate = now().monoMs - startedMonoMs > patienceMs
      const counted = isLate ? { edges: 0, problem: tooLate } : await countEdges(api, preset, signal)
      if (counted !== undefined) found.push({ preset: preset.name, title: preset.title, metrics, ...counted })
    }
    return found
  } finally {
    await client.close()
  }
}

async function findMetrics(api: PrometheusApi, signal: AbortSignal): Promise<ReadonlySet<unknown>> {
  const nowMs = api.wallMs()
  const parameters = new URLSearchParams({
    start: String((nowMs - windowMs) / 1000),
    end: String(nowMs / 1000),
  })
  for (const selector of presets.flatMap(({ proof }) => proof)) parameters.append('match[]', selector)
  const path = '/api/v1/label/__name__/values'
  const { data } = await api.list({ facet: 'topology', path, parameters, signal })
  return new Set(data)
}

function metricOf(selector: string): string {
  return selector.replace(/\{.*$/, '')
}

/** Undefined: the series are gone, only their names are still known. */
async function countEdges(
  api: PrometheusApi,
  preset: Preset,
  signal: AbortSignal,
): Promise<Pick<DetectedPreset, 'edges' | 'problem'> | undefined> {
  try {
    const ask = openEdgeQueries(api, { plan: provingPlan(preset), windowMs, lookbackMs, ...limits })
    const { sighting } = await ask(signal)
    const edges = sighting.edges.length + (sighting.leftOut?.edges ?? 0)
    if (edges > 0) return { edges }
    if (!(await hasSeries(api, preset, signal))) return undefined
    return { edges: 0, problem: preset.unnamed ?? 'Its series are there, and none names both ends of an edge.' }
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.code === 'stopped') throw error
    return { edges: 0, problem: error.message }
  }
}

/** Nothing but what proves each edge. */
function provingPlan({ edges, ...plan }: EdgePlan): EdgePlan {
  return {
    ...plan,
    edges: edges.map(({ queries, ...edge }) => ({
      ...edge,
      queries: queries.presence === undefined ? { rate: queries.rate } : { presence: queries.presence },
    })),
  }
}

async function hasSeries(api: PrometheusApi, { proof }: Preset, signal: AbortSignal): Promise<boolean> {
  const query = proof.map((selector) => `group(last_over_time(${selector}[${lookbackMs}ms]))`).join(' or ')
  const parameters = new URLSearchParams({ query })
  return readVector(await api.query({ facet: 'topology', path: '/api/v1/query', parameters, signal })).length > 0
}
