import { afterEach, beforeEach, expect, test } from 'vitest'
import { startServing, upstreamConfig, type Serving } from '../testing/serving.ts'
import { startUpstream, type Upstream } from '../testing/upstream.ts'

let upstream: Upstream
let serving: Serving
beforeEach(async () => {
  upstream = await startUpstream()
  upstream.services = ['checkout', 'cart', 'loner']
  upstream.alerts = [
    { alertname: 'checkout_down', labels: { service_id: 'checkout,Cart', severity: 'critical', team: 'pay' } },
    { alertname: 'cart_slow', labels: { service_id: 'cart', severity: 'warning' } },
    { alertname: 'nobody_knows', labels: { service_id: 'ghost', severity: 'warning', __proto__name: 'x' } },
  ]
  serving = await startServing({
    upstreams: [upstreamConfig('alertmanager', upstream.url), upstreamConfig('prometheus', upstream.url)],
  })
  await serving.client.createGraph({ version: 1, id: 'shop', nodes: [{ id: 'checkout' }, { id: 'c', name: 'cart' }] })
  await serving.until('shop', ({ upstreams }) => Object.values(upstreams).every(({ ok }) => ok))
})
afterEach(async () => {
  await serving.stop()
  await upstream.stop()
})

test('every alert is listed with the nodes that it maps to, worst first, and none is lost', async () => {
  const alerts = await serving.client.listAlerts()
  expect(alerts.map(({ name }) => name).toSorted()).toEqual(['cart_slow', 'checkout_down', 'nobody_knows'])
  expect(alerts[0]).toMatchObject({
    name: 'checkout_down',
    lamp: 'critical',
    state: 'active',
    stale: false,
    upstream: 'alertmanager',
    services: ['checkout', 'Cart'],
    nodes: [
      { graph: 'shop', node: 'checkout', name: 'checkout' },
      { graph: 'shop', node: 'c', name: 'cart' },
    ],
  })
  const unmapped = await serving.client.listAlerts({ unmapped: true })
  expect(unmapped.map(({ name }) => name)).toEqual(['nobody_knows'])
})

test('an alert that names both ends of an edge belongs to that edge, and is mapped by it', async () => {
  await serving.client.createGraph({
    version: 1,
    id: 'calls',
    nodes: [{ id: 'web' }, { id: 'db', name: 'postgres' }],
    edges: [{ id: 'e', source: 'web', target: 'db' }],
  })
  upstream.alerts = [
    ...upstream.alerts,
    { alertname: 'calls_fail', labels: { client: 'web', server: 'Postgres', severity: 'warning' } },
  ]
  await serving.until('calls', ({ edges }) => edges['e']?.lamp === 'warning')
  const alerts = await serving.client.listAlerts()
  expect(alerts.find(({ name }) => name === 'calls_fail')).toMatchObject({
    nodes: [],
    edges: [{ graph: 'calls', edge: 'e', name: 'web → postgres' }],
  })
  const unmapped = await serving.client.listAlerts({ unmapped: true })
  expect(unmapped.map(({ name }) => name)).toEqual(['nobody_knows'])
})

test.each([
  [['severity="critical"'], ['checkout_down']],
  [['severity!="critical"'], ['cart_slow', 'nobody_knows']],
  [['alertname=~"c.*"', 'team=""'], ['cart_slow']],
  [['alertname=~"cart"'], []],
  [['team!~".+"'], ['cart_slow', 'nobody_knows']],
  [['severity=warning'], ['cart_slow', 'nobody_knows']],
])('the matchers %j keep %j', async (filter, names) => {
  const alerts = await serving.client.listAlerts({ filter })
  expect(alerts.map(({ name }) => name).toSorted()).toEqual(names)
})

test('a matcher that cannot be read is refused, and one made to be slow is not', async () => {
  for (const filter of ['severity', '=x', 'a=~"("']) {
    const response = await serving.ask(`/api/v1/alerts?filter=${encodeURIComponent(filter)}`)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'request/invalid', faults: [{ path: ['filter'] }] })
  }
  const evil = encodeURIComponent(`alertname=~"^(${'a+'.repeat(20)})+$"`)
  expect((await serving.ask(`/api/v1/alerts?filter=${evil}`)).status).toBe(200)
  expect((await serving.ask('/api/v1/alerts?state=odd')).status).toBe(400)
})

