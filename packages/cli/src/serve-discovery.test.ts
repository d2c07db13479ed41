import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { WireTopology } from '@statusgraph/protocol'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { startCommand } from './testing/process.ts'
import type { Started } from './testing/process.ts'

let folder = ''
let server: Started | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'statusgraph-discovery-'))
})
afterEach(async () => {
  server?.signal('SIGKILL')
  await server?.ended
  rmSync(folder, { recursive: true })
})

async function serve(...options: readonly string[]): Promise<string> {
  server = startCommand(['serve', '--listen', '127.0.0.1:0', ...options], { cwd: folder })
  const said = await server.saw('listening on')
  const [url] = /http:\/\/\S+/.exec(said) ?? []
  if (url === undefined) throw new Error(`it said: ${said}`)
  return url
}

async function send(url: string, method: string, path: string, body: unknown): Promise<void> {
  const response = await fetch(`${url}/api/v1/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(response.status, await response.text()).toBeLessThan(300)
}

async function see(url: string): Promise<WireTopology> {
  const response = await fetch(`${url}/api/v1/topology?map=auto`)
  expect(response.status).toBe(200)
  return JSON.parse(await response.text())
}

test('what was seen, since when, and where it stands outlives a kill at any moment', async () => {
  const first = await serve()
  await send(first, 'POST', 'graphs', {
    version: 1,
    id: 'auto',
    dynamic: 'auto',
    rules: { pins: { 'shop/cart': { x: 8, y: 16 } } },
  })
  await send(first, 'PUT', 'topology/sources/ci', {
    nodes: [{ id: 'shop/cart' }, { id: 'shop/orders' }],
    edges: [{ source: 'shop/cart', target: 'shop/orders' }],
  })
  const before = await see(first)
  expect(before.nodes.map(({ id }) => id).toSorted()).toEqual(['shop/cart', 'shop/orders'])
  expect(before.nodes.find(({ id }) => id === 'shop/cart')?.position).toEqual({ x: 8, y: 16 })
  server?.signal('SIGKILL')
  await server?.ended

  const after = await see(await serve())
  const told = ({ nodes, edges }: WireTopology) => ({ nodes: nodes.toSorted(byId), edges: edges.toSorted(byId) })
  expect(told(after)).toEqual(told(before))
}, 60_000)

test('what a source that is asked told for the first time outlives a kill soon after, frozen until it is heard again', async () => {
  let isDown = false
  const zipkin = createServer((_, response) => {
    if (isDown) response.destroy()
    else response.end('[{"parent":"web","child":"cart","callCount":60}]')
  })
  zipkin.listen(0, '127.0.0.1')
  await once(zipkin, 'listening')
  onTestFinished(() => {
    zipkin.closeAllConnections()
    zipkin.close()
  })
  const address = zipkin.address()
  const port = typeof address === 'object' ? address?.port : 0
  const config = { sources: { zipkin: { url: `http://127.0.0.1:${port}`, interval: '1s' } } }
  writeFileSync(join(folder, 'statusgraph.yml'), JSON.stringify(config))
  const configured = ['--config', 'statusgraph.yml']
  const first = await serve(...configured)
  await send(first, 'POST', 'graphs', { version: 1, id: 'auto', dynamic: 'auto' })
  await expect.poll(async () => (await see(first)).edges.map(({ state }) => state), patience).toEqual(['live'])
  // What counts is what a copy of the folder would hold now.
  const kept = () => {
    const database = new DatabaseSync(join(folder, 'data', 'statusgraph.db'), { readOnly: true })
    try {
      return database.prepare("SELECT name FROM settings WHERE name = 'memo/layer/zipkin'").all().length
    } finally {
      database.close()
    }
  }
  await expect.poll(kept, patience).toBe(1)
  isDown = true
  server?.signal('SIGKILL')
  await server?.ended

  const { nodes, edges, sources } = await see(await serve(...configured))
  expect(nodes.map(({ id, state }) => `${id} ${state}`).toSorted()).toEqual(['cart frozen', 'web frozen'])
  expect(edges).toMatchObject([{ state: 'frozen', provenance: [{ source: 'zipkin', state: 'frozen' }] }])
  expect(sources).toMatchObject([{ name: 'zipkin', lastGoodAt: expect.any(String) }])
}, 60_000)

const patience = { timeout: 20_000 }

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1
}
