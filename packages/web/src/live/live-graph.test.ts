import type { WireDelta, WireSnapshot } from '@statusgraph/protocol'
import { expect, test } from 'vitest'
import { createLiveGraph } from './live-graph.ts'
import { browserSurroundings } from './surroundings.ts'
import { createLiveTopology } from './topology/live-topology.ts'

function nodeStatus(lamp: 'ok' | 'critical') {
  return { lamp, overlays: [], reasons: [], metrics: [], counts: {} } as const
}

const snapshot: WireSnapshot = {
  graph: 'shop',
  revision: 3,
  sequence: 10,
  at: '2026-11-22T12:00:00.000Z',
  nodes: { cart: nodeStatus('ok'), checkout: nodeStatus('critical') },
  edges: {},
  summary: { critical: 1, warning: 0, muted: 0, unknown: 0, ok: 1, stale: 0 },
  upstreams: { alertmanager: { kind: 'alertmanager', ok: true, ageSeconds: 2, warnings: [] } },
}

function delta(sequence: number, change: Partial<WireDelta>): WireDelta {
  return { graph: 'shop', sequence, at: '2026-11-22T12:00:05.000Z', nodes: {}, edges: {}, upstreams: {}, ...change }
}

/** A live graph on two clocks that the test moves. */
function openWorld() {
  const clock = { monoMs: 1_000, wallMs: Date.parse('2026-11-22T12:00:00Z') }
  const surroundings = { ...browserSurroundings, monoMs: () => clock.monoMs, wallMs: () => clock.wallMs }
  const topology = createLiveTopology(surroundings, () => Promise.reject(new Error('nobody asks')))
  const live = createLiveGraph(surroundings, topology)
  live.hear({ kind: 'link', link: { kind: 'open' } })
  live.hear({ kind: 'snapshot', snapshot })
  const pass = (ms: number) => {
    clock.monoMs += ms
    clock.wallMs += ms
    live.tick()
  }
  const lose = () =>
    live.hear({ kind: 'link', link: { kind: 'lost', reason: 'the server cannot be reached', isOffline: false } })
  return { live, clock, pass, lose }
}

function overlaysOf(live: ReturnType<typeof createLiveGraph>, id: string) {
  return live.statuses.get(id)?.overlays.map(({ kind }) => kind)
}

test('a page that lost its stream shows nothing green after ten seconds', () => {
  const { live, pass, lose } = openWorld()
  lose()
  pass(9_000)
  expect(overlaysOf(live, 'cart')).toEqual([])
  pass(2_000)
  expect(overlaysOf(live, 'cart')).toEqual(['stale'])
  expect(live.view().summary).toMatchObject({ ok: 0, critical: 1, stale: 2 })
  expect(live.view().freshness).toMatchObject({ kind: 'stale', reason: 'the server cannot be reached' })
})

test('a stream that is open but silent beyond two heartbeats is not believed either', () => {
  const { live, pass } = openWorld()
  pass(30_000)
  expect(overlaysOf(live, 'cart')).toEqual([])
  pass(3_000)
  expect(overlaysOf(live, 'cart')).toEqual(['stale'])
})

test('a heartbeat alone keeps the picture fresh', () => {
  const { live, pass } = openWorld()
  for (let beat = 0; beat < 100; beat++) {
    pass(15_000)
    live.hear({ kind: 'beat' })
  }
  expect(live.view().freshness.kind).toBe('fresh')
})

test('what was held for four minutes is unknown, and says what it was', () => {
  const { live, pass, lose } = openWorld()
  lose()
  pass(241_000)
  expect(live.statuses.get('checkout')).toMatchObject({ lamp: 'unknown', overlays: [] })
  expect(live.statuses.get('checkout')?.reasons[0]?.text).toContain('It was critical then.')
  expect(live.view().summary).toEqual({ critical: 0, warning: 0, muted: 0, ok: 0, stale: 0, unknown: 2 })
})

