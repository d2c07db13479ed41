import { expect, test } from 'vitest'
import { findNearest } from './nearest.ts'

const known = ['upstream', 'mapping', 'links', 'server', 'basic_auth', 'warning', 'url']

test.each([
  ['upstrem', 'upstream'],
  ['maping', 'mapping'],
  ['lniks', 'links'],
  ['Server', 'server'],
  ['basic-auth', 'basic_auth'],
  ['warn', 'warning'],
  ['ulr', 'url'],
])('"%s" was meant to be "%s"', (word, meant) => {
  expect(findNearest(word, known)).toBe(meant)
})

test.each(['zebra', '', 'x', 'nodes'])('nothing is near "%s"', (word) => {
  expect(findNearest(word, known)).toBeUndefined()
})
