import { setTimeout as sleep } from 'node:timers/promises'

interface Cue {
  readonly atSeconds: number
  readonly incident: string
  readonly action: 'start' | 'stop'
}

function during(incident: string, fromSeconds: number, toSeconds: number): readonly Cue[] {
  return [
    { atSeconds: fromSeconds, incident, action: 'start' },
    { atSeconds: toSeconds, incident, action: 'stop' },
  ]
}

/** One round: calm at first, then one kind of trouble after the other, overlapping as they do, then calm again. */
export const script: readonly Cue[] = [
  ...during('recommend-slow', 45, 105),
  ...during('cart-db-down', 80, 150),
  ...during('payment-provider-slow', 165, 215),
  ...during('email-stuck', 200, 290),
  // Silenced soon after it fires; the silence ends before the trouble does, so that it is seen to come back.
  ...during('email-silenced', 225, 270),
  ...during('edge-errors', 285, 340),
  // Long, because a number is taken for current during a minute after its series ended.
  ...during('ad-gone', 290, 425),
  ...during('exchange-rule-broken', 350, 405),
].toSorted((one, other) => one.atSeconds - other.atSeconds)

export const roundSeconds = 450

/**
 * Plays the script round after round until the signal ends it.
 *
 * @param speed 2 plays it twice as fast
 */
export async function playScript(
  act: (incident: string, action: 'start' | 'stop') => Promise<void>,
  speed: number,
  signal: AbortSignal,
): Promise<void> {
  const waitUntil = async (fromMs: number, seconds: number): Promise<void> => {
    const leftMs = fromMs + (seconds * 1_000) / speed - performance.now()
    if (leftMs > 0) await sleep(leftMs, undefined, { signal })
  }
  try {
    while (!signal.aborted) {
      const beganAtMs = performance.now()
      for (const cue of script) {
        await waitUntil(beganAtMs, cue.atSeconds)
        await act(cue.incident, cue.action)
      }
      await waitUntil(beganAtMs, roundSeconds)
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
