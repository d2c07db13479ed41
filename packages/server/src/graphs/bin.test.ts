import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@statusgraph/protocol'
import { openStore } from '@statusgraph/store'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { startServing, type Serving } from '../testing/serving.ts'
import { Bin } from './bin.ts'

const dayMs = 24 * 3_600_000

let serving: Serving
beforeAll(async () => {
  serving = await startServing()
})
afterAll(async () => {
  await serving.stop()
})

test('a deleted graph lies in the bin for 30 days and comes back from there', async () => {
  const ada = createClient(serving.server.url, fetch, { editorName: () => 'Ada' })
  await ada.createGraph({ version: 1, id: 'gone', name: 'Gone', nodes: [{ id: 'a' }] })
  await ada.deleteGraph('gone')
  const [binned, ...others] = await serving.client.listBin()
  expect(others).toEqual([])
  expect(binned).toMatchObject({ id: 'gone', name: 'Gone', revision: 1, by: 'Ada', nodes: 1, edges: 0 })
  expect(Date.parse(binned?.purgedAt ?? '') - Date.parse(binned?.deletedAt ?? '')).toBe(30 * dayMs)

  await serving.client.restoreRevision('gone', 1)
  expect(await serving.client.listBin()).toEqual([])
  expect((await serving.client.listGraphs()).map(({ id }) => id)).toEqual(['gone'])
  await expect(serving.client.purgeGraph('gone')).rejects.toMatchObject({ problem: { code: 'graph/not-found' } })
})

test('a purged graph is gone with its history', async () => {
  await serving.client.createGraph({ version: 1, id: 'purged', nodes: [{ id: 'a' }] })
  await serving.client.deleteGraph('purged')
  await serving.client.purgeGraph('purged')
  expect((await serving.client.listBin()).map(({ id }) => id)).not.toContain('purged')
  await expect(serving.client.listRevisions('purged')).rejects.toMatchObject({ problem: { status: 404 } })
  await expect(serving.client.restoreRevision('purged', 1)).rejects.toMatchObject({ problem: { status: 404 } })
  await expect(serving.client.purgeGraph('purged')).rejects.toMatchObject({ problem: { status: 404 } })
})

test('what has lain in the bin for 30 days is destroyed, and not a moment before', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'statusgraph-bin-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  let wallMs = Date.UTC(2026, 10, 1)
  const now = () => ({ monoMs: 0, wallMs })
  const store = await openStore({ dataDir, now })
  onTestFinished(() => store.close())
  const bin = new Bin(store, now)
  for (const id of ['first', 'second']) {
    await store.create({ version: 1, id, name: id, nodes: [], edges: [] })
    await store.remove(id)
    wallMs += dayMs
  }
  wallMs = Date.UTC(2026, 11, 1) - 1
  await bin.empty()
  expect((await bin.list()).map(({ id }) => id)).toEqual(['second', 'first'])
  wallMs++
  await bin.empty()
  expect((await bin.list()).map(({ id }) => id)).toEqual(['second'])
  expect(await store.readRevision('first', 1)).toBeUndefined()
  expect(await store.readRevision('second', 1)).toBeDefined()
})
