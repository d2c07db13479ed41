import type { Instant } from '../instant.ts'
import type { IndexedAlert } from './evidence-index.ts'
import { isFresh } from './is-fresh.ts'
import { isTrusted } from './world.ts'
import type { World } from './world.ts'

/**
 * How old a piece of evidence is: fresh, held (no longer fresh, but young enough for its lamp to be shown hatched), or
 * too old to say anything.
 */
export type Freshness =
  | { readonly kind: 'fresh' }
  | { readonly kind: 'held'; readonly since: Instant; readonly reason: string }
  | { readonly kind: 'gone'; readonly since?: Instant; readonly reason: string }

/** Judges an answer of an upstream. */
export function freshnessOf(
  answer: { readonly upstream: string; readonly at: Instant; readonly intervalMs: number },
  world: World,
  now: Instant,
): Freshness {
  if (isFresh(answer, now)) return { kind: 'fresh' }
  return heldSince(answer.at, world, now, `${answer.upstream} has not confirmed it since`)
}

/** Judges an alert: fresh while a member that lists it answers. */
export function freshnessOfAlert(indexed: IndexedAlert, world: World, now: Instant): Freshness {
  const { source, upstream } = indexed
  if (source.kind === 'prometheus') {
    if (source.lostSince === undefined) return freshnessOf(source.answer, world, now)
    return heldSince(source.lostSince, world, now, `the rule of ${upstream} that fired it is gone or in error`)
  }
  const { entry } = source
  if (entry.lost) return heldSince(entry.lost.lastSeenAt, world, now, lossReason(upstream, entry.lost.cause))
  const ledger = world.ledgers.get(upstream)
  let newest: Instant | undefined
  for (const member of entry.listedBy.keys()) {
    const answer = ledger?.members.get(member)?.lastGood
    if (answer === undefined) continue
    if (isFresh(answer, now)) return { kind: 'fresh' }
    if (newest === undefined || answer.at.monoMs > newest.monoMs) newest = answer.at
  }
  return newest === undefined
    ? { kind: 'gone', reason: `${upstream} never answered` }
    : heldSince(newest, world, now, `${upstream} has not confirmed it since`)
}

/**
 * Judges the absence of alerts: it is fresh only when every Alertmanager would tell of one now. Without any
 * Alertmanager, the rules of every Prometheus stand in.
 */
export function freshnessOfAlerts(world: World, now: Instant): Freshness {
  if (world.ledgers.size === 0) return freshnessOfAllRules(world, now)
  let worst: Freshness = { kind: 'fresh' }
  for (const upstream of world.ledgers.keys()) {
    if (isTrusted(world, upstream, now)) continue
    const trustedAt = world.trustedAt.get(upstream)
    const reason = reasonForDistrust(world, upstream, now)
    const own: Freshness = trustedAt === undefined ? { kind: 'gone', reason } : heldSince(trustedAt, world, now, reason)
    worst = older(worst, own)
  }
  return worst
}

/** The worse of two judgements. */
export function older(a: Freshness, b: Freshness): Freshness {
  const rank = { fresh: 0, held: 1, gone: 2 } as const
  if (rank[a.kind] !== rank[b.kind]) return rank[a.kind] > rank[b.kind] ? a : b
  if (a.kind === 'held' && b.kind === 'held') return a.since.monoMs <= b.since.monoMs ? a : b
  return a
}

function freshnessOfAllRules(world: World, now: Instant): Freshness {
  const prometheuses = world.upstreams.filter((upstream) => upstream.kind === 'prometheus')
  let worst: Freshness =
    prometheuses.length > 0 ? { kind: 'fresh' } : { kind: 'gone', reason: 'no upstream tells alerts' }
  for (const { name } of prometheuses) {
    const answer = [...world.facets.values()].find(
      (one) => one.upstream === name && one.facet.kind === 'rules',
    )?.lastGood
    worst = older(
      worst,
      answer ? freshnessOf(answer, world, now) : { kind: 'gone', reason: `${name} never told its rules` },
    )
  }
  return worst
}

function heldSince(since: Instant, world: World, now: Instant, reason: string): Freshness {
  const isHeld = now.monoMs - since.monoMs <= world.mapping.alerts.holdMs
  return { kind: isHeld ? 'held' : 'gone', since, reason }
}

function lossReason(upstream: string, cause: 'restarted' | 'expired' | 'unproven'): string {
  switch (cause) {
    case 'restarted':
      return `${upstream} restarted and has not heard of it again`
    case 'expired':
      return `${upstream} dropped it without a word that it is over`
    case 'unproven':
      return `${upstream} no longer lists it, and nothing proves that it is over`
  }
}

function reasonForDistrust(world: World, upstream: string, now: Instant): string {
  const members = [...(world.ledgers.get(upstream)?.members.values() ?? [])]
  if (!members.some((member) => member.lastGood)) {
    const failure = members.find((member) => member.failure)?.failure
    return failure ? `${upstream} never answered: ${failure.message}` : `${upstream} has not answered yet`
  }
  if (members.some((member) => member.lastGood && isFresh(member.lastGood, now))) {
    return `${upstream} has just started and may not have heard of every alert yet`
  }
  const failure = members.find((member) => member.failure)?.failure
  return failure ? `${upstream} does not answer: ${failure.message}` : `${upstream} does not answer`
}
