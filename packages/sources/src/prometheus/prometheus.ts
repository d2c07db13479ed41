import type { MetricQuery, Sample } from '@statusgraph/model'
import { UpstreamError } from '../client/failure.ts'
import { createGate } from '../client/gate.ts'
import { openHttpClient } from '../client/http-client.ts'
import { startPolling, type PollingOptions } from '../poller/polling.ts'
import type { RunningSource, SourceSurroundings, UpstreamConfig } from '../source.ts'
import { clocksOf } from '../reading/clocks.ts'
import { onlyUrl } from '../reading/only-url.ts'
import { openPrometheusApi } from './api.ts'
import { askPresence } from './presence.ts'
import { createRangeCache } from './range-cache.ts'
import { askRules } from './rules.ts'
import { askRange, chooseStepMs } from './samples.ts'
import { readVector } from './vector.ts'

/** Of the four places that an upstream's requests have, range queries take two: they never hold up the other facets. */
const rangeQueriesAtOnce = 2
const regularSamplesIntervalMs = 30_000
/** Charts asked for by a person have about this many points. */
const chartPoints = 120

/** Metric queries run every 30 s, more often where the upstream is polled faster than every 15 s. */
export function samplesIntervalMs(intervalMs: number): number {
  return Math.max(intervalMs, Math.min(regularSamplesIntervalMs, 2 * intervalMs))
}

/** Polls presence, rules and every metric query of one Prometheus, each in its own rhythm. */
export function startPrometheus(config: UpstreamConfig, surroundings: SourceSurroundings): RunningSource {
  const { now, random, mapping, onHandover, onRequest } = surroundings
  const client = openHttpClient({
    url: onlyUrl(config),
    options: config.client,
    timeoutMs: config.timeoutMs,
    now,
    onRequest: (facet, seconds, outcome) => onRequest?.({ upstream: config.name, facet, seconds, outcome }),
  })
  const api = openPrometheusApi(client, now)
  const rangeGate = createGate(rangeQueriesAtOnce)
  const stopping = new AbortController()
  const cache = createRangeCache<readonly Sample[]>(now)

  function begin(facet: Pick<PollingOptions, 'facet' | 'ask' | 'intervalMs'>) {
    // What failed together is probably back together.
    const onRecovery = () => all.filter((polling) => polling.isFailing()).forEach((polling) => polling.nudge())
    return startPolling({ ...facet, upstream: config.name, now, random, onHandover, onRecovery })
  }

  function beginSamples(query: MetricQuery) {
    const facet = { kind: 'samples', query: query.name } as const
    const stepMs = chooseStepMs(query.rangeMs, query.stepMs)
    const question = { query, rangeMs: query.rangeMs, stepMs, value: 'newest' } as const
    return begin({
      facet,
      intervalMs: samplesIntervalMs(config.intervalMs),
      ask: async (signal) => {
        const answer = await rangeGate.through(() => askRange(api, question, signal), signal)
        return { kind: 'samples', facet, ...answer }
      },
    })
  }

  /** Runs a metric query once for nothing but its faults, so that a check finds them before anybody looks at a map. */
  async function tryQuery(name: string, query: string, signal: AbortSignal): Promise<void> {
    try {
      await api.query({ facet: 'samples', path: '/api/v1/query', parameters: new URLSearchParams({ query }), signal })
    } catch (error) {
      throw error instanceof UpstreamError ? error.saying(`The query "${name}" failed: ${error.message}`) : error
    }
  }

  const evidence = [
    begin({ facet: { kind: 'presence' }, intervalMs: config.intervalMs, ask: askPresence(api, mapping.metrics) }),
    begin({ facet: { kind: 'rules' }, intervalMs: config.intervalMs, ask: askRules(api) }),
  ]
  const samples = mapping.metrics.queries.map(beginSamples)
  const all = [...evidence, ...samples]

  return {
    config,
    // Range queries are dear and no alert changes them at once.
    nudge: () => evidence.forEach((polling) => polling.nudge()),
    polls: () => all.map((polling) => polling.state()),
    queryRange(query, rangeMs) {
      const stepMs = chooseStepMs(rangeMs, rangeMs / chartPoints)
      return cache(JSON.stringify([query.query, query.serviceLabel, rangeMs]), async () => {
        const ask = () => askRange(api, { query, rangeMs, stepMs, value: 'any' }, stopping.signal)
        const { samples } = await rangeGate.through(ask, stopping.signal)
        return samples
      })
    },
    clocks: () => clocksOf([{ name: onlyUrl(config), client }]),
    async probe() {
      try {
        const parameters = new URLSearchParams({ query: 'vector(1)' })
        const { signal } = stopping
        readVector(await api.query({ facet: 'presence', path: '/api/v1/query', parameters, signal }))
        for (const { name, query } of mapping.metrics.queries) await tryQuery(name, query, signal)
        const version = await api.version(signal, 'presence')
        return version === undefined ? { ok: true } : { ok: true, version }
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error
        return { ok: false, message: error.message }
      }
    },
    async stop() {
      stopping.abort(new UpstreamError('stopped', 'The upstream is no longer asked.'))
      await Promise.all(all.map((polling) => polling.stop()))
      await client.close()
    },
  }
}
