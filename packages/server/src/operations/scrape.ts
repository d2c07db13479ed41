import { isSourceFresh, knownAlerts } from '@statusgraph/model'
import type { SpanCounts } from '@statusgraph/sources'
import type { GraphStore } from '@statusgraph/store'
import type { DrawnServices } from '../inventory/drawn-services.ts'
import { countUnmapped } from '../inventory/alerts.ts'
import { judgeUpstreams } from '../inventory/upstreams.ts'
import { agesOf } from '../pipeline/ages.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import type { Hub } from '../stream/hub.ts'
import type { EventLoopWatch } from './event-loop.ts'
import type { Metrics } from './metrics.ts'

interface Observed {
  readonly metrics: Metrics
  readonly pipeline: Pipeline
  readonly hub: Hub
  readonly drawn: DrawnServices
  readonly store: GraphStore
  readonly eventLoop: EventLoopWatch
  /** What the receiver of traces has counted. */
  readonly spans: SpanCounts
}

/** Labels are bounded: more graphs than this are counted and not named. */
const namedGraphs = 200

/** The metrics as they are now, in Prometheus's text format. */
export async function scrape(observed: Observed): Promise<string> {
  const { metrics, pipeline, hub, drawn, store, eventLoop, spans } = observed
  metrics.graphs.set(pipeline.graphs.all.length)
  metrics.viewers.set(hub.countViewers())
  metrics.eventLoopLag.set(eventLoop.takeLagSeconds())
  metrics.alertsUnmapped.set(countUnmapped(pipeline, drawn))
  countAlerts(metrics, pipeline)
  describeGraphs(metrics, pipeline)
  describeUpstreams(metrics, pipeline)
  describeSources(metrics, pipeline)
  describeSpans(metrics, spans)
  // A store that cannot say what is damaged is counted as a failure where it is used.
  const damaged = await store.damaged().catch(() => [])
  metrics.storeDamaged.set(damaged.length)
  return metrics.registry.metrics()
}

function countAlerts(metrics: Metrics, pipeline: Pipeline): void {
  const counts = { critical: 0, warning: 0, none: 0 }
  for (const { lamp } of knownAlerts(pipeline.world, pipeline.now())) counts[lamp]++
  for (const [lamp, count] of Object.entries(counts)) metrics.alerts.set({ lamp }, count)
}

function describeGraphs(metrics: Metrics, pipeline: Pipeline): void {
  const now = pipeline.now()
  metrics.nodeStatus.reset()
  metrics.snapshotAge.reset()
  pipeline.graphs.catchUp()
  for (const { info, snapshot, foldedAt } of pipeline.graphs.all.slice(0, namedGraphs)) {
    metrics.snapshotAge.set({ graph: info.id }, (now.monoMs - foldedAt.monoMs) / 1_000)
    for (const [lamp, count] of Object.entries(snapshot.summary))
      metrics.nodeStatus.set({ graph: info.id, lamp }, count)
  }
}

function describeSources(metrics: Metrics, pipeline: Pipeline): void {
  const { discovery } = pipeline
  const now = pipeline.now()
  const { sources } = discovery.sights.current(undefined, now).view
  metrics.topologySourceUp.reset()
  metrics.topologyElements.reset()
  for (const { name, nodes, edges } of Object.values(sources)) {
    // Whoever pushes without being configured chooses names; nobody may make series of them without end.
    const isConfigured = discovery.work.isConfigured(name)
    const source = isConfigured ? name : 'other'
    if (isConfigured)
      metrics.topologySourceUp.set({ source }, isSourceFresh(discovery.work.topology, name, now) ? 1 : 0)
    metrics.topologyElements.inc({ source, type: 'node' }, nodes)
    metrics.topologyElements.inc({ source, type: 'edge' }, edges)
  }
}

function describeSpans(metrics: Metrics, counts: SpanCounts): void {
  metrics.spans.reset()
  metrics.spans.inc({ outcome: 'accepted' }, counts.spans)
  metrics.spans.inc({ outcome: 'dropped' }, counts.dropped)
  metrics.spans.inc({ outcome: 'rejected' }, counts.rejected - counts.dropped)
  metrics.spanCalls.reset()
  metrics.spanCalls.inc(counts.calls)
  metrics.spanHalves.reset()
  metrics.spanHalves.inc({ outcome: 'expired' }, counts.expired)
  metrics.spanHalves.inc({ outcome: 'late' }, counts.late)
  metrics.spansWaiting.set(counts.held)
}

function describeUpstreams(metrics: Metrics, pipeline: Pipeline): void {
  const now = pipeline.now()
  const ageOf = agesOf(pipeline.world)
  metrics.upstreamUp.reset()
  metrics.upstreamAge.reset()
  metrics.upstreamClock.reset()
  for (const [upstream, status] of Object.entries(judgeUpstreams(pipeline.world, now))) {
    metrics.upstreamUp.set({ upstream }, status.ok ? 1 : 0)
    if (status.lastGoodAt !== undefined) metrics.upstreamAge.set({ upstream }, ageOf(status.lastGoodAt, now))
  }
  for (const source of pipeline.sources) {
    const [furthest] = source.clocks().toSorted((a, b) => Math.abs(b.aheadMs) - Math.abs(a.aheadMs))
    if (furthest) metrics.upstreamClock.set({ upstream: source.config.name }, furthest.aheadMs / 1_000)
  }
}
