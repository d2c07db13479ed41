import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEventParser } from './event-parser.ts'

const stream =
  'retry: 2000\n\n' +
  'event: snapshot\nid: 7\ndata: {"a":1}\n\n' +
  ':\n\n' +
  'event: delta\r\nid: 8\r\ndata: {"b":\r\ndata: 2}\r\n\r\n' +
  'data:no space\r\rid: 9\nevent: graph\ndata: {}\n\n'

const events = [
  { name: 'snapshot', id: '7', data: '{"a":1}' },
  { name: 'delta', id: '8', data: '{"b":\n2}' },
  { name: 'message', id: '8', data: 'no space' },
  { name: 'graph', id: '9', data: '{}' },
]

test('events, comments and every kind of line end are read', () => {
  expect(createEventParser().push(stream)).toEqual(events)
})

test('however a stream is cut into pieces, the same events come out', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 80 }), (lengths) => {
      const parser = createEventParser()
      const seen = []
      let from = 0
      for (let turn = 0; from < stream.length; turn++) {
        const to = from + (lengths[turn % lengths.length] ?? 1)
        seen.push(...parser.push(stream.slice(from, to)))
        from = to
      }
      expect(seen).toEqual(events)
    }),
  )
})

test('an event that is cut off is not told', () => {
  expect(createEventParser().push('event: delta\ndata: {"half":')).toEqual([])
})
