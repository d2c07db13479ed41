import { ApiProblem } from '@statusgraph/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServing } from '../testing/serving.ts'
import type { Serving } from '../testing/serving.ts'

const timeout = 60_000
let serving: Serving
beforeAll(async () => {
  serving = await startServing()
})
afterAll(async () => {
  await serving.stop()
})

const compose = 'services:\n  shop: {image: shop, depends_on: [db]}\n  db: {image: postgres}\n'

test('a file of another tool becomes a graph document, and nothing is stored', { timeout }, async () => {
  const { graph, format, choices, diagnostics } = await serving.client.importDiagram({
    content: compose,
    name: 'compose.yml',
  })
  expect(format).toBe('compose')
  expect(graph).toMatchObject({ nodes: [{ id: 'shop' }, { id: 'db' }], edges: [{ source: 'shop', target: 'db' }] })
  expect(Array.isArray(choices) && Array.isArray(diagnostics)).toBe(true)
  expect(await serving.client.listGraphs()).toEqual([])
})

test('which diagram of a file is read can be chosen', { timeout }, async () => {
  const content = 'digraph one { a -> b }\ndigraph two { c -> d }'
  const { choices } = await serving.client.importDiagram({ content })
  expect(choices).toHaveLength(2)
  const second = await serving.client.importDiagram({ content }, { choice: choices[1]?.id })
  expect(second.graph.nodes.map(({ name }) => name)).toEqual(['c', 'd'])
  expect(second.chosen).toBe(choices[1]?.id)
})

test('the name of the file helps, however it is told', { timeout }, async () => {
  const body = new Blob([`${compose}\n`])
  for (const [query, disposition] of [
    ['?name=stack.yml', undefined],
    ['', 'attachment; filename="stack.yml"'],
    ['', "attachment; filename*=UTF-8''st%C3%A4ck.yml"],
  ] as const) {
    const response = await serving.ask(`/api/v1/import${query}`, {
      method: 'POST',
      body,
      headers: disposition === undefined ? {} : { 'content-disposition': disposition },
    })
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ graph: { id: expect.stringMatching(/^sta/) } })
  }
})

test.each(['application/json', 'application/yaml', 'text/plain', 'image/svg+xml', 'multipart/mixed'])(
  'a body that calls itself %s is a file like any other',
  { timeout },
  async (type) => {
    const body = '{"version": 1, "id": "a", "nodes": [{"id": "b"}]}'
    const response = await serving.ask('/api/v1/import', { method: 'POST', body, headers: { 'content-type': type } })
    expect(await response.json()).toMatchObject({ format: 'statusgraph', graph: { nodes: [{ id: 'b' }] } })
  },
)

test('a file that cannot be read is refused with everything that is known about it', { timeout }, async () => {
  const refused = await serving.client
    .importDiagram({ content: 'digraph { a -> ' }, { format: 'dot' })
    .catch((error: unknown) => error)
  if (!(refused instanceof ApiProblem)) throw new Error('it was not refused')
  expect(refused.problem).toMatchObject({ status: 422, code: 'import/unreadable' })
  expect(refused.problem.diagnostics).toContainEqual(expect.objectContaining({ kind: 'error', line: 1 }))
})

test('an import of nothing is refused, and so is a format that nobody knows', { timeout }, async () => {
  expect((await serving.ask('/api/v1/import', { method: 'POST' })).status).toBe(422)
  expect((await serving.ask('/api/v1/import?format=visio', { method: 'POST', body: compose })).status).toBe(400)
})

test('a file that is too large is refused before it is read', { timeout }, async () => {
  const response = await serving.ask('/api/v1/import', { method: 'POST', body: 'a'.repeat(8 * 1024 * 1024 + 1) })
  expect(response.status).toBe(413)
})

test('when everybody imports at once some are asked to come back, and nobody is forgotten', { timeout }, async () => {
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => serving.ask('/api/v1/import', { method: 'POST', body: compose })),
  )
  const statuses = answers.map(({ status }) => status)
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(2)
  expect(statuses.every((status) => status === 200 || status === 503)).toBe(true)
  for (const { status, headers } of answers) if (status === 503) expect(headers.get('retry-after')).toBe('5')
})

test('a graph leaves in every format, with what does not fit in a header', { timeout }, async () => {
  await serving.client.createGraph({
    version: 1,
    id: 'leaving',
    nodes: [{ id: 'a', icon: 'logos:redis' }, { id: 'b' }],
    edges: [{ source: 'a', target: 'b' }],
  })
  for (const [format, type, sign] of [
    ['yaml', 'application/yaml', 'version: 1'],
    ['statusgraph', 'application/json', '"version": 1'],
    ['dot', 'text/vnd.graphviz', 'digraph'],
    ['mermaid', 'text/vnd.mermaid', 'flowchart'],
    ['plantuml', 'text/x-plantuml', '@startuml'],
    ['d2', 'text/x-d2', 'a -> b'],
    ['drawio', 'application/vnd.jgraph.mxfile', '<mxfile'],
  ] as const) {
    const response = await serving.ask(`/api/v1/graphs/leaving/export?format=${format}&lamps=true`)
    expect(response.headers.get('content-type')).toBe(`${type}; charset=utf-8`)
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="leaving\.[a-z0-9]+"$/)
    const text = await response.text()
    expect(text).toContain(sign)
    const told = decodeURIComponent(response.headers.get('statusgraph-diagnostics') ?? '')
    const isOwn = format === 'yaml' || format === 'statusgraph'
    expect(told).toContain(isOwn ? 'holds no lamps' : 'icons (1)')
    expect(text.includes('unknown')).toBe(!isOwn)
  }
})
