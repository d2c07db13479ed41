import type { Alert, AlertingRule, Handover } from '../evidence.ts'
import type { Instant } from '../instant.ts'
import { mayBeSameAlert } from './match.ts'

/**
 * The memory of one Alertmanager cluster. It exists because an alert's disappearance proves nothing by itself: an
 * Alertmanager forgets alerts when it restarts, and drops them when their Prometheus dies or their rule is deleted.
 */
export interface AlertLedger {
  readonly members: ReadonlyMap<string, MemberRecord>
  /** By fingerprint. */
  readonly entries: ReadonlyMap<string, LedgerEntry>
  /** When alerts last went away, so that somebody asks the rules whether they are over. */
  readonly vanishedAt?: Instant
}

export interface MemberRecord {
  readonly lastGood?: MemberAnswer
  readonly failure?: { readonly at: Instant; readonly message: string }
}

export interface MemberAnswer {
  readonly at: Instant
  readonly intervalMs: number
  readonly alerts: readonly Alert[]
  /** When its process started, by this answer or, if that did not say, by the last one that did. */
  readonly lastStartedAtMs?: number
  /** How long its process had been up when it answered, ms by its own clock; undefined: it did not say. */
  readonly upForMs?: number
  /** Since when it has answered without a gap. */
  readonly answeringSince: Instant
  readonly version?: string
  readonly warnings: readonly string[]
}

export interface LedgerEntry {
  /** United over the members: worst state, earliest start. */
  readonly alert: Alert
  /** The members whose last good answer lists it, each with what it said. */
  readonly listedBy: ReadonlyMap<string, Alert>
  /** Set when no member lists it any more and nothing proved that it is over. */
  readonly lost?: { readonly lastSeenAt: Instant; readonly at: Instant; readonly cause: LossCause }
}

export type LossCause = 'restarted' | 'expired' | 'unproven'

type AlertsHandover = Extract<Handover, { kind: 'alerts' }>

/** The time after a start in which an Alertmanager's list may lack what fires: Prometheus resends within 2 min. */
export const blindWindowMs = 120_000

/** Date headers and alerts' ends are whole or rounded seconds: nearer than this to its end, an alert may have expired. */
const clockGrainMs = 2_000

export const emptyLedger: AlertLedger = { members: new Map(), entries: new Map() }

/** Whether the member has been up for so long that a missing alert means something. */
export function isSettled(answer: MemberAnswer): boolean {
  // A proxy may hide the status that tells the uptime; then only our own watching counts.
  return (answer.upForMs ?? answer.at.monoMs - answer.answeringSince.monoMs) >= blindWindowMs
}

/** Takes in a member's good answer. */
export function recordAnswer(ledger: AlertLedger, handover: AlertsHandover): AlertLedger {
  const member = handover.facet.member
  const before = ledger.members.get(member)?.lastGood
  const answer = answerOf(handover, before)
  const members = new Map(ledger.members).set(member, { lastGood: answer })
  if (before?.alerts === handover.alerts) return { ...ledger, members }

  const entries = new Map(ledger.entries)
  const listed = new Set<string>()
  for (const alert of handover.alerts) {
    listed.add(alert.fingerprint)
    entries.set(alert.fingerprint, list(entries.get(alert.fingerprint), member, alert))
  }
  let vanishedAt = ledger.vanishedAt
  for (const alert of before?.alerts ?? []) {
    const entry = entries.get(alert.fingerprint)
    if (entry === undefined || listed.has(alert.fingerprint) || !entry.listedBy.has(member)) continue
    vanishedAt = handover.at
    const left = dropMember(entry, member, { before, handover, members })
    if (left) entries.set(alert.fingerprint, left)
    else entries.delete(alert.fingerprint)
  }
  return { members, entries, ...(vanishedAt ? { vanishedAt } : {}) }
}

/** Takes in a member's failure: what it said before stays as it was. */
export function recordFailure(ledger: AlertLedger, member: string, at: Instant, message: string): AlertLedger {
  const { lastGood } = ledger.members.get(member) ?? {}
  const members = new Map(ledger.members)
  members.set(member, { ...(lastGood ? { lastGood } : {}), failure: { at, message } })
  return { ...ledger, members }
}

/**
 * Lets go of lost alerts that the rules prove to be over: a rule of that name was evaluated without error after the
 * alert was last seen, and holds no such alert, neither firing nor pending, in any Prometheus that has the rule.
 */
export function confirmRecoveries(
  ledger: AlertLedger,
  answers: readonly { readonly at: Instant; readonly rules: readonly AlertingRule[] }[],
): AlertLedger {
  const lost = [...ledger.entries].filter(([, entry]) => entry.lost !== undefined)
  if (lost.length === 0) return ledger
  const byName = new Map<string, { at: Instant; rule: AlertingRule }[]>()
  for (const { at, rules } of answers) {
    for (const rule of rules) byName.set(rule.name, [...(byName.get(rule.name) ?? []), { at, rule }])
  }
  const entries = new Map(ledger.entries)
  for (const [fingerprint, entry] of lost) {
    const rules = byName.get(entry.alert.labels['alertname'] ?? '') ?? []
    if (rules.length > 0 && rules.every(({ at, rule }) => isOverBy(entry, at, rule))) entries.delete(fingerprint)
  }
  return { ...ledger, entries }
}

