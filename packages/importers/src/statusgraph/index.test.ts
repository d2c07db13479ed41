import { plainGraph, writeGraphText } from '@statusgraph/document-text'
import { parseGraphDocument } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { readDiagram } from '../read-diagram.ts'

const shop = `version: 1
id: shop
name: The shop
tags: [payments]
nodes:
  - id: web
    pinned: true
    position: { x: 10, y: -20 }
  - id: data
    kind: group
    collapsed: true
  - id: db
    kind: database
    parent: data
    ports: [{ id: sql, label: 5432 }]
edges:
  - { id: e1, source: web, target: db, targetPort: sql, label: reads }
`.replace('5432', "'5432'")

test('a document of our own comes in as it is, from YAML and from JSON', async () => {
  const fromYaml = await readDiagram({ text: shop, name: 'shop.yaml' })
  expect(fromYaml).toMatchObject({ ok: true, format: 'statusgraph', diagnostics: [] })
  if (!fromYaml.ok) return
  const json = JSON.stringify(plainGraph(fromYaml.graph))
  const fromJson = await readDiagram({ text: json })
  expect(fromJson).toEqual(fromYaml)
  const again = await readDiagram({ text: writeGraphText(fromYaml.graph, 'yaml') })
  expect(again).toEqual(fromYaml)
  expect(parseGraphDocument(JSON.parse(json))).toMatchObject({ ok: true, graph: fromYaml.graph })
})

test('a stage of the original comes in with its notes', async () => {
  const stage = {
    id: 'b0c5',
    name: 'Old shop',
    nodes: [
      { id: 'a', name: 'web', type: 'service', bounds: { x: 1, y: 2 }, connector: [], children: [] },
      { id: 'b', name: 'odd', type: 'blob', bounds: { x: 3, y: 4 }, connector: [], children: [] },
    ],
    edges: [{ id: 'e', source: { id: 'a', connector: '' }, target: { id: 'b', connector: '' }, type: '' }],
  }
  const result = await readDiagram({ text: JSON.stringify(stage), name: 'old.json' })
  expect(result).toMatchObject({
    ok: true,
    format: 'statusgraph',
    graph: { name: 'Old shop', nodes: [{ name: 'web' }, { name: 'odd' }], edges: [{ source: 'a', target: 'b' }] },
  })
  expect(result.diagnostics.map(({ message }) => message)).toContainEqual(
    expect.stringContaining('unknown type "blob"'),
  )
})

test('a document that breaks a rule is told with line and column', async () => {
  const result = await readDiagram({ text: 'version: 1\nnodes:\n  - id: web\n    knid: service\n' })
  expect(result).toMatchObject({
    ok: false,
    format: 'statusgraph',
    diagnostics: [{ kind: 'error', line: 4, column: 11 }],
  })
})
