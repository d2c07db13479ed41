import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { sampleGraph } from '../testing/sample-graph.ts'
import { scratchFolder, tickingClock } from '../testing/scratch-folder.ts'
import { describeGraphStore } from '../testing/store-contract.ts'
import { DatabaseFile } from './database-file.ts'
import { migrations } from './schema.ts'
import { openSqliteStore } from './sqlite-store.ts'

describeGraphStore('SQLite', {
  makePlace: scratchFolder,
  open: (folder, now = tickingClock()) => openSqliteStore({ folder, now }),
})

test('the data folder is made for its owner alone', async () => {
  const folder = join(scratchFolder(), 'deep', 'data')
  const store = await openSqliteStore({ folder, now: tickingClock() })
  onTestFinished(() => store.close())
  expect(statSync(folder).mode & 0o777).toBe(0o700)
})

test('a database of a newer Statusgraph is refused in clear words and left as it is', async () => {
  const folder = scratchFolder()
  const first = await openSqliteStore({ folder, now: tickingClock() })
  await first.create(sampleGraph('shop'))
  await first.close()
  setVersion(folder, 99)
  await expect(openSqliteStore({ folder, now: tickingClock() })).rejects.toMatchObject({
    name: 'StoreFailure',
    message: expect.stringContaining(`newer Statusgraph (schema 99, this one knows ${migrations.length})`),
  })
  setVersion(folder, migrations.length)
  const again = await openSqliteStore({ folder, now: tickingClock() })
  onTestFinished(() => again.close())
  expect((await again.read('shop'))?.graph).toEqual(sampleGraph('shop'))
})

test('before a migration a copy of the old database is put beside it', async () => {
  const folder = scratchFolder()
  const store = await openSqliteStore({ folder, now: tickingClock() })
  await store.create(sampleGraph('shop'))
  await store.close()
  const path = join(folder, 'statusgraph.db')
  const steps = [...migrations, 'CREATE TABLE later (word TEXT NOT NULL) STRICT']
  new DatabaseFile({ path, now: tickingClock(), steps }).close()
  const copy = new DatabaseSync(`${path}.before-schema-${steps.length}`, { readOnly: true })
  onTestFinished(() => copy.close())
  expect(copy.prepare('SELECT id FROM graphs').all()).toMatchObject([{ id: 'shop' }])
  const migrated = new DatabaseSync(path)
  onTestFinished(() => migrated.close())
  expect(migrated.prepare('SELECT count(*) AS n FROM later').get()).toMatchObject({ n: 0 })
  expect(migrated.prepare('SELECT id FROM graphs').all()).toMatchObject([{ id: 'shop' }])
})

test('a graph that was removed before there was a bin lies in it afterwards', async () => {
  const folder = scratchFolder()
  const path = join(folder, 'statusgraph.db')
  new DatabaseFile({ path, now: tickingClock(), steps: migrations.slice(0, 1) }).close()
  const old = new DatabaseSync(path)
  const document = JSON.stringify(sampleGraph('shop'))
  const row = ['drawn', 'shop', 1, '2026-11-01T00:00:00.000Z', null, null, 3, 2, sha256(document)]
  old
    .prepare('INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(...row, sha256(JSON.stringify(row)), document)
  const tip = ['drawn', 'shop', 1, '2026-11-02T00:00:00.000Z']
  old.prepare('INSERT INTO graphs VALUES (?, ?, ?, ?, ?)').run(...tip, sha256(JSON.stringify(tip)))
  old.close()
  const store = await openSqliteStore({ folder, now: tickingClock() })
  onTestFinished(() => store.close())
  expect(await store.bin()).toMatchObject([{ id: 'shop', revision: 1, deletedAt: '2026-11-02T00:00:00.000Z' }])
  expect(await store.create(sampleGraph('shop'))).toMatchObject({ kind: 'saved' })
  expect(await store.damaged()).toEqual([])
})

test('a migration that fails changes nothing', () => {
  const path = join(scratchFolder(), 'statusgraph.db')
  new DatabaseFile({ path, now: tickingClock() }).close()
  const steps = [...migrations, 'CREATE TABLE later (word TEXT) STRICT; CREATE TABLE later (word TEXT) STRICT']
  expect(() => new DatabaseFile({ path, now: tickingClock(), steps })).toThrow('already exists')
  const db = new DatabaseSync(path)
  onTestFinished(() => db.close())
  expect(db.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'later'").get()).toMatchObject({ n: 0 })
  expect(db.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: migrations.length })
})

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function setVersion(folder: string, version: number): void {
  const db = new DatabaseSync(join(folder, 'statusgraph.db'))
  db.exec(`PRAGMA user_version = ${version}`)
  db.close()
}
