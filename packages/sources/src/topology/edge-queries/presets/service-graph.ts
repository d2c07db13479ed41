import type { LabelMatch, Preset } from '../edge-plan.ts'

/** Peers that Beyla and OBI could not put a name to. */
const nameless = (label: string): readonly { readonly when: LabelMatch; readonly kind: 'external' }[] =>
  ['unresolved', 'outgoing', 'incoming'].map((name) => ({ when: { [label]: name }, kind: 'external' }))

/** The service graphs of the OpenTelemetry Collector, Tempo, Alloy, Beyla and OBI: one set of metrics, five makers. */
export const serviceGraph: Preset = {
  name: 'service-graph',
  title: 'Service graph of traces',
  needs:
    'the servicegraph connector of the OpenTelemetry Collector or Alloy, the metrics generator of Tempo, Beyla or OBI',
  proof: ['traces_service_graph_request_total'],
  edges: [
    {
      layer: 'server',
      provenance: 'observed',
      queries: {
        presence: 'group by ($by) (last_over_time(traces_service_graph_request_total[$lookback]))',
        rate: 'sum by ($by) (rate(traces_service_graph_request_total[$window]))',
        // Some makers mark the failed ones with a label, on the same counter.
        errors:
          'sum by ($by) (rate(traces_service_graph_request_failed_total[$window]))' +
          ' or sum by ($by) (rate(traces_service_graph_request_total{failed="true"}[$window]))',
        p50: 'histogram_quantile(0.5, sum by ($by, le) (rate(traces_service_graph_request_server_seconds_bucket[$window])))',
        p95: 'histogram_quantile(0.95, sum by ($by, le) (rate(traces_service_graph_request_server_seconds_bucket[$window])))',
      },
      from: {
        name: '{{client}}',
        namespace: '{{client_k8s_namespace_name ?? client_service_namespace}}',
        sparesCluster: true,
        cluster: '{{client_k8s_cluster_name}}',
        kinds: [
          { when: { client: 'user' }, kind: 'actor' },
          ...nameless('client'),
          { when: { connection_type: 'virtual_node', virtual_node: 'client' }, kind: 'external' },
          { when: { connection_type: '!virtual_node' }, kind: 'service' },
        ],
      },
      to: {
        name: '{{server|dns}}',
        namespace: '{{server_k8s_namespace_name ?? server_service_namespace}}',
        sparesCluster: true,
        cluster: '{{server_k8s_cluster_name}}',
        kinds: [
          ...nameless('server'),
          // The one without spans of its own is the client then.
          { when: { connection_type: 'virtual_node', virtual_node: 'client' }, kind: 'service' },
          { when: { connection_type: 'virtual_node', client: 'user' }, kind: 'service' },
          { when: { connection_type: '' }, kind: 'service' },
          // It is the consumer that is named here, not the queue between.
          { when: { connection_type: 'messaging_system' }, kind: 'service' },
        ],
        kind: '{{server_db_system|kind ?? server|kind ?? connection_type|kind}}',
      },
      protocol: "{{connection_type|unless:'virtual_node'|unless:'database'|strip:'_system'}}",
      labels: ['client', 'server'],
    },
  ],
  caveats: ['Traces are often sampled: rates count the spans that arrived, which may be fewer than the requests.'],
}
