import type { Instant } from '@statusgraph/model'
import { afterEach, expect, test } from 'vitest'
import { startServing, upstreamConfig, type Serving } from '../testing/serving.ts'
import { startUpstream, type Upstream } from '../testing/upstream.ts'

const running: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of running.splice(0).toReversed()) await one.stop()
})

async function serveShop(now?: () => Instant): Promise<{ upstream: Upstream; serving: Serving }> {
  const upstream = await startUpstream()
  running.push(upstream)
  upstream.services = ['checkout']
  const serving = await startServing({
    upstreams: [upstreamConfig('alertmanager', upstream.url), upstreamConfig('prometheus', upstream.url)],
    ...(now === undefined ? {} : { options: { now } }),
  })
  running.push(serving)
  await serving.client.createGraph({ version: 1, id: 'shop', nodes: [{ id: 'checkout' }] })
  return { upstream, serving }
}

test('a node is green on fresh evidence, red with an alert, and hatched when its upstreams are gone', async () => {
  const { upstream, serving } = await serveShop()
  const calm = await serving.until('shop', ({ nodes }) => nodes['checkout']?.lamp === 'ok')
  expect(calm.upstreams['alertmanager']).toMatchObject({ ok: true, version: '0.28.0' })
  expect(calm.upstreams['alertmanager']?.ageSeconds).toBeLessThan(10)

  upstream.alerts = [{ alertname: 'service_down', labels: { service_id: 'checkout' } }]
  const bad = await serving.until('shop', ({ nodes }) => nodes['checkout']?.lamp === 'critical')
  expect(bad.nodes['checkout']?.reasons[0]).toMatchObject({ kind: 'alert', title: 'service_down' })
  expect(bad.nodes['checkout']?.reasons[0]?.ageSeconds).toBeGreaterThanOrEqual(0)
  expect(bad.sequence).toBeGreaterThan(calm.sequence)

  upstream.failure = 503
  const blind = await serving.until('shop', ({ summary }) => summary.stale === 1)
  expect(blind.nodes['checkout']?.lamp).toBe('critical')
  expect(blind.upstreams['alertmanager']?.ok).toBe(false)
})

test('a reload with other links and queries keeps what unchanged upstreams said', async () => {
  const { upstream, serving } = await serveShop()
  upstream.alerts = [{ alertname: 'service_down', labels: { service_id: 'checkout' } }]
  await serving.until('shop', ({ nodes }) => nodes['checkout']?.lamp === 'critical')
  upstream.failure = 500
  await serving.server.reload({
    ...serving.config,
    mapping: { ...serving.config.mapping, metrics: { serviceLabels: ['other'], queries: [] } },
  })
  const after = await serving.client.readStatus('shop')
  expect(after.nodes['checkout']?.lamp).toBe('critical')
})

test('a reload that takes every upstream away leaves nothing green', async () => {
  const { serving } = await serveShop()
  await serving.until('shop', ({ nodes }) => nodes['checkout']?.lamp === 'ok')
  await serving.server.reload({ ...serving.config, upstreams: [] })
  const after = await serving.until('shop', ({ nodes }) => nodes['checkout']?.lamp === 'unknown')
  expect(after.summary.ok).toBe(0)
})

test('a fold that takes long is done in slices, and reaches every graph', async () => {
  let monoMs = 0
  // Every look at the clock costs so much that each graph takes a slice of its own.
  const now = (): Instant => ({ monoMs: (monoMs += 20), wallMs: Date.UTC(2026, 10, 22) + monoMs })
  const { upstream, serving } = await serveShop(now)
  const ids = ['one', 'two', 'three']
  for (const id of ids) await serving.client.createGraph({ version: 1, id, nodes: [{ id: 'checkout' }] })
  upstream.alerts = [{ alertname: 'service_down', labels: { service_id: 'checkout' } }]
  const seen = await Promise.all(
    ids.map((id) => serving.until(id, ({ nodes }) => nodes['checkout']?.lamp === 'critical')),
  )
  expect(seen.map(({ graph }) => graph)).toEqual(ids)
})

test('a process that was suspended calls nothing fresh that it heard before', async () => {
  let sleptMs = 0
  const now = (): Instant => ({ monoMs: performance.now() + sleptMs, wallMs: Date.now() + sleptMs })
  const { upstream, serving } = await serveShop(now)
  await serving.until('shop', ({ nodes }) => nodes['checkout']?.lamp === 'ok')
  // Whatever happened meanwhile, nobody can be asked now.
  upstream.failure = 503
  await serving.until('shop', ({ upstreams }) => upstreams['prometheus']?.error !== undefined)
  sleptMs = 3_600_000
  const [listed, status] = await Promise.all([serving.client.listGraphs(), serving.client.readStatus('shop')])
  expect(listed[0]?.summary).toMatchObject({ ok: 0, unknown: 1 })
  expect(status.nodes['checkout']?.lamp).toBe('unknown')
})
