import type { Instant } from '../instant.ts'
import { blindWindowMs } from './ledger.ts'
import type { World } from './world.ts'

/** When, after `now`, time alone changes what the world says: evidence stops being fresh, or held, or doubtful. */
export function nextChangeAfter(world: World, now: Instant): number | undefined {
  let next = Infinity
  const consider = (atMs: number): void => {
    if (atMs > now.monoMs && atMs < next) next = atMs
  }
  const { holdMs } = world.mapping.alerts
  // One ms more, because evidence is held up to and including its last moment.
  const considerHold = (since: Instant): void => consider(since.monoMs + holdMs + 1)

  for (const { lastGood } of world.facets.values()) {
    if (!lastGood) continue
    consider(lastGood.at.monoMs + 2 * lastGood.intervalMs)
    considerHold(lastGood.at)
  }
  for (const ledger of world.ledgers.values()) {
    for (const { lastGood } of ledger.members.values()) {
      if (!lastGood) continue
      consider(lastGood.at.monoMs + 2 * lastGood.intervalMs)
      consider(lastGood.at.monoMs - (lastGood.upForMs ?? 0) + blindWindowMs)
      considerHold(lastGood.at)
    }
    for (const { lost } of ledger.entries.values()) if (lost) considerHold(lost.lastSeenAt)
  }
  for (const { lastSeenAt } of world.lostFirings) considerHold(lastSeenAt)
  for (const trustedAt of world.trustedAt.values()) considerHold(trustedAt)
  return next === Infinity ? undefined : next
}
