import { proposeUpdate } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { decodeText } from './decode-text.ts'
import { detectFormat } from './detect-format.ts'
import { joinFiles } from './join-files.ts'
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
  ['Latin-1', Buffer.from('digraph { Höhe }', 'latin1')],
  ['UTF-16 the other way', Buffer.from('\uFEFFdigraph { Höhe }', 'utf16le').swap16()],
])('a file in %s is decoded', (_encoding, bytes) => {
  expect(decodeText(bytes)).toBe('digraph { Höhe }')
})

const drawioEdge = (style: string): string =>
  `<mxfile><diagram name="p" id="p"><mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>${['a', 'b']
    .map(
      (id) => `<mxCell id="${id}" value="${id}" vertex="1" parent="1"><mxGeometry width="200" height="60"/></mxCell>`,
    )
    .join(
      '',
    )}<mxCell id="e" edge="1" parent="1" source="a" target="b" style="${style}"/></root></mxGraphModel></diagram></mxfile>`

test.each([
  ['dot', 'digraph { a -> b [dir=both] }', 'digraph { a -> b }'],
  ['plantuml', '@startuml\n[a] <--> [b]\n@enduml', '@startuml\n[a] --> [b]\n@enduml'],
  ['mermaid', 'graph LR\na <--> b\n', 'graph LR\na --> b\n'],
  ['mermaid', 'graph LR\na <-- asks --> b\n', 'graph LR\na -- asks --> b\n'],
  [
    'mermaid',
    'C4Context\nSystem(a, A)\nSystem(b, B)\nBiRel(a, b, x)\n',
    'C4Context\nSystem(a, A)\nSystem(b, B)\nRel(a, b, x)\n',
  ],
  ['d2', 'a <-> b', 'a -> b'],
  ['drawio', drawioEdge('startArrow=classic'), drawioEdge('startArrow=none')],
  ['drawio', drawioEdge('startArrow=block;endArrow=open'), drawioEdge('startArrow=block;endArrow=none')],
] as const)('in %s an edge with two heads becomes one, and only then it is told', async (format, two, one) => {
  const result = await readDiagram({ text: two }, { format })
  expect(result).toMatchObject({ ok: true, graph: { edges: [{ source: 'a', target: 'b' }] } })
  expect(result.diagnostics.map(({ message }) => message)).toEqual([
    expect.stringMatching(/two (?:arrow )?heads|both ends/),
  ])
  expect((await readDiagram({ text: one }, { format })).diagnostics).toEqual([])
})

test('what an edge is made with stands behind what it says, once', async () => {
  const text = ['Rel(a, b, "asks", "gRPC")', 'Rel(b, a, "answers by gRPC", "gRPC")', 'Rel(a, b, "", "SQL")'].join('\n')
  const result = await readDiagram({ text: `@startuml\n!include <C4/C4_Container>\n${text}\n@enduml` })
  expect(result.ok && result.graph.edges.map(({ label }) => label)).toEqual(['asks [gRPC]', 'answers by gRPC', 'SQL'])
})

test('a graph knows the file it was made from, so that it can be updated from a newer one', async () => {
  const first = await readDiagram({ text: 'digraph { a -> b; c }', name: 'diagrams/shop.dot' })
  const second = await readDiagram({ text: 'digraph { a [label="A"]; a -> b }', name: 'shop.dot' })
  if (!first.ok || !second.ok) throw new Error('both can be read')
  expect(first.graph.imported).toMatchObject({ format: 'dot', name: 'shop.dot' })
  expect(proposeUpdate(first.graph, second.graph)).toMatchObject([
    { kind: 'changed', id: 'a', fields: [{ field: 'name', file: 'A' }] },
    { kind: 'removed', id: 'c' },
  ])
})

test('a document of our own comes in as it is', async () => {
  const result = await readDiagram({ text: '{"version":1,"id":"a","nodes":[{"id":"n"}]}', name: 'a.json' })
  expect(result.ok && result.graph.imported).toBeUndefined()
})

test.each([
  ['d2', 'a: A {link: layers.inner}'],
  ['d2', 'a: A {link: "javascript:alert(1)"}'],
  ['drawio', drawioEdge('').replace('value="a"', 'value="a" style="link=data:page/id,x"')],
  [
    'excalidraw',
    '{"type":"excalidraw","elements":[{"id":"a","type":"rectangle","x":0,"y":0,"width":240,"height":60,"link":"obsidian://x"}]}',
  ],
] as const)('in %s a link that is no web address is left out, and told', async (format, text) => {
  const result = await readDiagram({ text }, { format })
  expect(result.ok && result.graph.nodes.flatMap(({ links = [] }) => links)).toEqual([])
  expect(result.diagnostics).toMatchObject([{ kind: 'lost', message: expect.stringContaining('no web address') }])
})

test.each([
  ['digraph { a -> b }', 'graph LR\n  a --> b', 'this is dot'],
  ['Dear all,', 'this is prose.', 'these look like none of them'],
])('files that are no set are refused before they are read: %j and %j', async (one, two, found) => {
  const joined = joinFiles([
    { name: 'one', text: one },
    { name: 'two', text: two },
  ])
  const message = `Many files together are one diagram only as Kubernetes, Backstage, Structurizr or LikeC4, and ${found}: bring one file at a time.`
  expect(await readDiagram(joined)).toEqual({ ok: false, format: undefined, diagnostics: [{ kind: 'error', message }] })
})

test('a choice that the file does not have is refused, and those that it has are named', async () => {
  const text = 'services:\n  web: {depends_on: [db]}\n  db: {image: postgres}\n'
  const known = await readDiagram({ text })
  if (!known.ok || known.choices.length === 0) throw new Error('the file holds one diagram only')
  expect(await readDiagram({ text }, { choice: known.choices[1]?.id })).toMatchObject({ ok: true })
  const [first] = (await readDiagram({ text }, { choice: 'nope' })).diagnostics
  expect(first).toMatchObject({ kind: 'error', message: expect.stringContaining(known.choices[1]?.id ?? '') })
})
