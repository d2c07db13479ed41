import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readClock } from '../clock.ts'
import { openStore } from '@statusgraph/store'
import { expect, test } from 'vitest'
import { startServing } from '../testing/serving.ts'

test('a provisioned graph is served, marked, and refuses every change with the reason', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'statusgraph-provisioned-'))
  await writeFile(join(folder, 'shop.yaml'), 'version: 1\nid: shop\nnodes: [{id: checkout}]\n')
  const store = await openStore({ dataDir: join(folder, 'data'), provisioning: [folder], now: readClock })
  const serving = await startServing({ options: { store } })
  try {
    expect(await serving.client.listGraphs()).toMatchObject([{ id: 'shop', provisioned: true }])
    const body = JSON.stringify({ version: 1, id: 'shop', nodes: [] })
    const headers = { 'content-type': 'application/json', 'if-match': '"1"' }
    const attempts = [
      await serving.ask('/api/v1/graphs/shop', { method: 'PUT', headers, body }),
      await serving.ask('/api/v1/graphs/shop', { method: 'DELETE' }),
    ]
    for (const answer of attempts) {
      expect(answer.status).toBe(409)
      expect(await answer.json()).toMatchObject({
        code: 'graph/read-only',
        detail: expect.stringContaining('provisioning folder'),
      })
    }
    await writeFile(join(folder, 'shop.yaml'), 'version: 1\nid: shop\nnodes: [{id: checkout}, {id: cart}]\n')
    await serving.until('shop', ({ nodes }) => nodes['cart'] !== undefined)
  } finally {
    await serving.stop()
    await rm(folder, { recursive: true, force: true })
  }
})
