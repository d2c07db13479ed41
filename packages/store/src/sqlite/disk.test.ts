import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { sampleGraph } from '../testing/sample-graph.ts'
import { scratchFolder, tickingClock } from '../testing/scratch-folder.ts'
import { openSqliteStore } from './sqlite-store.ts'

const program = fileURLToPath(new URL('../testing/saving-process.ts', import.meta.url))
const nobody = 65_534
const isRoot = process.getuid?.() === 0

type Answer = Readonly<Record<string, unknown>>

/** A process of its own with a store in `folder`; answers one command after the other. */
function startSaving(folder: string, { user = 0, through = [] }: { user?: number; through?: readonly string[] } = {}) {
  const [command, ...args] = [...through, process.execPath, program, folder, String(user)]
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    pid: child.pid ?? 0,
    ended: once(child, 'close'),
    async ask(line: 'save' | 'list' | 'probe'): Promise<Answer> {
      child.stdin.write(`${line}\n`)
      const next = await answers.next()
      if (next.done === true) throw new Error('the process ended')
      const answer: unknown = JSON.parse(next.value)
      return typeof answer === 'object' && answer !== null ? { ...answer } : {}
    },
  }
}

/** Saves until the disk refuses; returns what was acknowledged and the refusal. */
async function saveUntilRefused(
  saving: ReturnType<typeof startSaving>,
): Promise<{ acknowledged: unknown[]; refusal: Answer }> {
  const acknowledged: unknown[] = []
  for (let n = 0; n < 500; n++) {
    const answer = await saving.ask('save')
    if (answer['kind'] !== 'saved') return { acknowledged, refusal: answer }
    acknowledged.push(answer['id'])
  }
  throw new Error('the disk never refused')
}

