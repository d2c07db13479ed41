import type { AlertingRule } from '../evidence.ts'
import type { Instant } from '../instant.ts'
import { hearers } from './ledger.ts'
import type { AlertLedger, LedgerEntry, MemberAnswer } from './ledger.ts'
import { mayBeSameAlert } from './match.ts'
import { isSeasoned } from './seasoned.ts'

/**
 * Lets go of alerts in doubt that the rules prove to be over: a rule of that name was evaluated without error after the
 * alert was last seen, and holds no such alert, neither firing nor pending, in any Prometheus that has the rule. In
 * doubt is what is lost, and what only members list that no longer answer while others of the cluster do.
 */
export function confirmRecoveries(ledger: AlertLedger, answers: readonly RulesTold[], now: Instant): AlertLedger {
  const doubts = [...doubtsOf(ledger, now)]
  if (doubts.length === 0) return ledger
  const byName = new Map<string, { told: RulesTold; rule: AlertingRule }[]>()
  for (const told of answers) {
    for (const rule of told.rules) {
      const known = byName.get(rule.name)
      if (known) known.push({ told, rule })
      else byName.set(rule.name, [{ told, rule }])
    }
  }
  const over = doubts.filter(({ entry, since }) => {
    const rules = byName.get(entry.alert.labels['alertname'] ?? '') ?? []
    return rules.length > 0 && rules.every(({ told, rule }) => isOverBy(entry, since, told, rule))
  })
  if (over.length === 0) return ledger
  const entries = new Map(ledger.entries)
  for (const { fingerprint } of over) entries.delete(fingerprint)
  return { ...ledger, entries }
}

/** The rules of one Prometheus, as it told them at one time; with warnings, some may be missing. */
interface RulesTold {
  readonly at: Instant
  readonly rules: readonly AlertingRule[]
  readonly warnings: readonly string[]
  readonly upForMs?: number
}

/** The alerts in doubt, each with the moment since when it is. */
function* doubtsOf(
  { entries, members }: AlertLedger,
  now: Instant,
): Iterable<{ readonly fingerprint: string; readonly entry: LedgerEntry; readonly since: Instant }> {
  const isHeard = hearers(members, now)
  const silent = [...members.keys()].filter((member) => !isHeard(member))
  const isInPart = silent.length > 0 && silent.length < members.size
  for (const [fingerprint, entry] of entries) {
    if (entry.lost) yield { fingerprint, entry, since: entry.lost.at }
    else if (isInPart && !entry.listedBy.keys().some(isHeard)) {
      const since = newestOf([...entry.listedBy.keys()].flatMap((member) => members.get(member)?.lastGood ?? []))
      if (since) yield { fingerprint, entry, since }
    }
  }
}

function newestOf(answers: readonly MemberAnswer[]): Instant | undefined {
  return answers.toSorted((a, b) => b.at.monoMs - a.at.monoMs)[0]?.at
}

/** Forgets resolved alerts that every Prometheus has been asked about since. */
export function forgetResolved(ledger: AlertLedger, answers: readonly RulesTold[]): AlertLedger {
  if (ledger.resolved.size === 0) return ledger
  const left = [...ledger.resolved].filter(([, over]) => answers.some(({ at }) => at.monoMs <= over.at.monoMs))
  return left.length === ledger.resolved.size ? ledger : { ...ledger, resolved: new Map(left) }
}

/** Forgets lost alerts that nobody has confirmed for so long that they say nothing any more. */
export function forgetLost(ledger: AlertLedger, now: Instant, keepMs: number): AlertLedger {
  const isForgotten = (entry: LedgerEntry): boolean =>
    entry.lost !== undefined && now.monoMs - entry.lost.lastSeenAt.monoMs > keepMs
  if (!ledger.entries.values().some(isForgotten)) return ledger
  return { ...ledger, entries: new Map([...ledger.entries].filter(([, entry]) => !isForgotten(entry))) }
}

function isOverBy(entry: LedgerEntry, since: Instant, told: RulesTold, rule: AlertingRule): boolean {
  return (
    told.at.monoMs >= since.monoMs &&
    told.warnings.length === 0 &&
    rule.health === 'ok' &&
    isSeasoned(rule, told.upForMs) &&
    !rule.alerts.some((alert) => mayBeSameAlert(entry.alert.labels, { ...alert.labels, alertname: rule.name }))
  )
}
