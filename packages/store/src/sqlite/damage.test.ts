import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import type { GraphStore } from '../store.ts'
import { isSameGraph } from '../same-graph.ts'
import { sampleGraph } from '../testing/sample-graph.ts'
import { scratchFolder, tickingClock } from '../testing/scratch-folder.ts'
import { openSqliteStore } from './sqlite-store.ts'

const ids = ['bank', 'blog', 'mail', 'shop', 'wiki']
const newestOf = (id: string) => sampleGraph(id, { nodes: 20, mark: 'newest' })

/** A folder with five graphs of two revisions each, and nothing left in the log. */
async function fill(folder: string): Promise<string> {
  const store = await openSqliteStore({ folder, now: tickingClock() })
  for (const id of ids) {
    await store.create(sampleGraph(id, { nodes: 20, mark: 'older' }))
    await store.save(newestOf(id), 1)
  }
  await store.close()
  return join(folder, 'statusgraph.db')
}

/** Numbers that look random and are the same in every run, so that a failure can be seen again. */
function seededRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state % below
  }
}

/** Every graph is served exactly as it was saved, or it or the whole database is named as damaged. */
async function expectServedOrNamed(store: GraphStore): Promise<{ served: number }> {
  const listed = (await store.list()).map((info) => info.id)
  const named = (await store.damaged()).map((one) => one.id)
  let served = 0
  for (const id of ids) {
    const stored = await store.read(id)
    if (stored && stored.info.revision === 2 && isSameGraph(stored.graph, newestOf(id))) {
      expect(listed).toContain(id)
      served++
      continue
    }
    expect(stored).toBeUndefined()
    expect(named.some((name) => name === id || name.startsWith('statusgraph.db.damaged-'))).toBe(true)
  }
  return { served }
}

test('a flipped bit anywhere in a row hides that one graph, names it, and leaves the others', async () => {
  const folder = scratchFolder()
  const path = await fill(folder)
  const columns = ['document', 'saved_at', 'nodes', 'document_hash', 'seal', 'revision', 'graph_id']
  const random = seededRandom(1)
  for (let n = 0; n < 210; n++) {
    const copy = join(folder, `copy-${n}`)
    mkdirSync(copy)
    copyFileSync(path, join(copy, 'statusgraph.db'))
    const column = columns[n % columns.length] ?? ''
    damageRow(join(copy, 'statusgraph.db'), column, random)
    const store = await openSqliteStore({ folder: copy, now: tickingClock() })
    const { served } = await expectServedOrNamed(store)
    expect(served).toBe(ids.length - 1)
    expect((await store.damaged()).some((one) => one.id === 'mail')).toBe(true)
    await store.close()
    rmSync(copy, { recursive: true })
  }
})

/** Changes one value of the newest revision of "mail" as a flipped bit would: without its seal. */
function damageRow(path: string, column: string, random: (below: number) => number): void {
  const db = new DatabaseSync(path)
  const where = "graph_id = 'mail' AND revision = 2"
  const value = db.prepare(`SELECT ${column} AS value FROM revisions WHERE ${where}`).get()?.['value']
  db.prepare(`UPDATE revisions SET ${column} = ? WHERE ${where}`).run(flipBit(value, random))
  db.close()
}

function flipBit(value: unknown, random: (below: number) => number): string | number {
  if (typeof value === 'number') return value ^ (1 << random(8))
  const bytes = Buffer.from(String(value))
  const at = random(bytes.length)
  // Bit 7 would leave ASCII and no longer read as text; the lower ones give another, readable text.
  bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << random(6)), at)
  return bytes.toString()
}

