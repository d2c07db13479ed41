import { counter, gauge, histogram, type ExportedSeries } from './exposition.ts'

// Series as each producer writes them, for calls of one small shop.

export function istioLabels(
  reporter: string,
  client: string,
  server: string,
  more: Readonly<Record<string, string>> = {},
) {
  const isKnown = more['destination_workload'] !== 'unknown'
  return {
    reporter,
    source_workload: `${client}-v1`,
    source_workload_namespace: 'shop',
    source_canonical_service: client,
    destination_workload: `${server}-v1`,
    destination_workload_namespace: isKnown ? 'shop' : 'unknown',
    destination_canonical_service: isKnown ? server : 'unknown',
    destination_service_name: server,
    destination_service_namespace: isKnown ? 'shop' : 'unknown',
    request_protocol: 'http',
    response_code: '200',
    ...more,
  }
}

export function grpc(status: string) {
  return { request_protocol: 'grpc', response_code: '200', grpc_response_status: status }
}

export function istioRequests(
  reporter: string,
  client: string,
  server: string,
  perSecond: number,
  failing: number,
  more: Readonly<Record<string, string>> = {},
): readonly ExportedSeries[] {
  const labels = istioLabels(reporter, client, server, more)
  return [
    counter('istio_requests_total', labels, perSecond - failing),
    ...(failing === 0 ? [] : [counter('istio_requests_total', { ...labels, response_code: '503' }, failing)]),
    ...histogram('istio_request_duration_milliseconds', labels, perSecond, [100, 200]),
  ]
}

export function linkerdLabels(client: string, server: string, more: Readonly<Record<string, string>> = {}) {
  return {
    direction: 'outbound',
    namespace: 'shop',
    deployment: client,
    dst_namespace: 'shop',
    dst_deployment: server,
    ...more,
  }
}

export function retinaLabels(from: string, to: string) {
  return {
    direction: 'egress',
    source_namespace: 'shop',
    source_workload_name: from,
    destination_namespace: 'shop',
    destination_workload_name: to,
  }
}

export function carettaLabels(client: string, server: string, port: string, role: string) {
  return {
    client_name: client,
    client_namespace: 'shop',
    client_kind: 'Deployment',
    server_name: server,
    server_namespace: 'shop',
    server_kind: 'StatefulSet',
    server_port: port,
    role,
  }
}

export function beylaLabels(from: string, to: string, direction: string) {
  return {
    direction,
    k8s_src_owner_name: from,
    k8s_src_owner_type: 'Deployment',
    k8s_src_namespace: 'shop',
    k8s_dst_owner_name: to,
    k8s_dst_owner_type: 'Deployment',
    k8s_dst_namespace: 'shop',
  }
}

export function corootId(name: string): string {
  return `/k8s/shop/${name}-7d9f8b6c5-x2v9z/app`
}

export function connectLabels(from: string, to: string) {
  return { container_id: corootId(from), destination: to, actual_destination: to }
}

/** A Service, a pod behind it, and whose pod it is. */
export function backedBy(
  service: string,
  replicaSet: string | undefined,
  kind: string,
  workload: string,
): readonly ExportedSeries[] {
  const pod = replicaSet === undefined ? `${workload}-0` : `${replicaSet}-x2v9z`
  const endpointslice = `${service}-abcde`
  const owner =
    replicaSet === undefined
      ? { owner_kind: kind, owner_name: workload }
      : { owner_kind: 'ReplicaSet', owner_name: replicaSet }
  return [
    gauge(
      'kube_endpointslice_endpoints',
      {
        namespace: 'shop',
        endpointslice,
        address: '10.0.0.1',
        ready: 'true',
        targetref_kind: 'Pod',
        targetref_name: pod,
      },
      1,
    ),
    gauge(
      'kube_endpointslice_labels',
      { namespace: 'shop', endpointslice, label_kubernetes_io_service_name: service },
      1,
    ),
    gauge('kube_pod_owner', { namespace: 'shop', pod, ...owner }, 1),
    ...(replicaSet === undefined
      ? []
      : [
          gauge(
            'kube_replicaset_owner',
            { namespace: 'shop', replicaset: replicaSet, owner_kind: kind, owner_name: workload },
            1,
          ),
        ]),
  ]
}
