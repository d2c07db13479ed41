import { isoOf, type Instant, type World } from '@statusgraph/model'

/** How old something was at a moment; undefined when the text is no time. */
export type AgeOf = (iso: string, now: Instant) => number

/**
 * Ages of the times that a snapshot of this world shows. Those times are wall-clock texts, and the wall clock jumps;
 * so each is looked up and its age taken from the monotonic clock. The wall clock is only asked for unknown times.
 */
export function agesOf(world: World): AgeOf {
  const monoMsByText = new Map<string, number>()
  const note = (at: Instant): void => void monoMsByText.set(isoOf(at), at.monoMs)
  for (const { lastGood } of world.facets.values()) if (lastGood) note(lastGood.at)
  for (const { members, entries } of world.ledgers.values()) {
    for (const { lastGood } of members.values()) if (lastGood) note(lastGood.at)
    for (const { lost } of entries.values()) if (lost) note(lost.lastSeenAt)
  }
  for (const { lastSeenAt } of world.lostFirings) note(lastSeenAt)
  for (const at of world.trustedAt.values()) note(at)
  return (iso, now) => {
    const monoMs = monoMsByText.get(iso)
    const ageMs = monoMs === undefined ? now.wallMs - Date.parse(iso) : now.monoMs - monoMs
    return Math.max(0, Math.round(ageMs / 100) / 10)
  }
}
