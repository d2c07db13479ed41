import type { Instant } from '../instant.ts'
import type { IndexedAlert, IndexedPending, ServiceEvidence } from './evidence-index.ts'
import { freshnessOf, freshnessOfAlert, older } from './freshness.ts'
import type { Freshness } from './freshness.ts'
import { isHeard } from './heard.ts'
import { isFresh } from './is-fresh.ts'
import type { ServiceKey } from './match.ts'
import { ageOf, alertReason, doubtReason, missingReason, ruleReason } from './reasons.ts'
import { judgeSamples, readingsOf } from './samples.ts'
import type { JudgedSample } from './samples.ts'
import { isSeasoned } from './seasoned.ts'
import type { NodeStatus, Overlay, Reason, Via } from './snapshot.ts'
import { reasonLimit } from './snapshot.ts'
import { muteBy, passBy, staleOverlay, worstFirst } from './verdict.ts'
import type { JudgedAlert, Verdict } from './verdict.ts'
import { rulesAnswers } from './world.ts'
import type { World } from './world.ts'

/** What a fold knows before it looks at any node. */
export interface Scene {
  readonly world: World
  readonly now: Instant
  /** How fresh it is that no alert is told. */
  readonly noAlerts: Freshness
}

/** The status of a node with these services, by its own evidence alone: the table of lamps, the first row that holds. */
export function judge(evidence: readonly (readonly [ServiceKey, ServiceEvidence])[], scene: Scene): NodeStatus {
  const alerts = judgeAlerts(evidence, scene)
  const samples = evidence.flatMap(([, one]) => judgeSamples(one, scene))
  const verdict = verdictOf(evidence, alerts, samples, scene)
  const reasons = [
    ...alerts.map(({ reason }) => reason),
    ...samples.flatMap(({ reason }) => reason ?? []),
    ...verdict.reasons,
  ]
  const version = evidence.flatMap(([, one]) => one.versions)[0]?.version
  return {
    lamp: verdict.lamp,
    overlays: [...staleOverlay(verdict), ...pendingOverlays(evidence, scene), ...partialOverlay(evidence, scene)],
    reasons: worstFirst(reasons).slice(0, reasonLimit),
    metrics: readingsOf(samples, scene.world.mapping.metrics.queries),
    ...(version === undefined ? {} : { version }),
    counts: countAlerts(alerts),
  }
}

type Row = (
  evidence: readonly (readonly [ServiceKey, ServiceEvidence])[],
  alerts: readonly JudgedAlert[],
  samples: readonly JudgedSample[],
  scene: Scene,
) => Verdict | undefined

function verdictOf(...facts: Parameters<Row>): Verdict {
  const rows: readonly Row[] = [past('critical'), past('warning'), allSuppressed, provenOk]
  for (const row of rows) {
    const verdict = row(...facts)
    if (verdict) return verdict
  }
  const reasons = explainUnknown(...facts)
  return { lamp: 'unknown', freshness: { kind: 'fresh' }, reasons }
}

/** Rows 1 and 2. */
function past(lamp: 'critical' | 'warning'): Row {
  return (_evidence, alerts, samples) => passBy(lamp, alerts, samples)
}

/** Row 3. */
const allSuppressed: Row = (_evidence, alerts) => muteBy(alerts)

/** Row 4: fresh word that there is no alert, and a sign of life. */
const provenOk: Row = (evidence, alerts, samples, scene) => {
  if (scene.noAlerts.kind === 'gone') return undefined
  // An alert that nobody confirms and nobody denied keeps the node from being ok, however old it is.
  if (alerts.some(({ freshness }) => freshness.kind === 'gone')) return undefined
  // A value past its threshold that nobody has measured since may still be there.
  if (samples.some(({ lamp, freshness }) => lamp !== 'ok' && freshness.kind === 'gone')) return undefined
  if (evidence.some(([, one]) => one.rules.some(({ rule }) => rule.health === 'err'))) return undefined
  const all = signsOfLife(evidence, samples, scene)
  // Each upstream that knows the service must be heard: the one that is silent may be the one that would complain.
  if (findSilent(all) !== undefined) return undefined
  const signs = all.filter(({ freshness }) => freshness.kind !== 'gone')
  if (signs.length === 0) return undefined
  const freshness = signs.map((sign) => sign.freshness).reduce(older, scene.noAlerts)
  return { lamp: 'ok', freshness, reasons: signs.flatMap(({ reason }) => reason ?? []) }
}

