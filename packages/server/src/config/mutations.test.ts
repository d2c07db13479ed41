import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseConfig } from './parse-config.ts'

const folder = join(import.meta.dirname, 'testdata')
const seeds = readdirSync(folder)
  .filter((name) => name.endsWith('.yml'))
  .map((name) => readFileSync(join(folder, name), 'utf8'))
const splices = [
  '',
  ' ',
  '\n',
  '\t',
  ':',
  '- ',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '&a',
  '*a',
  '<<: ',
  '${',
  '$',
  '#',
  '|',
  '>',
  '? ',
  '!!',
  '%',
  '\0',
  '\u{feff}',
  '🦊',
  '__proto__: 1',
  'null',
  '~',
  '---\n',
  '1e999',
  'constructor: ',
]

const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.integer({ min: 0, max: 12 }),
  insert: fc.oneof(fc.constantFrom(...splices), fc.string({ maxLength: 6, unit: 'binary' })),
})

test('no mutation of a configuration crashes the reader, and every fault has a place in the file', () => {
  fc.assert(
    fc.property(fc.constantFrom(...seeds), fc.array(mutation, { minLength: 1, maxLength: 4 }), (seed, mutations) => {
      const text = mutations.reduce((before, { at, remove, insert }) => {
        const start = Math.floor(at * before.length)
        return before.slice(0, start) + insert + before.slice(start + remove)
      }, seed)
      const { config, diagnostics } = parseConfig([{ file: 'c.yml', text }], { env: {}, flags: {}, cwd: '/nowhere' })
      const lines = text.split('\n').length
      const errors = diagnostics.filter(({ severity }) => severity === 'error')
      expect(config === undefined).toBe(errors.length > 0)
      for (const { file, line, column, message } of diagnostics) {
        expect(file).toBe('c.yml')
        expect(line).toBeGreaterThanOrEqual(1)
        expect(line).toBeLessThanOrEqual(lines)
        expect(column).toBeGreaterThanOrEqual(1)
        expect(message).not.toBe('')
      }
    }),
    { numRuns: 4_000 },
  )
}, 120_000)

test('hostile files are answered, not suffered', () => {
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...'bcdefghi'
      .split('')
      .map(
        (name, index) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefgh'[index]}`).join(', ')}]`,
      ),
  ].join('\n')
  const hostile = [
    bomb,
    '['.repeat(100_000),
    '{a: '.repeat(50_000),
    '- '.repeat(50_000),
    '? '.repeat(50_000),
    `a: ${'x'.repeat(5_000_000)}`,
    '&a '.repeat(10_000),
  ]
  for (const text of hostile) {
    const { diagnostics } = parseConfig([{ file: 'c.yml', text }], { env: {}, flags: {}, cwd: '/nowhere' })
    expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true)
  }
})
