import { describe, expect, test } from 'vitest'
import {
  alertOf,
  at,
  calm,
  cartOnly,
  firing,
  instanceOf,
  isoAt,
  ruleOf,
  silence,
  silenced,
  Story,
} from '../testing/world-builder.ts'
import { fold } from './fold.ts'
import { wantsConfirmation } from './world.ts'

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
