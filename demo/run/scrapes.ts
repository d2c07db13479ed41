import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { services } from '../shop/services.ts'

const patienceMs = 60_000

const targetsSchema = z.object({
  data: z.object({ activeTargets: z.array(z.object({ scrapePool: z.string(), health: z.string() })) }),
})

/** Waits until Prometheus has scraped every service itself: what it was given as a past proves nothing. */
export async function waitUntilScraped(prometheusUrl: string, signal: AbortSignal): Promise<void> {
  const giveUp = AbortSignal.timeout(patienceMs)
  for (;;) {
    const response = await fetch(`${prometheusUrl}/api/v1/targets?state=active`, { signal })
    const { activeTargets } = targetsSchema.parse(await response.json()).data
    const scraped = activeTargets.filter(({ scrapePool, health }) => scrapePool === 'shop' && health === 'up').length
    if (scraped === services.length) return
    if (giveUp.aborted) throw new Error(`Prometheus scrapes only ${scraped} of the ${services.length} services`)
    await sleep(200, undefined, { signal })
  }
}
