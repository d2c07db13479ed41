import { describe, expect, test } from 'vitest'
import type { GraphDocument } from '../graph/document.ts'
import type { Mapping } from '../mapping.ts'
import { fold } from '../status/fold.ts'
import type { EdgeStatus, Snapshot } from '../status/snapshot.ts'
import { foundEdge, foundNode, healthySource, readGraph, seenBy, viewOf } from '../testing/views.ts'
import { alertOf, at, isoAt, ruleOf, shopMapping, Story } from '../testing/world-builder.ts'
import { drawTopology } from './draw-topology.ts'
import type { Traffic } from './sighting.ts'
import type { TopologyEdge, TopologySource, TopologyView } from './view.ts'

const graph = readGraph({
  nodes: [{ id: 'web' }, { id: 'db', services: ['postgres'], kind: 'database' }],
  edges: [{ id: 'e', source: 'web', target: 'db' }],
})
const mapping: Mapping = {
  ...shopMapping,
  topology: {
    ...shopMapping.topology,
    errorPercent: { warning: { operator: '>', bound: 1 }, critical: { operator: '>', bound: 10 } },
    minRatePerSecond: 0.05,
  },
}
/** Nobody complains, and everybody who would is heard. */
const calm = Story.begin({ mapping }).presence(0).rules(0, [ruleOf()]).alerts(0, [])
const now = 1

function viewWith(
  traffic: Partial<Traffic> | undefined,
  edge: Partial<TopologyEdge> = {},
  source: Partial<TopologySource> = {},
): TopologyView {
  const numbers = traffic && { traffic: { layer: 'server' as const, source: 'traces', ...traffic } }
  return viewOf(
    [foundNode('web', { drawn: true }), foundNode('db', { drawn: true })],
    [foundEdge('web→db', { id: 'e', drawn: true, provenance: [seen('live')], ...numbers, ...edge })],
    [healthySource('traces', source)],
  )
}

const seen = (state: 'live' | 'idle' | 'stale' | 'frozen', seconds = 0) => ({
  ...seenBy('traces', state),
  lastSeen: isoAt(seconds),
})

function edgeOf(story: Story, view: TopologyView | undefined, seconds = now, drawn: GraphDocument = graph) {
  return fold(story.world, drawn, 1, at(seconds), view).snapshot.edges['e']
}

function say(status: EdgeStatus | undefined): string {
  return status === undefined ? 'nothing' : [status.lamp, ...status.overlays.map(({ kind }) => kind)].join('+')
}

const busy = { ratePerSecond: 10, errorsPerSecond: 0 }
const frozen = { state: 'frozen', provenance: [seen('frozen')] } as const

