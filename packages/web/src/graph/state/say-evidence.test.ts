import { expect, test } from 'vitest'
import { sayEvidence } from './say-evidence.ts'

const fresh = { kind: 'fresh' } as const
const since = new Date(2026, 0, 1, 14, 2, 11).toISOString()
const answering = { kind: 'prometheus', ok: true, warnings: [] } as const
const silent = { ...answering, ok: false }

test('while the evidence is fresh there is nothing to say', () => {
  const versions = { ...silent, kind: 'versions' } as const
  expect(sayEvidence({ freshness: fresh, upstreams: {} })).toBe('')
  expect(sayEvidence({ freshness: fresh, upstreams: { prom: answering, list: versions } })).toBe('')
})

test('upstreams that do not answer are named', () => {
  expect(sayEvidence({ freshness: fresh, upstreams: { prom: silent } })).toBe('prom does not answer.')
  expect(sayEvidence({ freshness: fresh, upstreams: { a: silent, b: silent, c: answering } })).toBe(
    'a and b do not answer.',
  )
})

test.each([
  ['stale', 'The picture is the past.'],
  ['expired', 'Nothing is known any more.'],
] as const)('of a picture that is %s it is said since when, why, and that %s', (kind, meaning) => {
  const freshness = { kind, since, reason: 'the server has not been heard' }
  const said = sayEvidence({ freshness, upstreams: { prom: silent } })
  expect(said).toBe(`No data since 14:02:11: the server has not been heard. ${meaning}`)
})
