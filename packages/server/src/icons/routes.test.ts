import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServing, type Serving } from '../testing/serving.ts'

let folder: string
let serving: Serving
const hostile =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2" onload="alert(1)"><script>alert(1)</script><circle r="1"/></svg>'

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'statusgraph-icons-'))
  await mkdir(join(folder, 'aws'))
  await writeFile(join(folder, 'aws/Lambda.svg'), '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"/>')
  await writeFile(join(folder, 'hostile.svg'), hostile)
  await writeFile(join(folder, 'broken.svg'), '<svg')
  serving = await startServing({ icons: [folder], server: { basePath: '/status' } })
})
afterAll(async () => {
  await serving.stop()
  await rm(folder, { recursive: true, force: true })
})

test('the list names every icon with its address, and every file that is not shown as it is', async () => {
  const list = await serving.client.listIcons()
  expect(list.icons.map(({ name, title }) => [name, title])).toEqual([
    ['aws:lambda', 'Lambda'],
    ['team:hostile', 'hostile'],
  ])
  expect(list.icons[0]?.url).toMatch(/^\/status\/api\/v1\/icons\/aws\/lambda\?v=[\w-]{16}$/)
  expect(Object.fromEntries(list.diagnostics.map(({ file, refused }) => [file, refused]))).toEqual({
    'broken.svg': true,
    'hostile.svg': false,
  })
})

test('a drawing is served clean, under a policy that lets it do nothing, and never as a page', async () => {
  const response = await serving.ask('/api/v1/icons/team/hostile')
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('image/svg+xml')
  expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; style-src 'unsafe-inline'; sandbox")
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="team-hostile.svg"')
  expect(response.headers.get('cache-control')).toBe('no-cache')
  const svg = await response.text()
  expect(svg).toContain('<circle r="1">')
  expect(svg).not.toMatch(/script|onload|alert/)
})

test('an address from the list is kept by browsers for ever, and a known drawing is not sent again', async () => {
  const list = await serving.client.listIcons()
  const url = new URL(list.icons[0]?.url ?? '', serving.server.url)
  const response = await fetch(url)
  expect(response.headers.get('cache-control')).toBe('private, max-age=31536000, immutable')
  const etag = response.headers.get('etag') ?? ''
  expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304)
  expect((await fetch(url, { method: 'HEAD' })).status).toBe(200)
})

test('names are found whatever the size of their letters, and nothing else is found', async () => {
  expect((await serving.ask('/api/v1/icons/AWS/Lambda')).status).toBe(200)
  for (const path of [
    'aws/nothing',
    'team/broken',
    'team/..%2fhostile.svg',
    '..%2f..%2fetc/passwd',
    'team/hostile.svg',
  ]) {
    const response = await serving.ask(`/api/v1/icons/${path}`)
    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
  }
})

test('a server without a folder has an empty list', async () => {
  const bare = await startServing()
  expect(await bare.client.listIcons()).toEqual({ icons: [], diagnostics: [] })
  await bare.stop()
})
