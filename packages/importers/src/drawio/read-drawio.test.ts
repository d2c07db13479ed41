import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { Draft, ReadResult } from '../draft.ts'
import { kindStyle } from '../export-mark.ts'
import { importer } from './index.ts'

const page = (cells: string, name = 'Shop', id = 'p'): string =>
  `<diagram name="${name}" id="${id}"><mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>${cells}</root></mxGraphModel></diagram>`
const file = (...pages: readonly string[]): string => `<mxfile>\n${pages.join('\n')}\n</mxfile>`
const box = (id: string, label: string, x = 0, y = 0, more = ''): string =>
  `<mxCell id="${id}" value="${label}" style="rounded=1;html=1;${more}" vertex="1" parent="1"><mxGeometry x="${x}" y="${y}" width="120" height="60" as="geometry"/></mxCell>`
const arrow = (id: string, ends: string, style = ''): string =>
  `<mxCell id="${id}" style="${style}" edge="1" parent="1" ${ends}><mxGeometry relative="1" as="geometry"/></mxCell>`

async function read(text: string, choice?: string): Promise<Extract<ReadResult, { ok: true }>> {
  const result = await importer.read({ text }, { choice })
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'))
  return result
}
const namesOf = ({ nodes }: Draft): readonly string[] => nodes.map(({ name }) => name)

test('boxes keep their text without markup, their place and their size', async () => {
  const { draft } = await read(
    file(page(box('a', '&lt;b&gt;Cart&lt;/b&gt;&lt;div&gt;Go &amp;amp; gRPC&lt;/div&gt;', 40, 80))),
  )
  expect(draft.nodes).toMatchObject([
    {
      key: 'a',
      name: 'Cart\nGo & gRPC',
      kind: 'service',
      position: { x: 40, y: 80 },
      size: { width: 120, height: 60 },
    },
  ])
  expect(draft.name).toBe('Shop')
})

test('what lies in a container lies in a group, at its place on the page', async () => {
  const inner =
    '<mxCell id="b" value="DB" style="shape=cylinder3;" vertex="1" parent="a"><mxGeometry x="10" y="20" width="60" height="60" as="geometry"/></mxCell>'
  const { draft } = await read(file(page(box('a', 'Shop', 100, 100, 'swimlane;') + inner)))
  expect(draft.nodes).toMatchObject([
    { key: 'a', kind: 'group' },
    { key: 'b', kind: 'database', parent: 'a', position: { x: 110, y: 120 } },
  ])
})

test('an arrow that has its head at the beginning points the other way', async () => {
  const cells = box('a', 'A') + box('b', 'B') + arrow('e', 'source="a" target="b"', 'startArrow=block;endArrow=none;')
  const { draft } = await read(file(page(cells)))
  expect(draft.edges).toMatchObject([{ source: 'b', target: 'a' }])
})

test('what a tooltip says of a shape or an arrow is its description', async () => {
  const told =
    '<UserObject id="e" label="buys" tooltip="Only &lt;b&gt;paid&lt;/b&gt; ones"><mxCell edge="1" parent="1" source="a" target="b"/></UserObject>'
  const { draft } = await read(file(page(box('a', 'A') + box('b', 'B') + told)))
  expect(draft.edges).toMatchObject([{ label: 'buys', description: 'Only paid ones' }])
})

test('a text that hangs on an arrow is its label and no box', async () => {
  const label =
    '<mxCell id="l" value="calls" style="edgeLabel;html=1;" vertex="1" connectable="0" parent="e"><mxGeometry relative="1" as="geometry"/></mxCell>'
  const { draft } = await read(file(page(box('a', 'A') + box('b', 'B') + arrow('e', 'source="a" target="b"') + label)))
  expect(namesOf(draft)).toEqual(['A', 'B'])
  expect(draft.edges).toMatchObject([{ label: 'calls' }])
})

