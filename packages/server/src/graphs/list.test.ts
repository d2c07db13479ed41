import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServing, type Serving } from '../testing/serving.ts'

let serving: Serving
beforeAll(async () => {
  serving = await startServing()
  for (const id of ['delta', 'alpha', 'charlie', 'bravo']) {
    await serving.client.createGraph({ version: 1, id, nodes: [{ id: 'a' }], edges: [] })
  }
})
afterAll(async () => {
  await serving.stop()
})

async function order(): Promise<readonly string[]> {
  return (await serving.client.listGraphs()).map(({ id }) => id)
}

test('the list comes in the order that people gave it, and then by name', async () => {
  expect(await order()).toEqual(['alpha', 'bravo', 'charlie', 'delta'])
  const kept = await serving.client.saveGraphOrder(['charlie', 'nowhere', 'alpha', 'charlie'])
  expect(kept).toEqual(['charlie', 'nowhere', 'alpha'])
  expect(await order()).toEqual(['charlie', 'alpha', 'bravo', 'delta'])
  expect((await serving.client.listGraphs()).map(({ place }) => place)).toEqual([0, 1, undefined, undefined])
  await expect(serving.client.saveGraphOrder(['Not an id'])).rejects.toMatchObject({
    problem: { status: 400, code: 'request/invalid' },
  })
})

test('the list says what each graph is about, and what it was copied from', async () => {
  const original = await serving.client.readGraph('alpha')
  await serving.client.createGraph({
    ...original.graph,
    id: 'alpha-copy',
    description: 'To try things out',
    tags: ['prod', 'eu'],
    origin: { graph: 'alpha', revision: original.revision },
  })
  expect((await serving.client.listGraphs()).find(({ id }) => id === 'alpha-copy')).toMatchObject({
    description: 'To try things out',
    tags: ['prod', 'eu'],
    origin: { graph: 'alpha', revision: 1 },
  })
})

test('a graph is read as YAML by whoever asks for it, and saved as a file', async () => {
  const yaml = await serving.ask('/api/v1/graphs/bravo', { headers: { accept: 'application/yaml' } })
  expect(yaml.headers.get('content-type')).toContain('application/yaml')
  expect(yaml.headers.get('etag')).toBe('"1"')
  expect(await yaml.text()).toBe('version: 1\nid: bravo\nnodes:\n  - id: a\nedges: []\n')
  const browser = await serving.ask('/api/v1/graphs/bravo', { headers: { accept: '*/*' } })
  expect(browser.headers.get('content-type')).toContain('application/json')

  const file = await serving.ask('/api/v1/graphs/bravo/export?format=yaml')
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="bravo.yaml"')
  expect(await file.text()).toContain('id: bravo\n')
  for (const query of ['', '?format=json', '?format=statusgraph']) {
    const json = await serving.ask(`/api/v1/graphs/bravo/export${query}`)
    expect(json.headers.get('content-disposition')).toBe('attachment; filename="bravo.json"')
    expect(await json.json()).toEqual({ version: 1, id: 'bravo', nodes: [{ id: 'a' }], edges: [] })
  }
  const odd = await serving.ask('/api/v1/graphs/bravo/export?format=cobol')
  expect(odd.status).toBe(400)
})

test('whoever has any revision and wants nothing if there is one gets nothing', async () => {
  const any = await serving.ask('/api/v1/graphs/bravo', { headers: { 'if-none-match': '*' } })
  expect(any.status).toBe(304)
})
