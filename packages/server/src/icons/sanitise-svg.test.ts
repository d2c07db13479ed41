import { DOMParser } from '@xmldom/xmldom'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sanitiseSvg } from './sanitise-svg.ts'
import { hostileDrawings, refusedDrawings } from './testdata/hostile-drawings.ts'

const ns = 'xmlns="http://www.w3.org/2000/svg"'

function sanitise(text: string) {
  return sanitiseSvg(Buffer.from(text))
}

/** The whole answer for a drawing that is expected to be good. */
function written(text: string): string {
  const result = sanitise(text)
  if (!result.ok) throw new Error(result.reason)
  return result.svg
}

/** Whatever of this is in a file could act, or ask somebody for something. */
const acting =
  /script|foreignobject|javascript:|data:|https?:(?!\/\/www\.w3\.org\/2000\/svg")|\bon\w+\s*=|<image|<animate|<set\b|<iframe|<a\b|@import|expression|<!|<\?|\/\/evil|url\((?!#)|href="(?!#)/i

test('a plain icon keeps its shapes and colours', () => {
  const svg = written(
    `<?xml version="1.0" encoding="UTF-8"?><svg ${ns} width="18" height="18" viewBox="0 0 18 18"><defs>` +
      `<linearGradient id="a" x1="9" y1="12" x2="9" y2="1"><stop offset="0" stop-color="#0078d4"/></linearGradient></defs>` +
      `<title>Virtual machine</title><g><rect y="1" width="18" height="12" rx=".6" fill="url(#a)"/><path d="M12 5v4l-3 2Z" opacity=".9"/></g></svg>`,
  )
  expect(svg).toBe(
    `<svg ${ns} width="64" height="64" viewBox="0 0 18 18"><defs><linearGradient id="a" x1="9" y1="12" x2="9" y2="1">` +
      `<stop offset="0" stop-color="#0078d4"></stop></linearGradient></defs><title>Virtual machine</title>` +
      `<g><rect y="1" width="18" height="12" rx=".6" fill="url(#a)"></rect><path d="M12 5v4l-3 2Z" opacity=".9"></path></g></svg>\n`,
  )
})

test('the style sheet that drawing programs write keeps its classes', () => {
  const svg = written(
    `<svg ${ns} viewBox="0 0 24 24"><defs><style><![CDATA[ .cls-1 , .cls-2{fill:#4285f4;stroke:none} .cls-2{fill:url(#g);} ]]></style>` +
      `<linearGradient id="g"/></defs><path class="cls-1" d="M0 0h1"/></svg>`,
  )
  expect(svg).toContain('<style>.cls-1,.cls-2{fill:#4285f4;stroke:none}.cls-2{fill:url(#g)}</style>')
  expect(svg).toContain('<path class="cls-1" d="M0 0h1">')
})

test('an SVG that forgot to say that it is one becomes one', () => {
  expect(written('<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>')).toContain(`<svg ${ns} width`)
})

test('what editors leave behind goes without a word', () => {
  const result = sanitise(
    `<svg ${ns} xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" ` +
      `inkscape:version="1.3" viewBox="0 0 1 1" data-name="Layer 1"><metadata><rdf:RDF/></metadata><inkscape:grid/><path d="M0 0"/></svg>`,
  )
  expect(result).toMatchObject({ ok: true, removed: [] })
})

test('a drawing gets a size of its own, whatever it says, so that every browser can draw it', () => {
  expect(written(`<svg ${ns} width="100%" viewBox="0 0 200 100"/>`)).toContain(
    'width="64" height="32" viewBox="0 0 200 100"',
  )
  expect(written(`<svg ${ns} width="48px" height="24px"/>`)).toContain('width="64" height="32" viewBox="0 0 48 24"')
  expect(written(`<svg ${ns} width="48" height="24" viewBox="a &quot; b"/>`)).toContain('viewBox="0 0 48 24"')
})

test.each(hostileDrawings)('$name: what could act is taken out', ({ svg, keeps }) => {
  const result = sanitise(svg)
  if (!result.ok) throw new Error(`refused: ${result.reason}`)
  expect(result.svg).not.toMatch(acting)
  expect(result.svg).toContain(keeps ?? 'd="M0 0h9v9z"')
  expect(new DOMParser().parseFromString(result.svg, 'image/svg+xml').documentElement?.localName).toBe('svg')
})

test.each(refusedDrawings)('$name: the file is refused with a reason', ({ svg, reason }) => {
  const result = sanitise(svg)
  expect(result.ok ? result.svg : result.reason).toMatch(reason)
})

test('somebody who looks for what is missing hears what was taken out', () => {
  const result = sanitise(
    `<svg ${ns} viewBox="0 0 1 1" onload="x()"><script>x()</script><image href="https://evil.example/x.png"/><path style="fill:url(https://evil.example)"/></svg>`,
  )
  expect(result).toMatchObject({
    ok: true,
    removed: ['<image>', '<script>', 'a part of its style', 'the attribute onload'],
  })
})

test('what was cleaned once is clean: a second time changes nothing', () => {
  for (const { svg } of hostileDrawings) {
    const once = written(svg)
    expect(written(once)).toBe(once)
  }
})

test('whatever bytes a file holds, the answer comes, and is a drawing that cannot act or a reason', () => {
  const piece = fc.constantFrom(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">',
    '</svg>',
    '<g ',
    '>',
    '/>',
    '<script>',
    '</script>',
    'onload="x()"',
    ' href="#a"',
    ' href="data:x"',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '<?x ?>',
    '&lt;',
    '&#x3c;',
    '&x;',
    '<style>',
    '</style>',
    '.a{fill:url(#b)}',
    'url(',
    ')',
    '"',
    "'",
    '<use xlink:href="#a"/>',
    'id="a"',
    '\u0000',
    '<a:b/>',
    '@import',
    '\\75rl(',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.boolean(), (pieces, isWrapped) => {
      const text = pieces.join('')
      const result = sanitise(isWrapped ? `<svg ${ns} viewBox="0 0 1 1">${text}</svg>` : text)
      expect(result.ok ? result.svg.replaceAll(/>[^<]*</g, '><') : '').not.toMatch(acting)
    }),
    { numRuns: 2_000 },
  )
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
      expect(typeof sanitiseSvg(bytes).ok).toBe('boolean')
    }),
  )
})

