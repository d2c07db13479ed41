import { expect, test } from 'vitest'
import { readDocument } from './read-document.ts'

test.each([
  ['{"version": 1, "nodes": []}', { version: 1, nodes: [] }],
  ['version: 1\nnodes:\n  - {id: a}\n', { version: 1, nodes: [{ id: 'a' }] }],
  ['{version: 1, nodes: []}', { version: 1, nodes: [] }],
])('%j is read', async (text, document) => {
  expect(await readDocument(text)).toEqual({ ok: true, document })
})

test('a text that is neither says where it goes wrong', async () => {
  const read = await readDocument('version: 1\nnodes: [')
  expect(read.ok).toBe(false)
  expect(!read.ok && read.message).toMatch(/line 2/)
})

test('a bomb of aliases is refused', async () => {
  const lines = ['a0: &a0 [x,x,x,x,x,x,x,x,x,x]']
  for (let level = 1; level < 9; level++) {
    lines.push(`a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(',')}]`)
  }
  expect((await readDocument(lines.join('\n'))).ok).toBe(false)
})
