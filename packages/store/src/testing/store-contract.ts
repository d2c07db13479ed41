import type { Instant } from '@statusgraph/model'
import { assert, asyncProperty, string } from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { GraphChange, GraphStore } from '../store.ts'
import { sampleGraph } from './sample-graph.ts'

/** What a store under test is made from: the same `place` opened again holds the same graphs. */
export interface StoreUnderTest {
  /** Makes an empty place of its own. */
  readonly makePlace: () => string
  readonly open: (place: string, now?: () => Instant) => Promise<GraphStore>
}

/** The scenarios that every implementation of {@link GraphStore} must pass. */
export function describeGraphStore(name: string, { makePlace, open }: StoreUnderTest): void {
  async function openAt(place: string, now?: () => Instant): Promise<GraphStore> {
    const store = await open(place, now)
    onTestFinished(() => store.close())
    return store
  }
  const openNew = (): Promise<GraphStore> => openAt(makePlace())
  const ids = async (store: GraphStore): Promise<readonly string[]> => (await store.list()).map((info) => info.id)

  describe(`${name} as a graph store`, () => {
    test('a new store is empty and ready', async () => {
      const store = await openNew()
      expect(await store.list()).toEqual([])
      expect(await store.damaged()).toEqual([])
      expect(await store.read('shop')).toBeUndefined()
      await expect(store.probe()).resolves.toBeUndefined()
    })

    test('a created graph is revision 1 and reads back as it was', async () => {
      const store = await openNew()
      const graph = sampleGraph('shop')
      const created = await store.create(graph, { by: 'ada', message: 'first' })
      expect(created).toMatchObject({ kind: 'saved', stored: { graph, info: { id: 'shop', revision: 1 } } })
      const stored = await store.read('shop')
      expect(stored?.graph).toEqual(graph)
      expect(stored?.info).toMatchObject({ name: graph.name, revision: 1, nodes: 3, edges: 2, provisioned: false })
      expect(await store.list()).toEqual([stored?.info])
    })

    test('an id is created once', async () => {
      const store = await openNew()
      await store.create(sampleGraph('shop', { mark: 'mine' }))
      expect(await store.create(sampleGraph('shop', { mark: 'yours' }))).toEqual({ kind: 'exists' })
      expect((await store.read('shop'))?.graph).toEqual(sampleGraph('shop', { mark: 'mine' }))
    })

    test('a save needs the newest revision, and the second of two editors is told which it is', async () => {
      const store = await openNew()
      await store.create(sampleGraph('shop'))
      expect(await store.save(sampleGraph('shop', { mark: 'a' }), 1)).toMatchObject({ kind: 'saved' })
      expect(await store.save(sampleGraph('shop', { mark: 'b' }), 1)).toEqual({ kind: 'stale', current: 2 })
      expect((await store.read('shop'))?.graph.name).toBe('Graph shop a')
    })

    test('of many saves at once from the same revision exactly one wins', async () => {
      const store = await openNew()
      await store.create(sampleGraph('shop'))
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, n) => store.save(sampleGraph('shop', { mark: String(n) }), 1)),
      )
      expect(results.filter((result) => result.kind === 'saved')).toHaveLength(1)
      expect(results.filter((result) => result.kind === 'stale')).toHaveLength(19)
    })

    test('what does not exist can be neither saved nor removed', async () => {
      const store = await openNew()
      expect(await store.save(sampleGraph('shop'), 1)).toEqual({ kind: 'missing' })
      expect(await store.remove('shop')).toEqual({ kind: 'missing' })
      expect(await store.revisions('shop')).toBeUndefined()
      expect(await store.readRevision('shop', 1)).toBeUndefined()
    })

    test('every revision is kept, with who and why, newest first', async () => {
      const store = await openNew()
      await store.create(sampleGraph('shop', { mark: 'one' }), { by: 'ada' })
      await store.save(sampleGraph('shop', { mark: 'two', nodes: 5 }), 1, { by: 'bo', message: 'payment added' })
      expect(await store.revisions('shop')).toEqual([
        { revision: 2, at: expect.any(String), by: 'bo', message: 'payment added', nodes: 5, edges: 4 },
        { revision: 1, at: expect.any(String), by: 'ada', nodes: 3, edges: 2 },
      ])
      expect(await store.readRevision('shop', 1)).toEqual(sampleGraph('shop', { mark: 'one' }))
      expect(await store.readRevision('shop', 2)).toEqual(sampleGraph('shop', { mark: 'two', nodes: 5 }))
      expect(await store.readRevision('shop', 3)).toBeUndefined()
    })

    test('an old revision is restored as a new one', async () => {
      const store = await openNew()
      const first = sampleGraph('shop', { mark: 'one' })
      await store.create(first)
      await store.save(sampleGraph('shop', { mark: 'two' }), 1)
      const old = await store.readRevision('shop', 1)
      expect(old && (await store.save(old, 2))).toMatchObject({ kind: 'saved', stored: { info: { revision: 3 } } })
      expect((await store.read('shop'))?.graph).toEqual(first)
    })

    test('a removed graph leaves every list, keeps its revisions, and comes back as the next one', async () => {
      const store = await openNew()
      await store.create(sampleGraph('shop', { mark: 'one' }))
      await store.create(sampleGraph('other'))
      expect(await store.remove('shop', 2)).toEqual({ kind: 'stale', current: 1 })
      expect(await store.remove('shop', 1)).toEqual({ kind: 'removed' })
      expect(await ids(store)).toEqual(['other'])
      expect(await store.read('shop')).toBeUndefined()
      expect(await store.save(sampleGraph('shop'), 1)).toEqual({ kind: 'missing' })
      expect(await store.readRevision('shop', 1)).toEqual(sampleGraph('shop', { mark: 'one' }))
      expect(await store.create(sampleGraph('shop', { mark: 'two' }))).toMatchObject({
        stored: { info: { revision: 2 } },
      })
      expect((await store.revisions('shop'))?.map((one) => one.revision)).toEqual([2, 1])
    })

    test('a removed graph lies in the bin until it comes back, with who removed it and when', async () => {
      const store = await openNew()
      await store.create(sampleGraph('shop', { nodes: 5 }))
      await store.create(sampleGraph('other'))
      expect(await store.bin()).toEqual([])
      await store.remove('other')
      await store.remove('shop', 1, 'ada \uD800')
      const deletedAt = expect.stringMatching(/^\d{4}-\d\d-\d\dT/)
      expect(await store.bin()).toEqual([
        { id: 'shop', name: 'Graph shop ', revision: 1, deletedAt, by: 'ada \uFFFD', nodes: 5, edges: 4 },
        { id: 'other', name: 'Graph other ', revision: 1, deletedAt, nodes: 3, edges: 2 },
      ])
      await store.create(sampleGraph('shop'))
      expect((await store.bin()).map(({ id }) => id)).toEqual(['other'])
      expect(await store.damaged()).toEqual([])
    })

    test('a purge destroys what lies in the bin and nothing else, and no revision number is used twice', async () => {
      const place = makePlace()
      const store = await openAt(place)
      await store.create(sampleGraph('shop'))
      await store.save(sampleGraph('shop', { mark: 'two' }), 1)
      expect(await store.purge('shop')).toEqual({ kind: 'missing' })
      expect(await store.purge('never')).toEqual({ kind: 'missing' })
      await store.remove('shop')
      expect(await store.purge('shop')).toEqual({ kind: 'purged' })
      expect(await store.purge('shop')).toEqual({ kind: 'missing' })
      expect(await store.bin()).toEqual([])
      expect(await store.revisions('shop')).toBeUndefined()
      expect(await store.readRevision('shop', 2)).toBeUndefined()
      expect(await store.damaged()).toEqual([])
      const again = await openAt(place)
      expect(await again.create(sampleGraph('shop'))).toMatchObject({ stored: { info: { revision: 3 } } })
      expect((await again.revisions('shop'))?.map((one) => one.revision)).toEqual([3])
    })

    test('old steps are thinned out, and what stays tells what changed since what stays before it', async () => {
      let seconds = 0
      const store = await openAt(makePlace(), () => ({ monoMs: seconds * 1_000, wallMs: seconds * 1_000 }))
      const words = (before: { name: string }, after: { name: string }): string => `${before.name} → ${after.name}`
      const marked = (n: number) => ({ ...sampleGraph('shop'), name: `v${n}` })
      await store.create(marked(1), { by: 'ada', message: 'first' })
      for (let n = 2; n <= 61; n++) {
        seconds += 20
        await store.save(marked(n), n - 1, n === 9 ? { by: 'ada', message: 'named' } : { by: 'ada', isStep: true })
      }
      await store.thin(words)
      const revisions = (await store.revisions('shop')) ?? []
      const kept = revisions.map(({ revision }) => revision).toReversed()
      // The last of each minute, what was named, and all of the last ten minutes.
      const young = Array.from({ length: 30 }, (_, n) => 32 + n)
      expect(kept).toEqual([1, 3, 6, 8, 9, 12, 15, 18, 21, 24, 27, 30, 31, ...young])
      const messages = new Map(revisions.map(({ revision, message }) => [revision, message]))
      expect([1, 9, 12, 15].map((revision) => messages.get(revision))).toEqual([
        'first',
        'named',
        'v9 → v12',
        'v12 → v15',
      ])
      expect(await store.readRevision('shop', 12)).toEqual(marked(12))
      expect(await store.readRevision('shop', 11)).toBeUndefined()
      expect(await store.damaged()).toEqual([])
      await store.thin(words)
      expect((await store.revisions('shop'))?.length).toBe(kept.length)
    })

    test('the order that people gave the list is kept', async () => {
      const place = makePlace()
      const store = await openAt(place)
      expect(await store.readOrder()).toEqual([])
      await store.saveOrder(['shop', 'bank'])
      await store.saveOrder(['bank', 'shop', 'gone'])
      expect(await (await openAt(place)).readOrder()).toEqual(['bank', 'shop', 'gone'])
    })

    test('memos survive a restart, each by its name, and go when they are taken away', async () => {
      const place = makePlace()
      const store = await openAt(place)
      expect(await store.readMemos()).toEqual(new Map())
      await store.saveOrder(['shop'])
      await store.saveMemos(
        new Map([
          ['layer/traces', '{"a": 1}'],
          ['layer/__proto__', 'x'],
        ]),
      )
      await store.saveMemos(
        new Map([
          ['layer/traces', '{"a": 2}'],
          ['layer/__proto__', undefined],
          ['places/shop', '[]'],
        ]),
      )
      const again = await openAt(place)
      expect(await again.readMemos()).toEqual(
        new Map([
          ['layer/traces', '{"a": 2}'],
          ['places/shop', '[]'],
        ]),
      )
      expect(await again.readOrder()).toEqual(['shop'])
    })

    test('the list says what a graph is about and what it was copied from', async () => {
      const store = await openNew()
      const about = { description: 'All of it', tags: ['prod', 'eu'], origin: { graph: 'shop', revision: 12 } }
      await store.create({ ...sampleGraph('copy'), ...about })
      expect(await store.list()).toMatchObject([about])
    })

    test('everything is still there after closing and opening again', async () => {
      const place = makePlace()
      const before = await open(place)
      await before.create(sampleGraph('shop'))
      await before.save(sampleGraph('shop', { mark: 'two' }), 1)
      await before.create(sampleGraph('gone'))
      await before.remove('gone')
      const listed = await before.list()
      await before.close()
      const after = await openAt(place)
      expect(await after.list()).toEqual(listed)
      expect((await after.read('shop'))?.graph).toEqual(sampleGraph('shop', { mark: 'two' }))
      expect((await after.revisions('gone'))?.length).toBe(1)
    })

    test('two stores on one place see each other', async () => {
      const place = makePlace()
      const one = await openAt(place)
      const two = await openAt(place)
      await one.create(sampleGraph('shop'))
      expect(await two.save(sampleGraph('shop', { mark: 'two' }), 1)).toMatchObject({ kind: 'saved' })
      expect(await one.save(sampleGraph('shop', { mark: 'three' }), 1)).toEqual({ kind: 'stale', current: 2 })
      expect((await one.read('shop'))?.info.revision).toBe(2)
    })

    test('listeners hear of every change until they stop listening', async () => {
      const store = await openNew()
      const heard: GraphChange[] = []
      const stop = store.subscribe((change) => heard.push(change))
      await store.create(sampleGraph('shop'))
      await store.save(sampleGraph('shop', { mark: 'two' }), 1)
      await store.save(sampleGraph('shop', { mark: 'refused' }), 1)
      await store.remove('shop')
      expect(heard).toEqual([
        { id: 'shop', revision: 1 },
        { id: 'shop', revision: 2 },
        { id: 'shop', deleted: true },
      ])
      stop()
      await store.create(sampleGraph('shop'))
      expect(heard).toHaveLength(3)
    })

    test('any note and any text reads back, however strange', async () => {
      const store = await openNew()
      let n = 0
      await assert(
        asyncProperty(string({ unit: 'binary', maxLength: 50 }), string({ unit: 'binary' }), async (by, text) => {
          const graph = { ...sampleGraph(`g${n++}`), description: text }
          await store.create(graph, { by, message: text })
          const place = await store.readRevision(graph.id, 1)
          expect(place).toEqual(graph)
          const [newest] = (await store.revisions(graph.id)) ?? []
          expect(newest).toMatchObject({ by: by.toWellFormed(), message: text.toWellFormed() })
        }),
        { numRuns: 60 },
      )
      expect(await store.damaged()).toEqual([])
    })
  })
}
