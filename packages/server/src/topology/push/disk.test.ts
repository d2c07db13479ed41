import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, StoreFailure } from '@statusgraph/store'
import { expect, test } from 'vitest'
import { readClock } from '../../clock.ts'
import { startServing } from '../../testing/serving.ts'

test('a push that the disk refuses is shown, and its sender learns that a restart would lose it', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'statusgraph-push-'))
  const store = await openStore({ dataDir, provisioning: [], now: readClock })
  let isFull = true
  const serving = await startServing({
    dataDir,
    options: {
      store: {
        ...store,
        async saveMemos(changes) {
          if (isFull) throw new StoreFailure('full', 'The disk is full: nothing was changed.')
          await store.saveMemos(changes)
        },
      },
    },
  })
  try {
    const push = (): Promise<Response> =>
      serving.ask('/api/v1/topology/sources/ci', {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ nodes: [{ id: 'a' }], edges: [] }),
      })
    const refused = await push()
    expect(refused.status).toBe(507)
    expect(await refused.json()).toMatchObject({ code: 'store/full', detail: expect.stringContaining('shown now') })
    expect((await serving.client.readTopology()).nodes).toMatchObject([{ id: 'a' }])
    isFull = false
    expect((await push()).status).toBe(200)
  } finally {
    await serving.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
})