test('a file as large as allowed is answered in time, however it is made to be slow to read', () => {
  const room = 60_000
  const slow = [
    `<svg ${ns} viewBox="0 0 1 1"><path d="${'a'.repeat(room)}"/></svg>`,
    `<svg ${ns} viewBox="0 0 1 1"><path d="${'a('.repeat(room / 2)}"/></svg>`,
    `<svg ${ns} viewBox="0 0 1 1"><style>${'a'.repeat(room)}!</style></svg>`,
    `<svg ${ns} viewBox="0 0 1 1"><style>${' '.repeat(room)}</style></svg>`,
    `<svg ${ns} viewBox="0 0 1 1"><style>.a{fill:${'!'.repeat(room)}}</style></svg>`,
    `<svg ${ns} viewBox="0 0 1 1"><style>${'/*'.repeat(room / 2)}</style></svg>`,
    `<svg ${ns} viewBox="0 0 1 1"><use href="#${' '.repeat(room)}x"/></svg>`,
    `<svg ${ns} viewBox="0 0 1 1">${'<g>'.repeat(room / 7)}${'</g>'.repeat(room / 7)}</svg>`,
    `<svg ${ns} viewBox="0 0 1 1"><style>${'<g>'.repeat(room / 7)}${'</g>'.repeat(room / 7)}</style></svg>`,
    `<svg ${ns} viewBox="${' '.repeat(room)}x"/>`,
  ]
  for (const svg of slow) expect(typeof sanitise(svg).ok).toBe('boolean')
}, 20_000)
