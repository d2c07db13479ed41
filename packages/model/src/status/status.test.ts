import { describe, expect, test } from 'vitest'
import type { Handover } from '../evidence.ts'
import type { Mapping } from '../mapping.ts'
import {
  alertOf,
  at,
  cartOnly,
  graphOf,
  instanceOf,
  isoAt,
  ruleOf,
  shopMapping,
  Story,
} from '../testing/world-builder.ts'
import { fold } from './fold.ts'
import { knownAlerts } from './inventory.ts'
import { wantsConfirmation, wantsListing } from './world.ts'

/** Everything is well: no alerts, the cart lives. */
const calm = Story.begin().presence(0).rules(0, [ruleOf()]).alerts(0, [])
/** The cart is critical, as Prometheus and Alertmanager agree. */
const firing = Story.begin()
  .presence(0)
  .rules(0, [ruleOf({ alerts: [instanceOf('firing')] })])
  .alerts(0, [alertOf()])
const silence = { kind: 'silence', id: 's1', by: 'jane', comment: 'known', until: isoAt(3600) } as const
const silenced = alertOf({ state: 'suppressed', suppressedBy: [silence] })

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

describe('what must not turn a lamp green', () => {
  test('an Alertmanager that just restarted: its list is empty until Prometheus resends', () => {
    const restarted = firing.alerts(20, [], { upFor: 5 })
    expect(restarted.lamp(21)).toBe('critical+stale')
    expect(
      restarted
        .alerts(25, [], { upFor: 10 })
        .rules(26, [ruleOf({ alerts: [instanceOf('firing')] })])
        .lamp(27),
    ).toBe('critical+stale')
  })

  test('an Alertmanager that just restarted does not make a node ok that nobody vouches for', () => {
    const story = Story.begin().presence(0).alerts(0, [], { upFor: 5 })
    expect(story.lamp(1)).toBe('unknown')
    expect(story.rules(1, [ruleOf()]).lamp(2)).toBe('ok')
    expect(story.alerts(120, [], { upFor: 125 }).presence(120).lamp(121)).toBe('ok')
  })

  test.each([
    ['a failed answer of the Alertmanager', calm.fails(5).fails(10).presence(11), 'ok+stale'],
    [
      'a failed answer of the Prometheus',
      calm.fails(15, { kind: 'presence' }).alerts(25, []).alerts(30, []),
      'ok+stale',
    ],
    ['no answer any more', calm, 'ok+stale'],
  ])('%s makes ok stale after two intervals, then unknown after the hold', (_name, story, lamp) => {
    expect(story.lamp(31)).toBe(lamp)
    expect(story.alerts(280, []).lamp(281)).toBe('unknown')
    expect(story.presence(280).rules(280, [ruleOf()]).fails(281).lamp(282)).toBe('unknown')
  })

  test('an alert whose Alertmanager no longer answers is held hatched, then unknown, never green', () => {
    const story = firing.fails(5).presence(100).presence(230).rules(230, [ruleOf()])
    expect(firing.lamp(9)).toBe('critical')
    expect(story.lamp(15)).toBe('critical+stale')
    expect(story.status(15).overlays).toMatchObject([{ kind: 'stale', since: isoAt(0) }])
    expect(story.lamp(239)).toBe('critical+stale')
    expect(story.presence(241).lamp(242)).toBe('unknown')
  })

  test('one dead member of a cluster: what only it listed stays', () => {
    const pair = Story.begin({ members: ['a', 'b'] })
      .presence(0)
      .alerts(0, [alertOf()], { member: 'a' })
      .alerts(0, [], { member: 'b' })
    expect(pair.lamp(1)).toBe('critical')
    const oneDead = pair.fails(5, { kind: 'alerts', member: 'a' }).alerts(15, [], { member: 'b' }).presence(15)
    expect(oneDead.lamp(16)).toBe('critical+stale')
    expect(oneDead.alerts(300, [], { member: 'b' }).presence(300).rules(300, []).lamp(301)).toBe('unknown')
  })

  test('one dead member of a cluster whose alerts the other lists too: red, and fresh', () => {
    const pair = Story.begin({ members: ['a', 'b'] })
      .presence(0)
      .alerts(0, [alertOf()], { member: 'a' })
      .alerts(0, [alertOf()], { member: 'b' })
    expect(pair.fails(5).alerts(15, [alertOf()], { member: 'b' }).lamp(16)).toBe('critical')
  })

  test('one dead member of a cluster says nothing about the silences that the other knows', () => {
    const pair = Story.begin({ members: ['a', 'b'] })
      .presence(0)
      .alerts(0, [alertOf()], { member: 'a' })
      .alerts(0, [silenced], { member: 'b' })
    expect(pair.lamp(1)).toBe('critical')
    const oneDead = pair.fails(5).fails(11).alerts(11, [silenced], { member: 'b' }).presence(11)
    expect(oneDead.lamp(12)).toBe('muted')
    expect(oneDead.alerts(15, [alertOf()], { member: 'a' }).lamp(16)).toBe('critical')
    const late = pair.fails(5).fails(11).alerts(12, [alertOf()], { member: 'b' }).presence(12)
    expect(late.lamp(13)).toBe('critical')
    expect(late.alerts(14, [silenced], { member: 'b' }).lamp(15)).toBe('muted')
    const bothDead = oneDead.fails(20).fails(30, { kind: 'alerts', member: 'b' })
    expect(bothDead.fails(40).fails(50, { kind: 'alerts', member: 'b' }).lamp(51)).toBe('muted+stale')
  })

  test('one dead member of a cluster: the rule can prove over what only it listed', () => {
    const pair = Story.begin({ members: ['a', 'b'] })
      .presence(0)
      .alerts(0, [alertOf()], { member: 'a' })
      .alerts(0, [], { member: 'b' })
      .fails(5)
    const story = pair.alerts(20, [], { member: 'b' }).presence(20)
    expect(story.rules(20, [ruleOf({ alerts: [instanceOf('firing')] })]).lamp(21)).toBe('critical+stale')
    expect(story.rules(20, [ruleOf()]).lamp(21)).toBe('ok')
    expect(story.rules(20, []).lamp(21)).toBe('critical+stale')
  })

  test('an answer that leaves out when the process started does not make a new one old', () => {
    const watched = Story.begin().presence(0).alerts(0, []).alerts(5, [], { upFor: 2 })
    expect(watched.lamp(6)).toBe('ok+stale')
    expect(watched.alerts(10, [], { startedAt: 'hidden' }).lamp(11)).toBe('ok+stale')
  })

  test('a Prometheus that died while alerts fired: the Alertmanager drops them at their end', () => {
    const dropped = firing.alerts(239, [alertOf()]).fails(20, { kind: 'presence' }).alerts(241, [])
    expect(dropped.lamp(242)).toBe('critical+stale')
    expect(dropped.status(242).overlays[0]?.reason).toContain('without a word that it is over')
    expect(dropped.presence(490).alerts(490, []).lamp(491)).toBe('unknown')
    expect(dropped.presence(490).alerts(490, []).status(491).reasons[0]).toMatchObject({ code: 'unconfirmed-recovery' })
  })

  test('a Prometheus that has just started: its rules find nothing before the first scrape', () => {
    const rule = ruleOf({ labels: { service_id: 'cart.svc' }, intervalSeconds: 15 })
    const lost = firing.alerts(239, [alertOf()]).fails(20, { kind: 'presence' }).alerts(241, [])
    const empty = lost.rules(300, [rule], [], 2).presence(300, []).alerts(600, [])
    expect(empty.rules(600, [rule], [], 39).lamp(601)).toBe('unknown')
    expect(empty.rules(600, [rule], [], 41).lamp(601)).toBe('ok')
    const fired = calm.rules(15, [ruleOf({ alerts: [instanceOf('firing')] })]).alerts(17, [])
    expect(fired.rules(18, [rule], [], 2).lamp(19)).toBe('critical+stale')
    const alone = Story.begin().rules(0, [rule], [], 2).alerts(0, [])
    expect(alone.lamp(1)).toBe('unknown')
    expect(alone.status(1).reasons[0]?.text).toContain('prometheus has just started')
    expect(alone.presence(1).lamp(2)).toBe('ok')
  })

  test('a deleted rule: the alert leaves at its end, and no rule says that it is over', () => {
    const deleted = firing.alerts(239, [alertOf()]).rules(240, []).alerts(241, []).rules(242, []).presence(242)
    expect(deleted.lamp(243)).toBe('critical+stale')
    expect(deleted.presence(600).rules(600, []).alerts(600, []).lamp(601)).toBe('unknown')
  })

  test('a rule in error confirms no recovery and vouches for nothing', () => {
    const broken = ruleOf({ health: 'err', lastError: 'many-to-many matching' })
    const story = firing
      .alerts(239, [alertOf()])
      .rules(240, [broken])
      .alerts(241, [])
      .rules(242, [broken])
      .presence(242)
    expect(story.lamp(243)).toBe('critical+stale')
    const named = calm.rules(5, [
      ruleOf({ health: 'err', lastError: 'many-to-many', labels: { service_id: 'cart.svc' } }),
    ])
    expect(named.lamp(6)).toBe('unknown')
    expect(named.status(6).reasons[0]).toMatchObject({ kind: 'rule', lastError: 'many-to-many' })
  })

  test('a rule in error goes on telling of what it fired, which nobody has looked at since', () => {
    const frozen = ruleOf({ health: 'err', lastError: 'many-to-many', alerts: [instanceOf('firing')] })
    const first = calm.rules(15, [ruleOf({ alerts: [instanceOf('firing')] })]).alerts(15, [])
    const story = first.rules(30, [frozen]).presence(30).alerts(30, [])
    expect(story.lamp(31)).toBe('critical+stale')
    const later = story.rules(300, [frozen]).presence(300).alerts(300, [])
    expect(later.lamp(301)).toBe('unknown')
    expect(later.rules(4000, [frozen]).presence(4000).alerts(4000, []).lamp(4001)).toBe('unknown')
    expect(later.rules(302, [ruleOf()]).lamp(303)).toBe('ok')
    const fromTheBeginning = Story.begin().presence(0).rules(0, [frozen]).alerts(0, [])
    expect(fromTheBeginning.lamp(1)).toBe('critical+stale')
    expect(fromTheBeginning.presence(300).alerts(300, []).rules(300, [frozen]).lamp(301)).toBe('unknown')
  })

  test('a deleted rule whose alert no Alertmanager ever listed', () => {
    const deleted = calm
      .rules(15, [ruleOf({ alerts: [instanceOf('firing')] })])
      .rules(30, [])
      .presence(30)
      .alerts(30, [])
    expect(deleted.lamp(31)).toBe('critical+stale')
    expect(deleted.rules(35, [ruleOf()]).lamp(36)).toBe('ok')
  })

  test('a silenced alert is muted, and says by whom, until when, and what it would be', () => {
    const status = calm.alerts(5, [silenced]).status(6)
    expect(status.lamp).toBe('muted')
    expect(status.reasons[0]).toMatchObject({
      kind: 'alert',
      state: 'suppressed',
      alertLamp: 'critical',
      suppressedBy: [silence],
    })
    expect(status.reasons[0]?.text).toContain('would be critical')
    // A time that a person reads, in a zone that everybody can convert from.
    expect(status.reasons[0]?.text).toMatch(/until \d{4}-\d\d-\d\d \d\d:\d\d UTC/)
  })

  test('a value just past its threshold is told with the digits that tell it from the threshold', () => {
    const text = (value: number) => calm.load(5, value).status(6).reasons[0]?.text
    expect(text(80.004)).toContain('is 80.004%, above 80%')
    expect(text(81.2345)).toContain('is 81.23%, above 80%')
  })

  test('a proxy that hides when the Alertmanager started: a vanished alert is not believed', () => {
    const hidden = Story.begin()
      .presence(0)
      .alerts(0, [alertOf()], { startedAt: 'hidden' })
      .alerts(5, [], { startedAt: 'hidden' })
    expect(hidden.lamp(6)).toBe('critical+stale')
  })

  test('a clock that jumped: ages follow the monotonic clock alone', () => {
    const later = { monoMs: at(3).monoMs, wallMs: at(0).wallMs - 86_400_000 }
    expect(fold(calm.world, cartOnly, 1, later).snapshot.nodes['cart']).toMatchObject({ lamp: 'ok', overlays: [] })
    const jumped = { monoMs: at(40).monoMs, wallMs: at(0).wallMs - 86_400_000 }
    expect(fold(calm.world, cartOnly, 1, jumped).snapshot.nodes['cart']).toMatchObject({
      lamp: 'ok',
      overlays: [{ kind: 'stale' }],
    })
  })
})

