import { expect, test } from 'vitest'
import { importer } from './index.ts'

const file = (...elements: readonly object[]): string => JSON.stringify({ type: 'excalidraw', version: 2, elements })
const box = (id: string, more: object = {}): object => ({
  id,
  type: 'rectangle',
  x: 0,
  y: 0,
  width: 100,
  height: 50,
  ...more,
})
const text = (id: string, words: string, more: object = {}): object => ({
  id,
  type: 'text',
  text: words,
  x: 0,
  y: 0,
  width: 50,
  height: 20,
  ...more,
})
const arrow = (id: string, from: string | undefined, to: string | undefined, more: object = {}): object => ({
  id,
  type: 'arrow',
  x: 100,
  y: 25,
  points: [
    [0, 0],
    [100, 0],
  ],
  startBinding: from === undefined ? null : { elementId: from },
  endBinding: to === undefined ? null : { elementId: to },
  endArrowhead: 'arrow',
  ...more,
})

test('shapes have the texts that are bound to them, as they were typed', () => {
  const result = importer.read(
    {
      text: file(
        box('a'),
        text('t', 'Order\nservice', { containerId: 'a', originalText: 'Order service' }),
        box('gone', { isDeleted: true }),
      ),
    },
    {},
  )
  expect(result).toMatchObject({
    ok: true,
    draft: { nodes: [{ key: 'a', name: 'Order service', kind: 'service', position: { x: 0, y: 0 } }] },
  })
})

test('arrows join what they are bound to, with their text, and turn round with their head', () => {
  const elements = [
    box('a'),
    box('b'),
    text('in', 'B', { containerId: 'b' }),
    arrow('e', 'a', 'in'),
    text('l', 'calls', { containerId: 'e' }),
    arrow('f', 'a', 'b', { startArrowhead: 'arrow', endArrowhead: null }),
  ]
  expect(importer.read({ text: file(...elements) }, {})).toMatchObject({
    draft: {
      edges: [
        { source: 'a', target: 'b', label: 'calls' },
        { source: 'b', target: 'a' },
      ],
    },
  })
})

test('frames are groups, and web addresses are links', () => {
  const elements = [
    { id: 'f', type: 'frame', name: 'Zone', x: 0, y: 0, width: 9, height: 9 },
    box('a', { frameId: 'f', link: 'https://example.org' }),
  ]
  expect(importer.read({ text: file(...elements) }, {})).toMatchObject({
    draft: {
      nodes: [
        { name: 'Zone', kind: 'group' },
        { parent: 'f', links: [{ url: 'https://example.org' }] },
      ],
    },
  })
})

test('an arrow with a loose end is told, and joined to the nearest shape where that is chosen', () => {
  const drawing = file(box('a'), box('b', { x: 210 }), arrow('e', 'a', undefined))
  const drawn = importer.read({ text: drawing }, {})
  expect(drawn).toMatchObject({ draft: { edges: [] }, chosen: 'drawn', diagnostics: [{ kind: 'lost' }] })
  expect(importer.read({ text: drawing }, { choice: 'completed' })).toMatchObject({
    draft: { edges: [{ source: 'a', target: 'b' }] },
    diagnostics: [{ kind: 'guessed' }],
  })
})

test('the note of an Obsidian vault is read', () => {
  const note = `---\nexcalidraw-plugin: parsed\n---\n# Drawing\n\`\`\`json\n${file(box('a'))}\n\`\`\`\n%%`
  expect(importer.detect(note)).toBeGreaterThan(0.9)
  expect(importer.read({ text: note }, {})).toMatchObject({ ok: true, draft: { nodes: [{ key: 'a' }] } })
})

test('a note that the plugin has compressed is read, and a damaged one is refused with a place', () => {
  const packed = `N4IgLgngDgpiBcIYA8DGBDANgSwCYCd0B3EAGiUxgFsYA7MAZwQG1Q8ER0zxo5F8YqMOloBzSiAC+pNrg5hukWPJQL

yYVRwA7AIxj4ABBnxqQqAPb102WvoCScxF0kBdSUA=`
  const note = `---\nexcalidraw-plugin: parsed\n---\n# Drawing\n\`\`\`compressed-json\n${packed}\n\`\`\`\n%%`
  expect(importer.read({ text: note }, {})).toMatchObject({
    ok: true,
    draft: { nodes: [{ key: 'a', name: 'Über cart' }] },
  })
  expect(importer.read({ text: note.replace('N4IgLg', 'N4Ig!!') }, {})).toMatchObject({
    ok: false,
    diagnostics: [{ kind: 'error', line: 5 }],
  })
})

test('a name tells the kind of a box, and only a head turns an arrow round', () => {
  const elements = [
    box('a'),
    text('t', 'Redis', { containerId: 'a' }),
    box('b', { type: 'ellipse' }),
    arrow('e', 'a', 'b', { startArrowhead: 'dot', endArrowhead: null }),
    arrow('f', 'a', 'b', { startArrowhead: 'triangle', endArrowhead: 'bar' }),
  ]
  expect(importer.read({ text: file(...elements) }, {})).toMatchObject({
    draft: {
      nodes: [{ name: 'Redis', kind: 'cache' }, { kind: 'service' }],
      edges: [{ source: 'a' }, { source: 'b' }],
    },
    diagnostics: [{ kind: 'note', count: 1 }],
  })
})

test('a frame is a group, also while nothing lies in it', () => {
  const frame = { id: 'f', type: 'frame', name: null, x: 0, y: 0, width: 9, height: 9 }
  expect(importer.read({ text: file(frame) }, {})).toMatchObject({
    draft: { nodes: [{ name: 'Frame', kind: 'group' }] },
  })
})

test('what is no JSON is refused with a line, and other JSON is told from a drawing', () => {
  expect(importer.read({ text: '{"type":"excalidraw",\n"elements":[}' }, {})).toMatchObject({
    ok: false,
    diagnostics: [{ kind: 'error', line: 2 }],
  })
  expect(importer.read({ text: '{"a":1}' }, {})).toMatchObject({ ok: false, diagnostics: [{ kind: 'error' }] })
  expect(importer.read({ text: file({ x: 1 }, box('a')) }, {})).toMatchObject({
    ok: true,
    diagnostics: [{ kind: 'lost', count: 1 }],
  })
})
