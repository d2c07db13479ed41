import { expect, test } from 'vitest'
import { cutText } from './visible-text.ts'

test('a cut never halves a character', () => {
  expect(cutText('ab👍', 3)).toBe('ab')
  expect(cutText('ab', 3)).toBe('ab')
})
