import type { Instant } from '../instant.ts'
import { indexEvidence } from './evidence-index.ts'
import type { IndexedAlert } from './evidence-index.ts'
import { freshnessOfAlert } from './freshness.ts'
import { listingMs } from './firings.ts'
import { isFresh } from './is-fresh.ts'
import { isSettled } from './ledger.ts'
import type { World } from './world.ts'

/**
 * Whether this telling of an alert counts. The Alertmanager's does, because it knows the silences, for as long as it
 * says anything; after that what the Prometheus fires does, so that a broken way between them hides no trouble. Only
 * what was silenced when it was last listed is neither trouble nor none then: nobody can say whether it still is.
 */
export function isHeard(alert: IndexedAlert, world: World, now: Instant): boolean {
  const twins = indexEvidence(world).twins.get(alert)
  if (twins === undefined) return !isTooNew(alert, world, now)
  const isGone = (one: IndexedAlert): boolean => freshnessOfAlert(one, world, now).kind === 'gone'
  if (alert.source.kind === 'prometheus') {
    return !isGone(alert) && twins.every((one) => isGone(one) && one.alert.state !== 'suppressed')
  }
  return !isGone(alert) || !twins.some((one) => isHeard(one, world, now))
}

/**
 * Whether an alert that Prometheus fires will be listed in a moment: an Alertmanager that would know of it has not been
 * asked since. It may be silenced, and nobody is to be alarmed by what is.
 */
function isTooNew({ source }: IndexedAlert, world: World, now: Instant): boolean {
  if (source.kind === 'alertmanager' || source.newSince === undefined) return false
  const dueMs = source.newSince.monoMs + listingMs
  return world.ledgers.values().some(({ members }) => {
    const answers = [...members.values()].flatMap(({ lastGood }) => lastGood ?? [])
    const isAsked = answers.some(({ at }) => at.monoMs >= dueMs)
    return !isAsked && answers.some((answer) => isFresh(answer, now) && isSettled(answer))
  })
}
