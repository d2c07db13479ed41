import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { loadConfig, startServer, type RunningServer } from '@statusgraph/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPage, root } from './docs/pages.ts'

let folder: string
let server: RunningServer
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'statusgraph-docs-push-'))
  const env = { STATUSGRAPH_LISTEN: '127.0.0.1:0', STATUSGRAPH_DATA_DIR: join(folder, 'data') }
  const { config } = await loadConfig({ env, flags: {}, cwd: folder })
  if (config === undefined) throw new Error('a server needs no configuration')
  server = await startServer({ config, logger: false })
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true })
})

async function readExample(kind: string): Promise<string> {
  const file = 'docs/how-to/push-a-topology.md'
  const { blocks } = readPage(file, await readFile(join(root, file), 'utf8'))
  return blocks.find((block) => block.kind === kind)?.text ?? ''
}

/** Runs a script as a reader of the page would. */
async function play(file: string, args: readonly string[]) {
  const env = { PATH: process.env['PATH'] ?? '', STATUSGRAPH_SERVER: server.url, STATUSGRAPH_PUSH_TOKEN: 'x y' }
  return promisify(execFile)(file, args, { cwd: folder, env })
}

async function saidBy(source: string): Promise<unknown> {
  return (await fetch(`${server.url}/api/v1/topology/sources/${source}`)).json()
}

test('the example in shell pushes a snapshot, in 20 lines', { timeout: 60_000 }, async () => {
  const script = await readExample('sh push')
  expect(script.split('\n').length).toBeLessThanOrEqual(20)
  const { stdout } = await play('/bin/sh', ['-c', script])
  expect(JSON.parse(stdout)).toMatchObject({ accepted: 5, rejected: [] })
  expect(await saidBy('shop')).toMatchObject({
    nodes: [{ id: 'payments' }, { id: 'shop/cart', labels: { team: 'web' } }, { id: 'shop/orders', name: 'Orders' }],
    edges: [{ target: 'payments' }, { target: 'shop/orders', ttlSeconds: 604_800 }],
  })
})

test('the example in TypeScript pushes a batch, in about 20 lines', { timeout: 60_000 }, async () => {
  const script = await readExample('ts push')
  expect(script.split('\n').filter((line) => line !== '').length).toBeLessThanOrEqual(23)
  await writeFile(join(folder, 'push.ts'), script)
  await writeFile(join(folder, 'package.json'), '{"type": "module"}')
  expect(await play(process.execPath, ['push.ts'])).toEqual({ stdout: '', stderr: '' })
  expect(await saidBy('agent')).toMatchObject({
    nodes: [],
    edges: [{ source: 'shop/cart', traffic: { layer: 'server', ratePerSecond: 12.5 }, ttlSeconds: 90 }],
  })
})
