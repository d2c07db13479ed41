import type { Facet, Handover } from '../evidence.ts'
import type { Instant } from '../instant.ts'
import type { Mapping } from '../mapping.ts'
import { trackBreaches } from './breaches.ts'
import type { Breach } from './breaches.ts'
import { forgetFirings, forgetNewFirings, trackFirings, trackNewFirings } from './firings.ts'
import type { LostFiring, NewFirings } from './firings.ts'
import { isFresh } from './is-fresh.ts'
import { emptyLedger, isSettled, recordAnswer, recordFailure } from './ledger.ts'
import type { AlertLedger } from './ledger.ts'
import type { ServiceKey } from './match.ts'
import { confirmRecoveries, forgetLost, forgetResolved } from './recoveries.ts'
import { canBePlaced } from './placing.ts'

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
  readonly newFirings: NewFirings
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
    newFirings: new Map(),
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

/**
 * Whether a hand-over brought alerts that no Alertmanager has had time to list: they know by now, and also whether it is
 * silenced, so ask them at once.
 */
export function wantsListing(world: World, { upstream, facet, at }: Handover): boolean {
  if (facet.kind !== 'rules') return false
  return (
    world.newFirings
      .get(upstream)
      ?.values()
      .some((since) => since === at) ?? false
  )
}

/** The key of a facet within a world. */
export function facetKey(upstream: string, facet: Facet): string {
  return JSON.stringify([upstream, facet.kind, facet.kind === 'samples' ? facet.query : ''])
}

/** The last good rules of every Prometheus, with the answers they came in. */
export function rulesAnswers(world: World): readonly (FacetAnswer & { readonly kind: 'rules' })[] {
  return [...world.facets.values()].flatMap(({ lastGood }) => (lastGood?.kind === 'rules' ? [lastGood] : []))
}

/** Whether an Alertmanager's silence about an alert means, now, that there is none. */
export function isTrusted(world: World, upstream: string, now: Instant): boolean {
  const answers = [...(world.ledgers.get(upstream)?.members.values() ?? [])].flatMap(({ lastGood }) => lastGood ?? [])
  const fresh = answers.filter((answer) => isFresh(answer, now))
  // Just restarted, it has forgotten everything; what Prometheus itself says of its rules bridges that time.
  return fresh.some(isSettled) || (fresh.length > 0 && doRulesTellAll(world, now))
}

/**
 * Whether nothing that fires now can be unknown to us: every configured Prometheus has just told all of its rules, and
 * of each alert that they fire it is plain whom it is about. The labels that Prometheus adds only when it sends may be
 * those that the configuration goes by; such an alert has to be listed.
 */
function doRulesTellAll(world: World, now: Instant): boolean {
  const prometheuses = world.upstreams.filter((upstream) => upstream.kind === 'prometheus')
  const listed = [...world.ledgers.values()].flatMap(({ entries }) => [...entries.values()])
  return (
    prometheuses.length > 0 &&
    prometheuses.every((upstream) => {
      const answer = world.facets.get(facetKey(upstream.name, { kind: 'rules' }))?.lastGood
      return (
        answer?.kind === 'rules' &&
        isFresh(answer, now) &&
        answer.warnings.length === 0 &&
        answer.rules.every((rule) => canBePlaced(rule, listed, world.mapping.alerts))
      )
    })
  )
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
  const newFirings = new Map(world.newFirings)
  newFirings.set(handover.upstream, trackNewFirings(world.newFirings, before, handover))
  return { ...world, facets, lostFirings: trackFirings(world.lostFirings, before, handover), newFirings }
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
      forgetResolved(forgetLost(confirmRecoveries(ledger, answers, now), now, unconfirmedKeepMs), answers),
    ]),
  )
  const settled = {
    ...world,
    ledgers,
    lostFirings: forgetFirings(world.lostFirings, now, unconfirmedKeepMs),
    newFirings: forgetNewFirings(world.newFirings, answeredAtMs(ledgers)),
  }
  const trusted = [...ledgers.keys()].filter((name) => isTrusted(settled, name, now))
  if (trusted.length === 0) return settled
  return { ...settled, trustedAt: new Map([...world.trustedAt, ...trusted.map((name) => [name, now] as const)]) }
}

/** When the Alertmanager that has answered least lately did; no Alertmanager holds anything up. */
function answeredAtMs(ledgers: World['ledgers']): number {
  const newest = [...ledgers.values()].map(({ members }) =>
    Math.max(-Infinity, ...members.values().map(({ lastGood }) => lastGood?.at.monoMs ?? -Infinity)),
  )
  return Math.min(Infinity, ...newest)
}
