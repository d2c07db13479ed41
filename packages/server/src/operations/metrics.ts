import { Counter, Gauge, Histogram, Registry } from 'prom-client'

const upstreamBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const requestBuckets = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5]

/** A metric as the reference page shows it. */
export interface MetricInfo {
  readonly name: string
  readonly type: 'gauge' | 'counter' | 'histogram'
  readonly help: string
  readonly labels: readonly string[]
}

/** Everything that this server tells Prometheus about itself. */
export function createMetrics() {
  const registry = new Registry()
  const registers = [registry]
  const described: MetricInfo[] = []
  const describe = <Label extends string>(
    type: MetricInfo['type'],
    shortName: string,
    help: string,
    labels: readonly Label[],
  ) => {
    const name = `statusgraph_${shortName}`
    described.push({ name, type, help, labels })
    return { name, help, labelNames: [...labels], registers }
  }
  const gauge = <Label extends string = never>(name: string, help: string, labels: readonly Label[] = []) =>
    new Gauge<Label>(describe('gauge', name, help, labels))
  const counter = <Label extends string = never>(name: string, help: string, labels: readonly Label[] = []) =>
    new Counter<Label>(describe('counter', name, help, labels))
  const histogram = <Label extends string = never>(
    name: string,
    help: string,
    buckets: readonly number[],
    labels: readonly Label[] = [],
  ) => new Histogram<Label>({ ...describe('histogram', name, help, labels), buckets: [...buckets] })

  return {
    registry,
    described,
    buildInfo: gauge('build_info', 'Always 1; the labels say what runs.', ['version', 'node_version']),
    startTime: gauge('start_timestamp_seconds', 'When this process began to serve, in Unix time.'),
    configGood: gauge('config_last_reload_successful', 'Whether the newest configuration is in force.'),
    configGoodTime: gauge(
      'config_last_reload_success_timestamp_seconds',
      'When a configuration last came into force, in Unix time.',
    ),
    upstreamDuration: histogram(
      'upstream_request_duration_seconds',
      'How long requests to upstreams took.',
      upstreamBuckets,
      ['upstream', 'facet', 'outcome'],
    ),
    upstreamFailures: counter('upstream_failures_total', 'Polls of upstreams that gave no good answer.', [
      'upstream',
      'facet',
      'code',
    ]),
    upstreamUp: gauge('upstream_up', 'Whether everything that the upstream should give is fresh.', ['upstream']),
    upstreamAge: gauge('upstream_last_good_age_seconds', 'Seconds since the upstream last gave a good answer.', [
      'upstream',
    ]),
    upstreamClock: gauge(
      'upstream_clock_ahead_seconds',
      'How far the clock of the upstream is ahead of ours (negative: behind); of a cluster, the member that is furthest off.',
      ['upstream'],
    ),
    snapshotAge: gauge('snapshot_age_seconds', 'Seconds since the graph was last coloured.', ['graph']),
    nodeStatus: gauge('node_status', 'Nodes by graph and lamp; stale ones are counted under stale too.', [
      'graph',
      'lamp',
    ]),
    graphs: gauge('graphs', 'Graphs that are served.'),
    alerts: gauge('alerts', 'Alerts that are kept, by lamp.', ['lamp']),
    alertsUnmapped: gauge('alerts_unmapped', 'Kept alerts that no node of any graph claims.'),
    foldDuration: histogram('fold_duration_seconds', 'How long it took to colour all graphs.', requestBuckets),
    viewers: gauge('viewers', 'Open streams.'),
    streamMessages: counter('stream_messages_total', 'Events handed to viewers.'),
    streamsDropped: counter('streams_dropped_total', 'Streams ended because the viewer read too slowly.', ['reason']),
    streamsRefused: counter('streams_refused_total', 'Streams refused because an address had too many.'),
    nudges: counter('nudges_total', 'Nudges that were taken.', ['route']),
    topologySourceUp: gauge('topology_source_up', 'Whether what a configured source of discovery says is fresh.', [
      'source',
    ]),
    topologyElements: gauge(
      'topology_elements',
      'Nodes and edges that sources of discovery tell of, by the configured name of the source (else other).',
      ['source', 'type'],
    ),
    topologyPushed: counter(
      'topology_pushed_total',
      'Lines that were pushed, by the configured name of their source (else other) and by what became of them: accepted, ignored (accepted, and older than what is known), rejected.',
      ['source', 'outcome'],
    ),
    spans: counter(
      'spans_total',
      'Spans that came by OTLP, by what became of them: accepted, dropped (there was no room), rejected (they could not be used).',
      ['outcome'],
    ),
    spanCalls: counter('span_calls_total', 'Calls that the spans told of.'),
    spanHalves: counter(
      'span_halves_total',
      'Ends of a call whose other end was not there in time: expired (it never came, and nobody was named), late (it came after all).',
      ['outcome'],
    ),
    spansWaiting: gauge('spans_waiting', 'Spans that wait for the other end of their call now.'),
    storeFailures: counter('store_failures_total', 'Times that the store could not be read or written.', ['code']),
    storeDamaged: gauge('store_documents_damaged', 'Documents that could not be read and are kept aside.'),
    eventLoopLag: gauge(
      'event_loop_lag_seconds',
      'The longest time but for one in a hundred that the event loop was late since the last scrape.',
    ),
    requestDuration: histogram(
      'http_request_duration_seconds',
      'How long requests took, streams left out.',
      requestBuckets,
      ['method', 'route', 'status'],
    ),
  }
}

export type Metrics = ReturnType<typeof createMetrics>

/** The metrics that `GET /metrics` answers, for the reference page. */
export function listMetrics(): readonly MetricInfo[] {
  return createMetrics().described
}
