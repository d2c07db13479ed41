import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadConfig } from './load-config.ts'
import type { LoadedConfig } from './load-config.ts'
import { watchConfig } from './watch-config.ts'

let folder = ''
let ending = new AbortController()
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'statusgraph-watch-'))
  ending = new AbortController()
})
afterEach(() => {
  ending.abort()
  rmSync(folder, { recursive: true })
})

/** Watches `path` and hands out each report as it comes. */
async function watch(path: string) {
  const origin = { path, env: {}, flags: {}, cwd: folder, alreadyRead: new Map<string, Uint8Array>() }
  const inForce = await loadConfig(origin)
  const reports: LoadedConfig[] = []
  let wake = () => {}
  const onChange = (loaded: LoadedConfig) => {
    reports.push(loaded)
    wake()
  }
  const { reload } = watchConfig({ ...origin, inForce, signal: ending.signal, onChange, pollMs: 10 })
  const next = async (): Promise<LoadedConfig> => {
    while (reports.length === 0) await new Promise<void>((resolve) => (wake = resolve))
    const [first] = reports.splice(0, 1)
    if (first === undefined) throw new Error('a report was there')
    return first
  }
  return { next, reload, reports }
}

const titled = (title: string) => `links: [{title: ${title}, url: "https://example.com/"}]\n`
const titleOf = ({ config }: LoadedConfig) => config?.links[0]?.title

test('a changed file is reported, a broken one with its faults, and the repaired one again', async () => {
  writeFileSync(join(folder, 'c.yml'), titled('one'))
  const { next } = await watch('c.yml')
  writeFileSync(join(folder, 'c.yml'), titled('two'))
  expect(titleOf(await next())).toBe('two')
  writeFileSync(join(folder, 'c.yml'), 'linsk: []')
  const broken = await next()
  expect(broken.config).toBeUndefined()
  expect(broken.diagnostics).toMatchObject([{ line: 1, message: 'unknown key "linsk"' }])
  rmSync(join(folder, 'c.yml'))
  expect((await next()).diagnostics).toMatchObject([{ message: 'the configuration cannot be read: it does not exist' }])
  writeFileSync(join(folder, 'c.yml'), titled('three'))
  expect(titleOf(await next())).toBe('three')
})

test('the symlink swap of a mounted ConfigMap is seen', async () => {
  const version = (name: string) => {
    mkdirSync(join(folder, name))
    writeFileSync(join(folder, name, 'c.yml'), titled(name))
  }
  version('..v1')
  symlinkSync('..v1', join(folder, '..data'))
  symlinkSync('..data/c.yml', join(folder, 'c.yml'))
  const { next } = await watch('.')
  version('..v2')
  symlinkSync('..v2', join(folder, '..data_tmp'))
  renameSync(join(folder, '..data_tmp'), join(folder, '..data'))
  expect(titleOf(await next())).toBe('..v2')
})

test('a file that joins a folder is seen', async () => {
  writeFileSync(join(folder, 'a.yml'), titled('one'))
  const { next } = await watch('.')
  writeFileSync(join(folder, 'b.yml'), 'server: {base_path: /x}')
  expect((await next()).config?.server.basePath).toBe('/x')
})

test('a reload on request reports at once, changed or not', async () => {
  writeFileSync(join(folder, 'c.yml'), titled('one'))
  const { reload, reports } = await watch('c.yml')
  expect(titleOf(await reload())).toBe('one')
  expect(reports).toHaveLength(1)
})

test('a file that is empty now was cut: nothing of it is believed, until it says something again', async () => {
  writeFileSync(join(folder, 'c.yml'), titled('one'))
  const { next } = await watch('c.yml')
  writeFileSync(join(folder, 'c.yml'), '')
  const cut = await next()
  expect(cut.config).toBeUndefined()
  expect(cut.diagnostics).toMatchObject([{ file: 'c.yml', line: 1, message: 'the file is empty now' }])
  writeFileSync(join(folder, 'c.yml'), '{}')
  expect((await next()).config?.links).toEqual([])
})

test('one cut file of a folder is named as well, and one that was empty before is no fault', async () => {
  writeFileSync(join(folder, 'a.yml'), titled('one'))
  writeFileSync(join(folder, 'b.yml'), '')
  const { next } = await watch('.')
  writeFileSync(join(folder, 'c.yml'), 'server: {base_path: /x}')
  expect(titleOf(await next())).toBe('one')
  writeFileSync(join(folder, 'a.yml'), '\n')
  const [fault] = (await next()).diagnostics
  expect(fault).toMatchObject({ severity: 'error', file: 'a.yml', message: 'the file is empty now' })
})

test('a pipe gives its text once, and it stays in force', async () => {
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])
  const written = writeFile(pipe, titled('one'))
  const { reload } = await watch('pipe')
  await written
  expect(titleOf(await reload())).toBe('one')
})
