import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chooseStepMs, readSamples, type RangeQuestion } from './samples.ts'
import { readMatrix, readVector } from './vector.ts'

const query = { name: 'load', query: 'load', serviceLabel: 'service', rangeMs: 3_600_000 }
const question: RangeQuestion = { query, rangeMs: 3_600_000, stepMs: 60_000, value: 'newest' }
const endMs = 1_800_000_000_000
const end = endMs / 1000

const matrix = (...result: unknown[]) => readMatrix({ data: { resultType: 'matrix', result }, warnings: [] })
const series = (service: string, values: readonly (readonly [number, string])[]) => ({ metric: { service }, values })
const read = (result: readonly unknown[], asked = question) => readSamples(matrix(...result), asked, endMs)

test('the step gives a window about 60 points', () => {
  expect(chooseStepMs(3_600_000)).toBe(60_000)
  expect(chooseStepMs(86_400_000)).toBe(1_440_000)
})

test('a configured step holds', () => {
  expect(chooseStepMs(3_600_000, 15_000)).toBe(15_000)
})

test('no range and no wish makes more than 11,000 points, or a step under a second', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10 ** 12 }),
      fc.option(fc.integer({ min: 0, max: 10 ** 9 })),
      (rangeMs, wish) => {
        const stepMs = chooseStepMs(rangeMs, wish ?? undefined)
        expect(stepMs).toBeGreaterThanOrEqual(1_000)
        expect(rangeMs / stepMs).toBeLessThanOrEqual(11_000)
      },
    ),
  )
})

test.each([
  [
    'the newest point counts',
    [
      [end - 60, '1'],
      [end, '2'],
    ],
    2,
  ],
  ['one step late still counts', [[end - 60, '1']], 1],
  ['two steps late still counts', [[end - 120, '1']], 1],
  ['a series that ended before that has no value', [[end - 180, '1']], undefined],
  [
    'NaN now is no value, whatever was before',
    [
      [end - 60, '1'],
      [end, 'NaN'],
    ],
    undefined,
  ],
  [
    'an infinity now is a value: it may be past a threshold',
    [
      [end - 60, '1'],
      [end, '+Inf'],
    ],
    Infinity,
  ],
  ['no point at all is no value', [], undefined],
] as const)('%s', (_, values, expected) => {
  expect(read([series('a', values)]).samples[0]?.value).toBe(expected)
})

test('a series that ends a step before the others has ended', () => {
  const going = series('a', [
    [end - 60, '1'],
    [end, '1'],
  ])
  expect(read([going, series('b', [[end - 60, '1']])]).samples.map(({ service }) => service)).toEqual(['a'])
})

test('with wide steps, a value is current for five minutes and no longer', () => {
  const wide = { ...question, stepMs: 1_440_000, rangeMs: 86_400_000 }
  expect(read([series('a', [[end, '1']])], wide).samples).toHaveLength(1)
  expect(read([series('a', [[end - 1440, '1']])], wide).samples).toEqual([])
})

test('a step that does not divide the range still has its last point now', () => {
  const odd = { ...question, stepMs: 3_000_000 }
  const [sample] = read(
    [
      series('a', [
        [end - 3000, '1'],
        [end, '2'],
      ]),
    ],
    odd,
  ).samples
  expect(sample).toMatchObject({
    value: 2,
    series: [
      [end - 3000, 1],
      [end, 2],
    ],
  })
})

test('a chart also shows a service whose series has ended, with the time of its last value', () => {
  const values: [number, string][] = [
    [end - 1800, '5'],
    [end - 1740, 'NaN'],
  ]
  const { samples } = read([series('a', values)], { ...question, value: 'any' })
  expect(samples).toMatchObject([{ service: 'a', value: 5, at: new Date((end - 1800) * 1000).toISOString() }])
})

test('missing steps, NaN and infinities are gaps in the series', () => {
  const values: [number, string][] = [
    [end - 240, '1'],
    [end - 180, 'NaN'],
    [end - 120, '-Inf'],
    [end, '2'],
  ]
  const [sample] = read([series('a', values)]).samples
  expect(sample?.series).toHaveLength(61)
  expect(sample?.series[0]).toEqual([end - 3600, null])
  expect(sample?.series.slice(-5)).toEqual([
    [end - 240, 1],
    [end - 180, null],
    [end - 120, null],
    [end - 60, null],
    [end, 2],
  ])
})

test('a label that names several services gives each of them a sample', () => {
  expect(read([series(' a, b ,,a', [[end, '1']])]).samples.map(({ service }) => service)).toEqual(['a', 'b'])
})

test('of several series for one service the worst is kept, with a warning', () => {
  const limited = { ...question, query: { ...query, thresholds: { critical: { operator: '<', bound: 90 } } } } as const
  const three = ['99', '12', '50'].map((value) => series('a', [[end, value]]))
  const { samples, warnings } = read(three, limited)
  expect(samples.map(({ value }) => value)).toEqual([12])
  expect(warnings).toEqual(['Several series of this query name the same service; the worst is shown (1, such as a).'])
  expect(read(three).samples.map(({ value }) => value)).toEqual([99])
})

test('a series that has ended does not hide the one that took its place', () => {
  const { samples, warnings } = read([series('a', [[end - 600, '1']]), series('a', [[end, '2']])])
  expect(samples.map(({ value }) => value)).toEqual([2])
  expect(warnings).toEqual([])
})

test('a query whose series lack the service label says so', () => {
  const { samples, warnings } = read([{ metric: { other: 'x' }, values: [[end, '1']] }])
  expect(samples).toEqual([])
  expect(warnings).toEqual(['No series of this query has the label service.'])
})

test('native histograms, which have no single value, are left out', () => {
  const histogram = { metric: { service: 'h' }, histograms: [[end, { count: '1', sum: '2' }]] }
  expect(read([histogram, series('a', [[end, '1']])]).samples.map(({ service }) => service)).toEqual(['a'])
})

test('a scalar answers an instant query without any series', () => {
  expect(readVector({ data: { resultType: 'scalar', result: [end, '1'] }, warnings: [] })).toEqual([])
})

test('of the samples of a real Prometheus 2.42 none is NaN', () => {
  const url = new URL('../testing/fixtures/prometheus/2.42.0/query-range-nan-inf.json', import.meta.url)
  const text = readFileSync(url, 'utf8')
  expect(text).toContain('"+Inf"')
  const { data } = JSON.parse(text)
  const found = readMatrix({ data, warnings: [] })
  const last = Math.max(...found.flatMap(({ points }) => points.map(([at]) => at)))
  const asked = {
    query: { ...query, serviceLabel: 'service_id' },
    rangeMs: 20_000,
    stepMs: 5_000,
    value: 'newest',
  } as const
  const { samples } = readSamples(found, asked, last * 1000)
  expect(samples.map(({ service, value }) => [service, value])).toEqual([
    ['dead.svc', 0],
    ['checkout.svc', Infinity],
    ['cart.svc', Infinity],
  ])
})

test('a point that is no pair of time and text makes the answer wrong', () => {
  expect(() => matrix({ metric: {}, values: [[end, 1]] })).toThrow('unexpected shape')
  expect(() => readMatrix({ data: { resultType: 'vector', result: [] }, warnings: [] })).toThrow('unexpected shape')
})
