import { openHttpClient } from '../client/http-client.ts'
import { UpstreamError } from '../client/failure.ts'
import { startPolling } from '../poller/polling.ts'
import { clocksOf } from '../reading/clocks.ts'
import type { RunningSource, SourceSurroundings, UpstreamConfig } from '../source.ts'
import { openMember } from './member.ts'

/**
 * Prometheus tells us and the Alertmanager of an alert in the same instant, so the poll that its nudge makes may come
 * a few milliseconds too early. One more look soon after finds what the first one missed.
 */
const secondLookMs = 150

/** Polls every member of an Alertmanager cluster on its own: a dead one delays and hides nothing of the others. */
export function startAlertmanager(config: UpstreamConfig, surroundings: SourceSurroundings): RunningSource {
  const { now, random, onHandover, onRequest } = surroundings
  const stopping = new AbortController()
  const members = config.urls.map((url) => {
    const client = openHttpClient({
      url,
      options: config.client,
      timeoutMs: config.timeoutMs,
      now,
      onRequest: (facet, seconds, outcome) => onRequest?.({ upstream: config.name, facet, seconds, outcome }),
    })
    const name = memberName(url)
    const member = openMember(name, client, now)
    const polling = startPolling({
      upstream: config.name,
      facet: { kind: 'alerts', member: name },
      intervalMs: config.intervalMs,
      ask: (signal) => member.readAlerts(signal),
      now,
      random,
      onHandover,
      secondLookMs,
    })
    return { name, client, member, polling }
  })

  return {
    config,
    nudge: () => members.forEach(({ polling }) => polling.nudge()),
    polls: () => members.map(({ polling }) => polling.state()),
    clocks: () => clocksOf(members),
    async probe() {
      const results = await Promise.all(
        members.map(async ({ name, member }) => {
          try {
            return { ok: true as const, ...(await member.probe(stopping.signal)) }
          } catch (error) {
            if (!(error instanceof UpstreamError)) throw error
            return { ok: false as const, message: members.length > 1 ? `${name}: ${error.message}` : error.message }
          }
        }),
      )
      const failed = results.filter((result) => !result.ok)
      if (failed.length > 0) return { ok: false, message: failed.map(({ message }) => message).join(' ') }
      return results.find((result) => result.ok && result.version !== undefined) ?? { ok: true }
    },
    async stop() {
      stopping.abort()
      await Promise.all(members.map(({ polling }) => polling.stop()))
      await Promise.all(members.map(({ client }) => client.close()))
    },
  }
}

/** The member's URL as shown to people: without credentials, query or closing slash. */
export function memberName(url: string): string {
  const { origin, pathname } = new URL(url)
  return origin + pathname.replace(/\/+$/, '')
}
