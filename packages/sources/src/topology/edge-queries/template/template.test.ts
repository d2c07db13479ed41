import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseTemplate } from './parse-template.ts'
import { fillTemplate, fillWhole, labelsOfTemplate, type Template } from './template.ts'

function read(text: string): Template {
  const parsed = parseTemplate(text)
  if (!parsed.ok) throw new Error(`${parsed.fault.column}: ${parsed.fault.message}`)
  return parsed.template
}

function fill(text: string, labels: Readonly<Record<string, string>>): string | undefined {
  return fillWhole(read(text), (label) => labels[label] ?? '')
}

test.each([
  ['a text stands for itself', 'traefik', {}, 'traefik'],
  ['a label is put in', '{{client}}', { client: 'cart' }, 'cart'],
  ['spaces in the braces mean nothing', '{{ client | lower }}', { client: 'Cart' }, 'cart'],
  ['text and labels mix', 'svc:{{ns}}/{{name}}', { ns: 'shop', name: 'cart' }, 'svc:shop/cart'],
  ['names may have dots', '{{k8s.namespace.name}}', { 'k8s.namespace.name': 'shop' }, 'shop'],
  ['the first that has some text is taken', '{{a ?? b ?? c}}', { b: 'two', c: 'three' }, 'two'],
  ['a text is the last resort', "{{a ?? 'nobody'}}", {}, 'nobody'],
  ['a filter belongs to what stands before it', '{{a|lower ?? B|lower}}', { B: 'YES' }, 'yes'],
  ['a group is filtered as a whole', '{{(a ?? b)|lower}}', { b: 'YES' }, 'yes'],
  ['split takes a piece', "{{id|split:'/':1}}", { id: 'shop/cart/1' }, 'cart'],
  ['split counts from the end, too', "{{id|split:'/':-1}}", { id: 'shop/cart/1' }, '1'],
  ['strip takes an ending off', "{{service|strip:'@docker'}}", { service: 'cart@docker' }, 'cart'],
  ['strip takes a beginning off', "{{source|strip:'reserved:'}}", { source: 'reserved:world' }, 'world'],
  ['unless turns a word for nothing into nothing', "{{a|unless:'unknown' ?? b}}", { a: 'unknown', b: 'cart' }, 'cart'],
  ['quotes keep bars and braces', "{{cluster|split:'|':-1}}", { cluster: 'outbound|80||cart' }, 'cart'],
  [
    'the name of a Service is its namespace and name',
    '{{h|dns}}',
    { h: 'cart.shop.svc.cluster.local:80' },
    'shop/cart',
  ],
  ['a pod of a StatefulSet is its Service', '{{h|dns}}', { h: 'db-0.db.shop.svc' }, 'shop/db'],
  ['another host loses its port', '{{h|dns}}', { h: 'api.example.com:443' }, 'api.example.com'],
  ['an IPv6 address keeps its colons', '{{h|dns}}', { h: 'fe80::1' }, 'fe80::1'],
  ['a port tells a database', '{{port|kind}}', { port: '5432' }, 'database'],
  ['a system tells a queue', '{{system|kind}}', { system: 'Kafka' }, 'queue'],
  ['the pod of a Deployment belongs to it', '{{pod|owner}}', { pod: 'cart-7d9f8b6c5-x2v9z' }, 'cart'],
  ['the pod of a DaemonSet belongs to it', '{{pod|owner}}', { pod: 'agent-x2v9z' }, 'agent'],
  ['the pod of a StatefulSet belongs to it', '{{pod|owner}}', { pod: 'db-0' }, 'db'],
  ['another name is its own owner', '{{pod|owner}}', { pod: 'kube-proxy' }, 'kube-proxy'],
])('%s', (_, text, labels, expected) => {
  expect(fill(text, labels)).toBe(expected)
})

test('a template that lacks a label gives nothing, unless that is allowed', () => {
  expect(fill('svc:{{ns}}/{{name}}', { name: 'cart' })).toBeUndefined()
  expect(fill("{{ns ?? ''}}/{{name}}", { name: 'cart' })).toBe('/cart')
  expect(fillTemplate(read('{{ns}}/{{name}}'), () => '')).toEqual({ text: '/', isComplete: false })
})

test('a word that says nothing of the kind is no kind', () => {
  expect(fill('{{kind|kind}}', { kind: 'whatever' })).toBeUndefined()
})

test('the labels that a template reads are known', () => {
  expect(labelsOfTemplate(read("{{(a ?? b)|lower}} and {{c ?? 'd'}}"))).toEqual(['a', 'b', 'c'])
})

test.each([
  ['{{client', 1, '"{{" is never closed'],
  ['client}}', 7, '"}}" has no "{{" before it'],
  ['{{}}', 3, `"}" stands where a label, a 'text' or a group in parentheses is expected`],
  ['{{client | lowr}}', 12, 'unknown filter "lowr", did you mean lower?'],
  ['{{client|zzz}}', 10, 'unknown filter "zzz", known are lower, split, strip, unless, dns, owner, kind'],
  ["{{a|split:'/'}}", 14, `"split" is written split:'/':1`],
  ["{{a|split:'/':x}}", 15, `a whole number belongs here: split:'/':1`],
  ['{{a|strip:x}}', 11, `a text in single quotes belongs here: strip:'@docker'`],
  ["{{a|strip:''}}", 11, `this text is empty: strip:'@docker'`],
  ["{{a ?? 'b}}", 8, 'this quote is never closed'],
  ['{{a ? b}}', 5, '"?" stands where "}}" is expected'],
  ['{{(a ?? b}}', 10, '"}" stands where ")" is expected'],
  ['a {{1}}', 5, `"1" stands where a label, a 'text' or a group in parentheses is expected`],
  ['{{((((((((((a))))))))))}}', 11, 'groups are nested too deep'],
])('%s is wrong at its character %i', (text, column, message) => {
  expect(parseTemplate(text)).toEqual({ ok: false, fault: { column, message } })
})

test('no text is too strange to be read or refused, at a place within it', () => {
  const pieces = fc.constantFrom(
    '{{',
    '}}',
    '|',
    '??',
    "'",
    '(',
    ')',
    ':',
    '-1',
    'a',
    'split',
    'kind',
    'dns',
    ' ',
    'ü',
    '😀',
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), fc.string(), (parts, value) => {
      const text = parts.join('')
      const parsed = parseTemplate(text)
      if (parsed.ok) expect(typeof fillTemplate(parsed.template, () => value).text).toBe('string')
      else {
        expect(parsed.fault.column).toBeGreaterThanOrEqual(1)
        expect(parsed.fault.column).toBeLessThanOrEqual(text.length + 1)
      }
    }),
    { numRuns: 2_000 },
  )
})

test('hostile values come to an end', () => {
  const value = 'b-'.repeat(100_000)
  const filled = ["split:'-':-2", "strip:'-'", 'dns', 'owner', 'lower'].map((filter) =>
    fill(`{{a|${filter}}}`, { a: value }),
  )
  expect(filled.map((text) => text?.length)).toEqual([1, 199_999, 200_000, 200_000, 200_000])
})