interface SignOfLife {
  readonly upstream: string
  readonly freshness: Freshness
  readonly reason?: Reason
}

/** The sign of an upstream that gave some once, and has confirmed none of them for too long. */
function findSilent(signs: readonly SignOfLife[]): SignOfLife | undefined {
  const alive = new Set(signs.flatMap(({ upstream, freshness }) => (freshness.kind === 'gone' ? [] : [upstream])))
  return signs.find(({ upstream }) => !alive.has(upstream))
}

function signsOfLife(
  evidence: readonly (readonly [ServiceKey, ServiceEvidence])[],
  samples: readonly JudgedSample[],
  { world, now }: Scene,
): readonly SignOfLife[] {
  const signs: SignOfLife[] = []
  for (const [, one] of evidence) {
    for (const { upstream, label, answer } of one.presence) {
      const freshness = freshnessOf(answer, world, now)
      const text = `${upstream} has live series of ${one.name}`
      const reason: Reason = {
        kind: 'presence',
        lamp: 'ok',
        title: one.name,
        text,
        upstream,
        service: one.name,
        label,
        ...ageOf(freshness),
      }
      signs.push({ upstream, freshness, reason })
    }
    for (const rule of one.rules.filter(({ rule: { health } }) => health === 'ok')) {
      if (!isSeasoned(rule.rule, rule.answer.upForMs)) continue
      const freshness = freshnessOf(rule.answer, world, now)
      signs.push({ upstream: rule.upstream, freshness, reason: ruleReason(rule, freshness) })
    }
  }
  for (const { upstream, lamp, freshness } of samples) if (lamp === 'ok') signs.push({ upstream, freshness })
  return signs
}

/** Row 5: why nothing can be said, most useful first. */
function explainUnknown(...[evidence, , samples, scene]: Parameters<Row>): readonly Reason[] {
  const { world, noAlerts } = scene
  if (world.upstreams.length === 0) {
    return [missingReason('no-upstream', 'no upstream is configured, so nobody can say how it is')]
  }
  const reasons: Reason[] = []
  for (const [, one] of evidence) {
    for (const rule of one.rules) if (rule.rule.health === 'err') reasons.push(ruleReason(rule, { kind: 'fresh' }))
  }
  if (noAlerts.kind === 'gone') {
    reasons.push(missingReason(noAlerts.since ? 'evidence-too-old' : 'never-answered', noAlerts.reason, noAlerts))
  }
  const signs = signsOfLife(evidence, samples, scene)
  const tooOld = findSilent(signs)?.freshness
  if (tooOld?.kind === 'gone') {
    reasons.push(missingReason('evidence-too-old', `its last sign of life is too old: ${tooOld.reason}`, tooOld))
  } else if (signs.length === 0) reasons.push(explainNewRule(evidence) ?? explainSilence(scene))
  return reasons
}

function explainNewRule(evidence: readonly (readonly [ServiceKey, ServiceEvidence])[]): Reason | undefined {
  const healthy = evidence.flatMap(([, one]) => one.rules).find(({ rule }) => rule.health === 'ok')
  if (healthy === undefined) return undefined
  const text = `${healthy.upstream} has just started, so the rule ${healthy.rule.name} may not have had any data to look at`
  return missingReason('alerts-not-fresh', text)
}

function explainSilence({ world }: Scene): Reason {
  const presences = [...world.facets.values()].filter(({ facet }) => facet.kind === 'presence')
  const silent = presences.find((record) => record.lastGood === undefined)
  if (silent) {
    return missingReason(
      'never-answered',
      `${silent.upstream} never answered${silent.failure ? `: ${silent.failure.message}` : ''}`,
    )
  }
  const labels = world.mapping.metrics.serviceLabels
  if (labels.length === 0 && world.mapping.metrics.presence === undefined) {
    return missingReason(
      'not-mapped',
      'mapping.metrics.service_labels names no label, so no series can show that it lives',
    )
  }
  if (presences.length === 0) return missingReason('never-answered', 'no Prometheus has answered yet')
  const looked = labels.length > 0 ? ` with ${labels.join(' or ')} of this name` : ''
  return missingReason(
    'no-series',
    `no live series${looked}, no healthy rule that names it, no sample within thresholds`,
  )
}

