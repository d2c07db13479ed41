import { expect, test } from 'vitest'
import { fieldOf } from './plain-data.ts'
import { readYamlDocuments } from './yaml-documents.ts'

test('documents, anchors and merge keys are read, with their places', () => {
  const text = readYamlDocuments('a: &x { b: 1, c: 2 }\nd: { <<: *x, c: 3 }\n---\ne: [f, { g: h }]\n')
  if (!text.ok) throw new Error('this is YAML')
  const [first, second] = text.documents
  expect(fieldOf(first?.value, 'd', 'b')).toBe(1)
  expect(fieldOf(first?.value, 'd', 'c')).toBe(3)
  expect(first?.locate(['d', 'c'])).toEqual({ line: 2, column: 14 })
  expect(second?.locate(['e', 1, 'g'])).toEqual({ line: 4, column: 10 })
  expect(second?.locate(['e', 1, 'gone'])).toEqual({ line: 4, column: 8 })
})

test('names that objects have of their own are names like any other', () => {
  const text = readYamlDocuments('__proto__: { polluted: true }\nconstructor: 1\n')
  if (!text.ok) throw new Error('this is YAML')
  expect(fieldOf(text.documents[0]?.value, 'toString')).toBeUndefined()
  expect(fieldOf(text.documents[0]?.value, '__proto__', 'polluted')).toBe(true)
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
})

test('a long JSON of a program is read as quickly as JSON', () => {
  const items = Array.from({ length: 20_000 }, (_, at) => ({ name: `item ${at}`, labels: { at } }))
  const text = readYamlDocuments(JSON.stringify({ items }))
  if (!text.ok) throw new Error('this is JSON')
  expect(fieldOf(text.documents[0]?.value, 'items')).toHaveLength(20_000)
})

const bomb = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x]',
  ...Array.from(
    { length: 20 },
    (_, at) => `a${at + 1}: &a${at + 1} [${Array.from({ length: 9 }, () => `*a${at}`).join(', ')}]`,
  ),
].join('\n')

test.each([
  ['aliases of aliases of aliases', bomb],
  ['thousands of aliases', `a: &a 1\nb: [${'*a, '.repeat(6_000)}]\n`],
  [
    'a large map that is merged a thousand times',
    `a: &a {${Array.from({ length: 1_000 }, (_, at) => `k${at}: 1`).join(', ')}}\nb: [${'{ <<: *a }, '.repeat(1_000)}]\n`,
  ],
  ['a text of more than a worker can hold', 'a: 1\n'.repeat(1_000_000)],
  ['an alias of nothing', 'a: *b\n'],
  ['a merge of what is no map', 'a: { <<: 1 }\n'],
  ['a nesting without end', '['.repeat(200_000)],
  ['a map in a map in a map', Array.from({ length: 200 }, (_, at) => `${' '.repeat(at)}a:`).join('\n')],
  ['a quote without an end', 'a: "b\nc: d\n'],
  ['nothing at all', '\n\n'],
])('%s is refused with a line', (_what, text) => {
  expect(readYamlDocuments(text)).toMatchObject({
    ok: false,
    diagnostics: [{ kind: 'error', line: expect.any(Number) }],
  })
})

test.each([
  ['a list that closes left of its key', 'a:\n  b: [\n  1, "x]",\n]\nc: d\n', { b: [1, 'x]'] }],
  ['a list that is indented with tabs', "a: [\n\t1,\n\t{x: 'it''s [',\n\ty: 2} ]\nc: d\n", [1, { x: "it's [", y: 2 }]],
  ['a text whose lines begin at the left', 'a:\n  b: "x [\n  \\"y\\" {\nz"\nc: d\n', { b: 'x [ "y" { z' }],
  ['a list after a block of text', 'b: |\n  "[\n  {\na: [\n"1"\n]\nc: d # [\n', ['1']],
])('%s is read, as compose and kubectl do', (_what, yaml, value) => {
  const text = readYamlDocuments(yaml)
  if (!text.ok) throw new Error(text.diagnostics[0]?.message)
  expect(asObject(fieldOf(text.documents[0]?.value, 'a'))).toEqual(value)
  expect(fieldOf(text.documents[0]?.value, 'c')).toBe('d')
})

test('a template is called one', () => {
  const text = readYamlDocuments('a: {{ .Values.a }}-{{ b\n')
  expect(text.diagnostics[0]?.message).toContain('helm template')
})

function asObject(value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, entry]) => [String(key), asObject(entry)]))
  return Array.isArray(value) ? value.map(asObject) : value
}
