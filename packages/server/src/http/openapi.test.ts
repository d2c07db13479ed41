import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { routes, type Route } from '@statusgraph/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { startServing, type Serving } from '../testing/serving.ts'

let serving: Serving
beforeAll(async () => {
  serving = await startServing({
    server: { reloadRoute: true },
    options: { onReload: async () => ({ ok: false, message: 'line 3: no such key' }) },
  })
  await serving.client.createGraph({ version: 1, id: 'shop', nodes: [{ id: 'a' }] })
})
afterAll(async () => {
  await serving.stop()
})

const apiSchema = z.object({
  openapi: z.literal('3.1.0'),
  security: z.array(z.unknown()),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        security: z.array(z.unknown()).optional(),
        responses: z.record(z.string(), z.object({ description: z.string() })),
      }),
    ),
  ),
})

const all = Object.values<Route>(routes)

/** A path that exists, for every route. */
function pathOf(route: Route): string {
  return route.path.replace('{id}', 'shop').replace('{n}', '1').replace('{service}', 'a')
}

test('every route is described, and every description has a route', async () => {
  const api = apiSchema.parse(await (await serving.ask('/api/v1/openapi.json')).json())
  const described = Object.entries(api.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(described.toSorted()).toEqual(all.map(({ method, path }) => `${method} ${path}`).toSorted())
})

test('what takes a token says how to send it, and nothing else wants one', async () => {
  const { paths, security } = apiSchema.parse(await (await serving.ask('/api/v1/openapi.json')).json())
  expect(security).toEqual([])
  expect(paths['/api/v1/webhooks/alertmanager']?.['post']?.security).toEqual([{}, { bearer: [] }, { basic: [] }])
  expect(paths['/v1/traces']?.['post']?.security).toEqual([{}, { bearer: [] }])
  expect(paths['/api/v1/graphs']?.['post']?.security).toBeUndefined()
})

test('every operation tells what any address may answer', async () => {
  const { paths } = apiSchema.parse(await (await serving.ask('/api/v1/openapi.json')).json())
  for (const operation of Object.values(paths).flatMap((operations) => Object.values(operations))) {
    expect(operation.responses['default']?.description).toContain('`request/unknown-host`')
  }
})

test.each(all.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s is there and answers with every security header',
  async (_name, route) => {
    const controller = new AbortController()
    const response = await serving.ask(pathOf(route), { method: route.method, signal: controller.signal })
    // A route that is missing would say so itself, whatever it is asked.
    if (response.headers.get('content-type')?.includes('problem')) {
      expect(await response.json()).not.toMatchObject({ code: expect.stringMatching(/^route\/|^server\/failure/) })
    }
    controller.abort()
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(response.headers.get('content-security-policy')).toContain("require-trusted-types-for 'script'")
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  },
)

test('no route is put in place but by the one function that takes described routes only', async () => {
  const folder = fileURLToPath(new URL('..', import.meta.url))
  const files = (await readdir(folder, { recursive: true })).filter((file) => /^(?!.*\.test\.).*\.ts$/.test(file))
  expect(files.length).toBeGreaterThan(30)
  const registering: string[] = []
  for (const file of files) {
    const text = await readFile(join(folder, file), 'utf8')
    if (/\b(?:app|scope)\.(?:route|get|head|post|put|patch|delete|all)\(/.test(text)) registering.push(file)
  }
  expect(registering).toEqual([join('http', 'routing.ts')])
})

test('the schema of graph documents is JSON Schema with the limits of the contract', async () => {
  const schema = z
    .looseObject({ properties: z.looseObject({ nodes: z.looseObject({ maxItems: z.number() }) }) })
    .parse(await (await serving.ask('/api/v1/schema/graph.json')).json())
  expect(schema.properties.nodes.maxItems).toBe(20_000)
  expect(schema['additionalProperties']).toBe(false)
})

test('a reload that is refused says why', async () => {
  const response = await serving.ask('/-/reload', { method: 'POST' })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ code: 'reload/refused', detail: 'line 3: no such key' })
})

test.each([
  ['PATCH', '/api/v1/graphs', 'GET, HEAD, POST'],
  ['OPTIONS', '/api/v1/graphs/shop/', 'GET, HEAD, PUT, DELETE'],
  ['POST', '/graphs/shop', 'GET, HEAD'],
  ['DELETE', '/', 'GET, HEAD'],
  ['POST', '/metrics', 'GET, HEAD'],
  // Its headers cannot be had without the stream.
  ['HEAD', '/api/v1/graphs/shop/events', 'GET'],
])('%s %s is told which methods are taken', async (method, path, allow) => {
  const response = await serving.ask(path, { method })
  expect(response.status).toBe(405)
  expect(response.headers.get('allow')).toBe(allow)
})
