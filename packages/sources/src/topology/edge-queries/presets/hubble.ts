import type { EdgeQuery, Preset } from '../edge-plan.ts'

// What the labels hold depends on the context options of Hubble: `cart`, `shop/cart`, `reserved:world`, an address, or
// labels of their own for each part.
const flowEnds: Pick<EdgeQuery, 'from' | 'to' | 'drop'> = {
  from: {
    name: "{{source_workload ?? source_app ?? source|strip:'reserved:'|dns|split:'/':-1 ?? source_pod|owner}}",
    namespace: "{{source_namespace ?? source|dns|split:'/':-2}}",
    kinds: [
      { when: { source: 'reserved:world*' }, kind: 'external' },
      { when: { source: 'reserved:*' }, kind: 'box' },
    ],
  },
  to: {
    name: "{{destination_workload ?? destination_app ?? destination|strip:'reserved:'|dns|split:'/':-1 ?? destination_pod|owner}}",
    namespace: "{{destination_namespace ?? destination|dns|split:'/':-2}}",
    kinds: [
      { when: { destination: 'reserved:world*' }, kind: 'external' },
      { when: { destination: 'reserved:*' }, kind: 'box' },
    ],
  },
  drop: [{ source: 'reserved:health' }, { destination: 'reserved:health' }],
}

const http = (matcher: string, layer: EdgeQuery['layer']): EdgeQuery => ({
  layer,
  provenance: 'observed',
  queries: {
    presence: `group by ($by) (last_over_time(hubble_http_requests_total{${matcher}}[$lookback]))`,
    rate: `sum by ($by) (rate(hubble_http_requests_total{${matcher}}[$window]))`,
    errors: `sum by ($by) (rate(hubble_http_requests_total{${matcher}, status=~"5.."}[$window]))`,
    p50: `histogram_quantile(0.5, sum by ($by, le) (rate(hubble_http_request_duration_seconds_bucket{${matcher}}[$window])))`,
    p95: `histogram_quantile(0.95, sum by ($by, le) (rate(hubble_http_request_duration_seconds_bucket{${matcher}}[$window])))`,
  },
  ...flowEnds,
  protocol: 'http',
  labels: ['source', 'destination'],
})

export const hubble: Preset = {
  name: 'hubble',
  title: 'Cilium Hubble',
  needs: 'metrics of Hubble with `sourceContext` and `destinationContext`, or with `labelsContext`',
  proof: [
    'hubble_http_requests_total',
    'hubble_flows_processed_total',
    'hubble_tcp_flags_total{flag="SYN"}',
    'hubble_drop_total',
  ],
  edges: [
    http('reporter="server"', 'server'),
    http('reporter="client"', 'client'),
    http('reporter!~"server|client"', 'proxy'),
    {
      // Only who opens a connection sends a bare SYN.
      layer: 'l4',
      provenance: 'observed',
      queries: {
        presence: 'group by ($by) (last_over_time(hubble_tcp_flags_total{flag="SYN"}[$lookback]))',
        rate: 'sum by ($by) (rate(hubble_tcp_flags_total{flag="SYN"}[$window]))',
      },
      ...flowEnds,
    },
    {
      layer: 'l4',
      provenance: 'observed',
      queries: {
        denied: 'sum by ($by) (rate(hubble_drop_total[$window]))',
        presence: 'group by ($by) (last_over_time(hubble_drop_total[$lookback]))',
      },
      ...flowEnds,
    },
    {
      layer: 'l4',
      provenance: 'observed',
      queries: {
        presence: 'group by ($by) (last_over_time(hubble_flows_processed_total{verdict="FORWARDED"}[$lookback]))',
        rate: 'sum by ($by) (rate(hubble_flows_processed_total{verdict="FORWARDED"}[$window]))',
      },
      ...flowEnds,
      undirected: true,
    },
  ],
  caveats: [
    'Flows are counted for requests and replies alike: where neither HTTP nor the opening of connections is measured, an edge has no direction.',
    'Flows are events of the network, not requests: an edge without HTTP metrics tells nothing of errors.',
  ],
  unnamed: 'Hubble names the ends only with context options: set sourceContext and destinationContext of its metrics.',
}

const retinaEnds: Pick<EdgeQuery, 'from' | 'to' | 'drop'> = {
  from: {
    name: "{{source_workload_name|unless:'unknown' ?? source_workload|unless:'unknown' ?? source_podname|owner ?? source_pod|owner ?? source_ip}}",
    namespace: '{{source_namespace}}',
  },
  to: {
    name: "{{destination_workload_name|unless:'unknown' ?? destination_workload|unless:'unknown' ?? destination_podname|owner ?? destination_pod|owner ?? destination_ip}}",
    namespace: '{{destination_namespace}}',
  },
  drop: [{ source_workload_name: '', source_workload: '', source_podname: '', source_pod: '', source_ip: '' }],
}

export const retina: Preset = {
  name: 'retina',
  title: 'Retina',
  needs: 'Retina in advanced mode with remote context',
  proof: ['networkobservability_adv_forward_bytes'],
  edges: [
    {
      layer: 'l4',
      provenance: 'observed',
      queries: {
        presence:
          'group by ($by) (last_over_time(networkobservability_adv_tcpflags_count{flag="SYN", direction="egress"}[$lookback]))',
        rate: 'sum by ($by) (rate(networkobservability_adv_tcpflags_count{flag="SYN", direction="egress"}[$window]))',
      },
      ...retinaEnds,
    },
    {
      layer: 'l4',
      provenance: 'observed',
      queries: {
        presence: 'group by ($by) (last_over_time(networkobservability_adv_drop_count[$lookback]))',
        denied: 'sum by ($by) (rate(networkobservability_adv_drop_count[$window]))',
      },
      ...retinaEnds,
    },
    {
      layer: 'l4',
      provenance: 'observed',
      queries: {
        presence:
          'group by ($by) (last_over_time(networkobservability_adv_forward_bytes{direction="egress"}[$lookback]))',
        bytes: 'sum by ($by) (rate(networkobservability_adv_forward_bytes{direction="egress"}[$window]))',
      },
      ...retinaEnds,
      undirected: true,
    },
  ],
  caveats: [
    'Packets are counted, not requests, and replies like questions: an edge may have no direction, and errors are not seen.',
  ],
  unnamed: 'Retina names both ends only in advanced mode with remote context.',
}
