import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hideableStates, lampFilters, readViewState, toggleLamp, writeViewState } from './view-state.ts'

const plain = {
  node: undefined,
  edge: undefined,
  search: '',
  lamps: [],
  problemsOnly: false,
  hops: 0,
  view: 'map',
  rows: 'nodes',
  isKiosk: false,
  isEditing: false,
  theme: undefined,
  open: [],
  closed: [],
  found: { namespaces: [], sources: [], hiddenStates: [], minRatePerSecond: 0 },
  viewport: undefined,
} as const

test('an address without a query is the plain view, and the plain view writes none', () => {
  expect(readViewState('')).toEqual(plain)
  expect(writeViewState(plain)).toBe('')
})

test('unknown keys and values that mean nothing are ignored', () => {
  const nonsense =
    '?utm_source=x&theme=pink&hops=-4&view=cube&lamps=green,red&at=1,2&kiosk=0&node=&select=&hide=live&rate=-1'
  expect(readViewState(nonsense)).toEqual(plain)
})

test.each(['?kiosk', '?kiosk=1', '?kiosk=true', '?theme=dark&kiosk'])('%s is the wall screen', (search) => {
  expect(readViewState(search).isKiosk).toBe(true)
})

test('every view reads back as it was written', () => {
  const view = fc.record({
    node: fc.option(fc.string({ minLength: 1, unit: 'grapheme' }), { nil: undefined }),
    edge: fc.option(fc.string({ minLength: 1, unit: 'grapheme' }), { nil: undefined }),
    search: fc.string({ maxLength: 100, unit: 'grapheme-ascii' }),
    lamps: fc.subarray([...lampFilters]),
    problemsOnly: fc.boolean(),
    hops: fc.integer({ min: 0, max: 3 }),
    view: fc.constantFrom('map' as const, 'list' as const),
    rows: fc.constantFrom('nodes' as const, 'edges' as const),
    isKiosk: fc.boolean(),
    isEditing: fc.boolean(),
    theme: fc.constantFrom('light' as const, 'dark' as const, undefined),
    open: fc.uniqueArray(fc.string({ minLength: 1, unit: 'grapheme' }), { maxLength: 5 }),
    closed: fc.uniqueArray(fc.string({ minLength: 1, unit: 'grapheme' }), { maxLength: 5 }),
    found: fc.record({
      namespaces: fc.uniqueArray(fc.string({ minLength: 1, unit: 'grapheme' }), { maxLength: 5 }),
      sources: fc.uniqueArray(fc.string({ minLength: 1, unit: 'grapheme' }), { maxLength: 5 }),
      hiddenStates: fc.subarray([...hideableStates]),
      minRatePerSecond: fc.constantFrom(0, 0.5, 1, 10, 1e6),
    }),
    viewport: fc.option(fc.record({ x: fc.integer(), y: fc.integer(), scale: fc.constantFrom(0.1, 0.25, 1, 2.5) }), {
      nil: undefined,
    }),
  })
  fc.assert(
    fc.property(view, (chosen) => {
      // One thing is selected, not two.
      const state = chosen.node === undefined ? chosen : { ...chosen, edge: undefined }
      expect(readViewState(writeViewState(state))).toEqual(state)
    }),
  )
})

test('a filter goes on and off', () => {
  expect(toggleLamp(['critical'], 'stale')).toEqual(['critical', 'stale'])
  expect(toggleLamp(['critical', 'stale'], 'critical')).toEqual(['stale'])
})