describe('what is too old to be held', () => {
  test('a value past its threshold that nobody measures any more keeps a node that lives from being ok', () => {
    const query = { kind: 'samples', query: 'load' } as const
    const blind = calm.load(5, 99).fails(35, query).fails(65, query)
    expect(blind.presence(70).alerts(70, []).rules(70, [ruleOf()]).lamp(71)).toBe('critical+stale')
    const later = blind.presence(300).alerts(300, []).rules(300, [ruleOf()])
    expect(later.lamp(301)).toBe('unknown')
    expect(later.status(301).reasons[0]).toMatchObject({
      code: 'evidence-too-old',
      text: 'load was 99% when last seen; prometheus has not confirmed it since',
    })
    expect(later.load(305, 12).lamp(306)).toBe('ok')
    expect(later.load(305, undefined).lamp(306)).toBe('ok')
  })

  test('a silence on one alert does not cover another that nobody confirms or denies', () => {
    const other = alertOf({ fingerprint: 'f2', labels: { alertname: 'gone_rule' }, endsAt: isoAt(10) })
    const lost = calm.alerts(5, [silenced, other]).alerts(15, [silenced])
    expect(lost.lamp(16)).toBe('critical+stale')
    const later = lost.alerts(300, [silenced]).presence(300).rules(300, [])
    expect(later.lamp(301)).toBe('unknown')
    expect(later.status(301).reasons[0]).toMatchObject({ code: 'unconfirmed-recovery' })
  })

  test('of two Prometheus that know the service, the one that died may be the one that would complain', () => {
    const both = Story.begin({ second: 'prometheus-2' })
      .alerts(0, [])
      .presence(0)
      .load(0, 12, 'cart.svc', 'prometheus-2')
    expect(both.lamp(1)).toBe('ok')
    expect(both.alerts(70, []).presence(70).lamp(71)).toBe('ok+stale')
    const later = both.alerts(300, []).presence(300)
    expect(later.lamp(301)).toBe('unknown')
    expect(later.status(301).reasons[0]).toMatchObject({ code: 'evidence-too-old' })
    expect(later.load(302, 12, 'cart.svc', 'prometheus-2').lamp(303)).toBe('ok')
  })
})

