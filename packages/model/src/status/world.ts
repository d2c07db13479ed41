import type { Facet, Handover } from '../evidence.ts'
import type { Instant } from '../instant.ts'
import type { Mapping } from '../mapping.ts'
import { trackBreaches } from './breaches.ts'
import type { Breach } from './breaches.ts'
import { forgetFirings, trackFirings } from './firings.ts'
import type { LostFiring } from './firings.ts'
import { confirmRecoveries, emptyLedger, forgetLost, isSettled, recordAnswer, recordFailure } from './ledger.ts'
import type { AlertLedger } from './ledger.ts'
import type { ServiceKey } from './match.ts'

/** An upstream that the configuration names. */
export interface UpstreamDeclaration {
  readonly name: string
  readonly kind: 'alertmanager' | 'prometheus' | 'versions'
  /** The members of a cluster, as hand-overs name them. */
  readonly members: readonly string[]
  readonly intervalMs: number
}

/** Everything that is known of all upstreams: the last good answer of each facet, and what failed since. */
export interface World {
  readonly mapping: Mapping
  readonly upstreams: readonly UpstreamDeclaration[]
  /** By upstream name; one for each Alertmanager. */
  readonly ledgers: ReadonlyMap<string, AlertLedger>
  /** By {@link facetKey}; the alerts facets live in the ledgers. */
  readonly facets: ReadonlyMap<string, FacetRecord>
  /** What Prometheus itself fired and lost without a word. */
  readonly lostFirings: readonly LostFiring[]
  /** By {@link facetKey} of a query with thresholds: the services past them. */
  readonly breaches: ReadonlyMap<string, ReadonlyMap<ServiceKey, Breach>>
  /** By Alertmanager: when its silence about an alert last meant that there is none. */
  readonly trustedAt: ReadonlyMap<string, Instant>
}

/** One facet's last good answer, frozen while failures follow it. */
export interface FacetRecord {
  readonly upstream: string
  readonly facet: Facet
  readonly lastGood?: FacetAnswer
  readonly failure?: { readonly at: Instant; readonly message: string }
}

export type FacetAnswer = Exclude<Handover, { kind: 'failed' } | { kind: 'alerts' }>

/** How long an alert that vanished without proof keeps its nodes from being ok. */
const unconfirmedKeepMs = 60 * 60_000

/** A world in which nothing has been heard yet. */
export function createWorld(options: {
  readonly mapping: Mapping
  readonly upstreams: readonly UpstreamDeclaration[]
}): World {
  const alertmanagers = options.upstreams.filter((upstream) => upstream.kind === 'alertmanager')
  return {
    ...options,
    ledgers: new Map(alertmanagers.map((upstream) => [upstream.name, emptyLedger])),
    facets: new Map(),
    lostFirings: [],
    breaches: new Map(),
    trustedAt: new Map(),
  }
}

/** The world after one hand-over. Hand-overs of upstreams that the world does not know change nothing. */
export function receive(world: World, handover: Handover): World {
  if (!world.upstreams.some((upstream) => upstream.name === handover.upstream)) return world
  const next = handover.facet.kind === 'alerts' ? receiveAlerts(world, handover) : receiveFacet(world, handover)
  return settleDoubts(next, handover.at)
}

/**
 * Whether alerts went away since a Prometheus was last asked for its rules: only they can tell now whether the alerts
 * are over, so ask them at once.
 */
export function wantsConfirmation(world: World): boolean {
  const rules = [...world.facets.values()].filter((record) => record.facet.kind === 'rules')
  if (rules.length === 0) return false
  const askedAtMs = Math.min(
    ...rules.map((record) => Math.max(record.lastGood?.at.monoMs ?? -Infinity, record.failure?.at.monoMs ?? -Infinity)),
  )
  return world.ledgers
    .values()
    .some((ledger) => ledger.vanishedAt !== undefined && ledger.vanishedAt.monoMs > askedAtMs)
}

/** The key of a facet within a world. */
export function facetKey(upstream: string, facet: Facet): string {
  return JSON.stringify([upstream, facet.kind, facet.kind === 'samples' ? facet.query : ''])
}