test('a list that is cut says how long it is', async () => {
  const response = await serving.ask('/api/v1/alerts?limit=1')
  expect(await response.json()).toHaveLength(1)
  expect(response.headers.get('statusgraph-total-count')).toBe('3')
})

test('services are listed with where they were seen, how they are and which nodes show them, drawn or not', async () => {
  const services = await serving.client.listServices()
  const byName = new Map(services.map((service) => [service.service, service]))
  expect(byName.get('loner')).toMatchObject({ nodes: [], lamp: 'ok', stale: false, because: { kind: 'presence' } })
  expect(byName.get('ghost')).toMatchObject({
    nodes: [],
    lamp: 'warning',
    because: { kind: 'alert', title: 'nobody_knows' },
  })
  expect(byName.get('checkout')).toMatchObject({
    lamp: 'critical',
    stale: false,
    nodes: [{ graph: 'shop', node: 'checkout' }],
  })
  expect(byName.get('checkout')?.seen).toEqual(
    expect.arrayContaining([
      { in: 'alert', upstream: 'alertmanager', by: 'service_id' },
      { in: 'presence', upstream: 'prometheus', by: 'service_id' },
    ]),
  )
})

test('upstreams say how they stand, and what is wrong with them when they fail', async () => {
  const [alertmanager, prometheus] = await serving.client.listUpstreams()
  expect(alertmanager).toMatchObject({ name: 'alertmanager', reachable: true, version: '0.28.0', urls: [upstream.url] })
  expect(prometheus).toMatchObject({ name: 'prometheus', reachable: true, version: '3.5.0' })
  expect(prometheus?.facets.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['presence', 'rules', 'metric rate']),
  )
  upstream.failure = 503
  await serving.until('shop', ({ upstreams }) => Object.values(upstreams).every(({ ok }) => !ok))
  for (const failing of await serving.client.listUpstreams()) {
    expect(failing.reachable).toBe(false)
    expect(failing.error).toContain('503')
    expect(failing.lastGoodAt).toBeDefined()
    expect(failing.ageSeconds).toBeGreaterThan(0)
  }
})

test('the series of a service come from memory, and other ranges from the upstream once for everybody', async () => {
  const own = await serving.client.readServiceMetrics('CHECKOUT')
  expect(own).toMatchObject({
    range: '1h',
    failures: [],
    series: [{ name: 'rate', unit: '/s', upstream: 'prometheus' }],
  })
  expect(own.series[0]?.points.length).toBeGreaterThan(10)
  const before = upstream.requests.get('/api/v1/query_range') ?? 0
  const longer = await Promise.all(
    Array.from({ length: 10 }, () => serving.client.readServiceMetrics('checkout', '20h')),
  )
  expect(longer[0]).toMatchObject({ range: '1d', failures: [] })
  // One for the ten questions, and perhaps one of the polls that go on anyway.
  expect((upstream.requests.get('/api/v1/query_range') ?? 0) - before).toBeLessThan(5)
  expect((await serving.client.readServiceMetrics('nobody', '1h')).series).toEqual([])
  for (const range of ['1', '1m', '31d', '1h; drop', '-1h']) {
    const path = `/api/v1/services/checkout/metrics?range=${encodeURIComponent(range)}`
    expect((await serving.ask(path)).status).toBe(400)
  }
})

test('a series that cannot be read is no empty answer but a named failure', async () => {
  upstream.failure = 500
  const { failures, series } = await serving.client.readServiceMetrics('checkout', '7d')
  expect(series).toEqual([])
  expect(failures).toEqual([{ name: 'rate', message: expect.stringContaining('prometheus') }])
})

test('sparklines of a graph are short and end with the newest point', async () => {
  const sparklines = await serving.client.readSparklines('shop')
  expect(Object.keys(sparklines).toSorted()).toEqual(['c', 'checkout'])
  expect(sparklines['c']?.points.length).toBeLessThanOrEqual(31)
  expect(sparklines['c']?.points.at(-1)?.[1]).toBe(59)
})