describe('what does turn a lamp green', () => {
  test('a resolve is believed although one answer before it did not tell how long the process has run', () => {
    const silent = calm.alerts(2, [alertOf()]).alerts(5, [alertOf()], { startedAt: 'hidden' })
    expect(silent.alerts(10, []).lamp(11)).toBe('ok')
    expect(silent.alerts(10, [], { upFor: 3 }).lamp(11)).toBe('critical+stale')
    expect(silent.alerts(10, [], { startedAt: 'hidden' }).lamp(11)).toBe('critical+stale')
  })

  test('a resolve: the same Alertmanager forgets the alert before its end, and the rule agrees', () => {
    const resolved = firing.alerts(5, [])
    expect(wantsConfirmation(resolved.world)).toBe(true)
    const confirmed = resolved.rules(6, [ruleOf()])
    expect(wantsConfirmation(confirmed.world)).toBe(false)
    expect(confirmed.lamp(7)).toBe('ok')
  })

  test('a lost alert that a healthy rule, evaluated since, no longer holds', () => {
    const lost = firing.alerts(20, [], { upFor: 5 })
    expect(
      lost
        .rules(21, [ruleOf({ alerts: [instanceOf('pending')] })])
        .presence(21)
        .lamp(22),
    ).toMatch(/^critical\+stale/)
    expect(lost.rules(21, [ruleOf()]).presence(21).lamp(22)).toBe('ok')
  })
})