describe('the lamp of an edge', () => {
  test.each<[string, TopologyView | undefined, string]>([
    ['of which nobody knows anything is none', undefined, 'nothing'],
    ['that was seen without numbers is none', viewWith(undefined), 'nothing'],
    ['whose requests succeed is ok', viewWith(busy), 'ok'],
    [
      'whose requests fail past the warning threshold is a warning',
      viewWith({ ...busy, errorsPerSecond: 0.5 }),
      'warning',
    ],
    [
      'whose requests fail past the critical threshold is critical',
      viewWith({ ...busy, errorsPerSecond: 2 }),
      'critical',
    ],
    ['on a threshold is not past it', viewWith({ ...busy, errorsPerSecond: 0.1 }), 'ok'],
    ['that carries nothing is none', viewWith({ ratePerSecond: 0, errorsPerSecond: 0 }), 'nothing'],
    [
      'that carries nothing is none, whatever its latency was',
      viewWith({ ratePerSecond: 0, p95Seconds: 9 }),
      'nothing',
    ],
    ['whose failures nobody counts is none', viewWith({ ratePerSecond: 10 }), 'nothing'],
    ['of packets alone is none', viewWith({ layer: 'l4', bytesPerSecond: 1e6 }), 'nothing'],
    [
      'with one failure of one request is not judged, and not ok',
      viewWith({ ratePerSecond: 0.01, errorsPerSecond: 0.01 }),
      'unknown',
    ],
    ['with few requests that all succeed is ok', viewWith({ ratePerSecond: 0.01, errorsPerSecond: 0 }), 'ok'],
    ['whose target fails its health check is critical', viewWith({ ...busy, health: 0 }), 'critical'],
    [
      'whose target fails its health check is critical without a request',
      viewWith({ ratePerSecond: 0, health: 0 }),
      'critical',
    ],
    ['whose target is well is not ok without a request', viewWith({ health: 1 }), 'nothing'],
    ['that a policy refuses only says so', viewWith({ deniedPerSecond: 3 }), 'unknown'],
    ['that a policy refuses a part of says so beside its lamp', viewWith({ ...busy, deniedPerSecond: 3 }), 'ok'],
    ['whose source fails is held, and never fresh', viewWith(busy, frozen, { state: 'failing' }), 'ok+stale'],
    ['whose source fails is held critical', viewWith({ ...busy, errorsPerSecond: 9 }, frozen), 'critical+stale'],
    ['that its source vouches for while it fails is held', viewWith(busy, {}, { state: 'failing' }), 'ok+stale'],
    [
      'that nobody sees any more is unknown',
      viewWith(undefined, { state: 'stale', provenance: [seen('stale', -900)] }),
      'unknown+stale',
    ],
    ['that is missing is none', viewWith(undefined, { state: 'missing', provenance: [] }), 'nothing'],
    ['with numbers that are none is none', viewWith({ ratePerSecond: NaN, errorsPerSecond: Infinity }), 'nothing'],
  ])('%s', (_name, view, lamp) => {
    expect(say(edgeOf(calm, view))).toBe(lamp)
  })

  test('is held for as long as that of a node, and is then unknown', () => {
    const view = viewWith({ ...busy, errorsPerSecond: 9 }, frozen)
    expect(say(edgeOf(calm, view, 240))).toBe('critical+stale')
    expect(say(edgeOf(calm, view, 241))).toBe('unknown+stale')
    const steady = Story.begin({ without: 'prometheus' })
    expect(fold(steady.world, graph, 1, at(10), view).nextChangeAtMs).toBe(at(240).monoMs + 1)
  })

  test('is not ok while an Alertmanager that may know better is silent', () => {
    expect(say(edgeOf(calm, viewWith(busy), 15))).toBe('ok+stale')
    expect(say(edgeOf(Story.begin(), viewWith(busy)))).toBe('unknown')
    expect(edgeOf(Story.begin(), viewWith(busy))?.reasons[0]).toMatchObject({ code: 'alerts-not-fresh' })
  })

  test('is ok by its traffic alone where no upstream tells alerts', () => {
    const { world } = Story.begin()
    expect(say(edgeOf(new Story({ ...world, upstreams: [], ledgers: new Map() }), viewWith(busy)))).toBe('ok')
  })

  test('follows the latency where somebody set a bound', () => {
    const bounds: Mapping['topology']['p95Seconds'] = { critical: { operator: '>', bound: 1 } }
    const slow = { ...mapping, topology: { ...mapping.topology, p95Seconds: bounds } }
    const story = Story.begin({ mapping: slow }).presence(0).rules(0, [ruleOf()]).alerts(0, [])
    expect(say(edgeOf(story, viewWith({ ratePerSecond: 5, p95Seconds: 1.5 })))).toBe('critical')
    expect(say(edgeOf(story, viewWith({ ratePerSecond: 5, p95Seconds: 0.5 })))).toBe('ok')
  })

  test('says why, with value, threshold, source and beginning', () => {
    const view = viewWith({ ...busy, errorsPerSecond: 1.5 })
    const first = fold(calm.world, graph, 1, at(1), viewWith(busy)).snapshot
    const bad = fold(calm.world, graph, 1, at(2), view, first).snapshot
    const later = fold(calm.world, { ...graph }, 1, at(4), view, bad).snapshot
    for (const { edges } of [bad, later])
      expect(edges['e']?.reasons).toEqual([
        {
          kind: 'sample',
          lamp: 'critical',
          title: 'errors',
          text: '15 % of its requests fail, above 10 %',
          since: isoAt(2),
          upstream: 'traces',
          query: 'service graph',
          value: 15,
          unit: '%',
          threshold: '> 10',
        },
      ])
    const held = fold(calm.world, graph, 1, at(6), viewWith({ ...busy, errorsPerSecond: 1.5 }, frozen), later).snapshot
    expect(held.edges['e']?.reasons[0]).toMatchObject({ since: isoAt(2), stale: true, confirmedAt: isoAt(0) })
  })
})

