import { nodeKinds, parseGraphDocument } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { readDiagram } from '../read-diagram.ts'
import { exportFormats, exportGraph } from './index.ts'

const foreign = ['dot', 'mermaid', 'plantuml', 'd2', 'drawio'] as const

function graphOf(document: object): GraphDocument {
  const parsed = parseGraphDocument({ version: 1, id: 'shop', ...document })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.graph
}

const shop = graphOf({
  name: 'Web shop',
  nodes: [
    { id: 'payments', kind: 'group', position: { x: 100, y: 50 }, size: { width: 600, height: 400 } },
    {
      id: 'checkout',
      parent: 'payments',
      position: { x: 140, y: 120 },
      ports: [{ id: 'create', name: 'GRPC', label: '/create' }],
    },
    { id: 'orders', kind: 'database', position: { x: 900, y: 120 }, size: { width: 200, height: 80 } },
    { id: 'gone', position: { x: 900, y: 320 } },
  ],
  edges: [{ id: 'e', source: 'checkout', target: 'orders', sourcePort: 'create', label: 'SQL' }],
})
const statuses = {
  at: '2026-11-22T12:00:00.000Z',
  nodes: {
    payments: { lamp: 'critical', overlays: [] },
    checkout: { lamp: 'critical', overlays: [{ kind: 'pending' }] },
    orders: { lamp: 'ok', overlays: [{ kind: 'stale' }] },
  },
} as const

test('draw.io keeps what kind of node each is; a group without members is a shape like any other', async () => {
  const every = graphOf({ nodes: nodeKinds.map((kind) => ({ id: `n-${kind}`, kind })) })
  const again = await readDiagram({ text: exportGraph(every, 'drawio').text }, { format: 'drawio' })
  const kinds = nodeKinds.map((kind) => (kind === 'group' ? 'service' : kind))
  expect(again.ok && again.graph.nodes.map(({ kind }) => kind)).toEqual(kinds)
})

test.each(['dot', 'drawio'] as const)(
  'descriptions leave in %s and come back, whatever signs are in them',
  async (format) => {
    const description = 'Only "paid" ones: a < b & c\\n, <b>so</b>.'
    const [nodes, edges] = [
      [{ id: 'a', description }, { id: 'b' }],
      [{ source: 'a', target: 'b', label: 'buys', description }],
    ]
    const again = await readDiagram({ text: exportGraph(graphOf({ nodes, edges }), format).text }, { format })
    expect(again).toMatchObject({ graph: { nodes: [{ description }, {}], edges: [{ label: 'buys', description }] } })
  },
)

test.each(foreign)('the name of a graph leaves in %s and comes back', async (format) => {
  const name = 'Shop <b>&"x" \\\\ y'
  const again = await readDiagram(
    { text: exportGraph(graphOf({ name, nodes: [{ id: 'a' }] }), format).text },
    { format },
  )
  expect(again.ok && again.graph.name).toBe(name)
})

test.each(exportFormats)('the same graph is written the same in %s, and names its kind of file', (format) => {
  const exported = exportGraph(shop, format)
  expect(exportGraph(structuredClone(shop), format)).toEqual(exported)
  expect(exported.mediaType).toMatch(/^[a-z]+\/[\w.-]+$/)
  expect(exported.extension).toMatch(/^\.[a-z0-9]+$/)
  expect(exported.text).toMatch(/\n$/)
})

