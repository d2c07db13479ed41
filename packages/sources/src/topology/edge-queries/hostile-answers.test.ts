import fc from 'fast-check'
import { expect, test } from 'vitest'
import { UpstreamError } from '../../client/failure.ts'
import type { PrometheusApi, Said } from '../../prometheus/api.ts'
import { presets } from './presets/presets.ts'
import { openEdgeQueries } from './start-edge-queries.ts'

const limits = { windowMs: 300_000, lookbackMs: 3_600_000, maxNodes: 12, maxEdges: 8 }

/** A Prometheus that answers each question with the next of these. */
function apiThatSays(answers: readonly unknown[]): PrometheusApi {
  let asked = 0
  const say = (): Promise<Said> => {
    const data = answers[asked++ % Math.max(1, answers.length)]
    const isRecord = typeof data === 'object' && data !== null && !Array.isArray(data)
    return Promise.resolve({ data: isRecord ? { ...data } : {}, warnings: [] })
  }
  return {
    get: say,
    list: () => Promise.resolve({ data: [], warnings: [] }),
    query: say,
    wallMs: () => 1_800_000_000_000,
    skewMs: () => 0,
    version: () => Promise.resolve(undefined),
    upForMs: () => Promise.resolve(undefined),
  }
}

const labels = (
  'client server connection_type source destination proxy server_port container_id __proto__ ingress state ' +
  'source_workload destination_workload source_cluster destination_cluster namespace'
).split(' ')
const value = fc.oneof(
  fc.constantFrom(
    '',
    'unknown',
    'user',
    'shop/cart',
    'a/b/c/d',
    '/',
    '//',
    '__proto__',
    'constructor',
    '10.0.0.1:80',
    'cart.shop.svc',
  ),
  fc.string({ unit: 'binary' }),
)
const row = fc.record({
  metric: fc.dictionary(fc.constantFrom(...labels), value),
  value: fc.tuple(fc.double(), fc.constantFrom('1', '0', '-1', 'NaN', '+Inf', '-Inf', '', '1e308', 'x')),
})
const goodAnswer = fc.record({ resultType: fc.constant('vector'), result: fc.array(row, { maxLength: 15 }) })
const strangeAnswer = fc.record(
  { resultType: fc.constantFrom('vector', 'matrix', 'scalar', 'string'), result: fc.jsonValue() },
  { requiredKeys: [] },
)

async function check(answers: readonly unknown[], preset: (typeof presets)[number]): Promise<void> {
  const ask = openEdgeQueries(apiThatSays(answers), { ...limits, plan: preset })
  let found
  try {
    found = await ask(new AbortController().signal)
  } catch (error) {
    expect(error).toBeInstanceOf(UpstreamError)
    return
  }
  const { nodes, edges } = found.sighting
  const ids = nodes.map(({ id }) => id)
  expect(nodes.length).toBeLessThanOrEqual(limits.maxNodes)
  expect(edges.length).toBeLessThanOrEqual(limits.maxEdges)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.every((id) => id !== '' && id.length <= 200)).toBe(true)
  expect(edges.every(({ source, target }) => ids.includes(source) && ids.includes(target))).toBe(true)
  const pairs = edges.map(({ source, target }) => `${source}→${target}`)
  expect(new Set(pairs).size).toBe(pairs.length)
  for (const { traffic } of edges) {
    const { layer: _, ...numbers } = traffic ?? { layer: 'l4' }
    expect(Object.values(numbers).every((number) => Number.isFinite(number) && number >= 0)).toBe(true)
    const { errorsPerSecond = 0, ratePerSecond = Infinity } = traffic ?? {}
    expect(errorsPerSecond).toBeLessThanOrEqual(ratePerSecond)
  }
}

test('whatever labels and numbers come, what is handed over is within limits and true to itself', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(goodAnswer, { minLength: 1, maxLength: 6 }), fc.constantFrom(...presets), check),
    { numRuns: 400 },
  )
})

test('an answer of any shape is understood or is a failure, never a crash', async () => {
  const answer = fc.oneof(goodAnswer, strangeAnswer, fc.jsonValue())
  await fc.assert(
    fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 6 }), fc.constantFrom(...presets), check),
    {
      numRuns: 400,
    },
  )
})
