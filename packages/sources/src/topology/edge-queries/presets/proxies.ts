import type { EdgeEnd, LabelMatch, Preset } from '../edge-plan.ts'
import { ingress } from './ingress.ts'

const atProxy = 'Only what passes the proxy is seen, and its name stands for every client behind it.'

const helpers: readonly LabelMatch[] = [
  'local_app',
  'local_agent',
  'self_admin',
  'agent',
  'prometheus_*',
  'consul-dataplane',
  'original-destination',
  'xds*',
  'sds-grpc',
  'zipkin',
  'inbound|*',
  'InboundPassthrough*',
].map((envoy_cluster_name) => ({ envoy_cluster_name }))

export const envoy: Preset = {
  name: 'envoy',
  title: 'Envoy and Consul',
  needs: 'statistics of Envoy as Prometheus metrics; Consul adds who sends and who receives',
  proof: ['envoy_cluster_upstream_rq_total'],
  edges: [
    {
      layer: 'client',
      provenance: 'observed',
      queries: {
        presence: 'group by ($by) (last_over_time(envoy_cluster_upstream_rq_total[$lookback]))',
        rate: 'sum by ($by) (rate(envoy_cluster_upstream_rq_total[$window]))',
        errors: 'sum by ($by) (rate(envoy_cluster_upstream_rq_xx{envoy_response_code_class="5"}[$window]))',
        p50: 'histogram_quantile(0.5, sum by ($by, le) (rate(envoy_cluster_upstream_rq_time_bucket[$window]))) / 1000',
        p95: 'histogram_quantile(0.95, sum by ($by, le) (rate(envoy_cluster_upstream_rq_time_bucket[$window]))) / 1000',
        bytes: ['rx', 'tx'].map((way) => `sum by ($by) (rate(envoy_cluster_upstream_cx_${way}_bytes_total[$window]))`),
      },
      from: {
        name: '{{consul_source_service ?? local_cluster ?? app ?? service ?? job}}',
        namespace: '{{namespace}}',
      },
      to: {
        // Istio calls its clusters `outbound|9080||reviews.bookinfo.svc.cluster.local`.
        name: "{{consul_destination_service ?? envoy_cluster_name|split:'|':-1|dns}}",
        namespace: "{{consul_destination_namespace|unless:'default'}}",
      },
      drop: helpers,
    },
  ],
  caveats: ['Requests are counted by the proxy of the client, for each of its clusters.'],
}

const backend: EdgeEnd = { name: '{{proxy}}', kind: 'gateway' }
/** Every backend may have a server called s1. */
const backendServer: EdgeEnd = { name: '{{server}}', scope: '{{proxy}}' }

export const haproxy: Preset = {
  name: 'haproxy',
  title: 'HAProxy',
  needs: 'HAProxy’s own exporter (2.0 or later)',
  proof: ['haproxy_server_status', 'haproxy_backend_http_requests_total'],
  edges: [
    {
      layer: 'proxy',
      provenance: 'observed',
      queries: {
        presence: 'group by ($by) (last_over_time(haproxy_server_status[$lookback]))',
        rate: 'sum by ($by) (rate(haproxy_server_http_responses_total[$window]))',
        errors: 'sum by ($by) (rate(haproxy_server_http_responses_total{code="5xx"}[$window]))',
        bytes: ['in', 'out'].map((way) => `sum by ($by) (rate(haproxy_server_bytes_${way}_total[$window]))`),
        // Whoever is out for maintenance is neither well nor ill. Before 2.4 one series says the state by its number.
        health:
          'min by ($by) (max by (instance, $by) (haproxy_server_status{state=~"UP|DRAIN|NOLB"})' +
          ' unless on (instance, $by) (haproxy_server_status{state="MAINT"} == 1))' +
          ' or min by ($by) ((haproxy_server_status{state=""} != 2) != bool 0)',
      },
      from: backend,
      to: backendServer,
      labels: ['proxy', 'server'],
    },
    {
      layer: 'l4',
      provenance: 'observed',
      queries: {
        presence: 'group by ($by) (last_over_time(haproxy_server_sessions_total[$lookback]))',
        rate: 'sum by ($by) (rate(haproxy_server_sessions_total[$window]))',
      },
      from: backend,
      to: backendServer,
      labels: ['proxy', 'server'],
    },
  ],
  caveats: [atProxy, 'Where HTTP is not spoken, sessions are counted instead of requests.'],
}

export const traefik: Preset = {
  name: 'traefik',
  title: 'Traefik',
  needs: 'Traefik’s metrics with `addServicesLabels` (the default)',
  proof: ['traefik_service_requests_total'],
  edges: [
    {
      layer: 'proxy',
      provenance: 'observed',
      queries: {
        presence: 'group by ($by) (last_over_time(traefik_service_requests_total[$lookback]))',
        rate: 'sum by ($by) (rate(traefik_service_requests_total[$window]))',
        errors: 'sum by ($by) (rate(traefik_service_requests_total{code=~"5.."}[$window]))',
        p50: 'histogram_quantile(0.5, sum by ($by, le) (rate(traefik_service_request_duration_seconds_bucket[$window])))',
        p95: 'histogram_quantile(0.95, sum by ($by, le) (rate(traefik_service_request_duration_seconds_bucket[$window])))',
        bytes: ['requests', 'responses'].map(
          (way) => `sum by ($by) (rate(traefik_service_${way}_bytes_total[$window]))`,
        ),
        health: 'max by ($by) (traefik_service_server_up)',
      },
      from: { name: 'traefik', kind: 'gateway' },
      to: { name: "{{service|split:'@':0}}" },
      drop: [{ service: '*@internal' }],
    },
  ],
  caveats: [atProxy],
}

export const ingressNginx: Preset = {
  name: 'ingress-nginx',
  title: 'ingress-nginx',
  needs: 'the metrics of the ingress-nginx controller',
  proof: ['nginx_ingress_controller_requests'],
  edges: [
    {
      layer: 'proxy',
      provenance: 'observed',
      queries: {
        presence: 'group by ($by) (last_over_time(nginx_ingress_controller_requests[$lookback]))',
        rate: 'sum by ($by) (rate(nginx_ingress_controller_requests[$window]))',
        errors: 'sum by ($by) (rate(nginx_ingress_controller_requests{status=~"5.."}[$window]))',
        p50: 'histogram_quantile(0.5, sum by ($by, le) (rate(nginx_ingress_controller_request_duration_seconds_bucket[$window])))',
        p95: 'histogram_quantile(0.95, sum by ($by, le) (rate(nginx_ingress_controller_request_duration_seconds_bucket[$window])))',
      },
      from: ingress,
      to: {
        name: '{{exported_service ?? service}}',
        namespace: '{{exported_namespace ?? namespace}}',
        ids: ['svc:{{exported_namespace ?? namespace}}/{{exported_service ?? service}}'],
      },
      protocol: 'http',
      drop: [{ ingress: '' }],
    },
  ],
  caveats: [atProxy],
}
