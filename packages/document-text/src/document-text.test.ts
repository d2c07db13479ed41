import { expect, test } from 'vitest'
import { formatTextFault, readDocumentText } from './read-document-text.ts'
import { readGraphText } from './read-graph-text.ts'

const faultsOf = (text: string): readonly string[] => {
  const read = readDocumentText(text, 'a.yml')
  return read.ok ? [] : read.faults.map(formatTextFault)
}

test.each([
  ['a key that is there twice', 'a: 1\nb: 2\na: 3\n', ['a.yml:3:1: this key is there twice']],
  ['an alias', 'a: &x 1\nb: *x\n', ['a.yml:2:4: the alias *x is not read here, write the value out']],
  ['a merge key', 'a:\n  <<: {b: 1}\n', ['a.yml:2:3: the merge key << is not read here, write the values out']],
  ['a tab', 'a:\n\tb: 1\n', ['a.yml:2:1: a tab is used to indent, use spaces']],
  ['two documents', 'a: 1\n---\nb: 1\n', ['a.yml:2:1: the file holds more than one document, write one file for each']],
  ['a JSON text that is cut', '{"a": [1, 2', ['a.yml:1:12: a ] is missing, or this is not indented enough']],
])('%s is named with line and column', (_, text, faults) => {
  expect(faultsOf(text)).toEqual(faults)
})

test.each(['['.repeat(3_000), '['.repeat(20_000), '- '.repeat(20_000), '? '.repeat(20_000), '{"a":'.repeat(20_000)])(
  'a text that is nested very deeply is refused',
  (text) => {
    expect(faultsOf(text)).toMatchObject([expect.stringMatching(/nested too deeply/)])
  },
)

test('a value, a key, an item and what is missing are located', () => {
  const text = readDocumentText('id: shop\nnodes:\n  - id: a\n    kind: sevice\n  - {id: b, knd: x}\n', 'a.yml')
  if (!text.ok) throw new Error('the text is good')
  expect(text.locate([])).toEqual({ line: 1, column: 1 })
  expect(text.locate(['nodes', 0, 'kind'])).toEqual({ line: 4, column: 11 })
  expect(text.locate(['nodes', 1])).toEqual({ line: 5, column: 5 })
  expect(text.locate(['nodes', 1, 'missing'])).toEqual({ line: 5, column: 5 })
})

test('a hostile key is a key like any other', () => {
  const text = readDocumentText('__proto__: {polluted: true}\n', 'a.yml')
  expect(text.ok && Object.keys(Object(text.value))).toEqual(['__proto__'])
  expect(Object.prototype).not.toHaveProperty('polluted')
})

test('a long JSON text reads the same as a short one, with places', () => {
  const nodes = Array.from({ length: 20_000 }, (_, n) => ({ id: `node-${n}`, description: 'x'.repeat(50) }))
  const text = JSON.stringify({ version: 1, id: 'shop', nodes }, null, 1).replace('"node-3"', '"node-2"')
  expect(text.length).toBeGreaterThan(1024 * 1024)
  const read = readGraphText(text, 'big.json')
  expect(read.ok ? [] : read.faults.map(formatTextFault)).toEqual([
    'big.json:18:10: nodes[3].id: the node id "node-2" is used twice',
  ])
})

test('every fault of a graph is shown where it stands', () => {
  const read = readGraphText(
    'version: 1\nid: Shop\nnodes:\n  - {id: a, kind: sevice}\n  - {id: b, colour: red}\n',
    'g.yml',
  )
  expect(read.ok ? [] : read.faults.map(({ line, column }) => [line, column])).toEqual([
    [2, 5],
    [4, 19],
    [5, 21],
  ])
})
