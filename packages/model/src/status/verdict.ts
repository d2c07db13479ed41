import { isoOf } from '../instant.ts'
import { compareLamps } from '../lamp.ts'
import type { Lamp } from '../lamp.ts'
import type { IndexedAlert } from './evidence-index.ts'
import type { Freshness } from './freshness.ts'
import type { Overlay, Reason } from './snapshot.ts'

/** An alert about an element, with how much it says now. */
export interface JudgedAlert {
  readonly indexed: IndexedAlert
  readonly freshness: Freshness
  readonly reason: Reason
}

/** The lamp that some evidence gives, and how old that evidence is. */
export interface Verdict {
  readonly lamp: Lamp
  readonly freshness: Freshness
  readonly reasons: readonly Reason[]
}

/** Rows 1 and 2: an active alert, or a measurement past its threshold. */
export function passBy(
  lamp: 'critical' | 'warning',
  alerts: readonly JudgedAlert[],
  measured: readonly { readonly lamp: Lamp | 'none'; readonly freshness: Freshness }[],
): Verdict | undefined {
  const found = [
    ...alerts.filter(({ indexed }) => indexed.alert.state === 'active' && indexed.lamp === lamp),
    ...measured.filter((one) => one.lamp === lamp),
  ]
  return bestHeld(
    lamp,
    found.map(({ freshness }) => freshness),
  )
}

/** Row 3: alerts, and all of those that would colour the element are suppressed. */
export function muteBy(alerts: readonly JudgedAlert[]): Verdict | undefined {
  const held = alerts.filter(({ freshness }) => freshness.kind !== 'gone')
  // One that was loud when last seen, and that nobody confirmed or denied since, is not kept quiet by anybody.
  const isInDoubt = alerts.some(
    ({ indexed: { alert, lamp }, freshness }) =>
      freshness.kind === 'gone' && alert.state === 'active' && lamp !== 'none',
  )
  if (isInDoubt) return undefined
  const suppressed = held.filter(({ indexed }) => indexed.alert.state === 'suppressed')
  const hidden = suppressed.filter(({ indexed }) => indexed.lamp !== 'none')
  const isMuted = hidden.length > 0 || (held.length > 0 && suppressed.length === held.length)
  return isMuted
    ? bestHeld(
        'muted',
        (hidden.length > 0 ? hidden : suppressed).map(({ freshness }) => freshness),
      )
    : undefined
}

/** The lamp, by the freshest evidence that gives it; undefined when all of it is too old. */
function bestHeld(lamp: Lamp, all: readonly Freshness[]): Verdict | undefined {
  if (all.some(({ kind }) => kind === 'fresh')) return { lamp, freshness: { kind: 'fresh' }, reasons: [] }
  const held = all.filter((one) => one.kind === 'held').toSorted((a, b) => b.since.monoMs - a.since.monoMs)[0]
  return held ? { lamp, freshness: held, reasons: [] } : undefined
}

/** Says that the evidence of a lamp is only held. */
export function staleOverlay({ freshness }: Pick<Verdict, 'freshness'>): readonly Overlay[] {
  return freshness.kind === 'held' ? [{ kind: 'stale', since: isoOf(freshness.since), reason: freshness.reason }] : []
}

/** The order in which reasons are told. */
export function worstFirst(reasons: readonly Reason[]): readonly Reason[] {
  return reasons.toSorted((a, b) => {
    // Why something is unknown is told in the order in which it was found out: the most useful first.
    if (a.lamp === 'unknown' && b.lamp === 'unknown') return 0
    return (
      compareLamps(a.lamp, b.lamp) ||
      Number(a.stale ?? false) - Number(b.stale ?? false) ||
      compareTexts(a.since ?? '', b.since ?? '') ||
      compareTexts(a.title, b.title)
    )
  })
}

/** By code units: an order that is the same everywhere, and many times faster than one for a language. */
function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
