import {
  fold,
  isoOf,
  type Facet,
  type GraphDocument,
  type Instant,
  type Snapshot,
  type World,
} from '@statusgraph/model'
import { routes, type UpstreamListItem } from '@statusgraph/protocol'
import type { PollState, UpstreamClock, UpstreamConfig } from '@statusgraph/sources'
import type { FastifyInstance } from 'fastify'
import { serve } from '../http/routing.ts'
import { agesOf } from '../pipeline/ages.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'

const metricPrefix = 'metric '

type FacetRow = UpstreamListItem['facets'][number]

const nothingDrawn: GraphDocument = { version: 1, id: 'nothing', name: 'nothing', nodes: [], edges: [] }

/** Each upstream as it stands: what it is asked for, what it answered last, and what it complained of. */
export function serveUpstreams(app: FastifyInstance, pipeline: Pipeline): void {
  serve(app, routes.listUpstreams, () => listUpstreams(pipeline))
}

/** How the upstreams stand, seen without any graph. */
export function judgeUpstreams(world: World, now: Instant): Snapshot['upstreams'] {
  return fold(world, nothingDrawn, 0, now).snapshot.upstreams
}

function listUpstreams(pipeline: Pipeline): readonly UpstreamListItem[] {
  const now = pipeline.now()
  const { world } = pipeline
  const ageOf = agesOf(world)
  const statuses = judgeUpstreams(world, now)
  const sources = new Map(pipeline.sources.map((source) => [source.config.name, source]))
  return pipeline.config.upstreams.map((upstream) => {
    const status = statuses[upstream.name]
    const source = sources.get(upstream.name)
    const polls = source?.polls() ?? []
    const facets = polls.map((poll) => describeFacet(world, upstream, poll, now))
    return {
      name: upstream.name,
      kind: upstream.kind,
      urls: upstream.urls.map(withoutSecrets),
      reachable: isReachable(upstream, status, facets),
      ...(status?.lastGoodAt === undefined
        ? {}
        : { lastGoodAt: status.lastGoodAt, ageSeconds: ageOf(status.lastGoodAt, now) }),
      intervalSeconds: (polls[0]?.intervalMs ?? upstream.intervalMs) / 1_000,
      ...(status?.error === undefined ? {} : { error: status.error }),
      ...(status?.version === undefined ? {} : { version: status.version }),
      warnings: [...(status?.warnings ?? [])],
      clocks: (source?.clocks() ?? []).map(describeClock),
      facets,
    }
  })
}

function describeClock({ url, aheadMs }: UpstreamClock) {
  return { url: withoutSecrets(url), aheadSeconds: Math.round(aheadMs / 1_000) }
}

/** One metric query that it refuses makes an upstream no less reachable: the facet and the error tell of that. */
function isReachable(
  upstream: UpstreamConfig,
  status: Snapshot['upstreams'][string] | undefined,
  facets: readonly FacetRow[],
): boolean {
  if (upstream.kind === 'alertmanager') return status?.ok ?? false
  const own = facets.filter(({ name }) => !name.startsWith(metricPrefix))
  return own.length > 0 && own.every(({ reachable }) => reachable)
}

function describeFacet(world: World, upstream: UpstreamConfig, poll: PollState, now: Instant): FacetRow {
  const { lastGood, failure } = findRecord(world, upstream.name, poll.facet)
  const isFresh = lastGood !== undefined && now.monoMs - lastGood.at.monoMs < 2 * lastGood.intervalMs
  return {
    name: nameFacet(poll.facet),
    reachable: isFresh,
    ...(lastGood === undefined
      ? {}
      : { lastGoodAt: isoOf(lastGood.at), ageSeconds: Math.max(0, now.monoMs - lastGood.at.monoMs) / 1_000 }),
    ...(poll.tookMs === undefined ? {} : { tookMs: Math.round(poll.tookMs) }),
    ...(failure === undefined ? {} : { error: failure.message }),
    ...(poll.nextTryAt === undefined ? {} : { nextTryAt: isoOf(poll.nextTryAt) }),
  }
}

interface FacetState {
  readonly lastGood?: { readonly at: Instant; readonly intervalMs: number }
  readonly failure?: { readonly message: string }
}

function findRecord(world: World, upstream: string, facet: Facet): FacetState {
  if (facet.kind === 'alerts') return world.ledgers.get(upstream)?.members.get(facet.member) ?? {}
  const name = nameFacet(facet)
  return world.facets.values().find((record) => record.upstream === upstream && nameFacet(record.facet) === name) ?? {}
}

function nameFacet(facet: Facet): string {
  switch (facet.kind) {
    case 'alerts':
      return `alerts of ${withoutSecrets(facet.member)}`
    case 'samples':
      return `${metricPrefix}${facet.query}`
    case 'presence':
    case 'rules':
    case 'versions':
      return facet.kind
  }
}

/** Users and passwords were taken out when the configuration was read; a token in the query is for us alone too. */
function withoutSecrets(url: string): string {
  if (!URL.canParse(url)) return url
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`
}
