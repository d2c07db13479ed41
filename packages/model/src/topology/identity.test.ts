import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalId, cleanId, edgeIdOf, isLoopback, provesSameness, splitId } from './identity.ts'
import { topologyTextLimit } from './sighting.ts'

test.each([
  [{ name: 'cart' }, 'cart'],
  [{ namespace: 'shop', name: 'cart' }, 'shop/cart'],
  [{ cluster: 'east', namespace: 'shop', name: 'cart' }, 'east/shop/cart'],
  [{ namespace: '', name: ' cart ' }, 'cart'],
  [{ namespace: undefined, name: '' }, 'unknown'],
  [{ namespace: 'shop', name: '\u0000' }, 'shop/unknown'],
])('a thing called %j has the id %s', (called, id) => {
  expect(canonicalId(called)).toBe(id)
})

test.each([
  ['cart', 'cart'],
  ['  my \t cart\n2 ', 'my cart 2'],
  ['\u202Etrac\u202C', 'trac'],
  ['a→b', 'a>b'],
  ['zero\u200Bwidth', 'zerowidth'],
  ['a \u200B \u0000 b', 'a b'],
  ['', 'unknown'],
  ['\uD800', 'unknown'],
  ['__proto__', '__proto__'],
  ['größe', 'größe'],
  [`${'a'.repeat(199)}😀`, 'a'.repeat(199)],
])('the id %j is kept as %j', (text, id) => {
  expect(cleanId(text)).toBe(id)
})

const oddText = fc.string({
  unit: fc.constantFrom('a', ' ', '\u200B', '\u0000', '\n', '→', '\uD800', '😀'),
  maxLength: 250,
})

test('an id that is clean stays as it is, is never empty, never too long, and never has an arrow', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 500 }), oddText), (text) => {
      const id = cleanId(text)
      expect(cleanId(id)).toBe(id)
      expect(id.length).toBeGreaterThan(0)
      expect(id.length).toBeLessThanOrEqual(topologyTextLimit)
      expect(id).not.toContain('→')
      expect(id.isWellFormed()).toBe(true)
    }),
  )
})

test('two edges have the same id only when both ends are the same', () => {
  const clean = fc.string({ unit: fc.constantFrom('a', '→', '>', '-', '\n'), maxLength: 6 }).map(cleanId)
  fc.assert(
    fc.property(clean, clean, clean, clean, (a, b, c, d) => {
      expect(edgeIdOf(a, b) === edgeIdOf(c, d)).toBe(a === c && b === d)
    }),
  )
})

test.each([
  ['cart', { name: 'cart' }],
  ['shop/cart', { namespace: 'shop', name: 'cart' }],
  ['east/shop/cart', { cluster: 'east', namespace: 'shop', name: 'cart' }],
  ['http://cart/', { name: 'http://cart/' }],
  ['a/b/c/d', { name: 'a/b/c/d' }],
  ['/', { name: '/' }],
])('the id %s says %j', (id, said) => {
  expect(splitId(id)).toEqual(said)
})

test.each([
  ['svc:shop/cart', true],
  ['workload:shop/cart', true],
  ['dns:db.shop.svc', true],
  ['ip:10.0.0.7', false],
  ['IP:10.0.0.7', false],
  ['dns:10.0.0.7', false],
  ['dns:10.0.0.7:5432', false],
  ['host:[fe80::1]:80', false],
  ['dns:localhost', false],
  ['port:5432', false],
  ['svc:unknown', false],
  ['svc:', false],
  ['cart', false],
])('two nodes that share %s are one: %s', (typed, isProof) => {
  expect(provesSameness(typed)).toBe(isProof)
})

test.each(['localhost', 'localhost:8080', '127.0.0.1', '127.1.2.3:80', '::1', '[::1]:80', '0.0.0.0'])(
  '%s is the machine itself',
  (name) => {
    expect(isLoopback(name)).toBe(true)
  },
)

test.each(['local', '10.0.0.1', 'localhost.example.org', '1.127.0.0'])('%s is another machine', (name) => {
  expect(isLoopback(name)).toBe(false)
})
