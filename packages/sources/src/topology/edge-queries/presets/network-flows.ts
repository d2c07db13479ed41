import type { EdgeQuery, Preset } from '../edge-plan.ts'

const packets =
  'Bytes and connections are measured, not requests: errors are not seen, and two services behind one address look like one.'

export const caretta: Preset = {
  name: 'caretta',
  title: 'Caretta',
  needs: 'Caretta in the cluster',
  proof: ['caretta_links_observed'],
  edges: [
    {
      layer: 'l4',
      provenance: 'observed',
      queries: {
        // Each connection is told twice, once by each side; the first role is the client's.
        presence: 'group by ($by) (last_over_time(caretta_links_observed{role="1"}[$lookback]))',
        bytes: 'sum by ($by) (rate(caretta_links_observed{role="1"}[$window]))',
      },
      from: {
        name: '{{client_name}}',
        namespace: "{{client_namespace|unless:'node'|unless:'external'}}",
        kind: '{{client_kind|kind ?? client_namespace|kind}}',
      },
      to: {
        name: '{{server_name}}',
        namespace: "{{server_namespace|unless:'node'|unless:'external'}}",
        kind: '{{server_port|kind ?? server_kind|kind ?? server_namespace|kind}}',
      },
    },
  ],
  caveats: [packets],
}

export const beylaNetwork: Preset = {
  name: 'beyla-network',
  title: 'Network flows of Beyla and OBI',
  needs: 'Beyla or OBI with network metrics',
  proof: ['beyla_network_flow_bytes_total', 'obi_network_flow_bytes_total'],
  edges: [
    {
      layer: 'l4',
      provenance: 'observed',
      queries: {
        presence:
          'group by ($by) (last_over_time({__name__=~"(beyla|obi)_network_flow_bytes_total", direction!="response"}[$lookback]))',
        bytes: ['beyla', 'obi'].map(
          (maker) => `sum by ($by) (rate(${maker}_network_flow_bytes_total{direction!="response"}[$window]))`,
        ),
      },
      from: {
        name: '{{k8s_src_owner_name ?? src_name|dns ?? src_address}}',
        namespace: '{{k8s_src_namespace}}',
        sparesCluster: true,
        cluster: '{{k8s_cluster_name}}',
        kind: '{{k8s_src_owner_type|kind}}',
      },
      to: {
        name: '{{k8s_dst_owner_name ?? dst_name|dns ?? dst_address}}',
        namespace: '{{k8s_dst_namespace}}',
        sparesCluster: true,
        cluster: '{{k8s_cluster_name}}',
        kind: '{{dst_port|kind ?? k8s_dst_owner_type|kind}}',
      },
      protocol: '{{transport|lower}}',
    },
  ],
  caveats: [packets],
}

/** `/k8s/namespace/pod/container`, `/docker/name` or a unit of systemd. */
const container = (label: string) => ({
  name: `{{${label}|split:'/k8s/':1|split:'/':1|owner ?? ${label}|split:'/':-1}}`,
  namespace: `{{${label}|split:'/k8s/':1|split:'/':0}}`,
})

/** Finds the container that listens where a connection went. */
const toListener = (metric: string) =>
  `sum by ($by) (rate(${metric}[$window]) * on (actual_destination) group_left (dst) max by (actual_destination, dst) (` +
  'label_replace(label_replace(container_net_tcp_listen_info, "actual_destination", "$1", "listen_addr", "(.*)"), "dst", "$1", "container_id", "(.*)")))'

/** Finds the pod that has the address where a connection went. */
const toPod = (metric: string) =>
  `sum by ($by) (label_replace(rate(${metric}[$window]), "pod_ip", "$1", "actual_destination", "(.+):\\\\d+")` +
  ' * on (pod_ip) group_left (dst_ns, dst_pod) max by (pod_ip, dst_ns, dst_pod) (label_replace(label_replace(' +
  'kube_pod_info{host_network="false"}, "dst_ns", "$1", "namespace", "(.*)"), "dst_pod", "$1", "pod", "(.*)")))'

const connects = (to: EdgeQuery['to'], find: (metric: string) => string): EdgeQuery => ({
  layer: 'l4',
  provenance: 'observed',
  queries: {
    rate: find('container_net_tcp_successful_connects_total'),
    bytes: ['sent', 'received'].map((way) => find(`container_net_tcp_bytes_${way}_total`)),
  },
  from: container('container_id'),
  to,
})

export const coroot: Preset = {
  name: 'coroot',
  title: 'Coroot',
  needs: 'the node agent of Coroot; with kube-state-metrics every pod is found by its address',
  proof: ['container_net_tcp_successful_connects_total'],
  edges: [
    connects(container('dst'), toListener),
    connects({ name: '{{dst_pod|owner}}', namespace: '{{dst_ns}}' }, toPod),
  ],
  caveats: [packets, 'Connections to addresses that no container listens at are not shown.'],
}
