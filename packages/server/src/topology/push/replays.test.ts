import { createTopology } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { Replays } from './replays.ts'
import { Revisions } from './revisions.ts'

function pushing(sources: readonly string[]) {
  const replays = new Replays<number>((name) => sources.includes(name))
  let done = 0
  const push = (source: string, key: string, body = 'same'): Promise<number> =>
    replays.answer({ source, key, body: Buffer.from(body), nowMs: 0 }, async () => ++done)
  return { push, replays }
}

test('nothing is remembered under a name that became no source: anybody can make such names without end', async () => {
  const { push } = pushing(['ci'])
  expect([await push('ci', 'k'), await push('ci', 'k')]).toEqual([1, 1])
  expect([await push('made-up', 'k'), await push('made-up', 'k', 'other')]).toEqual([2, 3])
  expect(new Revisions().read(createTopology([]), 'made-up', { monoMs: 0, wallMs: 1_000 })).toBe(0)
})

test('a source that uses keys without end loses its own oldest answers, and no other source loses any', async () => {
  const { push } = pushing(['ci', 'flood'])
  await push('ci', 'k')
  for (let key = 0; key < 10_000; key++) await push('flood', String(key))
  expect(await push('ci', 'k')).toBe(1)
  expect(await push('flood', '9999')).toBe(10_001)
  expect(await push('flood', '0')).toBe(10_002)
})

test('a source that is forgotten begins anew, also under a key that it used', async () => {
  const { push, replays } = pushing(['ci'])
  await push('ci', 'k')
  replays.forget('ci')
  expect(await push('ci', 'k', 'other')).toBe(2)
})