/** An answer is fresh while it is younger than two of its intervals. */
export function isFresh(answer: { readonly at: Instant; readonly intervalMs: number }, now: Instant): boolean {
  return now.monoMs - answer.at.monoMs < 2 * answer.intervalMs
}

/** The last good rules of every Prometheus, with the answers they came in. */
export function rulesAnswers(world: World): readonly (FacetAnswer & { readonly kind: 'rules' })[] {
  return [...world.facets.values()].flatMap(({ lastGood }) => (lastGood?.kind === 'rules' ? [lastGood] : []))
}

/** Whether every configured Prometheus has told its rules just now, so that nothing it fires can be unknown to us. */
function hasFreshRules(world: World, now: Instant): boolean {
  const prometheuses = world.upstreams.filter((upstream) => upstream.kind === 'prometheus')
  return (
    prometheuses.length > 0 &&
    prometheuses.every((upstream) => {
      const answer = world.facets.get(facetKey(upstream.name, { kind: 'rules' }))?.lastGood
      return answer !== undefined && isFresh(answer, now)
    })
  )
}

/** Whether an Alertmanager's silence about an alert means, now, that there is none. */
export function isTrusted(world: World, upstream: string, now: Instant): boolean {
  const answers = [...(world.ledgers.get(upstream)?.members.values() ?? [])].flatMap(({ lastGood }) => lastGood ?? [])
  const fresh = answers.filter((answer) => isFresh(answer, now))
  // Just restarted, it has forgotten everything; what Prometheus itself says of its rules bridges that time.
  return fresh.some(isSettled) || (fresh.length > 0 && hasFreshRules(world, now))
}

function receiveAlerts(world: World, handover: Handover): World {
  const ledger = world.ledgers.get(handover.upstream)
  if (ledger === undefined || handover.facet.kind !== 'alerts') return world
  const next =
    handover.kind === 'alerts'
      ? recordAnswer(ledger, handover)
      : recordFailure(
          ledger,
          handover.facet.member,
          handover.at,
          handover.kind === 'failed' ? handover.failure.message : '',
        )
  return { ...world, ledgers: new Map(world.ledgers).set(handover.upstream, next) }
}

function receiveFacet(world: World, handover: Handover): World {
  if (handover.kind === 'alerts') return world
  const key = facetKey(handover.upstream, handover.facet)
  const { lastGood } = world.facets.get(key) ?? {}
  const record: FacetRecord =
    handover.kind === 'failed'
      ? {
          upstream: handover.upstream,
          facet: handover.facet,
          ...(lastGood ? { lastGood } : {}),
          failure: { at: handover.at, message: handover.failure.message },
        }
      : { upstream: handover.upstream, facet: handover.facet, lastGood: handover }
  const facets = new Map(world.facets).set(key, record)
  if (handover.kind === 'samples') return { ...world, facets, breaches: withBreaches(world, key, handover) }
  if (handover.kind !== 'rules') return { ...world, facets }
  const before = lastGood?.kind === 'rules' ? lastGood : undefined
  return { ...world, facets, lostFirings: trackFirings(world.lostFirings, before, handover) }
}

function withBreaches(world: World, key: string, handover: Handover & { readonly kind: 'samples' }): World['breaches'] {
  const query = world.mapping.metrics.queries.find(({ name }) => name === handover.facet.query)
  if (query?.thresholds === undefined) return world.breaches
  return new Map(world.breaches).set(key, trackBreaches(world.breaches.get(key), handover.samples, query))
}

/** Ends the doubts that the newest hand-over can end, and notes which Alertmanagers can be trusted at this moment. */
function settleDoubts(world: World, now: Instant): World {
  const answers = rulesAnswers(world)
  const ledgers = new Map(
    [...world.ledgers].map(([name, ledger]) => [
      name,
      forgetLost(confirmRecoveries(ledger, answers), now, unconfirmedKeepMs),
    ]),
  )
  const settled = { ...world, ledgers, lostFirings: forgetFirings(world.lostFirings, now, unconfirmedKeepMs) }
  const trusted = [...ledgers.keys()].filter((name) => isTrusted(settled, name, now))
  if (trusted.length === 0) return settled
  return { ...settled, trustedAt: new Map([...world.trustedAt, ...trusted.map((name) => [name, now] as const)]) }
}
