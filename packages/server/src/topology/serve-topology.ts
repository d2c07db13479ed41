import { emptyTopologyView, type Instant } from '@statusgraph/model'
import { pushedTopologySchema, routes, type PushAnswer } from '@statusgraph/protocol'
import type { SourceSurroundings } from '@statusgraph/sources'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../config/config.ts'
import { findGraph } from '../graphs/routes.ts'
import { schemaOf } from '../http/openapi.ts'
import { serve } from '../http/routing.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import type { StreamLimits } from '../stream/admission.ts'
import { serveAutodetection } from './autodetect.ts'
import type { Discovery } from './discovery.ts'
import { serveTopologySources } from './push/routes.ts'
import { SharedWork } from './shared-work.ts'
import { serveTopology } from './stream/routes.ts'
import type { TopologyFeed } from './stream/topology-feed.ts'
import { TopologyStreams } from './stream/topology-streams.ts'

type ConfigInForce = Pick<Config, 'sources' | 'upstreams' | 'server'>

interface TopologyAnswers extends StreamLimits {
  readonly pipeline: Pipeline
  /** The one in force. */
  readonly config: () => ConfigInForce
  readonly now: () => Instant
  readonly onPushed: (source: string, answer: PushAnswer) => void
  readonly onRequest: NonNullable<SourceSurroundings['onRequest']>
}

/** What discovery knows: asked for, watched and pushed; and what it could know. */
export function serveDiscovery(app: FastifyInstance, options: TopologyAnswers): { stop(): void } {
  const { pipeline, config, now, onPushed, onRequest } = options
  const { work } = pipeline.discovery
  const feed = feedOf(pipeline.discovery, now)
  const streams = new TopologyStreams({ hub: options.hub, feed, now })
  const schema = { $schema: 'https://json-schema.org/draft/2020-12/schema', ...schemaOf(pushedTopologySchema, 'input') }

  serveTopology(app, { ...options, feed, streams, findMap: (id) => void findGraph(pipeline, id) })
  serveTopologySources(app, {
    intake: work,
    configured: () => config().sources.push,
    isConfigured: (name) => work.isConfigured(name),
    findNamesake: (name) => findNamesake(config(), name),
    async view() {
      await feed.refresh(undefined)
      return feed.current(undefined).view
    },
    bodyBytes: config().server.limits.bodyBytes,
    now,
    onPushed,
  })
  serve(app, routes.readTopologySchema, (_request, reply) => reply.type('application/schema+json').send(schema))
  const autodetection = serveAutodetection(app, { config, now, onRequest })
  return {
    stop() {
      streams.stop()
      autodetection.stop()
    },
  }
}

/** What would stand on screen under the same name as a source. */
function findNamesake({ upstreams, sources: { otlp } }: ConfigInForce, name: string): string | undefined {
  if (otlp.isEnabled && otlp.declaration.name === name) return 'the receiver of traces'
  return upstreams.some((upstream) => upstream.name === name) ? 'an upstream' : undefined
}

/** A graph that wants nothing of discovery is shown nothing, in a revision that no sight has. */
const nothing = { revision: 0, view: emptyTopologyView }

function feedOf({ sights }: Discovery, now: () => Instant): TopologyFeed {
  const look = new SharedWork(
    async () => {
      sights.current(undefined, now())
    },
    () => now().monoMs,
  )
  return {
    // Through a graph it is looked at whenever something changed, and at the pace of the pictures.
    refresh: async (map) => (map === undefined ? look.done() : undefined),
    current: (map) => sights.peek(map) ?? nothing,
    since(map, revision) {
      if (sights.peek(map) !== undefined) return sights.since(map, revision)
      return revision === nothing.revision ? { nodes: [], edges: [], removed: { nodes: [], edges: [] } } : undefined
    },
    subscribe: (map, listener) => sights.subscribe(map, listener),
  }
}
