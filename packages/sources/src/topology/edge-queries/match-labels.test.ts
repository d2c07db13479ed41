import { expect, test } from 'vitest'
import { compileMatch } from './match-labels.ts'

test.each([
  [{ a: 'x' }, { a: 'x' }, true],
  [{ a: 'x' }, { a: 'xy' }, false],
  [{ a: 'x', b: 'y' }, { a: 'x' }, false],
  [{ a: '' }, { b: 'y' }, true],
  [{ a: '!' }, { a: 'y' }, true],
  [{ a: '!' }, {}, false],
  [{ a: '!x' }, { a: 'y' }, true],
  [{ a: 'x*' }, { a: 'xyz' }, true],
  [{ a: '*z' }, { a: 'xyz' }, true],
  [{ a: '*@internal' }, { a: 'api@docker' }, false],
  [{ a: 'a*b*c' }, { a: 'aXbYc' }, true],
  [{ a: 'a*b*c' }, { a: 'aXcYb' }, false],
  [{ a: 'ab*ba' }, { a: 'aba' }, false],
  [{ a: '*' }, {}, true],
  [{ a: '<address>' }, { a: '10.1.2.3' }, true],
  [{ a: '<address>' }, { a: 'fe80::1' }, true],
  [{ a: '<address>' }, { a: 'a.b.c.d' }, false],
  [{ a: '!<address>' }, { a: 'cart' }, true],
])(
  'whether %o holds for %o',
  (match: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>, expected) => {
    expect(compileMatch(match)((label) => labels[label] ?? '')).toBe(expected)
  },
)
