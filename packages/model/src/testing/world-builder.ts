import { labelsFrom } from '../evidence.ts'
import type { Alert, AlertingRule, Facet, Handover } from '../evidence.ts'
import { parseGraphDocument } from '../graph/document.ts'
import type { GraphDocument } from '../graph/document.ts'
import type { Instant } from '../instant.ts'
import { defaultMapping } from '../mapping.ts'
import type { Mapping } from '../mapping.ts'
import { fold } from '../status/fold.ts'
import type { NodeStatus, Snapshot } from '../status/snapshot.ts'
import { createWorld, receive } from '../status/world.ts'
import type { World } from '../status/world.ts'

const startWallMs = Date.parse('2026-11-22T12:00:00Z')

/** The instant so many seconds after the story began. */
export function at(seconds: number): Instant {
  return { monoMs: 1_000_000 + seconds * 1000, wallMs: startWallMs + seconds * 1000 }
}

/** The same moment as an upstream writes it. */
export function isoAt(seconds: number): string {
  return new Date(startWallMs + seconds * 1000).toISOString()
}

export const shopMapping: Mapping = {
  ...defaultMapping,
  alerts: { ...defaultMapping.alerts, serviceLabels: ['service_id'], serviceAnnotations: ['statusgraph-node'] },
  metrics: {
    serviceLabels: ['service_id'],
    queries: [
      {
        name: 'load',
        query: 'load',
        serviceLabel: 'service_id',
        unit: '%',
        rangeMs: 3_600_000,
        thresholds: { warning: { operator: '>', bound: 80 }, critical: { operator: '>', bound: 95 } },
      },
    ],
  },
}

/** Reads a graph document that must be good. */
export function graphOf(document: object): GraphDocument {
  const parsed = parseGraphDocument({ version: 1, id: 'shop', ...document })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.graph
}

export const cartOnly = graphOf({ nodes: [{ id: 'cart', name: 'cart.svc' }] })

/** An active critical alert about cart.svc that Prometheus last sent at the beginning. */
export function alertOf(
  over: Partial<Omit<Alert, 'labels' | 'annotations'>> & { labels?: object; annotations?: object } = {},
): Alert {
  const labels = labelsFrom(
    Object.entries({ alertname: 'service_down', severity: 'critical', service_id: 'cart.svc', ...over.labels }),
  )
  return {
    fingerprint: over.fingerprint ?? JSON.stringify(Object.entries(labels)),
    startsAt: isoAt(0),
    endsAt: isoAt(240),
    state: 'active',
    suppressedBy: [],
    ...over,
    labels,
    annotations: labelsFrom(Object.entries(over.annotations ?? {})),
  }
}

/** A healthy rule with a templated service that fires nothing. */
export function ruleOf(over: Partial<Omit<AlertingRule, 'labels'>> & { labels?: object } = {}): AlertingRule {
  return {
    group: 'shop',
    name: 'service_down',
    query: 'up == 0',
    annotations: labelsFrom([]),
    forSeconds: 0,
    health: 'ok',
    lastEvaluation: isoAt(0),
    alerts: [],
    ...over,
    labels: labelsFrom(
      Object.entries({ severity: 'critical', service_id: '{{ $labels.service_id }}', ...over.labels }),
    ),
  }
}

/** One instance of a rule. */
export function instanceOf(
  state: 'pending' | 'firing',
  labels: object = {},
  activeAtSeconds = 0,
): AlertingRule['alerts'][number] {
  return {
    labels: labelsFrom(Object.entries({ severity: 'critical', service_id: 'cart.svc', ...labels })),
    annotations: labelsFrom([]),
    state,
    activeAt: isoAt(activeAtSeconds),
    value: '1',
  }
}

/** A story told hand-over by hand-over: an Alertmanager every 5 s, a Prometheus every 15 s. */
export class Story {
  readonly world: World

  constructor(world: World) {
    this.world = world
  }

  static begin(
    options: {
      mapping?: Mapping
      members?: readonly string[]
      without?: 'alertmanager' | 'prometheus'
      second?: 'prometheus-2'
    } = {},
  ): Story {
    const upstreams = [
      { name: 'alertmanager', kind: 'alertmanager', members: options.members ?? ['a'], intervalMs: 5_000 },
      { name: 'prometheus', kind: 'prometheus', members: [], intervalMs: 15_000 },
      { name: 'prometheus-2', kind: 'prometheus', members: [], intervalMs: 15_000 },
    ] as const
    return new Story(
      createWorld({
        mapping: options.mapping ?? shopMapping,
        upstreams: upstreams.filter(
          ({ name }) => name !== options.without && (name !== 'prometheus-2' || options.second),
        ),
      }),
    )
  }

