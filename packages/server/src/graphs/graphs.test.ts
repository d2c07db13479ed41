import { problemSchema, type Problem } from '@statusgraph/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServing, type Serving } from '../testing/serving.ts'

let serving: Serving
beforeAll(async () => {
  serving = await startServing()
})
afterAll(async () => {
  await serving.stop()
})

const json = { 'content-type': 'application/json' }

async function send(
  method: string,
  path: string,
  body?: string,
  headers: Readonly<Record<string, string>> = json,
): Promise<Response> {
  return serving.ask(path, {
    method,
    headers: body === undefined ? {} : headers,
    ...(body === undefined ? {} : { body }),
  })
}

async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get('content-type')).toContain('application/problem+json')
  const problem = problemSchema.parse(await response.json())
  expect(problem.status).toBe(response.status)
  return problem
}

function documentOf(id: string): string {
  return JSON.stringify({ version: 1, id, nodes: [{ id: 'a' }, { id: 'b' }], edges: [{ source: 'a', target: 'b' }] })
}

test('a graph is created, read, saved, and its history kept', async () => {
  const created = await send('POST', '/api/v1/graphs', documentOf('life'))
  expect(created.status).toBe(201)
  expect(created.headers.get('location')).toBe('/api/v1/graphs/life')
  expect(created.headers.get('etag')).toBe('"1"')

  const read = await send('GET', '/api/v1/graphs/life')
  expect(read.headers.get('etag')).toBe('"1"')
  expect(await read.json()).toMatchObject({ id: 'life', nodes: [{ id: 'a', name: 'a', kind: 'service' }, { id: 'b' }] })
  const known = await serving.ask('/api/v1/graphs/life', { headers: { 'if-none-match': '"1"' } })
  expect(known.status).toBe(304)

  const body = JSON.stringify({ version: 1, id: 'life', name: 'Life', nodes: [{ id: 'a' }] })
  const saved = await send('PUT', '/api/v1/graphs/life', body, { ...json, 'if-match': '"1"' })
  expect(saved.status).toBe(200)
  expect(saved.headers.get('etag')).toBe('"2"')

  const revisions = await serving.client.listRevisions('life')
  expect(revisions.map(({ revision }) => revision)).toEqual([2, 1])
  const old = await serving.client.readRevision('life', 1)
  expect(old).toMatchObject({ revision: 1, graph: { nodes: [{ id: 'a' }, { id: 'b' }] } })
  const restored = await serving.client.restoreRevision('life', 1)
  expect(restored).toMatchObject({ revision: 3, graph: { nodes: [{ id: 'a' }, { id: 'b' }] } })

  const item = (await serving.client.listGraphs()).find(({ id }) => id === 'life')
  expect(item).toMatchObject({ revision: 3, nodes: 2, edges: 1, provisioned: false, summary: { unknown: 2, ok: 0 } })
  expect((await serving.client.readStatus('life')).revision).toBe(3)
})

test('the history says what changed in each revision', async () => {
  const { graph } = await serving.client.createGraph({ version: 1, id: 'told', nodes: [{ id: 'a' }, { id: 'b' }] })
  const more = { ...graph, nodes: [...graph.nodes, { id: 'c', name: 'c', kind: 'service' as const }] }
  await serving.client.saveGraph(more, 1)
  await serving.client.saveGraph(more, 2)
  await serving.client.restoreRevision('told', 1)
  await serving.client.createGraph({ ...graph, id: 'told-copy', origin: { graph: 'told', revision: 1 } })
  const messages = async (id: string) => (await serving.client.listRevisions(id)).map(({ message }) => message)
  expect(await messages('told')).toEqual(['restored revision 1', undefined, 'c added', undefined])
  expect(await messages('told-copy')).toEqual(['copied from told, revision 1'])
})

test('a stale save is refused with both revisions named, and nothing is lost', async () => {
  await send('POST', '/api/v1/graphs', documentOf('contested'))
  await send('PUT', '/api/v1/graphs/contested', documentOf('contested'), { ...json, 'if-match': '"1"' })
  const stale = await send('PUT', '/api/v1/graphs/contested', documentOf('contested'), { ...json, 'if-match': '"1"' })
  expect(stale.status).toBe(412)
  expect(await problemOf(stale)).toMatchObject({ code: 'graph/stale', expected: 1, current: 2 })
  const blind = await send('PUT', '/api/v1/graphs/contested', documentOf('contested'))
  expect(blind.status).toBe(428)
  expect(await problemOf(blind)).toMatchObject({ code: 'graph/revision-required' })
  const odd = await send('PUT', '/api/v1/graphs/contested', documentOf('contested'), { ...json, 'if-match': 'two' })
  expect(await problemOf(odd)).toMatchObject({ status: 400, code: 'request/invalid' })
  const unquoted = await send('PUT', '/api/v1/graphs/contested', documentOf('contested'), { ...json, 'if-match': '2' })
  expect(unquoted.status).toBe(200)
})