test.each(foreign)('lamps are colours and words in %s, with the moment they were so', (format) => {
  const plain = exportGraph(shop, format).text
  const { text } = exportGraph(shop, format, { statuses })
  expect(plain).not.toMatch(/critical|#fdebe9/)
  expect(text).toContain('2026-11-22T12:00:00.000Z')
  expect(text).toContain('critical, pending')
  expect(text).toContain('#fdebe9')
})

test.each(foreign)('nothing is green in %s that was not confirmed', (format) => {
  const { text } = exportGraph(shop, format, { statuses })
  // orders was ok and is stale, and nobody knows of gone.
  expect(text).toContain('ok, stale')
  expect(text).toContain('unknown')
  expect(text).not.toMatch(/e8f4ec|2c8a54/)
})

test('a graph document holds no lamps, and says so', () => {
  const { text, diagnostics } = exportGraph(shop, 'yaml', { statuses })
  expect(text).toBe(exportGraph(shop, 'yaml').text)
  expect(diagnostics).toEqual([{ kind: 'lost', message: expect.stringContaining('holds no lamps') }])
})

test.each(foreign)('what %s cannot hold is said in one sentence', (format) => {
  const full = graphOf({
    description: 'All of it',
    tags: ['live'],
    dynamic: 'overlay',
    origin: { graph: 'old', revision: 1 },
    imported: { format: 'dot' },
    nodes: [
      ...Array.from({ length: 3 }, (_, at) => ({
        id: `n${at}`,
        icon: 'logos:redis',
        namespace: 'web',
        services: ['x'],
        pinned: true,
      })),
      { id: 'g', kind: 'group', collapsed: true },
      { id: 'in', parent: 'g' },
    ],
    edges: [{ source: 'n0', target: 'n1', kind: 'calls', description: 'at night' }],
  })
  const [lost, ...others] = exportGraph(full, format).diagnostics
  expect(others).toEqual([])
  expect(lost?.kind).toBe('lost')
  for (const what of [
    'names in monitoring (3)',
    'icons (3)',
    'nodes pinned to their place (3)',
    'groups shown as one node (1)',
    'kinds of edges (1)',
    ...(format === 'dot' || format === 'drawio' ? [] : ['descriptions of edges (1)']),
    'the description of the graph',
    'its tags',
    'what is discovered',
    'the diagram it was imported from',
    'and the graph it was copied from.',
  ]) {
    expect(lost?.message).toContain(what)
  }
  expect(exportGraph(graphOf({ nodes: [{ id: 'a' }] }), format).diagnostics).toEqual([])
})

test('what looks like a tag in a description is none for D2', () => {
  const { text } = exportGraph(graphOf({ nodes: [{ id: 'a', description: 'List<Order> is 5 < 6' }] }), 'd2')
  expect(text).toContain('tooltip: "List<\u200BOrder> is 5 < 6"')
})

test('a title that nobody can see is none in PlantUML', () => {
  expect(exportGraph(graphOf({ name: '\u200b', nodes: [{ id: 'a' }] }), 'plantuml').text).not.toContain('title')
})

test('that Mermaid draws no more than 500 edges by itself is said', () => {
  const edges = Array.from({ length: 500 }, () => ({ source: 'a', target: 'b' }))
  expect(exportGraph(graphOf({ nodes: [{ id: 'a' }, { id: 'b' }], edges }), 'mermaid').diagnostics).toEqual([
    { kind: 'note', count: 500, message: expect.stringContaining('maxEdges') },
  ])
})

test('draw.io gets the places of the map, within their groups', () => {
  const { text } = exportGraph(shop, 'drawio')
  expect(text).toMatch(/id="payments".*<mxGeometry x="100" y="50" width="600" height="400"/)
  expect(text).toMatch(/id="checkout".*parent="payments"><mxGeometry x="40" y="70"/)
  expect(text).toMatch(/id="orders".*parent="1"><mxGeometry x="900" y="120" width="200" height="80"/)
  expect(text).toContain('value="GRPC /create"')
})

test('what has no place stands beside nothing else in draw.io', () => {
  const { text } = exportGraph(
    graphOf({ nodes: Array.from({ length: 30 }, (_, at) => ({ id: `node${at}` })) }),
    'drawio',
  )
  const places = [...text.matchAll(/<mxGeometry x="(\S+)" y="(\S+)" width="(\d+)" height="(\d+)"/g)].map(
    ([, ...numbers]) => numbers.map(Number),
  )
  expect(places).toHaveLength(30)
  for (const [at, [x = 0, y = 0, width = 0, height = 0]] of places.entries()) {
    for (const [otherX = 0, otherY = 0, otherWidth = 0, otherHeight = 0] of places.slice(at + 1)) {
      const isApart =
        x + width <= otherX || otherX + otherWidth <= x || y + height <= otherY || otherY + otherHeight <= y
      expect(isApart).toBe(true)
    }
  }
})

test.each(foreign)('a link that is no web address never gets into a %s file', (format) => {
  const links = [{ title: 'x', url: 'javascript:alert(1)' }]
  const { text, diagnostics } = exportGraph(graphOf({ nodes: [{ id: 'a', links }] }), format)
  expect(text).not.toContain('javascript')
  expect(diagnostics).toContainEqual(expect.objectContaining({ message: expect.stringContaining('links') }))
})

test.each(foreign)('every kind of node can be written in %s', (format) => {
  const nodes = nodeKinds.map((kind) => ({ id: `a_${kind}`, kind, name: `The ${kind}` }))
  const { text } = exportGraph(graphOf({ nodes }), format)
  for (const { name } of nodes) expect(text).toContain(name)
})

test.each(foreign)('groups in groups without an end are written in %s as deep as others can read', (format) => {
  const nodes = Array.from({ length: 5_000 }, (_, at) => ({
    id: `g${at}`,
    kind: 'group',
    ...(at === 0 ? {} : { parent: `g${at - 1}` }),
  }))
  const { text, diagnostics } = exportGraph(graphOf({ nodes }), format)
  expect(text.length).toBeLessThan(5_000_000)
  expect(diagnostics).toContainEqual(
    expect.objectContaining({ kind: 'lost', message: expect.stringContaining('very many') }),
  )
})

test.each(foreign)('the largest graph is written in %s in one go', { timeout: 60_000 }, (format) => {
  const nodes = Array.from({ length: 20_000 }, (_, at) => ({ id: `n${at}`, name: `node "${at}"` }))
  const edges = Array.from({ length: 60_000 }, (_, at) => ({
    id: `e${at}`,
    source: `n${at % 20_000}`,
    target: `n${(at * 7) % 20_000}`,
  }))
  const { text } = exportGraph(graphOf({ nodes, edges }), format)
  expect(text.split('\n').length).toBeGreaterThan(80_000)
})

test.each(foreign)('twenty thousand ids of which no letter can be written get names in %s in a moment', (format) => {
  const signs = ['→', '←', '↑', '↓', '↔', '↕', '↖', '↗', '↘', '↙']
  const nodes = Array.from({ length: 20_000 }, (_, at) => ({
    id: String(at).replaceAll(/\d/g, (digit) => signs[Number(digit)] ?? ''),
    name: `node${at}`,
  }))
  expect(exportGraph(graphOf({ nodes }), format).text).toContain('n_element_19999')
})