  /** What an Alertmanager member lists; it has been up for `upFor` seconds (default: long). */
  alerts(
    seconds: number,
    alerts: readonly Alert[],
    over: { member?: string; upFor?: number; startedAt?: 'hidden' } = {},
  ): Story {
    return this.hand({
      kind: 'alerts',
      upstream: 'alertmanager',
      facet: { kind: 'alerts', member: over.member ?? 'a' },
      at: at(seconds),
      intervalMs: 5_000,
      warnings: [],
      alerts,
      upstreamWallMs: at(seconds).wallMs,
      ...(over.startedAt === 'hidden'
        ? {}
        : { startedAtMs: over.upFor === undefined ? startWallMs - 86_400_000 : at(seconds - over.upFor).wallMs }),
    })
  }

  presence(seconds: number, services: readonly string[] = ['cart.svc'], warnings: readonly string[] = []): Story {
    return this.hand({
      kind: 'presence',
      upstream: 'prometheus',
      facet: { kind: 'presence' },
      at: at(seconds),
      intervalMs: 15_000,
      warnings,
      services: services.map((service) => ({ service, label: 'service_id' })),
    })
  }

  rules(seconds: number, rules: readonly AlertingRule[], warnings: readonly string[] = [], upFor?: number): Story {
    return this.hand({
      kind: 'rules',
      upstream: 'prometheus',
      facet: { kind: 'rules' },
      at: at(seconds),
      intervalMs: 15_000,
      warnings,
      rules,
      ...(upFor === undefined ? {} : { upForMs: upFor * 1000 }),
    })
  }

  load(seconds: number, value: number | undefined, service = 'cart.svc', upstream = 'prometheus'): Story {
    return this.hand({
      kind: 'samples',
      upstream,
      facet: { kind: 'samples', query: 'load' },
      at: at(seconds),
      intervalMs: 30_000,
      warnings: [],
      samples: value === undefined ? [] : [{ service, value, at: isoAt(seconds), series: [] }],
    })
  }

  fails(seconds: number, facet: Facet = { kind: 'alerts', member: 'a' }): Story {
    return this.hand({
      kind: 'failed',
      upstream: facet.kind === 'alerts' ? 'alertmanager' : 'prometheus',
      facet,
      at: at(seconds),
      intervalMs: 5_000,
      warnings: [],
      failure: { code: 'refused', message: 'connection refused' },
    })
  }

  hand(handover: Handover): Story {
    return new Story(receive(this.world, handover))
  }

  seen(seconds: number, graph: GraphDocument = cartOnly): Snapshot {
    return fold(this.world, graph, 1, at(seconds)).snapshot
  }

  /** The status of a node (default: the cart) at that moment. */
  status(seconds: number, node = 'cart', graph: GraphDocument = cartOnly): NodeStatus {
    const status = this.seen(seconds, graph).nodes[node]
    if (status === undefined) throw new Error(`the graph has no node ${node}`)
    return status
  }

  /** The lamp with its overlays, in short: `critical`, `ok+stale`. */
  lamp(seconds: number, node = 'cart', graph: GraphDocument = cartOnly): string {
    const { lamp, overlays } = this.status(seconds, node, graph)
    return [lamp, ...overlays.map(({ kind }) => kind)].join('+')
  }
}

/** Everything is well: no alerts, the cart lives. */
export const calm = Story.begin().presence(0).rules(0, [ruleOf()]).alerts(0, [])
/** The cart is critical, as Prometheus and Alertmanager agree. */
export const firing = Story.begin()
  .presence(0)
  .rules(0, [ruleOf({ alerts: [instanceOf('firing')] })])
  .alerts(0, [alertOf()])
/** By Jane, for an hour. */
export const silence = { kind: 'silence', id: 's1', by: 'jane', comment: 'known', until: isoAt(3600) } as const
/** The alert of {@link firing}, silenced. */
export const silenced = alertOf({ state: 'suppressed', suppressedBy: [silence] })
