import { dynamicModes, nodeKinds, parseGraphDocument } from '@statusgraph/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readGraphText } from './read-graph-text.ts'
import { writeGraphText } from './write-graph-text.ts'

const word = fc.oneof(
  fc.stringMatching(/^[a-z]{1,8}$/),
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.constantFrom('yes', 'null', '1e3', '- a', '#', 'a: b', '{x}', '2026-11-22', "it's", '  padded ', 'two\nlines'),
)
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })

const written = fc
  .record(
    {
      version: fc.constant(1),
      id: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,10}$/),
      name: word,
      description: word,
      tags: fc.array(word, { maxLength: 3 }),
      origin: fc.record({ graph: fc.constant('shop'), revision: fc.integer({ min: 1, max: 99 }) }),
      dynamic: fc.constantFrom(...dynamicModes),
      rules: fc.record(
        {
          sources: fc.array(word, { maxLength: 2 }),
          aliases: fc.array(fc.record({ from: word, to: word }), { maxLength: 2 }),
          ignore: fc.array(fc.oneof(fc.record({ node: word }), fc.record({ source: word, target: word })), {
            maxLength: 2,
          }),
          kinds: fc.dictionary(word, fc.constantFrom(...nodeKinds), { maxKeys: 2 }),
          pins: fc.dictionary(word, fc.record({ x: fc.integer({ min: -99, max: 99 }), y: fc.constant(0.5) }), {
            maxKeys: 2,
          }),
        },
        { requiredKeys: [] },
      ),
      nodes: fc.uniqueArray(
        fc.record(
          {
            id: word,
            name: word,
            kind: fc.constantFrom(...nodeKinds),
            services: fc.array(word, { maxLength: 3 }),
            description: word,
            labels: fc.dictionary(word, word, { maxKeys: 3 }),
            ports: fc.uniqueArray(fc.record({ id: word, label: optional(word) }, { requiredKeys: ['id'] }), {
              selector: ({ id }) => id,
              maxLength: 3,
            }),
            position: fc.record({ x: fc.integer({ min: -1e6, max: 1e6 }), y: fc.integer({ min: -1e6, max: 1e6 }) }),
            pinned: fc.boolean(),
            links: fc.array(fc.record({ title: word, url: fc.webUrl() }), { maxLength: 2 }),
          },
          { requiredKeys: ['id'] },
        ),
        { selector: ({ id }) => id, maxLength: 6 },
      ),
    },
    { requiredKeys: ['version', 'id', 'nodes'] },
  )
  .chain((document) =>
    fc
      .array(
        fc.record(
          { source: fc.nat(5), target: fc.nat(5), label: word, description: word },
          { requiredKeys: ['source', 'target'] },
        ),
        {
          maxLength: document.nodes.length === 0 ? 0 : 5,
        },
      )
      .map((edges) => ({
        ...document,
        edges: edges.map((edge) => ({
          ...edge,
          source: document.nodes[edge.source % document.nodes.length]?.id,
          target: document.nodes[edge.target % document.nodes.length]?.id,
        })),
      })),
  )

test.each(['yaml', 'json'] as const)('a graph written as %s and read again is the same', (format) => {
  fc.assert(
    fc.property(written, (document) => {
      const parsed = parseGraphDocument(JSON.parse(JSON.stringify(document)))
      fc.pre(parsed.ok)
      if (!parsed.ok) return
      const text = writeGraphText(parsed.graph, format)
      const again = readGraphText(text, 'again')
      expect(again).toEqual({ ok: true, graph: JSON.parse(JSON.stringify(parsed.graph)) })
    }),
  )
})

test('YAML is as short as a person would write it', () => {
  const parsed = parseGraphDocument({
    version: 1,
    id: 'shop',
    name: 'Web shop',
    nodes: [
      { id: 'cart', kind: 'service', position: { x: 8, y: 16 }, ports: [{ id: 'add', name: 'GRPC', label: '/add' }] },
      { id: 'db', name: 'cart-db.svc', kind: 'database', services: ['cart-db.svc'] },
    ],
    edges: [{ source: 'cart', target: 'db', label: 'SQL' }],
  })
  if (!parsed.ok) throw new Error('the document of this test is bad')
  expect(writeGraphText(parsed.graph, 'yaml')).toBe(`version: 1
id: shop
name: Web shop
nodes:
  - id: cart
    position: {x: 8, y: 16}
    ports:
      - {id: add, name: GRPC, label: /add}
  - id: db
    name: cart-db.svc
    kind: database
    services: [cart-db.svc]
edges:
  - {id: cart->db, source: cart, target: db, label: SQL}
`)
})
