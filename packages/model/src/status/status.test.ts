import { describe, expect, test } from 'vitest'
import type { Handover } from '../evidence.ts'
import type { Mapping } from '../mapping.ts'
import {
  alertOf,
  at,
  calm,
  firing,
  graphOf,
  instanceOf,
  isoAt,
  ruleOf,
  shopMapping,
  silenced,
  Story,
} from '../testing/world-builder.ts'
import { knownAlerts } from './inventory.ts'

describe('the lamp of a node: the first row that holds', () => {
  const rows: readonly (readonly [string, Story, string])[] = [
    ['an active critical alert is critical', calm.alerts(5, [alertOf()]), 'critical'],
    ['an active warning alert is a warning', calm.alerts(5, [alertOf({ labels: { severity: 'warning' } })]), 'warning'],
    ['critical beats warning', calm.alerts(5, [alertOf({ labels: { severity: 'warn' } }), alertOf()]), 'critical'],
    ['a sample past its critical threshold is critical', calm.load(5, 96), 'critical'],
    ['a sample past its warning threshold is a warning', calm.load(5, 81), 'warning'],
    ['a sample on its threshold is not past it', calm.load(5, 80), 'ok'],
    ['an infinite sample is past its threshold', calm.load(5, Infinity), 'critical'],
    [
      'an infinite sample that is past no threshold is no sign of health',
      Story.begin().load(0, -Infinity).rules(0, []).alerts(0, []),
      'unknown',
    ],
    [
      'of two Prometheus that measure it, the one that complains is heard',
      Story.begin({ second: 'prometheus-2' }).alerts(0, []).load(0, 12).load(0, 96, 'cart.svc', 'prometheus-2'),
      'critical',
    ],
    ['a critical sample beats a silenced alert', calm.alerts(5, [silenced]).load(5, 99), 'critical'],
    ['alerts that are all suppressed mute', calm.alerts(5, [silenced]), 'muted'],
    [
      'one active alert beside a suppressed one is not muted',
      calm.alerts(5, [silenced, alertOf({ fingerprint: 'f2', labels: { severity: 'warning' } })]),
      'warning',
    ],
    [
      'an active harmless alert does not undo the muting',
      calm.alerts(5, [silenced, alertOf({ fingerprint: 'f2', labels: { severity: 'info' } })]),
      'muted',
    ],
    [
      'an active alert that means nothing leaves it ok',
      calm.alerts(5, [alertOf({ labels: { severity: 'info' } })]),
      'ok',
    ],
    ['presence and fresh word of no alert is ok', calm, 'ok'],
    [
      'a healthy rule that names the service is as good as presence',
      Story.begin()
        .rules(0, [ruleOf({ labels: { service_id: 'CART.svc' } })])
        .alerts(0, []),
      'ok',
    ],
    [
      'a sample within its thresholds is as good as presence',
      Story.begin().load(0, 12).rules(0, []).alerts(0, []),
      'ok',
    ],
    ['nothing heard at all is unknown', Story.begin(), 'unknown'],
    ['presence alone is unknown', Story.begin().presence(0), 'unknown'],
    ['no alerts alone is unknown', Story.begin().alerts(0, []), 'unknown'],
    [
      'no alerts and the presence of another service is unknown',
      Story.begin().presence(0, ['other']).alerts(0, []),
      'unknown',
    ],
    ['a healthy rule with a template names nobody', Story.begin().rules(0, [ruleOf()]).alerts(0, []), 'unknown'],
    ['a sample without thresholds is no sign of health', withoutThresholds().load(0, 12).alerts(0, []), 'unknown'],
  ]
  test.each(rows)('%s', (_name, story, lamp) => expect(story.lamp(6)).toBe(lamp))

  test('the default severities are those of the specification, without case', () => {
    const lampFor = (severity: string | undefined): string =>
      calm
        .alerts(5, [alertOf(severity === undefined ? { labels: { severity: undefined } } : { labels: { severity } })])
        .lamp(6)
    expect(['warning', 'warn', 'minor', 'Warning'].map(lampFor)).toEqual(Array(4).fill('warning'))
    expect(['info', 'informational', 'none', 'debug'].map(lampFor)).toEqual(Array(4).fill('ok'))
    expect(['critical', 'page', 'fatal', '', undefined].map(lampFor)).toEqual(Array(5).fill('critical'))
  })
})

