import { expect, test } from 'vitest'
import { measureText, shortenText } from './text-width.ts'

const sizePx = 24
const roomFor = (text: string): number => measureText(text, sizePx, 600) + 0.01

test('a name that fits is left as it is', () => {
  expect(shortenText('checkout.svc', sizePx, 600, roomFor('checkout.svc'))).toBe('checkout.svc')
})

test('a name first loses the short ending that every name has', () => {
  expect(shortenText('customer.svc', sizePx, 600, roomFor('customer…'))).toBe('customer…')
})

test('a longer name keeps its beginning and its end, and fits', () => {
  const short = shortenText('payments-europe-reconciler-2', sizePx, 600, roomFor('payments-europe'))
  expect(short).toMatch(/^pay.*….*2$/)
  expect(measureText(short, sizePx, 600)).toBeLessThanOrEqual(roomFor('payments-europe'))
})
