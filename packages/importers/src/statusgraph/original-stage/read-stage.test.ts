import { array, assert, constantFrom, integer, property, record, string } from 'fast-check'
import { parseGraphDocument } from '@statusgraph/model'
import { expect, test } from 'vitest'
import checkoutExpected from './fixtures/checkout.expected.json' with { type: 'json' }
import checkout from './fixtures/checkout.in.json' with { type: 'json' }
import woundedExpected from './fixtures/wounded.expected.json' with { type: 'json' }
import wounded from './fixtures/wounded.in.json' with { type: 'json' }
import { readStage } from './read-stage.ts'

const read = (stage: unknown, fileName = 'stage.json'): ReturnType<typeof readStage> =>
  readStage(JSON.stringify(stage), fileName)

test('a stage of the original becomes a graph document with nothing lost and nothing to note', () => {
  expect(read(checkout)).toEqual({ ok: true, graph: checkoutExpected, notes: [] })
})

test('a stage with faults becomes a graph all the same, and every fault is noted', () => {
  expect(read(wounded, '/data/wounded.json')).toEqual({ ok: true, ...woundedExpected })
})

test('a stage that was never drawn on is an empty graph', () => {
  const id = '5f0c1b9e-4a43-4c55-9a6c-0d5b7f2f9d11'
  expect(read({ id, name: 'New', edges: null, nodes: null })).toEqual({
    ok: true,
    graph: { version: 1, id, name: 'New', nodes: [], edges: [] },
    notes: [],
  })
})

const whole = JSON.stringify(checkout)
test.each([
  ['an empty file', '', 'lost.json: the file is empty'],
  ['a file of zero bytes written by a crash', '\0\0\0\0', 'lost.json: this is not JSON'],
  ['a file that is cut', whole.slice(0, 700), 'lost.json: this is not JSON'],
  ['a short stage written over a longer one', `${whole}\n"}]}`, 'lost.json: this is not JSON'],
  ['a web page', '<!doctype html>', 'lost.json: this is not JSON'],
  ['a list', '[]', 'lost.json: this is not a stage of the original Statusgraph'],
  ['other JSON', '{"name": "package"}', 'this is not a stage of the original Statusgraph (nodes: '],
  ['nodes of a wrong type', '{"nodes": "none"}', '(nodes: '],
  ['a name of a wrong type', '{"nodes": [{"id": "a", "name": 7}]}', '(nodes.0.name: '],
  ['an edge of a wrong type', '{"nodes": [], "edges": [{"source": "a"}]}', '(edges.0.source: '],
])('%s is refused and named', (_, text, message) => {
  expect(readStage(text, 'lost.json')).toEqual({ ok: false, message: expect.stringContaining(message) })
})

test.each([
  ['6BA7B810-9DAD-11D1-80B4-00C04FD430C8', 'x.json', 'S', '6ba7b810-9dad-11d1-80b4-00c04fd430c8'],
  ['', '/var/lib/Web Shop.json', 'S', 'web-shop'],
  ['', '', 'Größe & Preis', 'gro-e-preis'],
  ['', '', '…', 'stage'],
])('a stage with the id "%s" in the file "%s" named "%s" becomes the graph %s', (id, file, name, expected) => {
  expect(read({ id, name, nodes: [] }, file)).toMatchObject({ ok: true, graph: { id: expected } })
})

test('a name too long for a document is cut, and stands whole in the notes', () => {
  const name = 'n'.repeat(500)
  const result = read({ nodes: [{ id: 'a', name, type: 'rect' }] })
  expect(result).toMatchObject({ ok: true, graph: { nodes: [{ name: 'n'.repeat(400) }] } })
  expect(result.ok && result.notes.join('\n')).toContain(name)
})

test('whatever ids, labels and links a stage holds, the graph is good and holds every node', () => {
  const id = constantFrom('', 'a', 'b', 'c', '__proto__', '00000000-0000-0000-0000-000000000000', 'x'.repeat(300))
  const text = string({ maxLength: 450 })
  const end = record({ id, connector: id })
  const stage = record({
    id: text,
    name: text,
    nodes: array(
      record({
        id,
        name: text,
        namespace: text,
        type: constantFrom('rect', 'cluster', 'service', 'poly', 'other', ''),
        labels: array(text, { maxLength: 3 }),
        connector: array(record({ id, name: text, label: text }), { maxLength: 3 }),
        children: array(id, { maxLength: 3 }),
        bounds: record({ x: integer(), y: integer() }),
      }),
      { maxLength: 6 },
    ),
    edges: array(record({ id, source: end, target: end, type: text }), { maxLength: 6 }),
  })
  assert(
    property(stage, (one) => {
      const result = read(one)
      if (!result.ok) throw new Error(result.message)
      expect(result.graph.nodes).toHaveLength(one.nodes.length)
      expect(parseGraphDocument(JSON.parse(JSON.stringify(result.graph)))).toEqual({ ok: true, graph: result.graph })
      const leftOut = result.notes.filter((note) => note.includes('was left out: its'))
      expect(result.graph.edges.length + leftOut.length).toBe(one.edges.length)
    }),
    { numRuns: 300 },
  )
})