function hasTool(name: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${name}`]).status === 0
}

test.skipIf(!hasTool('prlimit'))(
  'when the database may not grow a save is refused in words, nothing is lost, and saving works again by itself',
  async () => {
    const folder = scratchFolder()
    const saving = startSaving(folder)
    expect(await saving.ask('save')).toMatchObject({ kind: 'saved' })
    execFileSync('prlimit', ['--pid', String(saving.pid), `--fsize=${600 * 1024}:`])
    const { acknowledged, refusal } = await saveUntilRefused(saving)
    expect(refusal).toMatchObject({
      refused: expect.any(String),
      message: expect.stringContaining('nothing was changed'),
    })
    const during = await saving.ask('list')
    expect(during).toMatchObject({ ids: expect.arrayContaining(acknowledged), damaged: [] })
    execFileSync('prlimit', ['--pid', String(saving.pid), '--fsize=unlimited'])
    expect(await saving.ask('probe')).toEqual({ probe: 'ok' })
    const after = await saving.ask('save')
    expect(after).toMatchObject({ kind: 'saved' })
    expect(await saving.ask('list')).toMatchObject({ ids: expect.arrayContaining([...acknowledged, after['id']]) })
  },
  60_000,
)

/** A file system of 2 MiB in a name space of its own; not every machine lets a user make one. */
const smallDisk = ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c']
const canMount =
  spawnSync(smallDisk[0] ?? '', [...smallDisk.slice(1), 'mount -t tmpfs -o size=1m none /mnt']).status === 0

test.skipIf(!canMount)(
  'on a full disk a save is refused as such, viewing goes on, and with free space saving works again',
  async () => {
    const folder = scratchFolder()
    const mount = `mount -t tmpfs -o size=2m none ${folder} && head -c 1000000 /dev/zero > ${folder}/ballast && exec "$@"`
    const saving = startSaving(join(folder, 'data'), { through: [...smallDisk, mount, 'sh'] })
    const { acknowledged, refusal } = await saveUntilRefused(saving)
    expect(acknowledged.length).toBeGreaterThan(1)
    expect(refusal).toMatchObject({ refused: 'full', message: expect.stringContaining('is full: nothing was changed') })
    expect(await saving.ask('probe')).toMatchObject({ refused: 'full' })
    expect(await saving.ask('list')).toMatchObject({ ids: expect.arrayContaining(acknowledged), damaged: [] })
    rmSync(join('/proc', String(saving.pid), 'root', folder, 'ballast'))
    expect(await saving.ask('save')).toMatchObject({ kind: 'saved' })
    expect(await saving.ask('list')).toMatchObject({ ids: expect.arrayContaining(acknowledged), damaged: [] })
  },
  60_000,
)

test('a folder that may not be written is refused in words, and saving works once it may', async () => {
  const folder = join(scratchFolder(), 'data')
  mkdirSync(folder)
  openToNobody(folder)
  chmodSync(folder, 0o555)
  const saving = startSaving(folder, { user: isRoot ? nobody : 0 })
  expect(await saving.ask('save')).toMatchObject({
    refused: expect.any(String),
    message: expect.stringContaining(folder),
  })
  chmodSync(folder, 0o755)
  expect(await saving.ask('save')).toMatchObject({ kind: 'saved' })
})

test('a database in a folder that may not be written is still read, and saving works once it may', async () => {
  const folder = join(scratchFolder(), 'data')
  const store = await openSqliteStore({ folder, now: tickingClock() })
  await store.create(sampleGraph('shop'))
  await store.close()
  openToNobody(folder)
  chmodSync(join(folder, 'statusgraph.db'), 0o444)
  chmodSync(folder, 0o555)
  const saving = startSaving(folder, { user: isRoot ? nobody : 0 })
  expect(await saving.ask('list')).toEqual({ ids: ['shop'], damaged: [] })
  expect(await saving.ask('save')).toMatchObject({ refused: expect.any(String) })
  expect(await saving.ask('probe')).toMatchObject({ refused: expect.any(String) })
  expect(await saving.ask('list')).toEqual({ ids: ['shop'], damaged: [] })
  chmodSync(folder, 0o755)
  chmodSync(join(folder, 'statusgraph.db'), 0o644)
  expect(await saving.ask('save')).toMatchObject({ kind: 'saved' })
})

/** Root may write anywhere, so as root the process under test becomes nobody, who must own the folder. */
function openToNobody(folder: string): void {
  if (!isRoot) return
  chmodSync(join(folder, '..'), 0o755)
  chownSync(folder, nobody, nobody)
  for (const name of readdirSync(folder)) chownSync(join(folder, name), nobody, nobody)
}

test('a data folder that is a file is refused in words', async () => {
  const folder = join(scratchFolder(), 'data')
  writeFileSync(folder, 'not a folder')
  await expect(openSqliteStore({ folder, now: tickingClock() })).rejects.toMatchObject({
    name: 'StoreFailure',
    code: 'unavailable',
  })
})

test('while the data folder is gone saves are refused and reads go on; when it is back everything goes on', async () => {
  const folder = join(scratchFolder(), 'data')
  const store = await openSqliteStore({ folder, now: tickingClock() })
  onTestFinished(() => store.close())
  await store.create(sampleGraph('shop'))
  renameSync(folder, `${folder}-away`)
  await expect(store.save(sampleGraph('shop', { mark: 'lost?' }), 1)).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('is gone'),
  })
  await expect(store.probe()).rejects.toMatchObject({ code: 'unavailable' })
  expect((await store.read('shop'))?.info.revision).toBe(1)
  expect(await store.damaged()).toEqual([])
  renameSync(`${folder}-away`, folder)
  await store.probe()
  expect(await store.save(sampleGraph('shop', { mark: 'two' }), 1)).toMatchObject({ kind: 'saved' })
})

test('a data folder that was deleted and made anew gets everything back', async () => {
  const folder = join(scratchFolder(), 'data')
  const store = await openSqliteStore({ folder, now: tickingClock() })
  await store.create(sampleGraph('shop'))
  rmSync(folder, { recursive: true })
  await expect(store.create(sampleGraph('bank'))).rejects.toMatchObject({ code: 'unavailable' })
  mkdirSync(folder)
  expect(await store.create(sampleGraph('bank'))).toMatchObject({ kind: 'saved' })
  await store.close()
  const again = await openSqliteStore({ folder, now: tickingClock() })
  onTestFinished(() => again.close())
  expect((await again.list()).map((info) => info.id)).toEqual(['bank', 'shop'])
})

test('a database that was replaced by a backup is the one that is read and written from then on', async () => {
  const place = scratchFolder()
  const backup = await openSqliteStore({ folder: join(place, 'backup'), now: tickingClock() })
  await backup.create(sampleGraph('from-backup'))
  await backup.close()
  const store = await openSqliteStore({ folder: join(place, 'data'), now: tickingClock() })
  onTestFinished(() => store.close())
  await store.create(sampleGraph('shop'))
  for (const name of readdirSync(join(place, 'data'))) rmSync(join(place, 'data', name))
  renameSync(join(place, 'backup', 'statusgraph.db'), join(place, 'data', 'statusgraph.db'))
  expect((await store.list()).map((info) => info.id)).toEqual(['from-backup'])
  expect(await store.create(sampleGraph('next'))).toMatchObject({ kind: 'saved' })
  expect((await store.list()).map((info) => info.id)).toEqual(['from-backup', 'next'])
})

test('a log that is lost together with the process takes no acknowledged save with it', async () => {
  const folder = scratchFolder()
  const saving = startSaving(folder)
  const acknowledged = [await saving.ask('save'), await saving.ask('save'), await saving.ask('save')]
  process.kill(saving.pid, 'SIGKILL')
  await saving.ended
  rmSync(join(folder, 'statusgraph.db-wal'))
  const store = await openSqliteStore({ folder, now: tickingClock() })
  onTestFinished(() => store.close())
  expect((await store.list()).map((info) => info.id)).toEqual(acknowledged.map((answer) => answer['id']))
})

test.skipIf(process.platform !== 'linux')(
  'a folder that can never be made is refused in words and at once',
  async () => {
    await expect(openSqliteStore({ folder: '/proc/statusgraph/data', now: tickingClock() })).rejects.toThrow(
      /\/proc\/statusgraph\/data\/statusgraph\.db cannot be used .*nothing was changed/,
    )
  },
)