test('a graph whose newest revision is damaged is restored from an older one', async () => {
  const folder = scratchFolder()
  damageRow(await fill(folder), 'document', seededRandom(7))
  const store = await openSqliteStore({ folder, now: tickingClock() })
  onTestFinished(() => store.close())
  expect((await store.damaged()).map((one) => one.id)).toEqual(['mail'])
  expect(await store.create(sampleGraph('mail'))).toEqual({ kind: 'exists' })
  const revisions = await store.revisions('mail')
  expect(revisions?.map((one) => one.revision)).toEqual([2, 1])
  const older = await store.readRevision('mail', 1)
  expect(older && (await store.save(older, 2))).toMatchObject({ kind: 'saved', stored: { info: { revision: 3 } } })
  expect(await store.damaged()).toEqual([])
  expect((await store.read('mail'))?.graph).toEqual(older)
})

test('a damaged older revision is named when somebody asks for it, and hides nothing', async () => {
  const folder = scratchFolder()
  const path = await fill(folder)
  const db = new DatabaseSync(path)
  db.exec(
    "UPDATE revisions SET document = replace(document, 'older', 'OLDER') WHERE graph_id = 'mail' AND revision = 1",
  )
  db.close()
  const store = await openSqliteStore({ folder, now: tickingClock() })
  onTestFinished(() => store.close())
  expect((await store.list()).map((info) => info.id)).toEqual(ids)
  expect(await store.readRevision('mail', 1)).toBeUndefined()
  expect(await store.damaged()).toMatchObject([{ id: 'mail', reason: expect.stringContaining('revision 1') }])
})

type Mutation = (bytes: Buffer<ArrayBuffer>, random: (below: number) => number) => Buffer

const mutations: readonly (readonly [string, Mutation])[] = [
  [
    'bits flipped',
    (bytes, random) => {
      for (let n = 0; n <= random(4); n++) {
        const at = random(bytes.length)
        bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << random(8)), at)
      }
      return bytes
    },
  ],
  ['the end cut off', (bytes, random) => bytes.subarray(0, 1 + random(bytes.length - 1))],
  [
    'a stretch of zeros written',
    (bytes, random) => {
      const from = random(bytes.length)
      return bytes.fill(0, from, Math.min(bytes.length, from + 1 + random(8192)))
    },
  ],
  [
    'a page of noise written',
    (bytes, random) => {
      const page = random(bytes.length / 4096) * 4096
      for (let at = page; at < page + 4096; at++) bytes.writeUInt8(random(256), at)
      return bytes
    },
  ],
]

test.each(mutations)(
  'with %s in the database file everything is served as it was or named, and new saves work',
  async (_, mutate) => {
    const folder = scratchFolder()
    const path = await fill(folder)
    const whole = readFileSync(path)
    const random = seededRandom(42)
    let served = 0
    const rounds = 100
    for (let n = 0; n < rounds; n++) {
      const copy = join(folder, `copy-${n}`)
      mkdirSync(copy)
      const damaged = mutate(Buffer.from(whole), random)
      // The four bytes that name the schema say "newer program" when they are hit; refusing that is right, too.
      if (damaged.length > 100) whole.copy(damaged, 60, 60, 64)
      writeFileSync(join(copy, 'statusgraph.db'), damaged)
      const store = await openSqliteStore({ folder: copy, now: tickingClock() })
      served += (await expectServedOrNamed(store)).served
      expect(await store.create(sampleGraph('after'))).toMatchObject({ kind: 'saved' })
      expect((await store.read('after'))?.graph).toEqual(sampleGraph('after'))
      await store.close()
      rmSync(copy, { recursive: true })
    }
    expect(served).toBeGreaterThan(rounds)
  },
  120_000,
)

test('the order of the list and the bin come through when the database has to be replaced', async () => {
  const folder = scratchFolder()
  const path = await fill(folder)
  const before = await openSqliteStore({ folder, now: tickingClock() })
  await before.saveOrder(['wiki', 'shop'])
  await before.remove('blog', 2, 'ada')
  const binned = await before.bin()
  await before.close()
  const bytes = readFileSync(path)
  bytes.fill(0xff, bytes.length - 4096)
  writeFileSync(path, bytes)
  const store = await openSqliteStore({ folder, now: tickingClock() })
  onTestFinished(() => store.close())
  expect((await store.damaged()).some(({ id }) => id.startsWith('statusgraph.db.damaged-'))).toBe(true)
  expect(await store.readOrder()).toEqual(['wiki', 'shop'])
  expect(await store.bin()).toEqual(binned)
})

