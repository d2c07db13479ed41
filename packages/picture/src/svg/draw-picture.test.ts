import { layOutUnplaced } from '@statusgraph/layout'
import { nodeKinds, parseGraphDocument } from '@statusgraph/model'
import type { GraphDocument, Lamp, NodeStatus } from '@statusgraph/model'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { expect, test } from 'vitest'
import { placeDrawn } from '../geometry/place-drawn.ts'
import { noStatuses } from '../status/statuses.ts'
import { utcTimes } from '../words/age.ts'
import { drawPicture } from './draw-picture.ts'
import type { LivePicture, PictureContents } from './draw-picture.ts'
import { writeElement } from './elements.ts'
import { palettes } from './palettes.ts'

const calm: NodeStatus = { lamp: 'ok', overlays: [], reasons: [], metrics: [], counts: {} }
const at = '2026-11-22T12:06:07.000Z'

function read(nodes: readonly object[], edges: readonly object[] = [], name = 'Shop'): GraphDocument {
  const parsed = parseGraphDocument({ version: 1, id: 'shop', name, nodes, edges })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.graph
}

function draw(graph: GraphDocument, more: Partial<PictureContents> = {}): string {
  const { boxes } = placeDrawn(graph, layOutUnplaced)
  const { svg } = drawPicture({ graph, boxes, colours: palettes.light, findIcon: () => ({ kind: 'none' }), ...more })
  const text = writeElement(svg)
  expect(XMLValidator.validate(text)).toBe(true)
  return text
}

/** Every text of a picture, titles too, as a reader of XML gets them. */
function textsOf(svg: string): readonly string[] {
  const parser = new XMLParser({ preserveOrder: true, trimValues: false, ignoreAttributes: true, htmlEntities: true })
  const texts: string[] = []
  const walk = (part: unknown): void => {
    if (Array.isArray(part)) for (const one of part) walk(one)
    else if (typeof part === 'object' && part !== null) {
      for (const [name, inside] of Object.entries(part)) {
        if (name === '#text') texts.push(String(inside))
        else walk(inside)
      }
    }
  }
  walk(parser.parse(svg))
  return texts
}

function liveOf(lamps: Readonly<Record<string, NodeStatus>>): LivePicture {
  return {
    statuses: { ...noStatuses, get: (id) => lamps[id] },
    summary: { critical: 1, warning: 0, muted: 0, unknown: 0, ok: 0, stale: 0 },
    atMs: Date.parse(at),
    times: utcTimes,
  }
}

/** What is painted with the colours of a lamp. */
function inksOf(svg: string): readonly string[] {
  return Object.entries(palettes.light.lamps).flatMap(([lamp, { main, tint }]) =>
    svg.includes(main) || svg.includes(tint) ? [lamp] : [],
  )
}

test('a name with quotes, markup and characters that no XML may hold is that name and nothing else', () => {
  const hostile = `<script>alert("1")</script> & 'a' ]]>`
  const svg = draw(
    read(
      [
        { id: 'a', name: hostile, namespace: '</svg>', size: { width: 600, height: 60 } },
        { id: 'b', name: 'bell \u0007 and half \uD800' },
      ],
      [{ source: 'a', target: 'b', label: '"><use href="https://evil.example"/>' }],
      '<b>Shop</b>',
    ),
  )
  expect(svg).not.toMatch(/<script|<b>|<use/)
  const texts = textsOf(svg)
  expect(texts).toEqual(expect.arrayContaining([hostile, '<b>Shop</b>', '</svg>']))
  expect(texts).toContain('bell \uFFFD and half \uFFFD')
})

test.each(nodeKinds)('a %s has its name in the picture, with lamps and without', (kind) => {
  const graph = read([
    { id: 'one', name: 'ledger', kind },
    { id: 'two', name: 'inside', ...(kind === 'group' ? { parent: 'one' } : {}) },
  ])
  expect(textsOf(draw(graph))).toEqual(expect.arrayContaining(['ledger', 'inside']))
  const live = liveOf({ one: { ...calm, lamp: 'critical' }, two: calm })
  expect(textsOf(draw(graph, { live }))).toEqual(expect.arrayContaining(['ledger', 'inside']))
})

