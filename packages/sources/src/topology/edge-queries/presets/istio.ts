import type { EdgeEnd, EdgeQuery, LabelMatch, Preset } from '../edge-plan.ts'

/** What everybody says who saw a request, told apart by who says it. */
function requests(reporter: string, layer: EdgeQuery['layer'], ends: Pick<EdgeQuery, 'from' | 'to'>): EdgeQuery {
  const of = `reporter="${reporter}"`
  const duration = `istio_request_duration_milliseconds_bucket{${of}}[$window]`
  return {
    layer,
    provenance: 'observed',
    queries: {
      presence: `group by ($by) (last_over_time(istio_requests_total{${of}}[$lookback]))`,
      rate: `sum by ($by) (rate(istio_requests_total{${of}}[$window]))`,
      // 0 is no answer at all. Calls of gRPC say in a status of their own how they went, and their code is 200.
      errors:
        `sum by ($by) (rate(istio_requests_total{${of}, request_protocol!="grpc", response_code=~"0|5.."}[$window])` +
        ` or rate(istio_requests_total{${of}, request_protocol="grpc", grpc_response_status!~"0|"}[$window])` +
        ` or rate(istio_requests_total{${of}, request_protocol="grpc", grpc_response_status="", response_code=~"0|5.."}[$window]))`,
      p50: `histogram_quantile(0.5, sum by ($by, le) (rate(${duration}))) / 1000`,
      p95: `histogram_quantile(0.95, sum by ($by, le) (rate(${duration}))) / 1000`,
    },
    ...ends,
    protocol: "{{request_protocol|unless:'unknown'}}",
    drop,
  }
}

/** Connections, which only count and carry. */
function connections(reporter: string, ends: Pick<EdgeQuery, 'from' | 'to'>): EdgeQuery {
  const of = `reporter="${reporter}"`
  return {
    layer: 'l4',
    provenance: 'observed',
    queries: {
      presence: `group by ($by) (last_over_time(istio_tcp_sent_bytes_total{${of}}[$lookback]))`,
      rate: `sum by ($by) (rate(istio_tcp_connections_opened_total{${of}}[$window]))`,
      bytes: ['sent', 'received'].map((way) => `sum by ($by) (rate(istio_tcp_${way}_bytes_total{${of}}[$window]))`),
    },
    ...ends,
    protocol: "{{request_protocol|unless:'unknown' ?? 'tcp'}}",
    // In ambient mode the way over a waypoint is two connections; who asked whom, the waypoint tells.
    drop: [...drop, { source_workload: '*waypoint' }, { destination_workload: '*waypoint' }],
  }
}

const drop: readonly LabelMatch[] = [
  // A client of the mesh whose proxy could not say who it is, and addresses behind which nobody is known.
  { source_workload_namespace: '!unknown', source_workload: 'unknown', source_canonical_service: 'unknown' },
  { destination_service_name: '<address>', destination_workload: 'unknown' },
  { destination_service_name: '<address>', destination_workload: '' },
]

const sourceNamespace = "{{source_workload_namespace|unless:'unknown'}}"
const destinationNamespace =
  "{{destination_workload_namespace|unless:'unknown' ?? destination_service_namespace|unless:'unknown'}}"
const outside: NonNullable<EdgeEnd['kinds']> = [
  { when: { destination_service_name: 'PassthroughCluster' }, kind: 'external' },
  { when: { destination_service_name: 'BlackHoleCluster' }, kind: 'external' },
  { when: { destination_workload: 'unknown', destination_service_name: '*.*' }, kind: 'external' },
  { when: { destination_workload: 'unknown', destination_service_name: 'unknown' }, kind: 'external' },
]

const services: Pick<EdgeQuery, 'from' | 'to'> = {
  from: {
    name: "{{source_canonical_service|unless:'unknown' ?? source_workload|unless:'unknown' ?? 'unknown'}}",
    namespace: sourceNamespace,
    sparesCluster: true,
    cluster: "{{source_cluster|unless:'unknown'}}",
    kinds: [{ when: { source_workload: 'unknown', source_canonical_service: 'unknown' }, kind: 'external' }],
    ids: [`workload:${sourceNamespace}/{{source_workload|unless:'unknown'}}`],
  },
  to: {
    name:
      "{{destination_canonical_service|unless:'unknown' ?? destination_service_name|unless:'unknown'" +
      " ?? destination_workload|unless:'unknown' ?? 'unknown'}}",
    namespace: destinationNamespace,
    sparesCluster: true,
    cluster: "{{destination_cluster|unless:'unknown'}}",
    kinds: outside,
    ids: [
      `workload:${destinationNamespace}/{{destination_workload|unless:'unknown'}}`,
      "svc:{{destination_service_namespace|unless:'unknown'}}/{{destination_service_name|unless:'unknown'}}",
    ],
  },
}

const workloads: Pick<EdgeQuery, 'from' | 'to'> = {
  from: {
    ...services.from,
    name: "{{source_workload|unless:'unknown' ?? source_canonical_service|unless:'unknown' ?? 'unknown'}}",
  },
  to: {
    name: "{{destination_workload|unless:'unknown' ?? destination_service_name|unless:'unknown' ?? 'unknown'}}",
    namespace: destinationNamespace,
    sparesCluster: true,
    cluster: "{{destination_cluster|unless:'unknown'}}",
    kinds: outside,
    ids: [`workload:${destinationNamespace}/{{destination_workload|unless:'unknown'}}`],
  },
}

/** The server's word first, then a waypoint's between the two, and the client's where only it saw the request. */
const planFor = (ends: Pick<EdgeQuery, 'from' | 'to'>): readonly EdgeQuery[] => [
  requests('destination', 'server', ends),
  requests('waypoint', 'proxy', ends),
  requests('source', 'client', ends),
  connections('destination', ends),
  connections('source', ends),
]

const needs = 'the standard metrics of Istio, with sidecars or in ambient mode'
const proof = ['istio_requests_total', 'istio_tcp_sent_bytes_total']

export const istio: Preset = {
  name: 'istio',
  title: 'Istio, by service',
  needs,
  proof,
  edges: planFor(services),
  caveats: [
    'Where both ends of a request report it, the numbers are the server’s.',
    'Only what passes a proxy of the mesh is seen.',
  ],
}

export const istioWorkloads: Preset = {
  ...istio,
  name: 'istio-workloads',
  variantOf: 'istio',
  title: 'Istio, by workload',
  needs: `${needs}; versions of a service are nodes of their own`,
  edges: planFor(workloads),
}
