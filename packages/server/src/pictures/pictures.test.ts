import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServing } from '../testing/serving.ts'
import type { Serving } from '../testing/serving.ts'

let serving: Serving
let webFolder: string

beforeAll(async () => {
  webFolder = await mkdtemp(join(tmpdir(), 'statusgraph-pictures-'))
  await mkdir(join(webFolder, 'assets/icons'), { recursive: true })
  const icon = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path fill="#2f7bd9" d="M0 0h8v8z"/></svg>'
  await writeFile(join(webFolder, 'assets/icons/logos-kafka-0123abcd.svg'), icon)
  await writeFile(join(webFolder, 'assets/inter-latin-wght-normal-Dx4kXJAl.woff2'), 'font')
  serving = await startServing({ options: { webFolder } })
  await serving.client.createGraph({
    version: 1,
    id: 'shop',
    name: 'Shop & <Co>',
    nodes: [
      { id: 'web', name: '<script>alert(1)</script>', kind: 'service' },
      { id: 'queue', name: 'orders', kind: 'queue', icon: 'logos:kafka' },
      { id: 'rocket', name: 'rocket', kind: 'service', icon: 'acme:nowhere' },
    ],
    edges: [{ id: 'e1', source: 'web', target: 'queue' }],
  })
})

afterAll(async () => {
  await serving.stop()
  await rm(webFolder, { recursive: true, force: true })
})

const ask = (query: string, init?: RequestInit): Promise<Response> =>
  serving.ask(`/api/v1/graphs/shop/export?format=svg${query}`, init)

test('a drawing is a picture with icons and font in it, and has no lamp', async () => {
  const response = await ask('')
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('image/svg+xml')
  expect(response.headers.get('etag')).toBe('"1"')
  const svg = await response.text()
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/)
  expect(svg).toContain('<title>Shop &amp; &lt;Co&gt;</title>')
  expect(svg).toContain('href="data:image/svg+xml;base64,')
  expect(svg).toContain(`font/woff2;base64,${Buffer.from('font').toString('base64')}`)
  expect(svg).not.toMatch(/unknown<|\d UTC<|#2c8a54/)
  expect(decodeURIComponent(response.headers.get('statusgraph-diagnostics') ?? '')).toContain('acme:nowhere')
})

test('with lamps it says what is known at this moment, and no cache may give it for a later one', async () => {
  const response = await ask('&lamps=true')
  expect(response.headers.get('etag')).toBeNull()
  expect(response.headers.get('cache-control')).toBe('no-cache')
  const svg = await response.text()
  expect(svg).toContain('<title>orders, unknown</title>')
  expect(svg).toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/)
})

test('dark is another picture', async () => {
  expect(await (await ask('&theme=dark')).text()).toContain('fill="#11151b"')
  expect((await ask('&theme=pink')).status).toBe(400)
})

test('a picture runs nothing, wherever it is opened, and a wiki of another site may show it', async () => {
  const { headers } = await ask('')
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toMatch(/^default-src 'none';.*; sandbox$/)
  expect(policy).not.toContain('script-src')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  expect(headers.get('content-disposition')).toBe('inline; filename="shop.svg"')
  expect(await (await ask('')).text()).not.toContain('<script')
  // Other files stay with our own pages.
  const yaml = await serving.ask('/api/v1/graphs/shop/export?format=yaml')
  expect(yaml.headers.get('cross-origin-resource-policy')).toBe('same-origin')
})

test('a picture is compressed for whoever takes it so', async () => {
  expect((await ask('', { headers: { 'accept-encoding': 'gzip' } })).headers.get('content-encoding')).toBe('gzip')
})

test('many who want the same picture at once get the same one', async () => {
  const pictures = await Promise.all(
    Array.from({ length: 30 }, async () => (await ask('&lamps=true&theme=dark')).text()),
  )
  expect(new Set(pictures).size).toBeLessThanOrEqual(2)
})

test('whoever wants PNG is told where it is made', async () => {
  const response = await serving.ask('/api/v1/graphs/shop/export?format=png')
  expect(response.status).toBe(400)
  expect(await response.text()).toContain('PNG is made by the page')
})

test('there is no picture of a graph that does not exist', async () => {
  const response = await serving.ask('/api/v1/graphs/nowhere/export?format=svg')
  expect(response.status).toBe(404)
  expect(response.headers.get('content-type')).toContain('application/problem+json')
})
