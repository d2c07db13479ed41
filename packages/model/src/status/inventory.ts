import type { Alert } from '../evidence.ts'
import type { Instant } from '../instant.ts'
import type { AlertLamp } from '../lamp.ts'
import { indexEvidence } from './evidence-index.ts'
import { freshnessOfAlert } from './freshness.ts'
import { isHeard } from './heard.ts'
import { serviceKey } from './match.ts'
import type { ServiceKey } from './match.ts'
import type { World } from './world.ts'

/** An alert that the selector keeps, whether or not a node claims it. */
export interface KnownAlert {
  readonly upstream: string
  readonly alert: Alert
  readonly lamp: AlertLamp
  /** No longer confirmed by its upstream: held, not resolved. */
  readonly stale: boolean
  /** As the upstream wrote them. */
  readonly services: readonly string[]
}

/** A service that some upstream named. */
export interface KnownService {
  readonly key: ServiceKey
  readonly service: string
  readonly seen: readonly {
    readonly in: 'presence' | 'rule' | 'alert' | 'metric' | 'version'
    readonly upstream: string
    readonly by?: string
  }[]
  readonly version?: string
}

/** Every alert that is kept, worst first, then the newest. */
export function knownAlerts(world: World, now: Instant): readonly KnownAlert[] {
  const rank = { critical: 0, warning: 1, none: 2 } as const
  return indexEvidence(world)
    .alerts.filter((indexed) => isHeard(indexed, world, now))
    .map((indexed) => ({
      upstream: indexed.upstream,
      alert: indexed.alert,
      lamp: indexed.lamp,
      stale: freshnessOfAlert(indexed, world, now).kind !== 'fresh',
      services: [...indexed.via.values()].map(({ service }) => service),
    }))
    .toSorted((a, b) => rank[a.lamp] - rank[b.lamp] || b.alert.startsAt.localeCompare(a.alert.startsAt))
}

/** Every service that is known, by name. */
export function knownServices(world: World): readonly KnownService[] {
  const services: KnownService[] = []
  for (const [key, one] of indexEvidence(world).services) {
    const seen = [
      ...one.presence.map(({ upstream, label }) => ({ in: 'presence', upstream, by: label }) as const),
      ...one.rules.map(({ upstream, rule }) => ({ in: 'rule', upstream, by: rule.name }) as const),
      ...one.alerts.map(({ upstream, via }) => {
        const by = via.get(key)?.key
        return { in: 'alert', upstream, ...(by === undefined ? {} : { by }) } as const
      }),
      ...one.samples.map(({ upstream, query }) => ({ in: 'metric', upstream, by: query }) as const),
      ...one.versions.map(({ upstream }) => ({ in: 'version', upstream }) as const),
    ]
    const unique = [...new Map(seen.map((place) => [JSON.stringify(place), place])).values()]
    const version = one.versions[0]?.version
    services.push({ key, service: one.name, seen: unique, ...(version === undefined ? {} : { version }) })
  }
  return services.toSorted((a, b) => a.service.localeCompare(b.service))
}

/** Whether two names mean the same service. */
export function isSameService(a: string, b: string): boolean {
  return serviceKey(a) === serviceKey(b)
}
