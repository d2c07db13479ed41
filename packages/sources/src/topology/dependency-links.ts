import { canonicalId, type SeenEdge, type Sighting } from '@statusgraph/model'
import { wrongShape } from '../client/failure.ts'
import { listOf, recordOf, textOf } from '../reading/shape.ts'
import type { TopologyEndpoint, TopologySettings } from './topology-source.ts'

/** A tracing backend that counts which service calls which. */
export interface DependencySettings extends TopologySettings, TopologyEndpoint {
  /** What calls are counted over. */
  readonly windowMs: number
  /** Where the services live; tracing backends know bare names only. */
  readonly namespace?: string
}

/** How often one service called another, as tracing backends count it. */
export interface DependencyLink {
  readonly parent: string
  readonly child: string
  readonly calls: number
  /** Undefined: the backend does not count them. */
  readonly failures: number | undefined
}

/** A longer answer is no list of dependencies: this is more than a hundred thousand links. */
export const mostLinkBytes = 8 * 1024 * 1024

/** Reads a list of `{parent, child, callCount}`; `countsErrors` where a missing `errorCount` means none. */
export function readLinks(list: unknown, countsErrors: boolean): readonly DependencyLink[] {
  return listOf(list, 'the list of links').map((entry) => {
    const link = recordOf(entry, 'a link')
    return {
      parent: textOf(link['parent'], 'the parent of a link'),
      child: textOf(link['child'], 'the child of a link'),
      calls: countOf(link['callCount']),
      failures: countsErrors ? countOf(link['errorCount']) : undefined,
    }
  })
}

/** Protobuf leaves out what is 0, and writes large numbers as texts. */
function countOf(value: unknown): number {
  if (value === undefined || value === null) return 0
  const count = typeof value === 'string' && value !== '' ? Number(value) : value
  if (typeof count === 'number' && Number.isFinite(count) && count >= 0) return count
  throw wrongShape('a count is not a number')
}

/** What the links show. Links of the same two services, told several times, are one. */
export function sightLinks(
  links: readonly DependencyLink[],
  { windowMs, namespace }: Pick<DependencySettings, 'windowMs' | 'namespace'>,
): Sighting {
  const idOf = (name: string): string => canonicalId({ name, namespace })
  const names = new Map<string, string>()
  const sums = new Map<string, DependencyLink>()
  for (const link of links) {
    names.set(idOf(link.parent), link.parent)
    names.set(idOf(link.child), link.child)
    const key = `${idOf(link.parent)}→${idOf(link.child)}`
    const before = sums.get(key)
    sums.set(key, before === undefined ? link : addLinks(before, link))
  }
  return {
    nodes: [...names].map(([id, name]) => ({
      id,
      name,
      provenance: 'observed',
      ...(namespace === undefined ? {} : { namespace, ids: [`svc:${id}`] }),
    })),
    edges: [...sums.values()].map((link) => describeLink(link, windowMs / 1_000, idOf)),
  }
}

function addLinks(a: DependencyLink, b: DependencyLink): DependencyLink {
  const failures = a.failures === undefined || b.failures === undefined ? undefined : a.failures + b.failures
  return { ...a, calls: a.calls + b.calls, failures }
}

function describeLink(
  { parent, child, calls, failures }: DependencyLink,
  seconds: number,
  idOf: (name: string) => string,
): SeenEdge {
  return {
    source: idOf(parent),
    target: idOf(child),
    provenance: 'observed',
    // Averages over a long window: whoever measures at the server tells more.
    traffic: {
      layer: 'client',
      ratePerSecond: calls / seconds,
      ...(failures === undefined ? {} : { errorsPerSecond: failures / seconds }),
    },
    labels: { client: parent, server: child },
  }
}

/** A length of time as a caveat names it. */
export function wordWindow(windowMs: number): string {
  const minutes = windowMs / 60_000
  if (minutes % 60 === 0) return minutes === 60 ? 'hour' : `${minutes / 60} hours`
  return minutes === 1 ? 'minute' : `${Math.round(minutes * 10) / 10} minutes`
}
