import type { Suppression } from '../evidence.ts'
import { isoOf } from '../instant.ts'
import type { AlertLamp, Lamp } from '../lamp.ts'
import type { IndexedAlert, IndexedRule } from './evidence-index.ts'
import type { Freshness } from './freshness.ts'
import { ownText } from './match.ts'
import type { MissingCode, Reason, Via } from './snapshot.ts'

/** The fields that say how old a reason is; none while it is fresh, since then its upstream's age counts. */
export function ageOf(freshness: Freshness): { confirmedAt?: string; stale?: true } {
  if (freshness.kind === 'fresh') return {}
  return { stale: true, ...(freshness.since ? { confirmedAt: isoOf(freshness.since) } : {}) }
}

/** The name a person knows an alert by. */
function alertName(indexed: IndexedAlert): string {
  return ownText(indexed.alert.labels, 'alertname') ?? indexed.alert.fingerprint
}

/** Why an alert colours an element, or does not; `brokenWay` tells why an Alertmanager does not say so too. */
export function alertReason(indexed: IndexedAlert, via: Via, freshness: Freshness, brokenWay?: string): Reason {
  const { alert, lamp } = indexed
  return {
    kind: 'alert',
    lamp: alert.state === 'suppressed' ? 'muted' : lamp === 'none' ? 'ok' : lamp,
    title: alertName(indexed),
    text: alertText(indexed) + (brokenWay === undefined ? '' : `; ${brokenWay}`),
    since: alert.startsAt,
    upstream: indexed.upstream,
    ...ageOf(freshness),
    fingerprint: alert.fingerprint,
    state: alert.state,
    alertLamp: lamp,
    labels: alert.labels,
    annotations: alert.annotations,
    ...(alert.generatorUrl === undefined ? {} : { generatorUrl: alert.generatorUrl }),
    suppressedBy: alert.suppressedBy,
    via,
  }
}

/** What is left of an alert that is too old to colour anything and that nothing proves to be over. */
export function doubtReason(indexed: IndexedAlert, freshness: Freshness & { readonly kind: 'gone' }): Reason {
  const isLost = indexed.source.kind === 'alertmanager' && indexed.source.entry.lost !== undefined
  const text = `${alertName(indexed)} was ${indexed.lamp} when last seen; ${freshness.reason}`
  return missingReason(isLost ? 'unconfirmed-recovery' : 'evidence-too-old', text, freshness)
}

/** Why a rule that names the node's service speaks for it, or cannot. */
export function ruleReason(indexed: IndexedRule, freshness: Freshness): Reason {
  const { rule, upstream, via } = indexed
  const isOk = rule.health === 'ok'
  return {
    kind: 'rule',
    lamp: isOk ? 'ok' : 'unknown',
    title: rule.name,
    text: isOk
      ? `the rule ${rule.name} watches it and is healthy`
      : `the rule ${rule.name} cannot be evaluated${rule.lastError ? `: ${rule.lastError}` : ''}`,
    upstream,
    ...ageOf(freshness),
    query: rule.query,
    health: rule.health,
    ...(rule.lastError === undefined ? {} : { lastError: rule.lastError }),
    via,
  }
}

/** Why a node is unknown. */
export function missingReason(code: MissingCode, text: string, freshness?: Freshness): Reason {
  return { kind: 'missing', lamp: 'unknown', title: code, text, code, ...(freshness ? ageOf(freshness) : {}) }
}

/** Who or what keeps an alert quiet, in words. */
function suppressionText(suppressedBy: readonly Suppression[]): string {
  const [first] = suppressedBy
  if (first === undefined) return 'suppressed'
  switch (first.kind) {
    case 'silence': {
      const who = first.by === undefined ? 'silenced' : `silenced by ${first.by}`
      const until = first.until === undefined ? '' : ` until ${sayInstant(first.until)}`
      return `${who}${until}${first.comment ? ` (${first.comment})` : ''}`
    }
    case 'inhibition':
      return `inhibited by ${first.by}`
    case 'mute-time':
      return `muted by the time interval ${first.by}`
  }
}

/** In a zone that everybody can convert from, because the same words are in the page, the API and the terminal. */
function sayInstant(iso: string): string {
  const instant = new Date(iso)
  return Number.isNaN(instant.getTime()) ? iso : `${instant.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

function alertText(indexed: IndexedAlert): string {
  const { alert } = indexed
  const name = alertName(indexed)
  if (alert.state === 'suppressed')
    return `${name} ${wouldBe(indexed.lamp)}, but is ${suppressionText(alert.suppressedBy)}`
  const said =
    ownText(alert.annotations, 'summary') ??
    ownText(alert.annotations, 'description') ??
    ownText(alert.annotations, 'message')
  return said === undefined ? `${name} is firing` : `${name} is firing: ${said}`
}

function wouldBe(lamp: AlertLamp): string {
  return lamp === 'none' ? 'is firing' : `would be ${lamp satisfies Lamp}`
}
