import type { EdgeEnd, EdgeQuery, Preset } from '../edge-plan.ts'

const from: EdgeEnd = {
  name: '{{deployment ?? statefulset ?? daemonset ?? replicationcontroller ?? k8s_job ?? cronjob ?? pod|owner}}',
  namespace: '{{namespace}}',
  ids: ['workload:{{namespace}}/{{deployment ?? statefulset ?? daemonset}}'],
}
const to: EdgeEnd = {
  name:
    '{{dst_deployment ?? dst_statefulset ?? dst_daemonset ?? dst_replicationcontroller ?? dst_k8s_job ?? dst_cronjob' +
    " ?? dst_service|split:'.':0 ?? dst_pod|owner}}",
  namespace: '{{dst_namespace}}',
  ids: [
    'workload:{{dst_namespace}}/{{dst_deployment ?? dst_statefulset ?? dst_daemonset}}',
    "svc:{{dst_namespace}}/{{dst_service|split:'.':0}}",
  ],
}

const http: EdgeQuery = {
  layer: 'client',
  provenance: 'observed',
  queries: {
    presence: 'group by ($by) (last_over_time(response_total{direction="outbound"}[$lookback]))',
    rate: 'sum by ($by) (rate(response_total{direction="outbound"}[$window]))',
    errors: 'sum by ($by) (rate(response_total{direction="outbound", classification="failure"}[$window]))',
    p50: 'histogram_quantile(0.5, sum by ($by, le) (rate(response_latency_ms_bucket{direction="outbound"}[$window]))) / 1000',
    p95: 'histogram_quantile(0.95, sum by ($by, le) (rate(response_latency_ms_bucket{direction="outbound"}[$window]))) / 1000',
  },
  from,
  to,
  protocol: 'http',
}

const tcp: EdgeQuery = {
  layer: 'l4',
  provenance: 'observed',
  queries: {
    presence: 'group by ($by) (last_over_time(tcp_open_total{direction="outbound", peer="dst"}[$lookback]))',
    rate: 'sum by ($by) (rate(tcp_open_total{direction="outbound", peer="dst"}[$window]))',
    bytes: ['read', 'write'].map(
      (way) => `sum by ($by) (rate(tcp_${way}_bytes_total{direction="outbound", peer="dst"}[$window]))`,
    ),
  },
  from,
  to,
}

export const linkerd: Preset = {
  name: 'linkerd',
  title: 'Linkerd',
  needs: 'the metrics of its proxies, scraped as linkerd-viz does, with the labels `namespace` and `deployment`',
  proof: ['response_total{direction="outbound"}', 'tcp_open_total{direction="outbound", peer="dst"}'],
  edges: [http, tcp],
  caveats: ['Requests are counted by the proxy of the client: what never reached a proxy is not seen.'],
  unnamed:
    'Linkerd’s proxies say where requests go; who sends them is added when they are scraped:' +
    ' use the scrape configuration of linkerd-viz, which adds the labels namespace and deployment.',
}
