import { describe, expect, test } from 'vitest'
import type { Handover } from '../evidence.ts'
import {
  alertOf,
  at,
  calm,
  firing,
  instanceOf,
  ruleOf,
  shopMapping,
  silenced,
  Story,
} from '../testing/world-builder.ts'
import { knownAlerts } from './inventory.ts'
import { wantsListing } from './world.ts'

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