describe('between Prometheus and Alertmanager', () => {
  test('what Prometheus fires and no Alertmanager lists is shown, with the broken way named', () => {
    const story = calm.rules(15, [ruleOf({ alerts: [instanceOf('firing')] })]).alerts(16, [])
    expect(story.lamp(17)).toBe('critical')
    expect(story.status(17).reasons[0]?.text).toContain('alertmanager does not list it')
  })

  test('what Prometheus has only just fired is told by the Alertmanager, which knows whether it is silenced', () => {
    const fires = ruleOf({ alerts: [instanceOf('firing')] })
    const fired: Handover = {
      kind: 'rules',
      upstream: 'prometheus',
      facet: { kind: 'rules' },
      at: at(14),
      intervalMs: 15_000,
      warnings: [],
      rules: [fires],
    }
    const before = calm.alerts(10, [])
    const story = before.hand(fired)
    expect(wantsListing(story.world, fired)).toBe(true)
    expect(story.lamp(14)).toBe('ok')
    expect(knownAlerts(story.world, at(14))).toEqual([])
    expect(story.alerts(15, [silenced]).lamp(15)).toBe('muted')
    expect(story.alerts(15, []).rules(17, [fires]).lamp(17)).toBe('critical')
    expect(story.fails(15).presence(20).lamp(20)).toBe('critical')
    expect(Story.begin().presence(0).rules(0, [fires]).alerts(0, []).lamp(1)).toBe('critical')
    const restarted = calm.alerts(10, [], { upFor: 3 }).rules(14, [fires])
    expect(restarted.lamp(14)).toBe('critical')
  })

  test('what an Alertmanager knows to be over is not told again by what Prometheus said before', () => {
    const fires = ruleOf({ alerts: [instanceOf('firing')] })
    const quiet = calm.rules(1, [fires]).alerts(1, [silenced]).alerts(6, [silenced])
    const over = quiet.alerts(11, [])
    expect(over.lamp(12)).toBe('ok')
    expect(over.rules(13, [ruleOf()]).lamp(14)).toBe('ok')
    expect(over.rules(13, [fires]).alerts(15, []).lamp(16)).toBe('critical')
    expect(over.alerts(13, [silenced]).lamp(14)).toBe('muted')
  })

  test('external labels and relabelling do not make one alert two', () => {
    const story = calm
      .rules(15, [ruleOf({ alerts: [instanceOf('firing', { instance: 'i1' })] })])
      .alerts(15, [alertOf({ labels: { cluster: 'eu', instance: 'i1:80' } })])
    expect(story.status(16).counts).toMatchObject({ alerts: 1, critical: 1 })
  })

  test('an Alertmanager that is gone hides nothing that Prometheus goes on firing', () => {
    const fires = ruleOf({ alerts: [instanceOf('firing')] })
    const dead = firing.fails(5).presence(235).rules(235, [fires])
    expect(dead.lamp(239)).toBe('critical+stale')
    expect(dead.lamp(241)).toBe('critical')
    expect(dead.status(241).counts).toMatchObject({ alerts: 1, critical: 1 })
    expect(dead.status(241).reasons.map(({ text }) => text)).toEqual([
      'service_down is firing; prometheus fires it, but alertmanager does not answer',
    ])
    expect(knownAlerts(dead.world, at(241))).toMatchObject([{ upstream: 'prometheus', stale: false }])
    expect(dead.alerts(250, [alertOf()]).status(251).reasons).toMatchObject([{ upstream: 'alertmanager' }])
  })

  test('a way that is cut hides nothing that Prometheus goes on firing', () => {
    const fires = ruleOf({ alerts: [instanceOf('firing')] })
    const dropped = firing.alerts(239, [alertOf()]).alerts(241, []).presence(242).rules(242, [fires])
    expect(dropped.lamp(243)).toBe('critical+stale')
    const later = dropped.alerts(490, []).presence(490).rules(490, [fires])
    expect(later.lamp(491)).toBe('critical')
    expect(later.status(491).reasons[0]?.text).toContain('alertmanager does not list it')
  })

  test('what was silenced stays muted while the silence can be believed, and after that nobody knows', () => {
    const fires = ruleOf({ alerts: [instanceOf('firing')] })
    const quiet = calm.rules(1, [fires]).alerts(1, [silenced]).fails(5)
    expect(quiet.presence(200).rules(200, [fires]).lamp(201)).toBe('muted+stale')
    expect(quiet.presence(260).rules(260, [fires]).lamp(261)).toBe('unknown')
  })

  test('an alert that only gets its telling label on the way is waited for while the Alertmanager is new', () => {
    const alerts = { ...shopMapping.alerts, labelSelector: [{ region: 'eu' }] }
    const fires = ruleOf({ alerts: [instanceOf('firing')] })
    const restarted = (labels: object): Story =>
      Story.begin({ mapping: { ...shopMapping, alerts } })
        .presence(0)
        .rules(0, [{ ...fires, alerts: [instanceOf('firing', labels)] }])
        .alerts(0, [], { upFor: 5 })
    expect(restarted({}).lamp(1)).toBe('unknown')
    expect(restarted({ region: 'us' }).lamp(1)).toBe('ok')
    expect(
      restarted({})
        .alerts(2, [alertOf({ labels: { region: 'us' } })], { upFor: 7 })
        .lamp(3),
    ).toBe('ok')
    expect(
      restarted({})
        .alerts(2, [alertOf({ labels: { region: 'eu' } })], { upFor: 7 })
        .lamp(3),
    ).toBe('critical')
  })

  test('rules that were told in part prove nothing', () => {
    const warnings = ['ruler 2 did not answer']
    const restarted = Story.begin().presence(0).alerts(0, [], { upFor: 5 })
    expect(restarted.rules(1, [ruleOf()]).lamp(2)).toBe('ok')
    expect(restarted.rules(1, [ruleOf()], warnings).lamp(2)).toBe('unknown')
    const lost = firing.alerts(20, [], { upFor: 200 })
    expect(lost.rules(21, [ruleOf()], warnings).presence(21).lamp(22)).toBe('critical+stale')
    const alone = Story.begin({ without: 'alertmanager' }).presence(0).rules(0, [ruleOf()])
    expect(alone.rules(15, [ruleOf()], warnings).lamp(16)).toBe('ok+partial')
    const red = alone.rules(15, [ruleOf({ alerts: [instanceOf('firing')] })])
    expect(red.rules(20, [ruleOf()], warnings).lamp(21)).toBe('critical+stale+partial')
  })

  test('without any Alertmanager the firing rules are the alerts', () => {
    const story = Story.begin({ without: 'alertmanager' }).presence(0).rules(0, [ruleOf()])
    expect(story.lamp(1)).toBe('ok')
    expect(story.rules(15, [ruleOf({ alerts: [instanceOf('firing')] })]).lamp(16)).toBe('critical')
    expect(story.presence(40).lamp(41)).toBe('ok+stale')
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
