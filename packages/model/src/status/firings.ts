import type { AlertingRule, Labels } from '../evidence.ts'
import type { Instant } from '../instant.ts'

type RuleAlert = AlertingRule['alerts'][number]

/**
 * An alert that a Prometheus fired and then stopped telling of without having evaluated it away: its rule was deleted,
 * is in error, or belongs to a process that has just started. Nothing proves that it is over.
 */
export interface LostFiring {
  readonly upstream: string
  readonly rule: AlertingRule
  readonly alert: RuleAlert
  readonly lastSeenAt: Instant
}

interface RulesAnswer {
  readonly upstream: string
  readonly at: Instant
  readonly rules: readonly AlertingRule[]
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
  const isEvaluated = (name: string): boolean => rules.get(name)?.every(({ health }) => health === 'ok') ?? false
  const isStillTold = (name: string, alert: RuleAlert): boolean =>
    rules.get(name)?.some((rule) => rule.alerts.some((one) => keyOf(one.labels) === keyOf(alert.labels))) ?? false

  const fired: LostFiring[] = (before?.rules ?? [])
    .filter((rule) => !isEvaluated(rule.name))
    .flatMap((rule) =>
      rule.alerts
        .filter(({ state }) => state === 'firing')
        .map((alert) => ({ upstream: after.upstream, rule, alert, lastSeenAt: before?.at ?? after.at })),
    )
  const kept = new Map<string, LostFiring>()
  for (const one of [...lost, ...fired]) {
    const isOther = one.upstream !== after.upstream
    if (isOther || (!isEvaluated(one.rule.name) && !isStillTold(one.rule.name, one.alert))) {
      kept.set(JSON.stringify([one.upstream, one.rule.name, keyOf(one.alert.labels)]), one)
    }
  }
  return [...kept.values()]
}

/** Forgets what has been lost for so long that it says nothing any more. */
export function forgetFirings(lost: readonly LostFiring[], now: Instant, keepMs: number): readonly LostFiring[] {
  const isKept = ({ lastSeenAt }: LostFiring): boolean => now.monoMs - lastSeenAt.monoMs <= keepMs
  return lost.every(isKept) ? lost : lost.filter(isKept)
}

function keyOf(labels: Labels): string {
  return JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