/** What an alert says about an element that it names in this way. */
export function judgeAlert(indexed: IndexedAlert, via: Via, scene: Scene): JudgedAlert {
  const freshness = freshnessOfAlert(indexed, scene.world, scene.now)
  const reason =
    freshness.kind === 'gone'
      ? doubtReason(indexed, freshness)
      : alertReason(indexed, via, freshness, nameBrokenWay(indexed, scene))
  return { indexed, freshness, reason }
}

/** Why an alert is known from Prometheus alone, where an Alertmanager should list it. */
function nameBrokenWay({ source, upstream }: IndexedAlert, { world, now }: Scene): string | undefined {
  if (source.kind !== 'prometheus' || source.expectedIn.length === 0) return undefined
  const answers = (name: string): boolean =>
    (world.ledgers.get(name)?.members.values() ?? []).some(({ lastGood }) => lastGood && isFresh(lastGood, now))
  const said = source.expectedIn.map((name) => `${name} does not ${answers(name) ? 'list it' : 'answer'}`)
  return `${upstream} fires it, but ${said.join(' and ')}`
}

function judgeAlerts(
  evidence: readonly (readonly [ServiceKey, ServiceEvidence])[],
  scene: Scene,
): readonly JudgedAlert[] {
  // An alert may name several services of one node, and counts once.
  const judged = new Map<IndexedAlert, JudgedAlert>()
  for (const [service, one] of evidence) {
    for (const indexed of one.alerts) {
      if (judged.has(indexed) || !isHeard(indexed, scene.world, scene.now)) continue
      const via = indexed.via.get(service)
      if (via) judged.set(indexed, judgeAlert(indexed, via, scene))
    }
  }
  return [...judged.values()]
}

function pendingOverlays(
  evidence: readonly (readonly [ServiceKey, ServiceEvidence])[],
  { world, now }: Scene,
): readonly Overlay[] {
  const fresh = evidence
    .flatMap(([, { pending, alerts }]) => pending.map((one) => ({ one, alerts })))
    .filter(({ one }) => freshnessOf(one.answer, world, now).kind === 'fresh')
  // Cut before it is compared, or thousands pending would each be held against thousands that fire.
  return fresh
    .slice(0, reasonLimit)
    .filter(({ one, alerts }) => !alerts.some((alert) => isFiringOf(alert, one)))
    .map(({ one }) => pendingOverlay(one))
}

/** Rules are asked less often than Alertmanager, so they may still call pending what it lists as firing already. */
function isFiringOf({ alert: firing }: IndexedAlert, { rule, alert: pending }: IndexedPending): boolean {
  return (
    firing.labels['alertname'] === rule.name &&
    Date.parse(firing.startsAt) > Date.parse(pending.activeAt) &&
    Object.entries(pending.labels).every(([label, value]) => firing.labels[label] === value)
  )
}

function pendingOverlay({ rule, alert, lamp }: IndexedPending): Overlay {
  const until = new Date(Date.parse(alert.activeAt) + rule.forSeconds * 1000)
  const title = rule.name
  const what = lamp === 'none' ? 'fires' : `turns it ${lamp}`
  return {
    kind: 'pending',
    since: alert.activeAt,
    until: until.toISOString(),
    lamp,
    title,
    reason: `${title} is pending and ${what} if it lasts`,
  }
}

function partialOverlay(
  evidence: readonly (readonly [ServiceKey, ServiceEvidence])[],
  { world }: Scene,
): readonly Overlay[] {
  const own = evidence.flatMap(([, one]) => [...one.presence, ...one.rules, ...one.samples].map(({ answer }) => answer))
  // Without an Alertmanager the rules stand for every alert, also for those that an incomplete answer left out.
  for (const { upstream, warnings } of world.ledgers.size > 0 ? own : [...own, ...rulesAnswers(world)]) {
    const [warning] = warnings
    if (warning !== undefined) return [{ kind: 'partial', reason: `${upstream}: ${warning}` }]
  }
  return []
}

function countAlerts(alerts: readonly JudgedAlert[]): NodeStatus['counts'] {
  const counts = { alerts: 0, critical: 0, warning: 0, none: 0, suppressed: 0 }
  for (const { indexed, freshness } of alerts) {
    if (freshness.kind === 'gone') continue
    if (indexed.alert.state === 'suppressed') counts.suppressed++
    else {
      counts.alerts++
      counts[indexed.lamp]++
    }
  }
  return counts
}

/** Worst lamp first; within a lamp what is fresh before what is held, then the oldest trouble, then by name. */