test('a sample past its threshold says since when, and keeps to it while that lasts', () => {
  const answer = (seconds: number, value: number, points: readonly (readonly [number, number])[]): Handover => ({
    kind: 'samples',
    upstream: 'prometheus',
    facet: { kind: 'samples', query: 'load' },
    at: at(seconds),
    intervalMs: 30_000,
    warnings: [],
    samples: [{ service: 'Cart.svc', value, at: isoAt(seconds), series: points }],
  })
  const first = calm.hand(
    answer(5, 82, [
      [100, 97],
      [160, 12],
      [220, 81],
      [280, 82],
    ]),
  )
  const said = { kind: 'sample', lamp: 'warning', text: 'load is 82%, above 80%', since: '1970-01-01T00:03:40.000Z' }
  expect(first.status(6).reasons[0]).toMatchObject(said)
  const later = first.hand(
    answer(9, 82, [
      [104, 97],
      [164, 12],
      [224, 81],
      [284, 82],
    ]),
  )
  expect(later.status(10).reasons[0]).toMatchObject(said)
})

describe('from alert to node', () => {
  const mapped = (labels: object, alerts: Partial<Mapping['alerts']> = {}): string =>
    Story.begin({ mapping: { ...shopMapping, alerts: { ...shopMapping.alerts, ...alerts } } })
      .presence(0)
      .alerts(0, [alertOf({ labels })], {})
      .rules(0, [])
      .lamp(1)

  test('a label that lists services with commas names each, trimmed and without case', () => {
    expect(mapped({ service_id: 'other , CART.SVC' })).toBe('critical')
    expect(mapped({ service_id: 'cart.svc2' })).toBe('ok')
  })

  test('a value that still holds a template names nobody', () => {
    expect(mapped({ service_id: '{{ $labels.service_id }}' })).toBe('ok')
  })

  test('a configured annotation names services too', () => {
    const story = calm.alerts(5, [
      alertOf({ labels: { service_id: 'x' }, annotations: { 'statusgraph-node': 'cart.svc' } }),
    ])
    expect(story.lamp(6)).toBe('critical')
    expect(story.status(6).reasons[0]).toMatchObject({
      via: { source: 'annotation', key: 'statusgraph-node', service: 'cart.svc' },
    })
  })

  test('within one selector all labels must be equal, and one of the selectors is enough', () => {
    const labelSelector = [{ severity: 'critical', team: 'shop' }, { important: 'true' }]
    expect(mapped({}, { labelSelector })).toBe('ok')
    expect(mapped({ team: 'shop' }, { labelSelector })).toBe('critical')
    expect(mapped({ important: 'true' }, { labelSelector })).toBe('critical')
  })

  test('the services of a node are its list, and its name only without one', () => {
    const graph = graphOf({ nodes: [{ id: 'n', name: 'cart.svc', services: ['frontend', 'backend'] }] })
    const story = Story.begin().presence(0, ['backend']).alerts(0, []).rules(0, [])
    expect(story.lamp(1, 'n', graph)).toBe('ok')
    expect(story.alerts(5, [alertOf()]).lamp(6, 'n', graph)).toBe('ok')
    expect(story.alerts(5, [alertOf({ labels: { service_id: 'frontend' } })]).lamp(6, 'n', graph)).toBe('critical')
  })

  test('an alert that no node claims is not lost', () => {
    const { world } = calm.alerts(5, [alertOf({ labels: { service_id: 'nobody' } })])
    expect(knownAlerts(world, at(6))).toMatchObject([{ services: ['nobody'], lamp: 'critical', stale: false }])
  })

  test('a label called __proto__ is a label like any other', () => {
    const hostile = JSON.parse('{"__proto__": "cart.svc", "constructor": "cart.svc"}')
    const mapping = { ...shopMapping, alerts: { ...shopMapping.alerts, serviceLabels: ['__proto__'] } }
    const story = Story.begin({ mapping })
      .presence(0)
      .rules(0, [])
      .alerts(0, [alertOf({ labels: hostile })])
    expect(story.lamp(1)).toBe('critical')
    expect(calm.alerts(5, [alertOf({ labels: { ...hostile, service_id: 'x' } })]).lamp(6)).toBe('ok')
  })
})

