import type { AlertingRule, Labels } from '../evidence.ts'
import type { Instant } from '../instant.ts'
import { isSeasoned } from './seasoned.ts'

type RuleAlert = AlertingRule['alerts'][number]

/** So long, at most, an alert is on its way from a Prometheus to its Alertmanager. */
export const listingMs = 1_000

/**
 * An alert that a Prometheus fired and then stopped telling of without having evaluated it away: its rule was deleted,
 * is in error, or belongs to a process that has just started. Nothing proves that it is over.
 */
export interface LostFiring {
  readonly upstream: string
  readonly rule: AlertingRule
  readonly alert: RuleAlert
  readonly lastSeenAt: Instant
  /** Its rule is in error and holds it as it was, unlooked at, for as long as that lasts. */
  readonly isFrozen?: true
}

interface RulesAnswer {
  readonly upstream: string
  readonly at: Instant
  readonly rules: readonly AlertingRule[]
  /** With any, some rules may be missing. */
  readonly warnings: readonly string[]
  readonly upForMs?: number
}

/** The lost firings after a new answer of one Prometheus: what a healthy rule of that name has looked at since is over. */
export function trackFirings(
  lost: readonly LostFiring[],
  before: RulesAnswer | undefined,
  after: RulesAnswer,
): readonly LostFiring[] {
  const rules = new Map<string, AlertingRule[]>()
  for (const rule of after.rules) {
    const known = rules.get(rule.name)
    if (known) known.push(rule)
    else rules.set(rule.name, [rule])
  }
  const isWhole = after.warnings.length === 0
  const isEvaluated = (name: string): boolean =>
    isWhole && (rules.get(name)?.every((rule) => rule.health === 'ok' && isSeasoned(rule, after.upForMs)) ?? false)
  // A rule in error goes on telling of the alerts of its last good evaluation, which is no evidence of today.
  const told = keysOf(after.rules.filter(({ health }) => health !== 'err'))
  const frozen = keysOf(after.rules.filter(({ health }) => health === 'err'))

  const lastSeenAt = before?.at ?? after.at
  // Where nothing was known before, what a rule in error holds is as good as lost from the beginning.
  const suspects = before ? before.rules.filter(({ health }) => health !== 'err') : after.rules
  const fired: LostFiring[] = suspects
    .filter((rule) => !isEvaluated(rule.name))
    .flatMap((rule) =>
      rule.alerts
        .filter(({ state }) => state === 'firing')
        .map((alert) => ({ upstream: after.upstream, rule, alert, lastSeenAt })),
    )
  const kept = new Map<string, LostFiring>()
  for (const one of [...lost, ...fired]) {
    const own = keyOf(one.rule.name, one.alert.labels)
    const key = JSON.stringify([one.upstream, own])
    if (kept.has(key)) continue
    if (one.upstream !== after.upstream) kept.set(key, one)
    else if (!isEvaluated(one.rule.name) && !told.has(own)) {
      const { isFrozen: _, ...rest } = one
      kept.set(key, frozen.has(own) ? { ...rest, isFrozen: true } : rest)
    }
  }
  return [...kept.values()]
}

/** Since when each alert fires that the last answer did not tell of yet; of a first answer none is new. */
export function trackNewFirings(
  known: NewFirings,
  before: RulesAnswer | undefined,
  after: RulesAnswer,
): ReadonlyMap<string, Instant> {
  const fired = keysOf(before?.rules ?? [], 'firing')
  const since = new Map<string, Instant>()
  for (const key of before ? keysOf(after.rules, 'firing') : []) {
    const knownSince = known.get(after.upstream)?.get(key)
    if (knownSince) since.set(key, knownSince)
    else if (!fired.has(key)) since.set(key, after.at)
  }
  return since
}

/** Forgets those that every Alertmanager has been asked about since they could be there. */
export function forgetNewFirings(known: NewFirings, answeredAtMs: number): NewFirings {
  const isNew = (since: Instant): boolean => since.monoMs + listingMs > answeredAtMs
  if (known.values().every((firings) => firings.values().every(isNew))) return known
  return new Map(
    [...known].map(([upstream, firings]) => [upstream, new Map([...firings].filter(([, since]) => isNew(since)))]),
  )
}

/** By upstream and {@link keyOf}: when alerts were first heard of that an Alertmanager has not had time to list. */
export type NewFirings = ReadonlyMap<string, ReadonlyMap<string, Instant>>

function keysOf(rules: readonly AlertingRule[], state?: RuleAlert['state']): ReadonlySet<string> {
  const keys = new Set<string>()
  for (const { name, alerts } of rules) {
    for (const alert of alerts) if (state === undefined || alert.state === state) keys.add(keyOf(name, alert.labels))
  }
  return keys
}

/** Forgets what has been lost for so long that it says nothing any more. */
export function forgetFirings(lost: readonly LostFiring[], now: Instant, keepMs: number): readonly LostFiring[] {
  const isKept = ({ lastSeenAt, isFrozen }: LostFiring): boolean =>
    isFrozen === true || now.monoMs - lastSeenAt.monoMs <= keepMs
  return lost.every(isKept) ? lost : lost.filter(isKept)
}

/** What makes an alert of a Prometheus this one and no other. */
export function keyOf(rule: string, labels: Labels): string {
  const sorted = Object.entries(labels).filter(([name]) => name !== 'alertname')
  return JSON.stringify([rule, ...sorted.toSorted(([a], [b]) => (a < b ? -1 : 1))])
}
