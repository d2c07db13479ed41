import { afterEach, beforeEach, expect, test } from 'vitest'
import { startServing, type Serving } from '../testing/serving.ts'

let serving: Serving
beforeEach(async () => {
  serving = await startServing()
})
afterEach(async () => {
  await serving.stop()
})

async function push(edges: readonly object[]): Promise<void> {
  const response = await serving.ask('/api/v1/topology/sources/ci', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ nodes: [], edges }),
  })
  expect(response.status).toBe(200)
}

const traffic = (errorsPerSecond: number) => ({ layer: 'server', ratePerSecond: 10, errorsPerSecond })

test('what a source tells of an edge gives it a lamp in the stream, with who said it, since when, and how old that is', async () => {
  await serving.client.createGraph({
    version: 1,
    id: 'shop',
    dynamic: 'overlay',
    nodes: [{ id: 'web' }, { id: 'db' }],
    edges: [{ id: 'e', source: 'web', target: 'db' }],
  })
  await push([{ source: 'web', target: 'db', traffic: traffic(0) }])
  const good = await serving.until('shop', ({ edges }) => edges['e']?.lamp === 'ok')
  expect(good.edges['e']).toMatchObject({ overlays: [], reasons: [{ lamp: 'ok', upstream: 'ci' }] })
  await push([{ source: 'web', target: 'db', traffic: traffic(8) }])
  const bad = await serving.until('shop', ({ edges }) => edges['e']?.lamp === 'critical')
  const [reason] = bad.edges['e']?.reasons ?? []
  expect(reason).toMatchObject({ title: 'errors', value: 80, unit: '%', upstream: 'ci' })
  expect(reason?.ageSeconds).toBeGreaterThanOrEqual(0)
  expect(Date.parse(reason?.since ?? '')).toBeGreaterThan(0)
})

test('a discovered edge has its lamp where discovery draws', async () => {
  await serving.client.createGraph({ version: 1, id: 'auto', dynamic: 'auto' })
  await push([{ source: 'shop/web', target: 'shop/db', traffic: traffic(9) }])
  const { edges } = await serving.until('auto', (snapshot) => Object.keys(snapshot.edges).length > 0)
  expect(edges['shop/web→shop/db']?.lamp).toBe('critical')
})