describe('overlays', () => {
  test('pending shows the time at which the rule will fire', () => {
    const story = calm.rules(15, [ruleOf({ forSeconds: 60, alerts: [instanceOf('pending', {}, 10)] })]).alerts(15, [])
    expect(story.lamp(16)).toBe('ok+pending')
    expect(story.status(16).overlays[0]).toMatchObject({
      kind: 'pending',
      since: isoAt(10),
      until: isoAt(70),
      lamp: 'critical',
    })
  })

  test('what fires already is not shown as pending, though the rules were asked before; what is pending anew is', () => {
    const pending = ruleOf({ forSeconds: 20, alerts: [instanceOf('pending', {}, 10)] })
    const told = calm.rules(15, [pending])
    expect(told.alerts(31, [alertOf({ startsAt: isoAt(30) })]).lamp(32)).toBe('critical')
    expect(told.alerts(31, [alertOf({ startsAt: isoAt(0) })]).lamp(32)).toBe('critical+pending')
    const other = alertOf({ labels: { instance: 'b' }, startsAt: isoAt(30) })
    const ofOneInstance = ruleOf({ forSeconds: 20, alerts: [instanceOf('pending', { instance: 'a' }, 10)] })
    expect(calm.rules(15, [ofOneInstance]).alerts(31, [other]).lamp(32)).toBe('critical+pending')
  })

  test('partial says which upstream answered with warnings', () => {
    const story = calm.presence(5, ['cart.svc'], ['store 3 did not answer'])
    expect(story.status(6).overlays).toMatchObject([{ kind: 'partial', reason: 'prometheus: store 3 did not answer' }])
  })

  test('impacted follows the edges from those who use to those who are used, and cycles end', () => {
    const nodes = ['front', 'cart', 'db', 'aside'].map((id) => ({ id, name: `${id}.svc` }))
    const graph = graphOf({
      nodes,
      edges: [
        { source: 'front', target: 'cart' },
        { source: 'cart', target: 'db' },
        { source: 'db', target: 'cart' },
        { source: 'db', target: 'aside' },
      ],
    })
    const story = Story.begin()
      .presence(
        0,
        nodes.map(({ name }) => name),
      )
      .rules(0, [])
      .alerts(0, [alertOf({ labels: { service_id: 'db.svc' } })])
    expect(story.status(1, 'front', graph).overlays).toMatchObject([{ kind: 'impacted', lamp: 'critical', by: ['db'] }])
    expect(story.status(1, 'cart', graph).overlays).toMatchObject([{ kind: 'impacted', by: ['db'] }])
    expect(story.status(1, 'db', graph).overlays).toEqual([])
    expect(story.status(1, 'aside', graph).overlays).toEqual([])
  })
})

describe('groups', () => {
  const graph = graphOf({
    nodes: [
      { id: 'all', kind: 'group' },
      { id: 'inner', kind: 'group', parent: 'all' },
      { id: 'cart', name: 'cart.svc', parent: 'inner' },
      { id: 'ghost', name: 'ghost.svc', parent: 'all' },
      { id: 'empty', kind: 'group' },
    ],
  })

  test('a group is its worst member at any depth, and unknown members never make it ok', () => {
    expect(calm.lamp(1, 'inner', graph)).toBe('ok')
    expect(calm.lamp(1, 'all', graph)).toBe('unknown')
    expect(firing.lamp(1, 'all', graph)).toBe('critical')
    expect(calm.lamp(1, 'empty', graph)).toBe('unknown')
    expect(calm.status(1, 'all', graph).counts).toMatchObject({ ok: 1, unknown: 1, members: 2 })
  })

  test('a group of stale members is stale, and the summary does not count a stale ok as ok', () => {
    expect(calm.lamp(31, 'inner', graph)).toBe('ok+stale')
    expect(calm.seen(31, graph).summary).toEqual({ critical: 0, warning: 0, muted: 0, unknown: 1, ok: 0, stale: 1 })
    expect(calm.seen(1, graph).summary).toMatchObject({ ok: 1, stale: 0 })
  })
})

describe('upstreams', () => {
  test('a cluster with one dead member is ok and names the dead one', () => {
    const story = Story.begin({ members: ['a', 'b'] })
      .alerts(0, [], { member: 'b' })
      .fails(0)
    expect(story.seen(1).upstreams['alertmanager']).toMatchObject({ ok: true, error: 'a: connection refused' })
  })

  test('an upstream that never answered is not ok', () => {
    expect(Story.begin().seen(1).upstreams).toMatchObject({ alertmanager: { ok: false }, prometheus: { ok: false } })
  })
})

function withoutThresholds(): Story {
  const queries = shopMapping.metrics.queries.map(({ thresholds: _, ...query }) => query)
  return Story.begin({ mapping: { ...shopMapping, metrics: { ...shopMapping.metrics, queries } } })
}