describe('an alert about an edge', () => {
  const about = (client: string, server: string, more: object = {}) =>
    alertOf({ ...more, labels: { alertname: 'slow_calls', service_id: '', client, server } })

  test.each<[string, Story, string]>([
    ['that names both ends colours it', calm.alerts(1, [about('web', 'Postgres')]), 'critical'],
    ['that names the ends the other way round does not', calm.alerts(1, [about('postgres', 'web')]), 'nothing'],
    ['that names one end does not', calm.alerts(1, [about('web', 'cart')]), 'nothing'],
    ['that is suppressed mutes it', calm.alerts(1, [about('web', 'db', { state: 'suppressed' })]), 'muted'],
  ])('%s', (_name, story, lamp) => {
    expect(say(edgeOf(story, undefined, 2))).toBe(lamp)
  })

  test('beats good traffic, and says by which labels it came', () => {
    const status = edgeOf(calm.alerts(1, [about('web', 'db')]), viewWith(busy), 2)
    expect(say(status)).toBe('critical')
    expect(status?.reasons.map(({ lamp }) => lamp)).toEqual(['critical', 'ok'])
    expect(status?.reasons[0]).toMatchObject({
      kind: 'alert',
      title: 'slow_calls',
      via: { source: 'label', key: 'client, server', service: 'web → db' },
    })
  })

  test('finds an edge by the labels that its source gave it, and by every name of its ends', () => {
    const labelled = viewWith(busy, { labels: { client: 'web-v2', server: 'pg-primary' } })
    expect(say(edgeOf(calm.alerts(1, [about('web-v2', 'pg-primary')]), labelled, 2))).toBe('critical')
    const named = viewOf([foundNode('web', { drawn: true, ids: ['svc:shop/web'] })])
    expect(say(edgeOf(calm.alerts(1, [about('shop/web', 'db')]), named, 2))).toBe('critical')
  })

  test('colours a discovered edge where discovery draws', () => {
    const auto = readGraph({ dynamic: 'auto' })
    const view = viewOf([foundNode('shop/web'), foundNode('shop/db')], [foundEdge('shop/web→shop/db')])
    const { edges } = fold(
      calm.alerts(1, [about('web', 'db')]).world,
      drawTopology(auto, view),
      1,
      at(2),
      view,
    ).snapshot
    expect(Object.entries(edges).map(([id, { lamp }]) => [id, lamp])).toEqual([['shop/web→shop/db', 'critical']])
  })
})

describe('what is remembered of a fold', () => {
  const snap = (story: Story, view: TopologyView | undefined, seconds: number): Snapshot =>
    fold(story.world, graph, 1, at(seconds), view).snapshot

  test('is used again for the same world and view, and not for another view', () => {
    const view = viewWith(busy)
    const first = snap(calm, view, 1)
    expect(snap(calm, view, 2).edges).toBe(first.edges)
    expect(snap(calm, view, 2).nodes).toBe(first.nodes)
    expect(say(snap(calm, viewWith({ ...busy, errorsPerSecond: 9 }), 2).edges['e'])).toBe('critical')
    expect(snap(calm, undefined, 2).edges).toEqual({})
  })

  test('goes by the clock where something is held', () => {
    const story = new Story({ ...calm.world, upstreams: [], ledgers: new Map(), facets: new Map() })
    const view = viewWith(busy, frozen)
    expect(say(snap(story, view, 1).edges['e'])).toBe('ok+stale')
    expect(say(snap(story, view, 400).edges['e'])).toBe('unknown+stale')
  })
})
