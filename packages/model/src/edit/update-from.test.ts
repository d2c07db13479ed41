import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseGraphDocument } from '../graph/document.ts'
import type { GraphDocument } from '../graph/document.ts'
import { doEdits, randomEdit, randomGraph } from '../testing/random-edits.ts'
import { applyUpdate } from './apply-update.ts'
import { fingerprintEdge, fingerprintNode, recordImport } from './import-record.ts'
import { removeElements, updateNode } from './operations/nodes.ts'
import { proposeUpdate } from './update-from.ts'
import type { UpdateChange } from './update-from.ts'

const source = { format: 'compose', name: 'compose.yaml' }

function read(nodes: readonly unknown[], edges: readonly unknown[] = []): GraphDocument {
  const parsed = parseGraphDocument({ version: 1, id: 'shop', nodes, edges })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.graph
}
const imported = (file: GraphDocument): GraphDocument => ({ ...file, imported: recordImport(file, source) })
const takeAll = (graph: GraphDocument, file: GraphDocument, isWanted = (_: UpdateChange): boolean => true) =>
  applyUpdate(graph, file, proposeUpdate(graph, file).filter(isWanted), { record: recordImport(file, source) })
const tell = (changes: readonly UpdateChange[]) =>
  changes.map(({ kind, name, fields, against }) => [
    kind,
    name,
    ...fields.map(({ field }) => field),
    ...(against === undefined ? [] : [`against: ${against}`]),
  ])

const cart = { id: 'cart' }
const orders = { id: 'orders' }
const file = read(
  [cart, orders, { id: 'old' }],
  [
    { id: 'a', source: 'cart', target: 'orders' },
    { id: 'b', source: 'cart', target: 'old' },
  ],
)

test('the same file again changes nothing, whatever people did meanwhile', () => {
  const edited = removeElements(updateNode(imported(file), 'cart', { name: 'Cart', services: ['shop/cart'] }), {
    edges: ['b'],
  })
  expect(proposeUpdate(edited, file).filter(({ against }) => against === undefined)).toEqual([])
})

test('what a file says of an edge in a sentence is an update like its label; records from before that stay right', () => {
  const said = { id: 'a', source: 'cart', target: 'orders', description: 'Places orders' }
  expect(
    tell(proposeUpdate(imported(file), read([cart, orders, { id: 'old' }], [said, ...file.edges.slice(1)]))),
  ).toEqual([['changed', 'cart → orders', 'description']])
  const edge = { id: 'e', source: 'a', sourcePort: null, target: 'b', targetPort: null, label: 'SQL' }
  expect(fingerprintEdge(edge)).toBe('1hpumh3')
})

test('a newer file tells what it adds, lacks and has otherwise', () => {
  const newer = read(
    [{ ...cart, description: 'Holds things' }, orders, { id: 'mail' }],
    [
      { id: 'a', source: 'cart', target: 'orders', label: 'HTTP' },
      { id: 'c', source: 'orders', target: 'mail' },
    ],
  )
  const graph = imported(file)
  expect(tell(proposeUpdate(graph, newer))).toEqual([
    ['changed', 'cart', 'description'],
    ['added', 'mail'],
    ['removed', 'old'],
    ['changed', 'cart → orders', 'label'],
  ])
  const { imported: _, ...updated } = takeAll(graph, newer)
  expect(updated).toEqual(newer)
})

test('places, bindings and what people drew stay', () => {
  const drawn = read(
    [
      { id: 'cart', position: { x: 10, y: 20 }, services: ['shop/cart'], pinned: true },
      orders,
      { id: 'old' },
      { id: 'ours', name: 'Drawn by hand' },
    ],
    [...file.edges, { id: 'd', source: 'ours', target: 'cart' }],
  )
  const graph = { ...drawn, imported: recordImport(file, source) }
  const newer = read([{ id: 'cart', name: 'Basket', position: { x: 500, y: 500 }, services: ['basket'] }, orders])
  const updated = takeAll(graph, newer)
  expect(updated.nodes).toEqual([{ ...drawn.nodes[0], name: 'Basket' }, drawn.nodes[1], drawn.nodes[3]])
  expect(updated.edges.map(({ id }) => id)).toEqual(['d'])
})

test('what people and the file both changed is for somebody to decide', () => {
  const graph = updateNode(imported(file), 'cart', { name: 'Cart' })
  const newer = read([{ ...cart, name: 'Basket' }, orders, { id: 'old' }], file.edges)
  expect(tell(proposeUpdate(graph, newer))).toEqual([['changed', 'Cart', 'name', 'against: edited']])
})

test('nothing is removed unasked that people edited, connected or put something into', () => {
  const before = read([{ id: 'zone', kind: 'group' }, { id: 'a' }, { id: 'b' }, { id: 'c' }])
  const graph = {
    ...read(
      [{ id: 'zone', kind: 'group' }, { id: 'a', name: 'A' }, { id: 'b' }, { id: 'c' }, { id: 'mine', parent: 'zone' }],
      [{ source: 'mine', target: 'b' }],
    ),
    imported: recordImport(before, source),
  }
  expect(tell(proposeUpdate(graph, read([])))).toEqual([
    ['removed', 'zone', 'against: used-here'],
    ['removed', 'A', 'against: edited'],
    ['removed', 'b', 'against: used-here'],
    ['removed', 'c'],
  ])
})

