import { expect, test } from 'vitest'
import { decodeText } from './decode-text.ts'
import { detectFormat } from './detect-format.ts'
import { importLimits } from './limits.ts'
import { readDiagram } from './read-diagram.ts'

test.each([
  ['digraph { a -> b }', undefined, 'dot'],
  ['// made by a tool\nstrict graph "x" {\n}', undefined, 'dot'],
  ['services:\n  web:\n    image: nginx\n', undefined, 'compose'],
  ['services:\n  web: {}\n', 'docker-compose.yml', 'compose'],
  ['apiVersion: v1\nkind: Service\nmetadata: {name: a}\n', undefined, 'kubernetes'],
  ['{"apiVersion": "v1", "kind": "List", "items": []}', undefined, 'kubernetes'],
  ['apiVersion: backstage.io/v1alpha1\nkind: Component\n', undefined, 'backstage'],
  ['version: 1\nnodes:\n  - id: a\n', undefined, 'statusgraph'],
  ['{"version":1,"id":"a","nodes":[]}', undefined, 'statusgraph'],
  ['Dear all, this is prose.', undefined, undefined],
  ['Dear all, this is prose.', 'notes.txt', undefined],
])('%j of the file %s is seen as %s', (text, name, format) => {
  expect(detectFormat(text, name)).toBe(format)
})

test('a text that is no diagram is refused with the formats that are read', async () => {
  const result = await readDiagram({ text: 'Dear all,' })
  expect(result).toMatchObject({ ok: false, diagnostics: [{ kind: 'error' }] })
  expect(result.diagnostics[0]?.message).toContain('Kubernetes')
})

test('an empty file and one that is too long are refused', async () => {
  expect(await readDiagram({ text: ' \n' })).toMatchObject({
    ok: false,
    diagnostics: [{ message: 'The file is empty.' }],
  })
  const long = await readDiagram({ text: ' '.repeat(importLimits.text + 1) }, { format: 'dot' })
  expect(long.diagnostics[0]?.message).toContain('are read at most')
})

test('a graph without a title is called by its file', async () => {
  expect(await readDiagram({ text: 'digraph { a }', name: 'diagrams/Shop map.prod.dot' })).toMatchObject({
    graph: { id: 'shop-map' },
  })
  expect(await readDiagram({ text: 'digraph { a }' })).toMatchObject({ graph: { id: 'dot' } })
})

test('a name that is too long is cut, and the whole of it stands in the description', async () => {
  const long = 'word '.repeat(200).trim()
  const result = await readDiagram({ text: `digraph { a [label="${long}"]; a -> a [label="${long}"] }` })
  expect(result).toMatchObject({ ok: true, graph: { nodes: [{ description: long }] } })
  expect(result.ok && result.graph.nodes[0]?.name.length).toBe(400)
  expect(result.diagnostics).toMatchObject([{ kind: 'note' }, { kind: 'lost' }])
})

test('very many diagnostics of one cause are told once, with their number', async () => {
  const edges = Array.from({ length: 600 }, (_, at) => `a${at} -> b [headlabel=x]`).join('\n')
  const { diagnostics } = await readDiagram({ text: `digraph { ${edges} }` })
  expect(diagnostics).toMatchObject([{ kind: 'lost', line: 1, count: 600 }])
})

test.each([
  ['UTF-8', Buffer.from('digraph { Höhe }')],
  ['UTF-8 with a mark', Buffer.from('\uFEFFdigraph { Höhe }')],
  ['UTF-16, as Windows redirects write', Buffer.from('\uFEFFdigraph { Höhe }', 'utf16le')],
  ['UTF-16 the other way', Buffer.from('\uFEFFdigraph { Höhe }', 'utf16le').swap16()],
])('a file in %s is decoded', (_encoding, bytes) => {
  expect(decodeText(bytes)).toBe('digraph { Höhe }')
})
