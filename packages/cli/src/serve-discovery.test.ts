import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WireTopology } from '@statusgraph/protocol'
import { afterEach, beforeEach, expect, test } from 'vitest'
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

async function serve(): Promise<string> {
  server = startCommand(['serve', '--listen', '127.0.0.1:0'], { cwd: folder })
  const said = await server.saw('\n')
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

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1
}
