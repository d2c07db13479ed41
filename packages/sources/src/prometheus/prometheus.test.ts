import { readFileSync } from 'node:fs'
import { defaultMapping, type Mapping } from '@statusgraph/model'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startSource } from '../start-source.ts'
import { answerAsPrometheus, type PrometheusState } from '../testing/answers.ts'
import { startFaultServer, type Answering } from '../testing/fault-server.ts'
import { recordHandovers } from '../testing/handovers.ts'
import { presenceQuery } from './presence.ts'
import { samplesIntervalMs } from './prometheus.ts'

const load = { name: 'load', query: 'load', serviceLabel: 'service', rangeMs: 60_000 }

async function serve(state: PrometheusState | (() => PrometheusState)) {
  return serveAnswers(answerAsPrometheus(state))
}

async function serveAnswers(answering: Answering) {
  const server = await startFaultServer(answering)
  onTestFinished(() => server.close())
  return server
}

function start(
  url: string,
  metrics: Partial<Mapping['metrics']> = {},
  more: { wallMs?: () => number; intervalMs?: number } = {},
) {
  const { wallMs = Date.now, intervalMs = 600_000 } = more
  const record = recordHandovers()
  const source = startSource(
    { name: 'prometheus', kind: 'prometheus', urls: [url], client: { headers: [] }, intervalMs, timeoutMs: 15_000 },
    {
      mapping: { ...defaultMapping, metrics: { serviceLabels: ['service'], queries: [], ...metrics } },
      now: () => ({ monoMs: performance.now(), wallMs: wallMs() }),
      random: () => 0.5,
      onHandover: record.onHandover,
    },
  )
  onTestFinished(() => source.stop())
  return { source, ...record }
}

