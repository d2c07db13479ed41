import type { TopologySource } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { formatClock } from '@statusgraph/picture'
import { sayFailing } from './say-failing.ts'

function source(name: string, lastGoodAt?: string): TopologySource {
  const answered = lastGoodAt === undefined ? {} : { lastGoodAt }
  return {
    name,
    kind: 'zipkin',
    detail: '',
    state: 'failing',
    warnings: [],
    caveats: [],
    nodes: 0,
    edges: 0,
    ...answered,
  }
}

const early = '2026-11-22T12:04:00.000Z'
const late = '2026-11-22T12:09:00.000Z'

test('nothing is said while every source answers', () => {
  expect(sayFailing([])).toBe('')
})

test('one that fails is named, of several the longest silence counts', () => {
  expect(sayFailing([source('zipkin', early)])).toBe(`zipkin does not answer: frozen since ${formatClock(early)}`)
  expect(sayFailing([source('a', late), source('b', early)])).toBe(
    `2 sources do not answer: frozen since ${formatClock(early)}`,
  )
})

test('what never answered freezes nothing', () => {
  expect(sayFailing([source('zipkin')])).toBe('zipkin does not answer')
})
