import { defaultMapping } from '@statusgraph/model'
import { startFaultServer, type Answering, type FaultServer } from '@statusgraph/sources/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseConfig } from '../config/parse-config.ts'
import { startServing, type Serving } from '../testing/serving.ts'

/** A Prometheus that has a service graph with two edges. */
const answerWithTraces: Answering = ({ path, parameters }) => {
  if (path.endsWith('/label/__name__/values')) {
    return { body: { status: 'success', data: ['traces_service_graph_request_total', 'istio_requests_total'] } }
  }
  const query = parameters.get('query') ?? ''
  const edges = [
    { client: 'web', server: 'cart' },
    { client: 'cart', server: 'db', connection_type: 'database' },
  ]
  const result = query.includes('last_over_time(traces_service_graph')
    ? edges.map((metric) => ({ metric, value: [0, '1'] }))
    : []
  return { body: { status: 'success', data: { resultType: 'vector', result } } }
}

let traces: FaultServer
let broken: FaultServer
let serving: Serving
let monoMs = 0

beforeEach(async () => {
  traces = await startFaultServer(answerWithTraces)
  broken = await startFaultServer(() => undefined)
  const text = `
upstream:
  prometheus:
    - { name: main, url: '${traces.url}', interval: 1h, basic_auth: { username: viewer, password: canary-word } }
    - { name: Zweites Haus, url: '${traces.url}/', interval: 1h }
    - { name: broken, url: '${broken.url}', interval: 1h }
sources:
  prometheus: { preset: service-graph, interval: 1h }
`
  const surroundings = { env: {}, flags: {}, cwd: '/' }
  const { config } = parseConfig([{ file: 'statusgraph.yaml', text }], surroundings)
  if (config === undefined) throw new Error('the configuration is wrong')
  const { upstreams, sources } = config
  const start = performance.now()
  serving = await startServing({
    upstreams,
    sources,
    mapping: defaultMapping,
    options: { now: () => ({ monoMs: performance.now() - start + monoMs, wallMs: Date.now() }) },
  })
})
afterEach(async () => {
  await serving.stop()
  await traces.close()
  await broken.close()
})

function countDetections(server: FaultServer): number {
  return server.received.filter(({ path }) => path.endsWith('/label/__name__/values')).length
}

test('each Prometheus says what discovery could read out of it, or why nobody knows', async () => {
  const found = await serving.client.autodetectTopology()
  const preset = { preset: 'service-graph', title: 'Service graph of traces', edges: 2 }
  expect(found).toEqual([
    {
      upstream: 'main',
      presets: [{ ...preset, configured: true, config: 'sources:\n  prometheus:\n    - preset: service-graph\n' }],
    },
    {
      upstream: 'Zweites Haus',
      presets: [{ ...preset, configured: false, config: expect.stringContaining('datasource: Zweites Haus') }],
    },
    { upstream: 'broken', error: expect.stringContaining('404') },
  ])
  expect(JSON.stringify(found)).not.toContain('canary')
})

test('the YAML that is offered is a good configuration', async () => {
  const [, other] = await serving.client.autodetectTopology()
  const offered = other?.presets?.[0]?.config ?? ''
  const upstream = `upstream: { prometheus: [{ name: a, url: 'http://a' }, { name: Zweites Haus, url: 'http://b' }] }\n`
  const { config } = parseConfig([{ file: 'x.yaml', text: upstream + offered }], { env: {}, flags: {}, cwd: '/' })
  expect(config?.sources.polled).toEqual([
    expect.objectContaining({
      name: 'service-graph-Zweites-Haus',
      preset: 'service-graph',
      upstream: expect.objectContaining({ name: 'Zweites Haus', urls: ['http://b'] }),
    }),
  ])
})

test('however many ask, a Prometheus is asked once a minute', async () => {
  await Promise.all(Array.from({ length: 20 }, () => serving.client.autodetectTopology()))
  await serving.client.autodetectTopology()
  // Two upstreams have this address.
  expect(countDetections(traces)).toBe(2)
  monoMs += 61_000
  await serving.client.autodetectTopology()
  expect(countDetections(traces)).toBe(4)
})

test('a source asks with the credentials of the Prometheus that it names', async () => {
  await serving.client.autodetectTopology()
  const asked = traces.received.filter(({ path }) => path.endsWith('/label/__name__/values'))
  const word = `Basic ${Buffer.from('viewer:canary-word').toString('base64')}`
  expect(asked.map(({ headers }) => headers.authorization)).toEqual(expect.arrayContaining([word, undefined]))
  const questions = () => traces.received.filter(({ parameters }) => parameters.get('query')?.includes('rate(traces_'))
  await expect.poll(() => questions().length).toBeGreaterThan(0)
  expect(questions().every(({ headers }) => headers.authorization === word)).toBe(true)
})
