import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServing, type Serving } from '../testing/serving.ts'

let folder: string
let serving: Serving
const script = `console.log(${JSON.stringify('x'.repeat(5_000))})`

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'statusgraph-page-'))
  await mkdir(join(folder, 'dist/assets'), { recursive: true })
  await writeFile(join(folder, 'secret.txt'), 'top secret')
  await writeFile(join(folder, 'dist/assets/index-Ab12Cd34.js'), script)
  await writeFile(join(folder, 'dist/favicon.svg'), '<svg/>')
  await writeFile(
    join(folder, 'dist/index.html'),
    '<html><meta name="statusgraph-base" content="" /><link href="./favicon.svg"><script src="./assets/index-Ab12Cd34.js"></script></html>',
  )
  serving = await startServing({ server: { basePath: '/status' }, options: { webFolder: join(folder, 'dist') } })
})
afterAll(async () => {
  await serving.stop()
  await rm(folder, { recursive: true, force: true })
})

test('every address of the browser gets the document, which knows where it is mounted', async () => {
  for (const path of ['', '/', '/graphs/shop', '/alerts', '/services', '/upstreams', '/graphs/shop?kiosk']) {
    const response = await serving.ask(path)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-cache')
    const html = await response.text()
    expect(html).toContain('<meta name="statusgraph-base" content="/status" />')
    expect(html).toContain('src="/status/assets/index-Ab12Cd34.js"')
    expect(html).toContain('href="/status/favicon.svg"')
  }
})

test('the document of a graph has the graph and its status fetched ahead, and no other document has', async () => {
  expect((await serving.ask('/graphs/shop?kiosk')).headers.get('link')).toBe(
    '</status/api/v1/graphs/shop>; rel=preload; as=fetch; crossorigin, ' +
      '</status/api/v1/graphs/shop/status>; rel=preload; as=fetch; crossorigin',
  )
  for (const path of ['/', '/alerts', '/graphs/"><x', `/graphs/${'a'.repeat(65)}`])
    expect((await serving.ask(path)).headers.get('link')).toBeNull()
})

test('a proxy may take the base path off before it passes a request on', async () => {
  const { origin } = new URL(serving.server.url)
  expect((await fetch(`${origin}/graphs/shop`)).status).toBe(200)
  expect((await fetch(`${origin}/status/api/v1/graphs`)).status).toBe(200)
  expect((await fetch(`${origin}/api/v1/graphs`)).status).toBe(200)
  expect((await fetch(`${origin}/statusquo`)).status).toBe(404)
})

test('files come compressed, are kept by browsers for ever, and are not sent again', async () => {
  const path = '/assets/index-Ab12Cd34.js'
  for (const encoding of ['br', 'gzip']) {
    const response = await serving.ask(path, { headers: { 'accept-encoding': encoding } })
    expect(response.headers.get('content-encoding')).toBe(encoding)
    expect(await response.text()).toBe(script)
  }
  const plain = await serving.ask(path, { headers: { 'accept-encoding': 'identity' } })
  expect(plain.headers.get('content-encoding')).toBeNull()
  expect(plain.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(await plain.text()).toBe(script)
  const etag = plain.headers.get('etag') ?? ''
  expect((await serving.ask(path, { headers: { 'if-none-match': etag } })).status).toBe(304)
  expect((await serving.ask('/favicon.svg')).headers.get('cache-control')).toBe('no-cache')
  const head = await serving.ask(path, { method: 'HEAD' })
  expect(head.status).toBe(200)
  expect(await head.text()).toBe('')
})

test('nothing but the files of the page can be read', async () => {
  for (const path of [
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets',
    '/assets/',
    '/nothing.js',
    '/index.html',
  ]) {
    const { origin } = new URL(serving.server.url)
    const response = await fetch(origin + path)
    expect(response.status).toBe(404)
    expect(await response.text()).not.toContain('top secret')
  }
})

test('a server whose page was not built says what to do', async () => {
  const bare = await startServing()
  const response = await bare.ask('/')
  expect(response.status).toBe(503)
  expect(await response.text()).toContain('npm run build')
  await bare.stop()
})
