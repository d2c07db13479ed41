import { isoOf } from '../instant.ts'
import type { Instant } from '../instant.ts'
import { isFresh } from './is-fresh.ts'
import type { UpstreamStatus } from './snapshot.ts'
import type { UpstreamDeclaration, World } from './world.ts'

interface Part {
  readonly name: string
  readonly lastGood?: {
    readonly at: Instant
    readonly intervalMs: number
    readonly warnings: readonly string[]
    readonly version?: string
  }
  readonly failure?: { readonly message: string }
}

/** How each upstream stands: fresh or not, since when, and what it last complained of. */
export function judgeUpstreams(world: World, now: Instant): Readonly<Record<string, UpstreamStatus>> {
  const statuses: Record<string, UpstreamStatus> = Object.create(null)
  for (const upstream of world.upstreams) statuses[upstream.name] = judgeUpstream(world, upstream, now)
  return statuses
}

function judgeUpstream(world: World, upstream: UpstreamDeclaration, now: Instant): UpstreamStatus {
  const parts = partsOf(world, upstream)
  const isCluster = upstream.kind === 'alertmanager'
  const isPartFresh = ({ lastGood }: Part): boolean => lastGood !== undefined && isFresh(lastGood, now)
  // One living member keeps a cluster's word fresh; of anything else every part is needed.
  const ok = parts.length > 0 && (isCluster ? parts.some(isPartFresh) : parts.every(isPartFresh))
  const answered = parts.flatMap(({ lastGood }) => lastGood ?? []).toSorted((a, b) => a.at.monoMs - b.at.monoMs)
  const shown = isCluster ? answered.at(-1) : answered[0]
  const error = describeFailures(parts)
  const version = answered.flatMap((answer) => answer.version ?? [])[0]
  return {
    kind: upstream.kind,
    ok,
    ...(shown ? { lastGoodAt: isoOf(shown.at) } : {}),
    ...(error === undefined ? {} : { error }),
    warnings: [...new Set(answered.flatMap(({ warnings }) => warnings))].slice(0, 10),
    ...(version === undefined ? {} : { version }),
  }
}

function partsOf(world: World, upstream: UpstreamDeclaration): readonly Part[] {
  if (upstream.kind === 'alertmanager') {
    const members = world.ledgers.get(upstream.name)?.members
    return upstream.members.map((name) => ({ name, ...members?.get(name) }))
  }
  return [...world.facets.values()]
    .filter((record) => record.upstream === upstream.name)
    .map(({ facet, lastGood, failure }) => ({
      name: facet.kind === 'samples' ? facet.query : facet.kind,
      ...(lastGood ? { lastGood } : {}),
      ...(failure ? { failure } : {}),
    }))
}

/** What failed, each cause once: a cause that all parts share needs no names. */
function describeFailures(parts: readonly Part[]): string | undefined {
  const names = new Map<string, string[]>()
  for (const { name, failure } of parts) {
    if (failure) names.set(failure.message, [...(names.get(failure.message) ?? []), name])
  }
  if (names.size === 0) return undefined
  return [...names]
    .map(([message, failed]) => (failed.length === parts.length ? message : `${failed.join(', ')}: ${message}`))
    .join(' ')
}