test('a drawing has no lamp at all, no time and no legend: nothing says that anything is well', () => {
  const svg = draw(
    read(
      [
        { id: 'group', kind: 'group' },
        { id: 'a', parent: 'group' },
        { id: 'b', kind: 'hexagon' },
        { id: 'closed', kind: 'group', collapsed: true },
        { id: 'c', parent: 'closed' },
      ],
      [{ source: 'a', target: 'b' }],
    ),
  )
  expect(inksOf(svg)).toEqual([])
  expect(textsOf(svg).join(' ')).not.toMatch(/ok|unknown|critical|stale|UTC|no data/i)
})

test.each(['critical', 'warning', 'unknown', 'muted', 'ok'] satisfies readonly Lamp[])(
  'a node that is %s is drawn so, and said to be so',
  (lamp) => {
    const svg = draw(read([{ id: 'a', name: 'cart' }]), { live: liveOf({ a: { ...calm, lamp } }) })
    expect(textsOf(svg)).toContain(`cart, ${lamp}`)
    expect(inksOf(svg)).toContain(lamp)
  },
)

test('what was ok and is stale has a clock and its age instead of the green', () => {
  const stale = {
    ...calm,
    overlays: [{ kind: 'stale', since: '2026-11-22T12:00:00.000Z', reason: 'no answer' }],
  } as const
  const svg = draw(read([{ id: 'a', name: 'cart' }]), { live: liveOf({ a: stale }) })
  expect(textsOf(svg)).toEqual(expect.arrayContaining(['cart, ok, stale', 'stale 6 min']))
  // The legend alone explains the green mark.
  expect(svg.split(palettes.light.lamps.ok.main)).toHaveLength(2)
})

test('with lamps a node that nobody said anything about is unknown', () => {
  const svg = draw(read([{ id: 'a', name: 'cart' }]), { live: liveOf({}) })
  expect(textsOf(svg)).toEqual(expect.arrayContaining(['cart, unknown', 'unknown']))
})

test('the picture says which moment it shows, the same in every zone and language', () => {
  const svg = draw(read([{ id: 'a' }]), { live: liveOf({ a: calm }) })
  expect(textsOf(svg)).toEqual(
    expect.arrayContaining(['2026-11-22 12:06:07 UTC', 'Shop: 1 critical, 2026-11-22 12:06:07 UTC']),
  )
})

test('a closed group is one card, with its edges', () => {
  const svg = draw(
    read(
      [{ id: 'pay', name: 'Payments', kind: 'group', collapsed: true }, { id: 'ledger', parent: 'pay' }, { id: 'web' }],
      [{ source: 'web', target: 'ledger' }],
    ),
  )
  expect(textsOf(svg)).toContain('Payments')
  expect(textsOf(svg)).not.toContain('ledger')
})

test('an icon is held once, however many nodes show it; one that nobody has is the shape of the kind', () => {
  const graph = read([
    { id: 'a', icon: 'acme:rocket' },
    { id: 'b', icon: 'acme:rocket' },
    { id: 'c', icon: 'acme:nowhere', kind: 'database' },
  ])
  const href = 'data:image/png;base64,AA=='
  const svg = draw(graph, { findIcon: (icon) => (icon === 'acme:rocket' ? { kind: 'drawn', href } : { kind: 'none' }) })
  expect(svg.split(href)).toHaveLength(2)
  expect(svg.match(/<use href="#sheet-icon-1"/g)).toHaveLength(2)
})

test('a font that is given travels with the picture', () => {
  const fontFace = "@font-face{font-family:'Inter Variable';src:url(data:font/woff2;base64,AA==)}"
  expect(textsOf(draw(read([{ id: 'a' }]), { fontFace }))).toContain(fontFace)
})

test('an empty graph is a picture of its name', () => {
  expect(textsOf(draw(read([])))).toEqual(['Shop', 'Shop'])
})
