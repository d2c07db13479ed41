import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scanList } from './list-scan.ts'

const scan = (text: string): unknown[] => {
  const bytes = Buffer.from(text)
  return [...scanList(bytes)].map(([from, to]): unknown => JSON.parse(bytes.toString('utf8', from, to)))
}

const object = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 4 }))

test('the objects of any list are found as JSON.parse finds them, however it is laid out', () => {
  fc.assert(
    fc.property(fc.array(object), fc.constantFrom(0, 2, '\t'), (list, indent) => {
      const text = `\n ${JSON.stringify(list, null, indent)}\r\n`
      expect(scan(text)).toEqual(JSON.parse(text))
    }),
  )
})

test('no list that is cut short, and none that goes on, is taken for a complete one', () => {
  fc.assert(
    fc.property(fc.array(object), fc.nat(), fc.constantFrom(']', ',', '{}', '[]', 'x'), (list, cut, more) => {
      const text = JSON.stringify(list)
      expect(() => scan(text.slice(0, cut % text.length))).toThrow(SyntaxError)
      expect(() => scan(text + more)).toThrow(SyntaxError)
    }),
  )
})

test.each(['', '{}', 'null', '[1]', '[{},]', '[,{}]', '[{} {}]', '[[{}]]', '["{}"]', '[{"a":"}]'])(
  '%s is no list of objects',
  (text) => {
    expect(() => scan(text)).toThrow(SyntaxError)
  },
)