test('of many who save the same revision at once, one wins and the others are told', async () => {
  await send('POST', '/api/v1/graphs', documentOf('race'))
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      send('PUT', '/api/v1/graphs/race', documentOf('race'), { ...json, 'if-match': '"1"' }),
    ),
  )
  const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b)
  expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 412)])
})

test('an id is made from the name when none is given, and is never somebody else’s', async () => {
  const first = await serving.client.createGraph({ version: 1, name: 'Größe & Ärger!', nodes: [] })
  const second = await serving.client.createGraph({ version: 1, name: 'Größe & Ärger!', nodes: [] })
  expect(first.graph.id).toMatch(/^[a-z0-9][a-z0-9-]{0,63}$/)
  expect(second.graph.id).toBe(`${first.graph.id}-2`)
  const taken = await send('POST', '/api/v1/graphs', documentOf(first.graph.id))
  expect(await problemOf(taken)).toMatchObject({ status: 409, code: 'graph/exists' })
})

test('a graph is written in YAML as well', async () => {
  const yaml = 'version: 1\nid: from-yaml\nnodes:\n  - id: a\n    kind: rect\n'
  const created = await send('POST', '/api/v1/graphs', yaml, { 'content-type': 'application/yaml' })
  expect(created.status).toBe(201)
  expect(await created.json()).toMatchObject({ nodes: [{ kind: 'box' }] })
})

test('a deletion honours the revision when one is given, and a deleted graph can be restored', async () => {
  await send('POST', '/api/v1/graphs', documentOf('gone'))
  const stale = await serving.ask('/api/v1/graphs/gone', { method: 'DELETE', headers: { 'if-match': '"9"' } })
  expect(await problemOf(stale)).toMatchObject({ status: 412, expected: 9, current: 1 })
  expect((await send('DELETE', '/api/v1/graphs/gone')).status).toBe(204)
  expect((await send('GET', '/api/v1/graphs/gone')).status).toBe(404)
  expect(await problemOf(await send('DELETE', '/api/v1/graphs/gone'))).toMatchObject({ code: 'graph/not-found' })
  const restored = await serving.client.restoreRevision('gone', 1)
  expect(restored.graph.nodes).toHaveLength(2)
  expect((await send('GET', '/api/v1/graphs/gone')).status).toBe(200)
})

test('every fault of a document is named with its path', async () => {
  const body = JSON.stringify({
    version: 1,
    id: 'faulty',
    nodes: [
      { id: 'a', colour: 'red' },
      { id: 'a', kind: 'circle' },
    ],
    edges: [{ source: 'a', target: 'nowhere' }],
  })
  const problem = await problemOf(await send('POST', '/api/v1/graphs', body))
  expect(problem).toMatchObject({ status: 422, code: 'graph/invalid' })
  const paths = problem.faults?.map(({ path }) => path.join('.'))
  expect(paths).toEqual(expect.arrayContaining(['nodes.0.colour', 'nodes.1.kind']))
})

test('a document under another id than its address is refused', async () => {
  await send('POST', '/api/v1/graphs', documentOf('own-id'))
  const answer = await send('PUT', '/api/v1/graphs/own-id', documentOf('other'), { ...json, 'if-match': '"1"' })
  expect(await problemOf(answer)).toMatchObject({ status: 422, faults: [{ path: ['id'] }] })
})

test('what does not exist is a 404 with a code', async () => {
  const expected = new Map([
    ['/api/v1/graphs/nothing', 'graph/not-found'],
    ['/api/v1/graphs/nothing/status', 'graph/not-found'],
    ['/api/v1/graphs/nothing/sparklines', 'graph/not-found'],
    ['/api/v1/graphs/nothing/revisions', 'graph/not-found'],
    ['/api/v1/graphs/life/revisions/99', 'revision/not-found'],
    ['/api/v1/graphs/life/revisions/one', 'revision/not-found'],
    ['/api/v1/nothing', 'route/not-found'],
    ['/api/graph', 'route/not-found'],
  ])
  for (const [path, code] of expected) {
    expect(await problemOf(await send('GET', path))).toMatchObject({ status: 404, code })
  }
  const put = await send('PUT', '/api/v1/graphs/nothing', documentOf('nothing'), { ...json, 'if-match': '"1"' })
  expect(await problemOf(put)).toMatchObject({ status: 404, code: 'graph/not-found' })
  expect(await problemOf(await send('POST', '/api/v1/graphs/nothing/revisions/1/restore'))).toMatchObject({
    status: 404,
  })
})