test('every node is drawn anew when the stream is lost, and again when it is back', () => {
  const { live, pass, lose } = openWorld()
  const seen: string[][] = []
  live.statuses.subscribeAll((ids) => seen.push([...ids].toSorted()))
  lose()
  pass(11_000)
  expect(seen).toEqual([['cart', 'checkout']])
  live.hear({ kind: 'link', link: { kind: 'open' } })
  live.hear({ kind: 'delta', delta: delta(11, { nodes: { cart: nodeStatus('critical') } }) })
  expect(overlaysOf(live, 'checkout')).toEqual([])
  expect(live.statuses.get('cart')?.lamp).toBe('critical')
})

test('a wall clock that jumps changes nothing', () => {
  const { live, clock, pass } = openWorld()
  for (const jumpMs of [86_400_000, -172_800_000]) {
    clock.wallMs += jumpMs
    pass(1_000)
    expect(live.view().freshness.kind).toBe('fresh')
    expect(live.ageSeconds()).toBeLessThan(10)
  }
})

test('time that passed while the machine slept counts as silence', () => {
  const { live } = openWorld()
  live.addMissedMs(60_000)
  expect(overlaysOf(live, 'cart')).toEqual(['stale'])
  live.hear({ kind: 'snapshot', snapshot: { ...snapshot, sequence: 20 } })
  expect(overlaysOf(live, 'cart')).toEqual([])
})

test('the age of the data grows by itself and starts anew with every confirmation', () => {
  const { live, pass } = openWorld()
  expect(live.ageSeconds()).toBe(2)
  pass(3_000)
  expect(live.ageSeconds()).toBe(5)
  const confirmed = { alertmanager: { kind: 'alertmanager', ok: true, ageSeconds: 0.5, warnings: [] } } as const
  live.hear({ kind: 'delta', delta: delta(11, { upstreams: confirmed }) })
  expect(live.ageSeconds()).toBe(0.5)
})

test('a server that beats but confirms nothing loses its credit', () => {
  const { live, pass } = openWorld()
  live.setPatienceMs(60_000)
  for (let beat = 0; beat < 5; beat++) {
    live.hear({ kind: 'beat' })
    pass(15_000)
  }
  expect(overlaysOf(live, 'cart')).toEqual(['stale'])
  expect(live.view().freshness).toMatchObject({ reason: 'the server answers but confirms nothing' })
})

test('only the nodes of a delta are told, and an old delta is not applied twice', () => {
  const { live } = openWorld()
  const calls = { cart: 0, checkout: 0 }
  live.statuses.subscribe('cart', () => calls.cart++)
  live.statuses.subscribe('checkout', () => calls.checkout++)
  live.hear({ kind: 'delta', delta: delta(11, { nodes: { cart: nodeStatus('critical') } }) })
  live.hear({ kind: 'delta', delta: delta(9, { nodes: { cart: nodeStatus('ok') } }) })
  expect(calls).toEqual({ cart: 1, checkout: 0 })
  expect(live.statuses.get('cart')?.lamp).toBe('critical')
})

test('a removed node has no status, and a node called like an object’s own key has only its own', () => {
  const { live } = openWorld()
  live.hear({ kind: 'delta', delta: delta(11, { nodes: { cart: null } }) })
  expect(live.statuses.get('cart')).toBeUndefined()
  expect(live.statuses.get('constructor')).toBeUndefined()
  expect(live.statuses.get('__proto__')).toBeUndefined()
})

test('a deleted graph and a new revision are told to the page', () => {
  const { live } = openWorld()
  live.hear({ kind: 'graph', event: { graph: 'shop', revision: 4, sequence: 11 } })
  expect(live.view()).toMatchObject({ revision: 4, isDeleted: false })
  live.hear({ kind: 'graph', event: { graph: 'shop', revision: 4, sequence: 12, deleted: true } })
  expect(live.view().isDeleted).toBe(true)
})

test('who edits is told to the page, and forgotten when the stream is lost', () => {
  const { live, lose } = openWorld()
  const ana = { id: 'tab-1', name: 'Ana', since: '2026-11-22T12:00:00.000Z' }
  live.hear({ kind: 'editors', editors: [ana] })
  expect(live.view().editors).toEqual([ana])
  lose()
  expect(live.view().editors).toEqual([])
})
