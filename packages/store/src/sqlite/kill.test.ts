import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { GraphStore } from '../store.ts'
import { sampleGraph } from '../testing/sample-graph.ts'
import { scratchFolder, tickingClock } from '../testing/scratch-folder.ts'
import { openSqliteStore } from './sqlite-store.ts'

const writers = 4
const kills = 200
const program = fileURLToPath(new URL('../testing/writer-process.ts', import.meta.url))

interface Place {
  readonly folder: string
  /** Where Node keeps compiled modules, so that two hundred starts are quick. */
  readonly cache: string
}

function makePlace(): Place {
  const place = { folder: scratchFolder(), cache: scratchFolder() }
  const store = new URL('sqlite-store.ts', import.meta.url).href
  execFileSync(process.execPath, ['--eval', `import(${JSON.stringify(store)})`], {
    env: { ...process.env, NODE_COMPILE_CACHE: place.cache },
  })
  return place
}

/**
 * Runs one writer and kills it at a random instant: while it starts and opens the store, or between and in its saves.
 * Returns the revisions that it acknowledged.
 */
async function runUntilKilled(
  { folder, cache }: Place,
  writer: number,
  when: 'starting' | 'saving',
): Promise<readonly number[]> {
  const child = spawn(process.execPath, [program, folder, String(writer)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: cache },
  })
  const ended = once(child, 'close')
  let said = ''
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
  const spoke = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      resolve()
    })
  })
  if (when === 'saving') await Promise.race([spoke, ended])
  await sleep(Math.random() * (when === 'saving' ? 40 : 200))
  child.kill('SIGKILL')
  await ended
  expect(complaint).toBe('')
  return said.split('\n').slice(0, -1).map(Number)
}

async function expectAllReadable(store: GraphStore, acknowledged: ReadonlyMap<number, number>): Promise<void> {
  expect(await store.damaged()).toEqual([])
  for (const [writer, last] of acknowledged) {
    const id = `graph-${writer}`
    const stored = await store.read(id)
    expect(stored?.info.revision).toBeGreaterThanOrEqual(last)
    const revisions = (await store.revisions(id))?.map((one) => one.revision) ?? []
    expect(revisions).toEqual(Array.from({ length: stored?.info.revision ?? 0 }, (_, n) => n + 1).toReversed())
  }
}

test(`no acknowledged save is lost and none is unreadable after ${kills} kills at random instants under ${writers} writers`, async () => {
  const place = makePlace()
  const { folder } = place
  const acknowledged = new Map<number, number>()
  for (let round = 0; round < kills / writers; round++) {
    const said = await Promise.all(
      Array.from({ length: writers }, (_, writer) =>
        runUntilKilled(place, writer, (round + writer) % 5 === 0 ? 'starting' : 'saving'),
      ),
    )
    for (const [writer, revisions] of said.entries()) {
      const last = revisions.at(-1)
      if (last !== undefined) acknowledged.set(writer, last)
    }
    const store = await openSqliteStore({ folder, now: tickingClock() })
    await expectAllReadable(store, acknowledged)
    await store.close()
  }
  expect([...acknowledged.values()].reduce((sum, last) => sum + last, 0)).toBeGreaterThan(kills / 2)
  const store = await openSqliteStore({ folder, now: tickingClock() })
  for (const [writer, last] of acknowledged) {
    for (let revision = 1; revision <= last; revision++) {
      const expected = sampleGraph(`graph-${writer}`, { nodes: 200, mark: `revision ${revision} of writer ${writer}` })
      expect(await store.readRevision(`graph-${writer}`, revision)).toEqual(expected)
    }
  }
  await store.close()
}, 300_000)
