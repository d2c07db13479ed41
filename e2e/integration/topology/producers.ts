import { counter, gauge, histogram, type ExportedSeries } from './exposition.ts'
import {
  backedBy,
  beylaLabels,
  carettaLabels,
  connectLabels,
  corootId,
  grpc,
  istioLabels,
  istioRequests,
  linkerdLabels,
  retinaLabels,
} from './producer-series.ts'

const traces = 'traces_service_graph_request'

/** What every producer of edges exports of one small shop, with slopes that are known. */
export const producers: Readonly<Record<string, readonly ExportedSeries[]>> = {
  'service-graph': [
    counter(`${traces}_total`, { client: 'web', server: 'cart', failed: 'false' }, 90),
    counter(`${traces}_total`, { client: 'web', server: 'cart', failed: 'true' }, 10),
    counter(`${traces}_failed_total`, { client: 'web', server: 'cart', failed: 'true' }, 10),
    ...histogram(`${traces}_server_seconds`, { client: 'web', server: 'cart' }, 100, [0.1, 0.2]),
    // No series of failures: they come with the first failure.
    counter(`${traces}_total`, { client: 'cart', server: 'orders', connection_type: '' }, 7),
    counter(`${traces}_total`, { client: 'cart', server: 'cart-db', connection_type: 'database' }, 20),
    counter(`${traces}_total`, { client: 'cart', server: 'redis', connection_type: 'database' }, 20),
    counter(`${traces}_total`, { client: 'orders', server: 'mailer', connection_type: 'messaging_system' }, 2),
    counter(`${traces}_total`, { client: 'orders', server: 'pay.example', connection_type: 'virtual_node' }, 1),
    counter(`${traces}_total`, { client: 'user', server: 'web', connection_type: 'virtual_node' }, 50),
    // There and without traffic.
    counter(`${traces}_total`, { client: 'web', server: 'legacy' }, 0),
    counter(
      `${traces}_total`,
      { client: 'api', client_k8s_namespace_name: 'eu', server: 'outgoing', server_k8s_namespace_name: 'eu' },
      3,
    ),
  ],
  istio: [
    ...istioRequests('destination', 'web', 'cart', 40, 4),
    ...istioRequests('source', 'web', 'cart', 41, 4),
    ...istioRequests('source', 'web', 'outside.example', 5, 0, { destination_workload: 'unknown' }),
    ...istioRequests('waypoint', 'cart', 'stock', 8, 0),
    ...istioRequests('source', 'cart', 'stock', 8, 0),
    ...istioRequests('source', 'web', 'PassthroughCluster', 2, 0, { destination_workload: 'unknown' }),
    ...istioRequests('source', 'web', '10.1.2.3', 2, 0, { destination_workload: 'unknown' }),
    // No answer at all is a failure; a call of gRPC says in a status of its own how it went.
    counter('istio_requests_total', istioLabels('source', 'web', 'gone', { response_code: '0' }), 3),
    counter('istio_requests_total', istioLabels('destination', 'cart', 'price', grpc('0')), 6),
    counter('istio_requests_total', istioLabels('destination', 'cart', 'price', grpc('14')), 2),
    counter('istio_tcp_sent_bytes_total', istioLabels('destination', 'cart', 'db', { request_protocol: 'tcp' }), 300),
    counter(
      'istio_tcp_received_bytes_total',
      istioLabels('destination', 'cart', 'db', { request_protocol: 'tcp' }),
      50,
    ),
    counter('istio_tcp_sent_bytes_total', istioLabels('source', 'cart', 'db', { request_protocol: 'tcp' }), 300),
    // One service in two clusters.
    ...istioRequests('destination', 'east-web', 'twin', 5, 0, { destination_cluster: 'east' }),
    ...istioRequests('destination', 'west-web', 'twin', 6, 0, { destination_cluster: 'west' }),
  ],
  linkerd: [
    counter('response_total', linkerdLabels('web', 'cart', { classification: 'success' }), 18),
    counter('response_total', linkerdLabels('web', 'cart', { classification: 'failure' }), 2),
    ...histogram('response_latency_ms', linkerdLabels('web', 'cart'), 20, [100, 200]),
    counter('tcp_open_total', linkerdLabels('cart', 'db', { peer: 'dst' }), 1),
    counter('tcp_read_bytes_total', linkerdLabels('cart', 'db', { peer: 'dst' }), 600),
    counter('tcp_write_bytes_total', linkerdLabels('cart', 'db', { peer: 'dst' }), 400),
  ],
  hubble: [
    counter(
      'hubble_http_requests_total',
      { source: 'shop/web', destination: 'shop/cart', reporter: 'server', status: '200' },
      9,
    ),
    counter(
      'hubble_http_requests_total',
      { source: 'shop/web', destination: 'shop/cart', reporter: 'server', status: '503' },
      1,
    ),
    // Flows are counted for requests and replies alike.
    counter('hubble_flows_processed_total', { source: 'shop/web', destination: 'shop/cart', verdict: 'FORWARDED' }, 30),
    counter('hubble_flows_processed_total', { source: 'shop/cart', destination: 'shop/web', verdict: 'FORWARDED' }, 30),
    counter('hubble_tcp_flags_total', { source: 'shop/cart', destination: 'shop/db', flag: 'SYN' }, 1),
    counter('hubble_tcp_flags_total', { source: 'shop/db', destination: 'shop/cart', flag: 'SYN-ACK' }, 1),
    counter('hubble_flows_processed_total', { source: 'shop/cart', destination: 'shop/db', verdict: 'FORWARDED' }, 4),
    counter('hubble_flows_processed_total', { source: 'shop/db', destination: 'shop/cart', verdict: 'FORWARDED' }, 4),
    counter(
      'hubble_flows_processed_total',
      { source: 'shop/sync', destination: 'shop/files', verdict: 'FORWARDED' },
      3,
    ),
    counter(
      'hubble_flows_processed_total',
      { source: 'shop/files', destination: 'shop/sync', verdict: 'FORWARDED' },
      3,
    ),
    counter('hubble_drop_total', { source: 'shop/web', destination: 'shop/db', reason: 'POLICY_DENIED' }, 5),
    counter(
      'hubble_flows_processed_total',
      { source: 'shop/cart', destination: 'reserved:world', verdict: 'FORWARDED' },
      2,
    ),
  ],
  retina: [
    counter('networkobservability_adv_forward_bytes', retinaLabels('web', 'cart'), 900),
    counter('networkobservability_adv_forward_bytes', retinaLabels('cart', 'web'), 9_000),
    counter('networkobservability_adv_tcpflags_count', { ...retinaLabels('web', 'cart'), flag: 'SYN' }, 2),
  ],
  caretta: [
    counter('caretta_links_observed', carettaLabels('web', 'cart', '8080', '1'), 1_000),
    counter('caretta_links_observed', carettaLabels('web', 'cart', '8080', '2'), 1_000),
    counter('caretta_links_observed', carettaLabels('cart', 'cart-db', '5432', '1'), 500),
  ],
  'beyla-network': [
    counter('beyla_network_flow_bytes_total', beylaLabels('web', 'cart', 'request'), 700),
    counter('beyla_network_flow_bytes_total', beylaLabels('cart', 'web', 'response'), 7_000),
  ],
  coroot: [
    counter('container_net_tcp_successful_connects_total', connectLabels('web', '10.0.0.7:8080'), 2),
    counter('container_net_tcp_successful_connects_total', connectLabels('cart', '10.0.0.9:5432'), 1),
    gauge('container_net_tcp_listen_info', { container_id: corootId('cart'), listen_addr: '10.0.0.7:8080' }, 1),
    gauge('kube_pod_info', { namespace: 'shop', pod: 'cart-db-0', pod_ip: '10.0.0.9', host_network: 'false' }, 1),
  ],
  envoy: [
    counter('envoy_cluster_upstream_rq_total', { consul_source_service: 'web', envoy_cluster_name: 'local_app' }, 99),
    counter(
      'envoy_cluster_upstream_rq_total',
      {
        consul_source_service: 'web',
        consul_destination_service: 'cart',
        envoy_cluster_name: 'cart.default.dc1.internal.x.consul',
      },
      12,
    ),
    counter(
      'envoy_cluster_upstream_rq_xx',
      {
        consul_source_service: 'web',
        consul_destination_service: 'cart',
        envoy_cluster_name: 'cart.default.dc1.internal.x.consul',
        envoy_response_code_class: '5',
      },
      3,
    ),
    counter(
      'envoy_cluster_upstream_rq_total',
      { app: 'gate', envoy_cluster_name: 'outbound|9080||reviews.bookinfo.svc.cluster.local' },
      4,
    ),
  ],
  traefik: [
    counter('traefik_service_requests_total', { service: 'cart@docker', code: '200' }, 9),
    counter('traefik_service_requests_total', { service: 'cart@docker', code: '502' }, 1),
    counter('traefik_service_requests_total', { service: 'api@internal', code: '200' }, 5),
    gauge('traefik_service_server_up', { service: 'cart@docker', url: 'http://10.0.0.7' }, 1),
    ...histogram('traefik_service_request_duration_seconds', { service: 'cart@docker' }, 10, [0.1, 0.3]),
  ],
  'ingress-nginx': [
    counter(
      'nginx_ingress_controller_requests',
      {
        ingress: 'cart',
        exported_namespace: 'shop',
        exported_service: 'cart',
        service: 'controller',
        namespace: 'ingress',
        status: '200',
      },
      6,
    ),
    counter(
      'nginx_ingress_controller_requests',
      {
        ingress: 'cart',
        exported_namespace: 'shop',
        exported_service: 'cart',
        service: 'controller',
        namespace: 'ingress',
        status: '500',
      },
      2,
    ),
  ],
  'kube-state-metrics': [
    gauge(
      'kube_ingress_path',
      { namespace: 'shop', ingress: 'public', host: 'shop.example', path: '/', service_name: 'web' },
      1,
    ),
    ...backedBy('web', 'web-7d9f8b6c5', 'Deployment', 'web-app'),
    ...backedBy('db', undefined, 'StatefulSet', 'postgres'),
  ],
  dephealth: [
    gauge(
      'app_dependency_health',
      { name: 'cart', dependency: 'orders-db', type: 'postgres', host: 'pg.example', port: '5432', critical: 'yes' },
      1,
    ),
    gauge(
      'app_dependency_health',
      { name: 'cart', dependency: 'stock', type: 'grpc', host: 'stock.example', port: '9000', critical: 'no' },
      0,
    ),
  ],
}
