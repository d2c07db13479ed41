import { openStore } from '@statusgraph/store'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Places } from './places.ts'

async function openPlaces(): Promise<Places> {
  const dataDir = await mkdtemp(join(tmpdir(), 'statusgraph-places-'))
  const store = await openStore({ dataDir, now: () => ({ monoMs: 0, wallMs: 0 }) })
  onTestFinished(async () => {
    await store.close()
    await rm(dataDir, { recursive: true })
  })
  return Places.open(store, (error) => {
    throw error
  })
}

/** A thousand nodes, called after a round. */
const thousand = (round: number): ReadonlyMap<string, { readonly x: number; readonly y: number }> =>
  new Map(Array.from({ length: 1_000 }, (_, index) => [`r${round}/n${index}`, { x: index, y: round }]))

test('who was there lately comes back to its place, and names that change all the time fill nothing', async () => {
  const places = await openPlaces()
  for (let round = 0; round < 20; round++) places.keep('auto', thousand(round), round)
  const known = places.of('auto')
  expect(known.size).toBe(6_000)
  expect(known.get('r18/n7')).toMatchObject({ x: 7, y: 18 })
  expect(known.has('r3/n7')).toBe(false)
})
