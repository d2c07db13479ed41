import type { EdgeEnd, Preset } from '../edge-plan.ts'
import { ingress } from './ingress.ts'

const service: EdgeEnd = {
  name: '{{service}}',
  namespace: '{{namespace}}',
  kind: 'service',
  ids: ['svc:{{namespace}}/{{service}}'],
}

const workload: EdgeEnd = {
  name: '{{workload}}',
  namespace: '{{namespace}}',
  kind: '{{workload_kind|kind}}',
  ids: ['workload:{{namespace}}/{{workload}}'],
}

/** Which Service each ready or unready pod stands behind. */
const endpoints =
  'label_replace(kube_endpointslice_endpoints{targetref_kind="Pod"}, "pod", "$1", "targetref_name", "(.*)")' +
  ' * on (namespace, endpointslice) group_left (service) max by (namespace, endpointslice, service)' +
  ' (label_replace(kube_endpointslice_labels, "service", "$1", "label_kubernetes_io_service_name", "(.+)"))'

export const kubernetesStructure: Preset = {
  name: 'kube-state-metrics',
  title: 'Structure of Kubernetes',
  needs:
    'kube-state-metrics; for the step from Service to workload with' +
    ' `--metric-labels-allowlist=endpointslices=[kubernetes.io/service-name]`',
  proof: ['kube_ingress_path', 'kube_endpointslice_endpoints'],
  edges: [
    {
      layer: 'proxy',
      provenance: 'structure',
      queries: { presence: 'group by ($by) (kube_ingress_path{service_name!=""})' },
      from: ingress,
      to: {
        ...service,
        name: '{{service_name}}',
        namespace: '{{exported_namespace ?? namespace}}',
        ids: ['svc:{{exported_namespace ?? namespace}}/{{service_name}}'],
      },
    },
    {
      layer: 'proxy',
      provenance: 'structure',
      queries: {
        presence:
          `group by ($by) (${endpoints}` +
          ' * on (namespace, pod) group_left (replicaset) max by (namespace, pod, replicaset)' +
          ' (label_replace(kube_pod_owner{owner_kind="ReplicaSet"}, "replicaset", "$1", "owner_name", "(.*)"))' +
          ' * on (namespace, replicaset) group_left (workload, workload_kind) max by (namespace, replicaset, workload, workload_kind)' +
          ' (label_replace(label_replace(kube_replicaset_owner{owner_kind!="<none>"},' +
          ' "workload", "$1", "owner_name", "(.*)"), "workload_kind", "$1", "owner_kind", "(.*)")))',
      },
      from: service,
      to: workload,
    },
    {
      // StatefulSets, DaemonSets and Jobs own their pods themselves.
      layer: 'proxy',
      provenance: 'structure',
      queries: {
        presence:
          `group by ($by) (${endpoints}` +
          ' * on (namespace, pod) group_left (workload, workload_kind) max by (namespace, pod, workload, workload_kind)' +
          ' (label_replace(label_replace(kube_pod_owner{owner_kind!~"ReplicaSet|Node|<none>"},' +
          ' "workload", "$1", "owner_name", "(.*)"), "workload_kind", "$1", "owner_kind", "(.*)")))',
      },
      from: service,
      to: workload,
    },
  ],
  caveats: ['This is how the cluster is wired, not what is used: it says nothing about traffic between services.'],
}

export const dephealth: Preset = {
  name: 'dephealth',
  title: 'Health of dependencies (dephealth)',
  needs: 'services that export `app_dependency_health{name, dependency, type}`, 1 or 0',
  proof: ['app_dependency_health'],
  edges: [
    {
      layer: 'client',
      provenance: 'observed',
      queries: {
        presence: 'group by ($by) (last_over_time(app_dependency_health[$lookback]))',
        health: 'min by ($by) (app_dependency_health)',
      },
      from: { name: '{{name ?? job}}' },
      to: {
        name: '{{dependency}}',
        kind: '{{type|kind ?? port|kind}}',
      },
      protocol: '{{type}}',
      labels: ['name', 'dependency'],
    },
  ],
  caveats: ['These are health checks by the clients, not requests of users.'],
}