test('what people removed comes back only when they say so', () => {
  const graph = removeElements(imported(file), { nodes: ['old'] })
  expect(tell(proposeUpdate(graph, file))).toEqual([['added', 'old', 'against: removed-here']])
})

test('what was declined once is not asked again until the file changes it again', () => {
  const newer = read([cart, { ...orders, name: 'Orders' }, { id: 'mail' }], [])
  const declined = takeAll(imported(file), newer, () => false)
  expect(proposeUpdate(declined, newer).filter(({ against }) => against === undefined)).toEqual([])
})

test('who stood in a group that goes stands in the one around it', () => {
  const before = read([
    { id: 'outer', kind: 'group' },
    { id: 'inner', kind: 'group', parent: 'outer' },
    { id: 'cart', parent: 'inner' },
  ])
  const drawn = {
    ...before,
    nodes: [...before.nodes, { id: 'mine', name: 'mine', kind: 'service' as const, parent: 'inner' }],
  }
  const newer = read([
    { id: 'outer', kind: 'group' },
    { id: 'cart', parent: 'outer' },
  ])
  const updated = takeAll({ ...drawn, imported: recordImport(before, source) }, newer)
  expect(updated.nodes.map(({ id, parent }) => [id, parent])).toEqual([
    ['outer', undefined],
    ['cart', 'outer'],
    ['mine', 'outer'],
  ])
})

test('of a changed element single fields can be taken', () => {
  const newer = read([{ ...cart, name: 'Basket', description: 'New' }, orders, { id: 'old' }], file.edges)
  const graph = imported(file)
  const accepted = proposeUpdate(graph, newer).map((change) => ({
    ...change,
    fields: change.fields.filter(({ field }) => field === 'description'),
  }))
  const updated = applyUpdate(graph, newer, accepted, { record: recordImport(newer, source) })
  expect(updated.nodes[0]).toEqual({ ...file.nodes[0], description: 'New' })
})

test('new nodes of a drawing come as far from the others as they stand in the file', () => {
  const at = (x: number, y: number) => ({ position: { x, y } })
  const graph = { ...read([{ ...cart, ...at(1_000, 0) }]), imported: recordImport(read([cart]), source) }
  const updated = takeAll(
    graph,
    read([
      { ...cart, ...at(0, 0) },
      { id: 'mail', ...at(200, 80) },
    ]),
  )
  expect(updated.nodes[1]?.position).toEqual({ x: 1_200, y: 80 })
})

test('new nodes of a file without places go where they are told', () => {
  const places = new Map([['mail', { x: 8, y: 16 }]])
  const newer = read([cart, { id: 'mail' }])
  const record = recordImport(newer, source)
  const updated = applyUpdate(file, newer, proposeUpdate(file, newer), { record, places })
  expect(updated.nodes.at(-1)).toMatchObject({ id: 'mail', position: { x: 8, y: 16 } })
})

test('of a graph that no file is known of nothing is removed, and every change is to be decided', () => {
  const newer = read([{ ...cart, name: 'Basket' }, { id: 'mail' }])
  expect(tell(proposeUpdate(file, newer))).toEqual([
    ['changed', 'cart', 'name', 'against: unknown'],
    ['added', 'mail'],
  ])
})

test('whatever people and a file do, an update keeps what people did, takes what the file did, and is a good graph', () => {
  const edits = fc.array(randomEdit, { maxLength: 6 })
  fc.assert(
    fc.property(randomGraph, edits, edits, (before, peoples, files) => {
      const start = imported(before)
      const graph = doEdits(start, peoples)
      const newer = doEdits(before, files)
      const changes = proposeUpdate(graph, newer)
      const updated = takeAll(graph, newer, ({ against }) => against === undefined)
      expect(parseGraphDocument(JSON.parse(JSON.stringify(updated))).ok).toBe(true)

      const told = new Set(changes.map(({ element, id }) => `${element} ${id}`))
      for (const node of graph.nodes) {
        const now = updated.nodes.find(({ id }) => id === node.id)
        if (fingerprintNode(node) === start.imported?.nodes[node.id]) continue
        // Its group may have gone; everything else of it is as people made it.
        expect(now && fingerprintNode({ ...now, parent: undefined })).toBe(
          fingerprintNode({ ...node, parent: undefined }),
        )
      }
      for (const node of updated.nodes) {
        const old = graph.nodes.find(({ id }) => id === node.id)
        if (old !== undefined) expect([node.position, node.services]).toEqual([old.position, old.services])
      }
      if (peoples.length === 0) {
        const prints = (one: GraphDocument) => [
          new Map(one.nodes.map((node) => [node.id, fingerprintNode(node)])),
          new Map(one.edges.map((edge) => [edge.id, fingerprintEdge(edge)])),
        ]
        expect(prints(updated)).toEqual(prints(newer))
      }
      for (const { id } of graph.nodes)
        if (!updated.nodes.some((node) => node.id === id)) expect(told).toContain(`node ${id}`)
    }),
  )
})