test('placeholders show the data of the cell, and C4 data become name, technology and description', async () => {
  const cells = `<object id="a" label="%c4Name% [%c4Technology%]" placeholders="1" c4Name="Cart" c4Type="Container" c4Technology="Go" c4Description="Keeps carts"><mxCell style="html=1;" vertex="1" parent="1"/></object>
    <object id="b" label="%tier% box" placeholders="1" tier="Front" api_token="abc" link="https://example.org/b"><mxCell style="html=1;" vertex="1" parent="1"/></object>`
  const { draft } = await read(file(page(cells)))
  expect(draft.nodes).toMatchObject([
    { name: 'Cart', technology: 'Go', description: 'Keeps carts' },
    { name: 'Front box', labels: { tier: 'Front' }, links: [{ url: 'https://example.org/b' }] },
  ])
  expect(JSON.stringify(draft)).not.toContain('abc')
})

test('of a shape of the older C4 library the name is the line that is shown, and a graph of ours is as it was', async () => {
  const cells = `<object id="a" label="%c4Type%&lt;div&gt;[Container:&amp;nbsp;%c4Technology%]&lt;/div&gt;&lt;div&gt;%c4Description%&lt;/div&gt;" placeholders="1" c4Type="Database" c4Technology="MySQL" c4Description="Orders"><mxCell style="html=1;" vertex="1" parent="1"/></object>
    <mxCell id="b" value="Cart&lt;br&gt;[Container: Go]" style="html=1;" vertex="1" parent="1"/>
    <mxCell id="c" value="Cart [Container: Go]" style="html=1;${kindStyle}=service;" vertex="1" parent="1"/>`
  const { draft } = await read(file(page(cells)))
  expect(draft.nodes).toMatchObject([
    { name: 'Database', kind: 'database', technology: 'MySQL', description: 'Orders' },
    { name: 'Cart', technology: 'Go' },
    { name: 'Cart [Container: Go]', technology: undefined },
  ])
})

test('links in the text of a shape are its links too', async () => {
  const label =
    'Cart &lt;a target=&quot;_blank&quot; href=&quot;https://example.org/?a=1&amp;amp;b=2&quot;&gt;runbook&lt;/a&gt;'
  const { draft } = await read(file(page(box('a', label))))
  expect(draft.nodes).toMatchObject([
    { name: 'Cart runbook', links: [{ title: 'runbook', url: 'https://example.org/?a=1&b=2' }] },
  ])
})

test('what is hidden comes in and is counted', async () => {
  const cells = `<mxCell id="h" visible="0" parent="0"/>${box('a', 'Seen')}
    <mxCell id="b" value="On a hidden layer" vertex="1" parent="h"/><mxCell id="c" value="Hidden" visible="0" vertex="1" parent="1"/>`
  const { draft, diagnostics } = await read(file(page(cells)))
  expect(namesOf(draft)).toEqual(['Seen', 'On a hidden layer', 'Hidden'])
  expect(diagnostics).toMatchObject([{ kind: 'note', message: expect.stringContaining('hidden'), count: 2 }])
})

test('shapes of clouds and of Kubernetes tell the technology', async () => {
  const cells =
    box('a', 'Files', 0, 0, 'shape=mxgraph.aws4.resourceIcon;resIcon=mxgraph.aws4.s3;') +
    box('b', 'Web', 0, 0, 'shape=mxgraph.kubernetes.icon;prIcon=pod;') +
    box('c', '', 0, 0, 'shape=image;image=img/lib/azure2/compute/Virtual_Machine.svg;')
  const { draft } = await read(file(page(cells)))
  expect(draft.nodes).toMatchObject([
    { technology: 'AWS S3', kind: 'storage' },
    { technology: 'Kubernetes pod' },
    { technology: 'Azure Virtual Machine', name: 'Azure Virtual Machine' },
  ])
})

test('a packed page reads like a plain one', async () => {
  const plain = /<mxGraphModel>.*<\/mxGraphModel>/s.exec(page(box('a', 'Cart')))?.[0] ?? ''
  const packed = deflateRawSync(encodeURIComponent(plain)).toString('base64')
  const { draft } = await read(file(`<diagram id="p" name="P">${packed}</diagram>`))
  expect(namesOf(draft)).toEqual(['Cart'])
})

test('a drawing inside an SVG is found, and one without is refused with advice', async () => {
  const inner = file(page(box('a', 'Cart')))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
  const { draft } = await read(`<!DOCTYPE svg PUBLIC "a" "b"><svg xmlns="x" content="${inner}"><g/></svg>`)
  expect(namesOf(draft)).toEqual(['Cart'])
  expect(await importer.read({ text: '<svg xmlns="x"><g/></svg>' }, {})).toMatchObject({ ok: false })
})