/** Forgets lost alerts that nobody has confirmed for so long that they say nothing any more. */
export function forgetLost(ledger: AlertLedger, now: Instant, keepMs: number): AlertLedger {
  const isForgotten = (entry: LedgerEntry): boolean =>
    entry.lost !== undefined && now.monoMs - entry.lost.lastSeenAt.monoMs > keepMs
  if (!ledger.entries.values().some(isForgotten)) return ledger
  return { ...ledger, entries: new Map([...ledger.entries].filter(([, entry]) => !isForgotten(entry))) }
}

function isOverBy(entry: LedgerEntry, at: Instant, rule: AlertingRule): boolean {
  return (
    entry.lost !== undefined &&
    at.monoMs >= entry.lost.at.monoMs &&
    rule.health === 'ok' &&
    !rule.alerts.some((alert) => mayBeSameAlert(entry.alert.labels, { ...alert.labels, alertname: rule.name }))
  )
}

function dropMember(
  entry: LedgerEntry,
  member: string,
  seen: {
    readonly before: MemberAnswer | undefined
    readonly handover: AlertsHandover
    readonly members: ReadonlyMap<string, MemberRecord>
  },
): LedgerEntry | undefined {
  const own = entry.listedBy.get(member)
  const others = new Map([...entry.listedBy].filter(([name]) => name !== member))
  const cause = own === undefined ? 'unproven' : causeOfLoss(own, seen.before, seen.handover)
  const isFresh = (name: string): boolean => {
    const answer = seen.members.get(name)?.lastGood
    return answer !== undefined && seen.handover.at.monoMs - answer.at.monoMs < 2 * answer.intervalMs
  }
  if (cause === undefined && ![...others.keys()].some(isFresh)) return undefined
  if (others.size > 0) return { alert: unite(others), listedBy: others }
  const lastSeenAt = seen.before?.at ?? seen.handover.at
  return {
    alert: entry.alert,
    listedBy: others,
    lost: { lastSeenAt, at: seen.handover.at, cause: cause ?? 'unproven' },
  }
}

/**
 * Why an alert that a member listed is gone; undefined: its Prometheus said that it is over. That is so when the same
 * process forgot it before its end had come, because only a resolve makes an Alertmanager do that.
 */
function causeOfLoss(alert: Alert, before: MemberAnswer | undefined, handover: AlertsHandover): LossCause | undefined {
  // What started last and has now the same start has run all the time, whatever an answer in between left out.
  if (before?.lastStartedAtMs === undefined || handover.startedAtMs === undefined) return 'unproven'
  if (before.lastStartedAtMs !== handover.startedAtMs) return 'restarted'
  const endsAtMs = Date.parse(alert.endsAt)
  const upstreamMs = handover.upstreamWallMs ?? handover.at.wallMs
  return upstreamMs + clockGrainMs < endsAtMs ? undefined : 'expired'
}

function answerOf(handover: AlertsHandover, before: MemberAnswer | undefined): MemberAnswer {
  const { at, intervalMs, alerts, startedAtMs, version, warnings } = handover
  const upForMs =
    startedAtMs === undefined ? undefined : Math.max(0, (handover.upstreamWallMs ?? at.wallMs) - startedAtMs)
  const lastStartedAtMs = startedAtMs ?? before?.lastStartedAtMs
  return {
    at,
    intervalMs,
    alerts,
    warnings,
    answeringSince:
      before !== undefined && at.monoMs - before.at.monoMs < 2 * before.intervalMs ? before.answeringSince : at,
    ...(lastStartedAtMs === undefined ? {} : { lastStartedAtMs }),
    ...(upForMs === undefined ? {} : { upForMs }),
    ...(version === undefined ? {} : { version }),
  }
}

/** The entry after a member has listed its alert. */
function list(entry: LedgerEntry | undefined, member: string, alert: Alert): LedgerEntry {
  const isOnly =
    entry === undefined || entry.listedBy.size === 0 || (entry.listedBy.size === 1 && entry.listedBy.has(member))
  if (isOnly) return { alert, listedBy: new Map([[member, alert]]) }
  const listedBy = new Map(entry.listedBy).set(member, alert)
  return { alert: unite(listedBy), listedBy }
}

/** One alert from what several members say of it: active beats suppressed, the earliest start counts. */
function unite(listedBy: ReadonlyMap<string, Alert>): Alert {
  const all = [...listedBy.values()]
  const [first] = all
  if (first === undefined) throw new Error('an entry without members has no alert to unite')
  if (all.length === 1) return first
  const worst = all.find((alert) => alert.state === 'active') ?? first
  const startsAt = all.map((alert) => alert.startsAt).reduce((a, b) => (Date.parse(b) < Date.parse(a) ? b : a))
  return { ...worst, startsAt }
}
