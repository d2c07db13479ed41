import type { Instant } from '../instant.ts'
import type { IndexedAlert, IndexedPending, ServiceEvidence } from './evidence-index.ts'
import { freshnessOf, freshnessOfAlert, older } from './freshness.ts'
import type { Freshness } from './freshness.ts'
import type { ServiceKey } from './match.ts'
import { ageOf, alertReason, doubtReason, missingReason, ruleReason } from './reasons.ts'
import { judgeSamples, readingsOf } from './samples.ts'
import type { JudgedSample } from './samples.ts'
import type { NodeStatus, Overlay, Reason, Via } from './snapshot.ts'
import { reasonLimit } from './snapshot.ts'
import { muteBy, passBy, staleOverlay, worstFirst } from './verdict.ts'
import type { JudgedAlert, Verdict } from './verdict.ts'
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
    overlays: [...staleOverlay(verdict), ...pendingOverlays(evidence, scene), ...partialOverlay(evidence)],
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
  if (evidence.some(([, one]) => one.rules.some(({ rule }) => rule.health === 'err'))) return undefined
  const signs = signsOfLife(evidence, samples, scene).filter(({ freshness }) => freshness.kind !== 'gone')
  if (signs.length === 0) return undefined
  // Each upstream that knows the service must be heard: the one that is silent may be the one that would complain.
  const freshness = signs.map((sign) => sign.freshness).reduce(older, scene.noAlerts)
  return { lamp: 'ok', freshness, reasons: signs.flatMap(({ reason }) => reason ?? []) }
}

function signsOfLife(
  evidence: readonly (readonly [ServiceKey, ServiceEvidence])[],
  samples: readonly JudgedSample[],
  { world, now }: Scene,
): readonly { readonly freshness: Freshness; readonly reason?: Reason }[] {
  const signs: { readonly freshness: Freshness; readonly reason?: Reason }[] = []
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
      signs.push({ freshness, reason })
    }
    for (const rule of one.rules.filter(({ rule: { health } }) => health === 'ok')) {
      const freshness = freshnessOf(rule.answer, world, now)
      signs.push({ freshness, reason: ruleReason(rule, freshness) })
    }
  }
  for (const { lamp, freshness } of samples) if (lamp === 'ok') signs.push({ freshness })
  return signs
}

/** Row 5: why nothing can be said, most useful first. */
function explainUnknown(...[evidence, , , scene]: Parameters<Row>): readonly Reason[] {
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
  if (signsOfLife(evidence, [], scene).every(({ freshness }) => freshness.kind === 'gone')) {
    reasons.push(explainSilence(evidence, scene))
  }
  return reasons
}

function explainSilence(evidence: readonly (readonly [ServiceKey, ServiceEvidence])[], { world, now }: Scene): Reason {
  const tooOld = evidence.flatMap(([, one]) => one.presence).map(({ answer }) => freshnessOf(answer, world, now))[0]
  if (tooOld?.kind === 'gone')
    return missingReason('evidence-too-old', `its last sign of life is too old: ${tooOld.reason}`, tooOld)
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
export function judgeAlert(indexed: IndexedAlert, via: Via, { world, now }: Scene): JudgedAlert {
  const freshness = freshnessOfAlert(indexed, world, now)
  const reason = freshness.kind === 'gone' ? doubtReason(indexed, freshness) : alertReason(indexed, via, freshness)
  return { indexed, freshness, reason }
}

function judgeAlerts(
  evidence: readonly (readonly [ServiceKey, ServiceEvidence])[],
  scene: Scene,
): readonly JudgedAlert[] {
  // An alert may name several services of one node, and counts once.
  const judged = new Map<IndexedAlert, JudgedAlert>()
  for (const [service, one] of evidence) {
    for (const indexed of one.alerts) {
      if (judged.has(indexed)) continue
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
  const pending = evidence
    .flatMap(([, one]) => one.pending)
    .filter(({ answer }) => freshnessOf(answer, world, now).kind === 'fresh')
  return pending.slice(0, reasonLimit).map((one) => pendingOverlay(one))
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

function partialOverlay(evidence: readonly (readonly [ServiceKey, ServiceEvidence])[]): readonly Overlay[] {
  for (const [, one] of evidence) {
    for (const { answer } of [...one.presence, ...one.rules, ...one.samples]) {
      const [warning] = answer.warnings
      if (warning !== undefined) return [{ kind: 'partial', reason: `${answer.upstream}: ${warning}` }]
    }
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
