import { wobble } from './noise.ts'
import { behindQueue, queue, services } from './services.ts'
import type { ServiceProfile } from './services.ts'

/** What is wrong with a service; nothing at all on a good day. */
export interface Trouble {
  /** It cannot be reached: its connections are cut. */
  readonly down?: boolean
  /** It is no longer deployed: nobody scrapes it, its series end. */
  readonly gone?: boolean
  /** Every answer takes this much longer, ms. */
  readonly slowedByMs?: number
  /** This share of its requests fails, beside the usual few. */
  readonly failingRatio?: number
}

/** What one service has counted since the shop opened. */
export interface Counters {
  served: number
  failed: number
  durationSeconds: number
  /** Requests per bucket of {@link latencyBucketsSeconds}, each with all smaller ones, as Prometheus wants it. */
  readonly withinBucket: number[]
}

/** The calls of one caller to one callee, as tracing sees them. */
export interface Traffic {
  readonly client: string
  readonly server: string
  readonly counters: Counters
}

export const latencyBucketsSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] as const

/** Facts that are not about one service's requests; incidents change them. */
export interface ShopFacts {
  paymentProviderLatencySeconds: number
  mailsWaiting: number
  /** A second provider makes a rule that joins on it ambiguous, so it can no longer be evaluated. */
  exchangeRateProviders: readonly string[]
}

export interface Shop {
  readonly facts: ShopFacts
  /** Lets time pass up to an instant. Time that goes backwards changes nothing. */
  advance(toMs: number): void
  countersOf(service: string): Counters | undefined
  /** What every caller counted of each one that it calls. */
  traffic(): readonly Traffic[]
  troubleOf(service: string): Trouble
  /** Adds to what is wrong with a service; an unknown name is refused. */
  trouble(service: string, trouble: Trouble): void
  /** Nothing is wrong any more, with one service or with all. */
  heal(service?: string): void
}

const stepMs = 1_000
const usualLoadPerSecond = 160
const profiles = new Map(services.map((service) => [service.name, service]))
/** How a service of somebody else behaves. */
const outside = { name: 'outside', latencyMs: 130, errorRatio: 0.002 }

/** Opens a shop whose time is told to it; nothing in it asks a clock. */
export function openShop(openedAtMs: number): Shop {
  const counters = new Map(services.map((service) => [service.name, emptyCounters()]))
  const traffic = new Map<string, Traffic>()
  const troubles = new Map<string, Trouble>()
  const facts: ShopFacts = { paymentProviderLatencySeconds: 0.2, mailsWaiting: 12, exchangeRateProviders: ['ecb'] }
  let nowMs = openedAtMs

  const troubleOf = (service: string): Trouble => troubles.get(service) ?? {}

  function pass(atMs: number, seconds: number): void {
    const loads = new Map([['load-gen.svc', usualLoadPerSecond * daylight(atMs)]])
    for (const service of services) {
      const own = troubleOf(service.name)
      if (own.down || own.gone) continue
      const load = (loads.get(service.name) ?? 0) * (1 + 0.06 * wobble(`${service.name} load`, atMs, 20_000))
      for (const [callee, share] of Object.entries(service.calls)) {
        loads.set(callee, (loads.get(callee) ?? 0) + load * share)
        if (share > 0) call(service.name, callee, { load: load * share, seconds, atMs })
      }
      count(counters.get(service.name), { service, load, seconds, atMs, own, calleeTroubles: calleesIn(service) })
    }
  }

  /** Counts what a caller and its callee have to do with each other; through the queue, that is two calls. */
  function call(client: string, server: string, passing: Passing): void {
    const own = troubleOf(server)
    const service = profiles.get(server) ?? outside
    const hops =
      client === queue.from && behindQueue.includes(server)
        ? [
            [client, queue.name],
            [queue.name, server],
          ]
        : [[client, server]]
    for (const [from = client, to = server] of hops) {
      const key = JSON.stringify([from, to])
      const known = traffic.get(key) ?? { client: from, server: to, counters: emptyCounters() }
      traffic.set(key, known)
      // What is down answers nothing: every call of it fails.
      const trouble = to === server && (own.down || own.gone) ? { ...own, failingRatio: 1 } : to === server ? own : {}
      count(known.counters, { ...passing, service, own: trouble, calleeTroubles: [] })
    }
  }

  function calleesIn(service: ServiceProfile): readonly Trouble[] {
    return Object.keys(service.calls).flatMap((callee) => troubles.get(callee) ?? [])
  }

  return {
    facts,
    troubleOf,
    countersOf: (service) => counters.get(service),
    traffic: () => [...traffic.values()],
    advance(toMs) {
      while (nowMs < toMs) {
        const step = Math.min(stepMs, toMs - nowMs)
        pass(nowMs, step / 1_000)
        nowMs += step
      }
    },
    trouble(service, trouble) {
      if (!counters.has(service)) throw new RangeError(`the shop has no service ${service}`)
      troubles.set(service, { ...troubles.get(service), ...trouble })
    },
    heal(service) {
      if (service === undefined) troubles.clear()
      else troubles.delete(service)
    },
  }
}

/** A day of a shop that lasts ten minutes, so that it can be seen in a sparkline. */
function daylight(atMs: number): number {
  const dayPart = (2 * Math.PI * atMs) / 600_000
  return 1 + 0.25 * Math.sin(dayPart) + 0.08 * Math.sin(dayPart * 3.1) + 0.05 * wobble('shoppers', atMs, 15_000)
}

/** Requests that come within one step. */
interface Passing {
  /** Per second. */
  readonly load: number
  readonly seconds: number
  readonly atMs: number
}

function count(
  into: Counters | undefined,
  seen: Passing & {
    readonly service: Pick<ServiceProfile, 'name' | 'errorRatio' | 'latencyMs'>
    readonly own: Trouble
    readonly calleeTroubles: readonly Trouble[]
  },
): void {
  if (into === undefined) return
  const { service, atMs, own, calleeTroubles } = seen
  const requests = seen.load * seen.seconds
  const failingRatio = Math.min(
    1,
    service.errorRatio * (1 + 0.9 * wobble(`${service.name} errors`, atMs, 40_000)) +
      (own.failingRatio ?? 0) +
      // Callers cope with most of what their callees do to them, but not with all of it.
      calleeTroubles.reduce((sum, { down, failingRatio = 0 }) => sum + (down ? 0.004 : failingRatio * 0.02), 0),
  )
  const medianMs =
    service.latencyMs * (1 + 0.15 * wobble(`${service.name} latency`, atMs, 30_000)) +
    (own.slowedByMs ?? 0) +
    0.1 * Math.max(0, ...calleeTroubles.map(({ slowedByMs = 0 }) => slowedByMs))
  into.failed += requests * failingRatio
  into.served += requests * (1 - failingRatio)
  into.durationSeconds += (requests * medianMs * 1.1) / 1_000
  latencyBucketsSeconds.forEach((bound, index) => {
    into.withinBucket[index] = (into.withinBucket[index] ?? 0) + requests * shareWithin(bound, medianMs / 1_000)
  })
}

/** The share of answers within a bound when most lie around the median: a logistic curve over the logarithm. */
function shareWithin(boundSeconds: number, medianSeconds: number): number {
  return 1 / (1 + (medianSeconds / boundSeconds) ** 4)
}

function emptyCounters(): Counters {
  return { served: 0, failed: 0, durationSeconds: 0, withinBucket: latencyBucketsSeconds.map(() => 0) }
}
