import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openStore } from '../open-store.ts'
import type { GraphChange, GraphStore } from '../store.ts'
import { sampleGraph } from '../testing/sample-graph.ts'
import { scratchFolder, tickingClock } from '../testing/scratch-folder.ts'

const pollMs = 20

interface Place {
  readonly dataDir: string
  readonly folder: string
}

function makePlace(): Place {
  const root = scratchFolder()
  mkdirSync(join(root, 'graphs'))
  return { dataDir: join(root, 'data'), folder: join(root, 'graphs') }
}

async function openAt({ dataDir, folder }: Place): Promise<GraphStore> {
  const store = await openStore({ dataDir, provisioning: [folder], now: tickingClock(), pollMs })
  onTestFinished(() => store.close())
  return store
}

const yaml = (name: string): string => `version: 1\nid: shop\nname: ${name}\nnodes:\n  - id: checkout\n`
const eventually = <T>(expectation: () => Promise<T>): Promise<T> => vi.waitFor(expectation, { timeout: 10_000 })

test('YAML and JSON files in a folder, and in the folders in it, are graphs that cannot be changed here', async () => {
  const place = makePlace()
  writeFileSync(join(place.folder, 'shop.yml'), yaml('Web shop'))
  mkdirSync(join(place.folder, 'more'))
  writeFileSync(join(place.folder, 'more', 'bank.json'), JSON.stringify({ version: 1, nodes: [] }))
  writeFileSync(join(place.folder, 'README.md'), 'not a graph')
  const store = await openAt(place)
  expect(await store.list()).toMatchObject([
    { id: 'bank', name: 'bank', provisioned: true, revision: 1 },
    { id: 'shop', name: 'Web shop', provisioned: true, revision: 1, nodes: 1 },
  ])
  expect((await store.read('shop'))?.graph.nodes.map((node) => node.id)).toEqual(['checkout'])
  expect(await store.save(sampleGraph('shop'), 1)).toEqual({ kind: 'read-only' })
  expect(await store.remove('shop')).toEqual({ kind: 'read-only' })
  expect(await store.create(sampleGraph('shop'))).toEqual({ kind: 'exists' })
  expect(await store.damaged()).toEqual([])
})

test('a changed file is a new revision and listeners hear of it, and a removed file removes the graph', async () => {
  const place = makePlace()
  const file = join(place.folder, 'shop.yml')
  writeFileSync(file, yaml('One'))
  const store = await openAt(place)
  const heard: GraphChange[] = []
  store.subscribe((change) => heard.push(change))
  writeFileSync(file, yaml('Two'))
  await eventually(async () => expect(await store.list()).toMatchObject([{ name: 'Two', revision: 2 }]))
  rmSync(file)
  await eventually(async () => expect(await store.list()).toEqual([]))
  expect(heard).toEqual([
    { id: 'shop', revision: 2 },
    { id: 'shop', deleted: true },
  ])
})

test('a folder whose content is a symbolic link that is swapped, as ConfigMaps are, is seen to change', async () => {
  const place = makePlace()
  for (const [version, name] of [
    ['..v1', 'One'],
    ['..v2', 'Two'],
  ] as const) {
    mkdirSync(join(place.folder, version))
    writeFileSync(join(place.folder, version, 'shop.yml'), yaml(name))
  }
  symlinkSync('..v1', join(place.folder, '..data'))
  symlinkSync(join('..data', 'shop.yml'), join(place.folder, 'shop.yml'))
  const store = await openAt(place)
  expect(await store.list()).toMatchObject([{ name: 'One' }])
  symlinkSync('..v2', join(place.folder, '..data_tmp'))
  renameSync(join(place.folder, '..data_tmp'), join(place.folder, '..data'))
  await eventually(async () => expect(await store.list()).toMatchObject([{ name: 'Two', revision: 2 }]))
})

test('a file that becomes bad keeps its last good revision and says file, line and column', async () => {
  const place = makePlace()
  const file = join(place.folder, 'shop.yml')
  writeFileSync(file, yaml('Good'))
  const store = await openAt(place)
  writeFileSync(file, `${yaml('Bad')}    kind: sevice\n`)
  await eventually(async () => expect((await store.read('shop'))?.info.fault).toBeDefined())
  const stored = await store.read('shop')
  expect(stored?.info).toMatchObject({ name: 'Good', revision: 1 })
  expect(stored?.info.fault).toContain(`${file}:6:11: nodes[0].kind: `)
  writeFileSync(file, yaml('Mended'))
  await eventually(async () => expect(await store.list()).toMatchObject([{ name: 'Mended', revision: 2 }]))
  expect((await store.read('shop'))?.info.fault).toBeUndefined()
})

test('revisions stay the same over a restart, and count on when the file changed meanwhile', async () => {
  const place = makePlace()
  const file = join(place.folder, 'shop.yml')
  writeFileSync(file, yaml('One'))
  const first = await openAt(place)
  const [info] = await first.list()
  await first.close()
  const second = await openAt(place)
  expect(await second.list()).toEqual([info])
  await second.close()
  writeFileSync(file, yaml('Two'))
  const third = await openAt(place)
  expect(await third.list()).toMatchObject([{ name: 'Two', revision: 2 }])
  expect((await third.revisions('shop'))?.map((one) => one.revision)).toEqual([2, 1])
})