test('all pages are read beside each other, one can be chosen, and equal ids stay apart', async () => {
  const text = file(page(box('a', 'Cart'), 'One', 'p1'), page(box('a', 'Orders'), 'Two', 'p2'))
  const all = await read(text)
  expect(all.choices.map(({ name }) => name)).toEqual(['All pages', 'One', 'Two'])
  expect(all.draft.nodes.map(({ key, position }) => [key, position?.x])).toEqual([
    ['a', 0],
    ['p2/a', 320],
  ])
  const second = await read(text, 'p2')
  expect(second.draft).toMatchObject({ name: 'Two', nodes: [{ key: 'p2/a', name: 'Orders', position: { x: 0 } }] })
})

test('loose ends and frames are left as drawn with a word, and joined where that is chosen', async () => {
  const loose =
    '<mxCell id="e" edge="1" parent="1" source="a"><mxGeometry relative="1" as="geometry"><mxPoint x="395" y="130" as="targetPoint"/></mxGeometry></mxCell>'
  const frame =
    '<mxCell id="f" value="Zone" vertex="1" parent="1"><mxGeometry x="380" y="80" width="300" height="200" as="geometry"/></mxCell>'
  const icon =
    '<mxCell id="i" value="" style="shape=cylinder" vertex="1" parent="1"><mxGeometry x="0" y="300" width="60" height="60" as="geometry"/></mxCell><mxCell id="t" value="Store" style="text;html=1" vertex="1" parent="1"><mxGeometry x="0" y="365" width="60" height="20" as="geometry"/></mxCell>'
  const text = file(page(box('a', 'A') + frame + box('b', 'B', 400, 100) + loose + icon))
  const drawn = await read(text)
  expect(drawn.draft.edges).toEqual([])
  expect(drawn.diagnostics).toMatchObject([{ kind: 'lost', line: 2 }])
  const suggested = await read(text, 'p completed')
  expect(suggested.draft.edges).toMatchObject([{ source: 'a', target: 'b' }])
  expect(suggested.draft.nodes).toMatchObject([
    { key: 'a' },
    { key: 'f', kind: 'group' },
    { key: 'b', parent: 'f' },
    { key: 'i', name: 'Store' },
  ])
  expect(suggested.diagnostics.every(({ kind }) => kind === 'guessed')).toBe(true)
})

test('of edges without one direction only those are counted that were read', async () => {
  const plain = 'startArrow=none;endArrow=none;'
  const double = 'startArrow=classic;endArrow=classic;'
  const cells =
    box('a', 'A') +
    box('b', 'B') +
    arrow('e', 'source="a" target="b"', plain) +
    arrow('f', 'source="a"', plain) +
    arrow('g', '', double)
  const { diagnostics } = await read(file(page(cells)))
  expect(diagnostics.filter(({ kind }) => kind === 'note')).toEqual([
    { kind: 'note', message: expect.stringContaining('without an arrow head'), count: 1 },
  ])
})

test.each([
  ['entities of its own', '<!DOCTYPE a [<!ENTITY x "y">]><mxfile>&x;</mxfile>', /document type/],
  ['tags that do not match', '<mxfile>\n<diagram></mxfile>', /^<\/diagram> was expected/],
  ['another XML', '<project/>', /<mxfile> was expected/],
  ['damaged packing', file('<diagram>AAAAAA</diagram>'), /left out|packed|XML/],
  [
    'a deflate bomb',
    file(`<diagram>${deflateRawSync(Buffer.alloc(40 * 1024 * 1024, 97)).toString('base64')}</diagram>`),
    /more than/,
  ],
])('a file with %s is refused with a place', async (_, text, message) => {
  const result = await importer.read({ text }, {})
  expect(result.ok).toBe(false)
  expect(result.diagnostics[0]?.kind).toBe('error')
  expect(result.diagnostics[0]?.line).toBeGreaterThan(0)
  expect(result.diagnostics[0]?.message).toMatch(message)
})
