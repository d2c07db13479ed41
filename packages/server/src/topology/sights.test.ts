import { createTopology } from '@statusgraph/model'
import { openStore } from '@statusgraph/store'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Places } from './places.ts'
import { Sights } from './sights.ts'

const now = () => ({ monoMs: 0, wallMs: 0 })

async function openPlaces(): Promise<Places> {
  const dataDir = await mkdtemp(join(tmpdir(), 'statusgraph-sights-'))
  const store = await openStore({ dataDir, now })
  onTestFinished(async () => {
    await store.close()
    await rm(dataDir, { recursive: true })
  })
  return Places.open(store, (error) => {
    throw error
  })
}

test('whoever watches a graph hears of its end, also when discovery showed nothing of it', async () => {
  const topology = createTopology([])
  const rules = {}
  const sights = new Sights({
    places: await openPlaces(),
    rules: () => rules,
    topology: () => topology,
    nextChangeAfter: () => undefined,
    firstRevision: 1,
  })
  let told = 0
  sights.subscribe('drawn', () => {
    told += 1
  })
  sights.forget('drawn')
  expect(told).toBe(1)
})