test('a file that is bad at the start shows what it last held before the restart', async () => {
  const place = makePlace()
  const file = join(place.folder, 'shop.yml')
  writeFileSync(file, yaml('Good'))
  await (await openAt(place)).close()
  writeFileSync(file, 'id: [')
  const store = await openAt(place)
  expect(await store.list()).toMatchObject([{ id: 'shop', name: 'Good', revision: 1 }])
  expect((await store.read('shop'))?.info.fault).toContain(`${file}:1:`)
})

test('a file that was never good is named among the damaged', async () => {
  const place = makePlace()
  const file = join(place.folder, 'shop.yml')
  writeFileSync(file, 'version: 1\nid: shop\nid: shop\n')
  const store = await openAt(place)
  expect(await store.list()).toEqual([])
  expect(await store.damaged()).toEqual([{ id: file, reason: `${file}:3:1: this key is there twice` }])
})

test('of two files with one id the first is shown and the fault names both', async () => {
  const place = makePlace()
  const [a, b] = [join(place.folder, 'a.yml'), join(place.folder, 'b.yml')]
  writeFileSync(b, yaml('From b'))
  const store = await openAt(place)
  writeFileSync(a, yaml('From a'))
  await eventually(async () => expect((await store.read('shop'))?.info.fault).toBeDefined())
  const [info] = await store.list()
  expect(info).toMatchObject({ name: 'From b' })
  expect(info?.fault).toContain(a)
  expect(info?.fault).toContain(b)
})

test('a file that takes over a drawn graph says so, and the drawn graph comes back when the file goes', async () => {
  const place = makePlace()
  const file = join(place.folder, 'shop.yml')
  const store = await openAt(place)
  await store.create(sampleGraph('shop', { mark: 'drawn' }))
  writeFileSync(file, yaml('From the file'))
  await eventually(async () =>
    expect(await store.list()).toMatchObject([{ name: 'From the file', provisioned: true, revision: 2 }]),
  )
  expect((await store.read('shop'))?.info.fault).toContain('was also drawn here (revision 1)')
  rmSync(file)
  await eventually(async () => expect(await store.list()).toMatchObject([{ provisioned: false, revision: 1 }]))
  expect((await store.read('shop'))?.graph).toEqual(sampleGraph('shop', { mark: 'drawn' }))
  expect(await store.save(sampleGraph('shop'), 1)).toMatchObject({ kind: 'saved' })
})

test('a folder that cannot be seen is named, and its graphs stay', async () => {
  const place = makePlace()
  writeFileSync(join(place.folder, 'shop.yml'), yaml('Web shop'))
  const store = await openAt(place)
  renameSync(place.folder, `${place.folder}-away`)
  await eventually(async () => expect((await store.damaged()).map((one) => one.id)).toEqual([place.folder]))
  expect(await store.list()).toMatchObject([{ id: 'shop', name: 'Web shop' }])
  renameSync(`${place.folder}-away`, place.folder)
  await eventually(async () => expect(await store.damaged()).toEqual([]))
  expect(await store.list()).toMatchObject([{ id: 'shop', name: 'Web shop', revision: 1 }])
})

test('what another process saves is heard of too', async () => {
  const place = makePlace()
  const [server, command] = [await openAt(place), await openAt(place)]
  const heard: GraphChange[] = []
  server.subscribe((change) => heard.push(change))
  await command.create(sampleGraph('shop'))
  await eventually(async () => expect(heard).toEqual([{ id: 'shop', revision: 1 }]))
})

test('a changed file is shown even while the disk refuses to record it, and is recorded later', async () => {
  const place = makePlace()
  const file = join(place.folder, 'shop.yml')
  writeFileSync(file, yaml('One'))
  const store = await openAt(place)
  renameSync(place.dataDir, `${place.dataDir}-away`)
  writeFileSync(file, yaml('Two'))
  await eventually(async () => expect(await store.list()).toMatchObject([{ name: 'Two', revision: 2 }]))
  renameSync(`${place.dataDir}-away`, place.dataDir)
  await eventually(async () => expect((await store.revisions('shop'))?.map((one) => one.revision)).toEqual([2, 1]))
  expect(await store.list()).toMatchObject([{ name: 'Two', revision: 2 }])
})

test('a closed store refuses in words', async () => {
  const store = await openAt(makePlace())
  await store.close()
  await expect(store.list()).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('is closed'),
  })
  await expect(store.probe()).rejects.toMatchObject({ code: 'unavailable' })
})

// Root reads every folder.
test.skipIf(process.getuid?.() === 0)('a folder that nobody may look into hides no other, and is named', async () => {
  const place = makePlace()
  writeFileSync(join(place.folder, 'shop.yml'), yaml('Web shop'))
  const closed = join(place.folder, 'lost+found')
  mkdirSync(closed, { mode: 0 })
  onTestFinished(() => chmodSync(closed, 0o700))
  const store = await openAt(place)
  expect(await store.list()).toMatchObject([{ id: 'shop' }])
  expect(await store.damaged()).toMatchObject([{ id: closed }])
})

test('what is called like a graph document and is a pipe or a folder is named, and nothing waits for it', async () => {
  const place = makePlace()
  writeFileSync(join(place.folder, 'shop.yml'), yaml('Web shop'))
  execFileSync('mkfifo', [join(place.folder, 'pipe.yml')])
  mkdirSync(join(place.folder, 'folder.yml'))
  const store = await openAt(place)
  expect(await store.list()).toMatchObject([{ id: 'shop' }])
  expect((await store.damaged()).map(({ reason }) => reason)).toEqual([
    expect.stringContaining('folder.yml:1:1: this is no file'),
    expect.stringContaining('pipe.yml:1:1: this is no file'),
  ])
})
