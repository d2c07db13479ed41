import { expect, test } from 'vitest'
import { formatValue } from './value.ts'

test.each([
  [0, undefined, '0'],
  [99.95, '%', '99.95%'],
  [141.83, '/s', '141.8/s'],
  [12, 'ms', '12 ms'],
  [0.00012, 's', '0.00012 s'],
  [0.0423, 's', '0.0423 s'],
  [0.00001, 's', '1.00e-5 s'],
  [12_345, undefined, '12.3K'],
  [12_345, 'requests', '12.3K requests'],
  [129_700_000, 'B/s', '129.7 MB/s'],
  [1_288_490_189, 'B', '1.3 GB'],
  [-45_000, 'W', '-45 kW'],
])('%d with the unit %s reads %s', (value, unit, text) => {
  expect(formatValue(value, unit)).toBe(text)
})
