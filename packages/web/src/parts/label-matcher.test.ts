import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseMatchers, writeMatcher } from './label-matcher.ts'

test.each([
  ['severity=critical', ['severity="critical"'], []],
  ['severity=critical team=~"pay.*"', ['severity="critical"', 'team=~"pay.*"'], []],
  ['{severity="critical", team!="x y"}', ['severity="critical"', 'team!="x y"'], []],
  ['env !~ "dev|test" disk', ['env!~"dev|test"'], ['disk']],
  ['"two Words" a=""', ['a=""'], ['two words']],
  ['a="say \\"hi\\""', ['a="say \\"hi\\""'], []],
  ['', [], []],
])('%j is read', (text, matchers, words) => {
  const parsed = parseMatchers(text)
  expect(parsed.ok && { matchers: parsed.matchers.map(writeMatcher), words: parsed.words }).toEqual({ matchers, words })
})

test('what cannot be read is said, with the place', () => {
  expect(parseMatchers('a="open')).toEqual({ ok: false, message: 'A quotation mark is not closed: "open' })
  expect(parseMatchers(`a=~"${'x'.repeat(1_001)}"`)).toMatchObject({ ok: false })
})

test('reading always ends, and what was written is read back as it was', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      parseMatchers(value)
      const written = writeMatcher({ name: 'label', operator: '=', value })
      const parsed = parseMatchers(written)
      if (!/[\r\n]/.test(value)) expect(parsed).toMatchObject({ ok: true, matchers: [{ name: 'label', value }] })
    }),
  )
})
