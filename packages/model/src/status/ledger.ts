import type { Alert, Handover } from '../evidence.ts'
import type { Instant } from '../instant.ts'
import { isFresh } from './is-fresh.ts'

/**
 * The memory of one Alertmanager cluster. It exists because an alert's disappearance proves nothing by itself: an
 * Alertmanager forgets alerts when it restarts, and drops them when their Prometheus dies or their rule is deleted.
 */
export interface AlertLedger {
  readonly members: ReadonlyMap<string, MemberRecord>
  /** By fingerprint. */
  readonly entries: ReadonlyMap<string, LedgerEntry>
  /** By fingerprint: what is over, until no answer of a Prometheus is left that still tells of it. */
  readonly resolved: ReadonlyMap<string, { readonly alert: Alert; readonly at: Instant }>
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

export const emptyLedger: AlertLedger = { members: new Map(), entries: new Map(), resolved: new Map() }

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
  // After a gap its word may have been passed over for that of others, so it is taken in anew.
  if (before?.alerts === handover.alerts && isFresh(before, handover.at)) return { ...ledger, members }

  const isHeard = hearers(members, handover.at)
  const entries = new Map(ledger.entries)
  const resolved = new Map(ledger.resolved)
  const listed = new Set<string>()
  for (const alert of handover.alerts) {
    listed.add(alert.fingerprint)
    resolved.delete(alert.fingerprint)
    entries.set(alert.fingerprint, list(entries.get(alert.fingerprint), member, alert, isHeard))
  }
  let vanishedAt = ledger.vanishedAt
  for (const alert of before?.alerts ?? []) {
    const entry = entries.get(alert.fingerprint)
    if (entry === undefined || listed.has(alert.fingerprint) || !entry.listedBy.has(member)) continue
    vanishedAt = handover.at
    const left = dropMember(entry, member, { before, handover, isHeard })
    if (left) entries.set(alert.fingerprint, left)
    else {
      entries.delete(alert.fingerprint)
      resolved.set(alert.fingerprint, { alert, at: handover.at })
    }
  }
  return { members, entries, resolved, ...(vanishedAt ? { vanishedAt } : {}) }
}

/**
 * Takes in a member's failure: what it said before stays as it was. Only once that is old, and others list the alert
 * too, they alone say how it stands now: a silence that the dead one never heard of is a silence.
 */
export function recordFailure(ledger: AlertLedger, member: string, at: Instant, message: string): AlertLedger {
  const { lastGood, failure } = ledger.members.get(member) ?? {}
  const members = new Map(ledger.members)
  members.set(member, { ...(lastGood ? { lastGood } : {}), failure: { at, message } })
  const isOld = lastGood !== undefined && !isFresh(lastGood, at)
  const wasOld = lastGood !== undefined && failure !== undefined && !isFresh(lastGood, failure.at)
  if (!isOld || wasOld) return { ...ledger, members }
  const isHeard = lastHearers(members, at)
  const entries = new Map(ledger.entries)
  for (const [fingerprint, { listedBy }] of ledger.entries) {
    if (listedBy.size < 2 || !listedBy.has(member)) continue
    entries.set(fingerprint, { alert: unite(listedBy, isHeard), listedBy })
  }
  return { ...ledger, members, entries }
}

/** Who of the members answers or, when none does any more, who did when the last one was heard. */
function lastHearers(members: AlertLedger['members'], now: Instant): (member: string) => boolean {
  const answers = [...members.values()].flatMap(({ lastGood }) => lastGood ?? [])
  if (answers.some((answer) => isFresh(answer, now))) return hearers(members, now)
  const last = answers.map(({ at }) => at).toSorted((a, b) => b.monoMs - a.monoMs)[0]
  return hearers(members, last ?? now)
}

/** Who of the members answers, at this moment. */
export function hearers(members: AlertLedger['members'], now: Instant): (member: string) => boolean {
  const heard = new Set<string>()
  for (const [member, { lastGood }] of members) if (lastGood && isFresh(lastGood, now)) heard.add(member)
  return (member) => heard.has(member)
}

function dropMember(
  entry: LedgerEntry,
  member: string,
  seen: {
    readonly before: MemberAnswer | undefined
    readonly handover: AlertsHandover
    readonly isHeard: (member: string) => boolean
  },
): LedgerEntry | undefined {
  const own = entry.listedBy.get(member)
  const others = new Map([...entry.listedBy].filter(([name]) => name !== member))
  const cause = own === undefined ? 'unproven' : causeOfLoss(own, seen.before, seen.handover)
  if (cause === undefined && !others.keys().some(seen.isHeard)) return undefined
  if (others.size > 0) return { alert: unite(others, seen.isHeard), listedBy: others }
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
  const answeringSince =
    before !== undefined && at.monoMs - before.at.monoMs < 2 * before.intervalMs ? before.answeringSince : at
  const lastStartedAtMs = startedAtMs ?? before?.lastStartedAtMs
  const sinceStartMs =
    lastStartedAtMs === undefined ? undefined : Math.max(0, (handover.upstreamWallMs ?? at.wallMs) - lastStartedAtMs)
  // An answer that leaves the start out may come from a newer process than the last one that told it.
  const watchedMs = startedAtMs === undefined ? at.monoMs - answeringSince.monoMs : Infinity
  const upForMs = sinceStartMs === undefined ? undefined : Math.min(sinceStartMs, watchedMs)
  return {
    at,
    intervalMs,
    alerts,
    warnings,
    answeringSince,
    ...(lastStartedAtMs === undefined ? {} : { lastStartedAtMs }),
    ...(upForMs === undefined ? {} : { upForMs }),
    ...(version === undefined ? {} : { version }),
  }
}

/** The entry after a member has listed its alert. */
function list(
  entry: LedgerEntry | undefined,
  member: string,
  alert: Alert,
  isHeard: (member: string) => boolean,
): LedgerEntry {
  const isOnly =
    entry === undefined || entry.listedBy.size === 0 || (entry.listedBy.size === 1 && entry.listedBy.has(member))
  if (isOnly) return { alert, listedBy: new Map([[member, alert]]) }
  const listedBy = new Map(entry.listedBy).set(member, alert)
  return { alert: unite(listedBy, isHeard), listedBy }
}

/**
 * One alert from what several members say of it: of those who answer now (or of all, when none does) active beats
 * suppressed; the earliest start counts.
 */
function unite(listedBy: ReadonlyMap<string, Alert>, isHeard: (member: string) => boolean): Alert {
  const all = [...listedBy.values()]
  const heard = [...listedBy].flatMap(([member, alert]) => (isHeard(member) ? [alert] : []))
  const voices = heard.length > 0 ? heard : all
  const [first] = voices
  if (first === undefined) throw new Error('an entry without members has no alert to unite')
  if (all.length === 1) return first
  const worst = voices.find((alert) => alert.state === 'active') ?? first
  const startsAt = all.map((alert) => alert.startsAt).reduce((a, b) => (Date.parse(b) < Date.parse(a) ? b : a))
  return { ...worst, startsAt }
}
