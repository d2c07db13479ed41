import fc from 'fast-check'
import { expect, test } from 'vitest'
import { UpstreamError } from '../client/failure.ts'
import type { PrometheusApi, Said } from './api.ts'
import { askPresence } from './presence.ts'
import { askRules } from './rules.ts'
import { askRange } from './samples.ts'

const { signal } = new AbortController()

/** JSON that begins like an answer and then is anything. */
const answer = fc.oneof(
  fc.jsonValue(),
  fc.record({
    resultType: fc.constantFrom('vector', 'matrix', 'scalar', 'string', 'streams'),
    result: fc.oneof(
      fc.jsonValue(),
      fc.array(
        fc.record({
          metric: fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue())),
          values: fc.oneof(fc.jsonValue(), fc.array(fc.tuple(fc.double(), fc.string()))),
        }),
      ),
    ),
  }),
  fc.record({
    groups: fc.array(
      fc.record({ name: fc.string(), rules: fc.array(fc.record({ name: fc.string(), alerts: fc.jsonValue() })) }),
    ),
  }),
)

/** An API whose every answer holds these data. */
function apiThatSays(data: unknown): PrometheusApi {
  const isRecord = typeof data === 'object' && data !== null && !Array.isArray(data)
  const said: Said = { data: isRecord ? { ...data } : {}, warnings: [] }
  return {
    get: () => Promise.resolve(said),
    list: () => Promise.resolve({ data: [], warnings: [] }),
    query: () => Promise.resolve(said),
    wallMs: () => 1_800_000_000_000,
    skewMs: () => 0,
    version: () => Promise.resolve(undefined),
    upForMs: () => Promise.resolve(undefined),
  }
}

const mapping = { serviceLabels: ['service'], queries: [] }
const query = { name: 'q', query: 'q', serviceLabel: 'service', rangeMs: 60_000 }

test('whatever a Prometheus sends, it is read or refused as wrong, and nothing else happens', async () => {
  await fc.assert(
    fc.asyncProperty(answer, async (data) => {
      const api = apiThatSays(data)
      const outcomes = await Promise.allSettled([
        askPresence(api, mapping)(signal),
        askRules(api)(signal),
        askRange(api, { query, rangeMs: 60_000, stepMs: 1_000, value: 'any' }, signal),
      ])
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(UpstreamError)
      }
    }),
  )
})