test('a file that is no database is kept aside and named, and an empty store begins', async () => {
  const folder = scratchFolder()
  const noise = Buffer.from('this was never a database. '.repeat(1000))
  writeFileSync(join(folder, 'statusgraph.db'), noise)
  const store = await openSqliteStore({ folder, now: tickingClock() })
  onTestFinished(() => store.close())
  expect(await store.list()).toEqual([])
  const [named] = await store.damaged()
  expect(named?.id).toMatch(/^statusgraph\.db\.damaged-2026-/)
  expect(readFileSync(join(folder, named?.id ?? ''))).toEqual(noise)
})

test('a lost first page loses no graph', async () => {
  const folder = scratchFolder()
  const path = await fill(folder)
  writeFileSync(path, readFileSync(path).fill(0, 0, 4096))
  const store = await openSqliteStore({ folder, now: tickingClock() })
  onTestFinished(() => store.close())
  expect(await expectServedOrNamed(store)).toEqual({ served: ids.length })
  expect((await store.revisions('shop'))?.length).toBe(2)
})

test.each([
  ['the name of a column', 'removed_at TEXT', 'removed_av TEXT'],
  ['the name of a table', 'CREATE TABLE revisions', 'CREATE TABLE revisionr'],
])('a bit flipped in %s loses no graph', async (_, from, to) => {
  const folder = scratchFolder()
  const path = await fill(folder)
  const bytes = readFileSync(path)
  bytes.write(to, bytes.indexOf(from))
  writeFileSync(path, bytes)
  const store = await openSqliteStore({ folder, now: tickingClock() })
  onTestFinished(() => store.close())
  expect(await expectServedOrNamed(store)).toEqual({ served: ids.length })
  expect((await store.damaged()).map((one) => one.id)).toMatchObject([
    expect.stringMatching(/^statusgraph\.db\.damaged-/),
  ])
})

test('a schema number that was set back by a flipped bit loses no graph', async () => {
  const folder = scratchFolder()
  const path = await fill(folder)
  const bytes = readFileSync(path)
  bytes.writeUInt32BE(0, 60)
  writeFileSync(path, bytes)
  const store = await openSqliteStore({ folder, now: tickingClock() })
  onTestFinished(() => store.close())
  expect(await expectServedOrNamed(store)).toEqual({ served: ids.length })
})

test('damage that strikes while the store is open is met without a restart', async () => {
  const folder = scratchFolder()
  const path = await fill(folder)
  const store = await openSqliteStore({ folder, now: tickingClock() })
  onTestFinished(() => store.close())
  writeFileSync(path, readFileSync(path).fill(0, 8192, 12_288), { flag: 'r+' })
  // The next save reads pages that are not in memory any more, or the next opening does.
  expect(await store.create(sampleGraph('after'))).toMatchObject({ kind: 'saved' })
  await store.close()
  const again = await openSqliteStore({ folder, now: tickingClock() })
  onTestFinished(() => again.close())
  await expectServedOrNamed(again)
  expect((await again.read('after'))?.graph).toEqual(sampleGraph('after'))
})

test('a crash in the middle of replacing a damaged file is completed at the next start', async () => {
  const folder = scratchFolder()
  const path = await fill(folder)
  copyFileSync(path, `${path}.new`)
  rmSync(path)
  const store = await openSqliteStore({ folder, now: tickingClock() })
  onTestFinished(() => store.close())
  expect(await expectServedOrNamed(store)).toEqual({ served: ids.length })
  expect(existsSync(`${path}.new`)).toBe(false)
  expect(readdirSync(folder).filter((name) => name.endsWith('.salvage'))).toEqual([])
  expect(statSync(path).size).toBeGreaterThan(0)
})
