import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openStore } from '../open-store.ts'
import { sampleGraph } from '../testing/sample-graph.ts'
import { scratchFolder, tickingClock } from '../testing/scratch-folder.ts'
import { holdFolder } from './hold-folder.ts'

const program = fileURLToPath(new URL('../testing/holding-process.ts', import.meta.url))
const atOnce = { waitMs: 0 }

test('a second server is kept out while the first works, and a program that only saves is not', async () => {
  const dataDir = scratchFolder()
  const first = await openStore({ dataDir, now: tickingClock(), hold: atOnce })
  await expect(openStore({ dataDir, now: tickingClock(), hold: atOnce })).rejects.toThrow(
    `Another Statusgraph server works in ${dataDir}.`,
  )
  const visitor = await openStore({ dataDir, now: tickingClock() })
  expect(await visitor.create(sampleGraph('visited'))).toMatchObject({ kind: 'saved' })
  await visitor.close()
  await first.close()
  const second = await openStore({ dataDir, now: tickingClock(), hold: atOnce })
  expect((await second.list()).map(({ id }) => id)).toEqual(['visited'])
  await second.close()
})

test('a server that is killed leaves nothing behind that would keep the next one out', async () => {
  const folder = scratchFolder()
  const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  await expect(holdFolder(folder, atOnce)).rejects.toThrow('Another Statusgraph server')
  child.kill('SIGKILL')
  await once(child, 'close')
  expect(readdirSync(folder)).toEqual(['statusgraph.db.lock'])
  const release = await holdFolder(folder, atOnce)
  release()
})

test('a server that starts while the last one ends waits for it', async () => {
  const folder = scratchFolder()
  const release = await holdFolder(folder, atOnce)
  const said: string[] = []
  const next = await holdFolder(folder, {
    waitMs: 60_000,
    onWait: () => {
      said.push('waiting')
      release()
    },
  })
  next()
  expect(said).toEqual(['waiting'])
})

test('whoever is told to end while waiting waits no longer', async () => {
  const folder = scratchFolder()
  const release = await holdFolder(folder, atOnce)
  const ending = new AbortController()
  const next = holdFolder(folder, { waitMs: 3_600_000, onWait: () => ending.abort(), signal: ending.signal })
  await expect(next).rejects.toThrow('Another Statusgraph server')
  release()
})

test('a folder in which nothing can be locked is left to those who open it', async () => {
  const folder = join(scratchFolder(), 'closed')
  // What is in the way of the lock keeps even root from making it.
  mkdirSync(join(folder, 'statusgraph.db.lock'), { recursive: true })
  await expect(holdFolder(folder, atOnce)).resolves.toBeTypeOf('function')
})
