import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanText } from './clean-text.ts'

test('markup, scripts and line breaks are gone from what an upstream wrote', () => {
  const page = '<html><style>b{}</style>\n<script>alert(1)</script><h1>502 Bad\tGateway</h1><hr>nginx'
  expect(cleanText(page, 100)).toBe('502 Bad Gateway nginx')
})

test('marks that change the direction of text are gone', () => {
  expect(cleanText('safe\u202Eexe.txt\u200B\u0007', 100)).toBe('safe exe.txt')
})

test('whatever is written, the text is one line of the length allowed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 50 }), (text, longest) => {
      const clean = cleanText(text, longest)
      expect(clean.length).toBeLessThanOrEqual(longest)
      expect(clean).toMatch(/^[^\p{Cc}\p{Cf}<]*$/u)
    }),
  )
})
