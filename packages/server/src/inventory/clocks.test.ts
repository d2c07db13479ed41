import { expect, onTestFinished, test } from 'vitest'
import { startServing, upstreamConfig } from '../testing/serving.ts'
import { startUpstream } from '../testing/upstream.ts'

/** A server whose wall clock is so far behind that of its upstreams. */
async function serveBehind(seconds: number) {
  const upstream = await startUpstream()
  onTestFinished(() => upstream.stop())
  upstream.services = ['cart', 'checkout']
  upstream.alerts = [{ alertname: 'down', labels: { service_id: 'checkout' } }]
  const serving = await startServing({
    upstreams: [upstreamConfig('alertmanager', upstream.url), upstreamConfig('prometheus', upstream.url)],
    options: { now: () => ({ monoMs: performance.now(), wallMs: Date.now() - seconds * 1_000 }) },
  })
  onTestFinished(() => serving.stop())
  await serving.client.createGraph({ version: 1, id: 'shop', nodes: [{ id: 'checkout' }, { id: 'cart' }] })
  await serving.until('shop', ({ upstreams }) => Object.values(upstreams).every(({ ok }) => ok))
  return { serving, upstream }
}

test.each([300, -300, 86_400])('upstreams that are %d s ahead are said to be, and counted', async (seconds) => {
  const { serving, upstream } = await serveBehind(seconds)
  for (const { clocks = [] } of await serving.client.listUpstreams()) {
    expect(clocks).toMatchObject([{ url: upstream.url }])
    // A Date header has whole seconds.
    expect(Math.abs((clocks[0]?.aheadSeconds ?? NaN) - seconds)).toBeLessThanOrEqual(2)
  }
  const metrics = await (await serving.ask('/metrics')).text()
  const counted = /^statusgraph_upstream_clock_ahead_seconds\{upstream="prometheus"\} (\S+)$/m.exec(metrics)?.[1]
  expect(Math.abs(Number(counted) - seconds)).toBeLessThanOrEqual(2)
})

test.each([300, -300])(
  'upstreams that are %d s ahead colour as any other, and their answers are as fresh',
  async (seconds) => {
    const { serving, upstream } = await serveBehind(seconds)
    const { nodes } = await serving.until('shop', (snapshot) => snapshot.nodes['cart']?.lamp === 'ok')
    expect(nodes['checkout']).toMatchObject({ lamp: 'critical', overlays: [] })
    expect(nodes['cart']).toMatchObject({ overlays: [] })
    for (const { reachable, ageSeconds } of await serving.client.listUpstreams()) {
      expect(reachable).toBe(true)
      expect(ageSeconds).toBeLessThan(60)
    }
    upstream.alerts = []
    upstream.services = ['cart', 'checkout']
    const later = await serving.until('shop', (snapshot) => snapshot.nodes['checkout']?.lamp === 'ok')
    expect(later.nodes['checkout']?.overlays).toEqual([])
  },
)
