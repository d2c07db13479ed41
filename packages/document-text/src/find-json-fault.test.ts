import { expect, test } from 'vitest'
import { findJsonFault } from './find-json-fault.ts'

function faultOf(text: string): ReturnType<typeof findJsonFault> {
  try {
    JSON.parse(text)
  } catch (error) {
    return findJsonFault(text, error)
  }
  throw new Error('this is JSON')
}

test.each([
  ['a comma that opens a list', '{"nodes": [,]}', 11],
  ['a comma that ends a list', '{"nodes": [1,]}', 13],
  ['a comma that ends an object', '{"a": 1,\n}', 9],
  ['a key without quotes', '{name: 1}', 1],
  ['a missing comma', '{"a": 1 "b": 2}', 8],
  ['a word that is none', '{"a": nul}', 9],
  ['a colon too many', '{"a":: 1}', 5],
  ['two values', '{} {}', 3],
  ['a text that ends early', '{"a": [1, 2', 11],
  ['a text in which a string never ends', '{"a": "b', 8],
  ['a line break in a string', '{"a": "b\n"}', 8],
  ['no JSON at all', 'hello', 0],
])('%s is found where it stands', (_name, text, offset) => {
  expect(faultOf(text).offset).toBe(offset)
})

test('the reason shows no piece of the text', () => {
  const { reason } = faultOf('{"secret": [,"secret"]}')
  expect(reason).toContain("Unexpected token ','")
  expect(reason).not.toContain('secret')
})

test('a long text is not searched, and what the parser knows is said all the same', () => {
  const long = ' '.repeat(1_200_000)
  expect(faultOf(`${long}[,]`).offset).toBeUndefined()
  expect(faultOf(`${long}{"a": 1 "b"}`).offset).toBe(long.length + 8)
})