const recorded = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../testing/fixtures/prometheus/2.42.0/${name}.json`, import.meta.url), 'utf8'))

const answerAsRecorded: Answering = ({ path }) => {
  if (path.endsWith('/query')) return { body: recorded('query-presence') }
  if (path.endsWith('/rules')) return { body: recorded('rules') }
  return path.endsWith('/buildinfo') ? { body: recorded('buildinfo') } : undefined
}

test('what a real Prometheus 2.42 says of its rules is read: firing, pending, broken', async () => {
  const { next } = start((await serveAnswers(answerAsRecorded)).url)
  const { rules } = await next('rules')
  expect(
    rules.map(({ name, health, forSeconds, alerts }) => [name, health, forSeconds, alerts.map(({ state }) => state)]),
  ).toEqual([
    ['service_down', 'ok', 0, ['firing']],
    ['slow', 'ok', 300, ['pending']],
    ['broken', 'err', 0, []],
  ])
  expect(rules[0]).toMatchObject({
    group: 'shop',
    labels: { severity: 'critical' },
    annotations: { summary: '{{ $labels.service_id }} down' },
    alerts: [{ labels: { service_id: 'dead.svc' }, annotations: { summary: 'dead.svc down' }, value: '0e+00' }],
  })
  expect(rules[2]?.lastError).toContain('found duplicate series')
})

test('what a real Prometheus 2.42 says is present is read, with its version; a target that is down is not present', async () => {
  const { next } = start((await serveAnswers(answerAsRecorded)).url, { serviceLabels: ['service_id'] })
  const { services, version } = await next('presence')
  expect(services).toEqual([
    { service: 'checkout.svc', label: 'service_id' },
    { service: 'cart.svc', label: 'service_id' },
  ])
  expect(version).toBe('2.42.0+ds')
})

test('the presence query leaves out what outlives a service', () => {
  expect(presenceQuery('service_id')).toBe(
    'group by (service_id) ({service_id!="", __name__!~"ALERTS|ALERTS_FOR_STATE|up|scrape_.+|.*:.*"}) or group by (service_id) (up{service_id!=""} == 1)',
  )
})

test('a label whose name is no plain word is quoted in the presence query', () => {
  expect(presenceQuery('service.name"} or vector(1)')).toContain('"service.name\\"} or vector(1)"!=""')
})

test('every service label is asked for, and each service is told once per label', async () => {
  const server = await serve({ present: [{ a: 'x, y', b: 'x' }, { a: 'y,' }] })
  const { services } = await start(server.url, { serviceLabels: ['a', 'b'] }).next('presence')
  expect(services).toEqual([
    { service: 'x', label: 'a' },
    { service: 'y', label: 'a' },
    { service: 'x', label: 'b' },
  ])
  expect(server.received.filter(({ path }) => path === '/api/v1/query')).toHaveLength(2)
})

test('a configured presence query takes the place of our own', async () => {
  const server = await serve({ present: [{ service: 'cart' }] })
  const { services } = await start(server.url, { presence: 'up == 1' }).next('presence')
  expect(services).toEqual([{ service: 'cart', label: 'service' }])
  expect(server.received.find(({ path }) => path === '/api/v1/query')?.parameters.get('query')).toBe('up == 1')
})

test('without service labels nothing is present, but the upstream is still asked whether it lives', async () => {
  const server = await serve({ present: [{ service: 'cart' }] })
  const { next, source } = start(server.url, { serviceLabels: [] })
  expect((await next('presence')).services).toEqual([])
  server.fail('internal-error')
  source.nudge()
  await next('failed', ({ facet }) => facet.kind === 'presence')
})

test('queries are posted; where a proxy forbids that, they are asked for by GET from then on', async () => {
  const good = answerAsPrometheus({ present: [{ service: 'cart' }] })
  const server = await serveAnswers((request) =>
    request.method === 'POST' ? { status: 403, body: 'read only' } : good(request),
  )
  const { next, source } = start(server.url)
  const methods = () => server.received.flatMap(({ path, method }) => (path === '/api/v1/query' ? [method] : []))
  await next('presence')
  expect(methods()).toEqual(['POST', 'GET'])
  source.nudge()
  await next('presence')
  expect(methods()).toEqual(['POST', 'GET', 'GET'])
})

test('credentials that are refused both ways do not end posting', async () => {
  let isForbidden = true
  const good = answerAsPrometheus({})
  const server = await serveAnswers((request) => (isForbidden ? { status: 403, body: 'no' } : good(request)))
  const { next, source } = start(server.url)
  expect((await next('failed', ({ facet }) => facet.kind === 'presence')).failure.code).toBe('unauthorized')
  isForbidden = false
  source.nudge()
  await next('presence')
  expect(server.received.findLast(({ path }) => path === '/api/v1/query')?.method).toBe('POST')
})

test('warnings and a partial answer are handed on', async () => {
  const server = await serve({ warnings: ['store \u001B[31mA\u001B[0m is unavailable'] })
  expect((await start(server.url).next('presence')).warnings).toEqual(['store [31mA [0m is unavailable'])
  const partial = await serveAnswers(() => ({
    body: { status: 'success', isPartial: true, data: { resultType: 'vector', result: [] } },
  }))
  expect((await start(partial.url).next('presence')).warnings).toEqual(['The answer is partial.'])
})

test("Prometheus's own error is told in its words", async () => {
  const body = { status: 'error', errorType: 'bad_data', error: 'parse error: unclosed left parenthesis' }
  const server = await serveAnswers(() => ({ status: 400, body }))
  expect((await start(server.url).next('failed')).failure).toEqual({
    code: 'upstream-error',
    message: 'It answered with an error (400): bad_data: parse error: unclosed left parenthesis',
  })
})

test('an error in an answer with status 200 is a failure too', async () => {
  const server = await serveAnswers(() => ({ body: { status: 'error', errorType: 'timeout', error: 'too slow' } }))
  expect((await start(server.url).next('failed')).failure.message).toBe('It answered with an error: timeout: too slow')
})

test('rules that come in pages are put together', async () => {
  const rule = (name: string) => ({ name: `group-${name}`, rules: [{ name, type: 'alerting', health: 'ok' }] })
  const server = await serveAnswers(({ path, parameters }) => {
    if (!path.endsWith('/rules')) return undefined
    const token = parameters.get('group_next_token')
    if (token !== null && !parameters.has('group_limit')) return { status: 400, body: 'token without limit' }
    if (token === null) return { body: { status: 'success', data: { groups: [rule('a')], groupNextToken: 't1' } } }
    if (token === 't1')
      return { body: { status: 'success', data: { groups: [rule('b')], 'groupNextToken:omitempty': 't2' } } }
    return { body: { status: 'success', data: { groups: [rule('c')] } } }
  })
  const { rules } = await start(server.url).next('rules')
  expect(rules.map(({ name }) => name)).toEqual(['a', 'b', 'c'])
})

test('rules are told with how long their process has been up, by its own clock, and how often they are looked at', async () => {
  const startedAt = Date.now() + 3_600_000
  const server = await serveAnswers(({ path }) => {
    const headers = { date: new Date(startedAt + 8_000).toUTCString() }
    if (path.endsWith('/runtimeinfo')) {
      return { headers, body: { status: 'success', data: { startTime: new Date(startedAt).toISOString() } } }
    }
    const groups = [{ name: 'g', interval: 30, rules: [{ name: 'a', type: 'alerting', health: 'ok' }] }]
    return path.endsWith('/rules') ? { headers, body: { status: 'success', data: { groups } } } : undefined
  })
  const { rules, upForMs } = await start(server.url).next('rules')
  expect(rules[0]?.intervalSeconds).toBe(30)
  expect(upForMs).toBeGreaterThan(5_000)
  expect(upForMs).toBeLessThan(60_000)
})

test('a backend that does not tell when it started is asked for it once', async () => {
  const server = await serve({ groups: [] })
  const { next } = start(server.url, {}, { intervalMs: 20 })
  expect((await next('rules')).upForMs).toBeUndefined()
  await next('rules')
  await next('rules')
  expect(server.received.filter(({ path }) => path.endsWith('/runtimeinfo'))).toHaveLength(1)
})

test('a backend that says null for no rules has none', async () => {
  const server = await serveAnswers(() => ({ body: { status: 'success', data: { groups: null } } }))
  expect((await start(server.url).next('rules')).rules).toEqual([])
})

test('a backend without a rules API says so in its failure', async () => {
  const server = await serveAnswers(() => undefined)
  const { failure } = await start(server.url).next('failed', ({ facet }) => facet.kind === 'rules')
  expect(failure.message).toBe('It has no rules API (404): pending alerts and rule health cannot be shown.')
})

test('samples of a configured query are handed over by service, with their series', async () => {
  const server = await serve({ ranges: [{ metric: { service: 'a, b' }, newest: ['1', 'NaN', '3'] }] })
  const { samples } = await start(server.url, { queries: [load] }).next('samples')
  expect(samples.map(({ service, value }) => [service, value])).toEqual([
    ['a', 3],
    ['b', 3],
  ])
  expect(samples[0]?.series).toHaveLength(61)
  expect(samples[0]?.series.slice(-4).map(([, value]) => value)).toEqual([null, 1, null, 3])
})

test('a wall clock of ours that is wrong does not make the past look like the present', async () => {
  const server = await serve({ ranges: [{ metric: { service: 'a' }, newest: ['1'] }] })
  const { next } = start(server.url, { queries: [load] }, { wallMs: () => Date.now() - 3_600_000 })
  const { samples } = await next('samples')
  expect(Math.abs(Date.parse(samples[0]?.at ?? '') - Date.now())).toBeLessThan(60_000)
})

test('many viewers of one chart make one request, and other ranges and later times make their own', async () => {
  const server = await serve({ ranges: [{ metric: { service: 'a' }, newest: ['1', '2'] }] })
  const { source } = start(server.url)
  const asked = () => server.received.filter(({ path }) => path === '/api/v1/query_range').length
  const answers = await Promise.all(Array.from({ length: 1_000 }, async () => source.queryRange?.(load, 3_600_000)))
  expect(asked()).toBe(1)
  expect(answers[999]?.[0]).toMatchObject({ service: 'a', value: 2 })
  await source.queryRange?.(load, 7_200_000)
  expect(asked()).toBe(2)
})

test('a chart that cannot be had is refused with the cause', async () => {
  const server = await serve({})
  server.fail('internal-error')
  await expect(start(server.url).source.queryRange?.(load, 3_600_000)).rejects.toMatchObject({ code: 'http-status' })
})

test('when one facet is back, the others of the same upstream are tried at once', async () => {
  const server = await serve({})
  server.fail('internal-error')
  const { next, source } = start(server.url, { queries: [load] })
  await next('failed', ({ facet }) => facet.kind === 'samples')
  server.fail(undefined)
  const back = next('samples')
  source.nudge()
  expect(await back).toMatchObject({ samples: [] })
})

test('range queries that hang hold up neither presence nor rules', async () => {
  const server = await serve({})
  server.fail('hang-before-headers', ({ path }) => path === '/api/v1/query_range')
  const queries = Array.from({ length: 10 }, (_, index) => ({ ...load, name: `q${index}` }))
  const { next, source, all } = start(server.url, { queries })
  await Promise.all([next('presence'), next('rules')])
  const again = Promise.all([next('presence'), next('rules')])
  source.nudge()
  expect(await again).toHaveLength(2)
  expect(all.filter(({ facet }) => facet.kind === 'samples')).toEqual([])
})

test('metric queries run every 30 s, and faster only where the upstream is polled very fast', () => {
  expect([1_000, 10_000, 15_000, 60_000].map(samplesIntervalMs)).toEqual([2_000, 20_000, 30_000, 60_000])
})

test('a probe tells the version, or the cause', async () => {
  const server = await serve({})
  const { source } = start(server.url)
  expect(await source.probe()).toEqual({ ok: true, version: '3.8.0' })
  server.fail('html')
  expect(await source.probe()).toEqual({ ok: false, message: 'The answer is a web page, not JSON.' })
})

test('a probe names a metric query that the upstream refuses', async () => {
  const server = await serve({})
  const { source } = start(server.url, { queries: [load] })
  server.fail('internal-error', ({ parameters }) => parameters.get('query') === load.query)
  expect(await source.probe()).toEqual({
    ok: false,
    message: expect.stringContaining(`The query "${load.name}" failed`),
  })
})

test('a stopped source asks nothing any more and hands nothing over', async () => {
  const server = await serve({})
  server.fail('hang-before-headers')
  const { source, all } = start(server.url, { queries: [load] })
  const chart = source.queryRange?.(load, 60_000)
  const refusal = Promise.resolve(chart).catch((error: unknown) => error)
  await vi.waitFor(() => expect(server.received.length).toBeGreaterThan(2))
  await Promise.all([source.stop(), source.stop()])
  await source.stop()
  expect(await refusal).toMatchObject({ code: 'stopped' })
  const asked = server.received.length
  source.nudge()
  expect(all).toEqual([])
  expect(server.received).toHaveLength(asked)
})
