import type { KubernetesObject } from './kubernetes-server.ts'

/** Objects of the shop as `kubectl get -o json` shows them, from the little that a test cares about. */
interface MadeOf {
  readonly namespace?: string
  readonly image?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
  readonly owner?: readonly [kind: string, name: string]
  readonly ip?: string
  readonly env?: Readonly<Record<string, string>>
  readonly [field: string]: unknown
}

function metadataOf(name: string, { namespace = 'shop', labels, annotations, owner }: MadeOf) {
  return {
    name,
    namespace,
    ...(labels === undefined ? {} : { labels }),
    ...(annotations === undefined ? {} : { annotations }),
    ...(owner === undefined
      ? {}
      : { ownerReferences: [{ apiVersion: 'v1', kind: owner[0], name: owner[1], uid: 'u', controller: true }] }),
  }
}

function podSpec({ image = 'shop/app:1', env = {} }: MadeOf) {
  const variables = Object.entries(env).map(([name, value]) => ({ name, value }))
  return { containers: [{ name: 'main', image, env: variables }] }
}

/** A Deployment, StatefulSet, DaemonSet or ReplicaSet. */
export function workload(name: string, made: MadeOf = {}): KubernetesObject {
  const { labels = { app: name } } = made
  return {
    metadata: metadataOf(name, { ...made, labels }),
    spec: {
      replicas: made['replicas'] ?? 1,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: podSpec(made) },
    },
  }
}

export function cronJob(name: string, made: MadeOf = {}): KubernetesObject {
  const template = { metadata: {}, spec: podSpec(made) }
  return { metadata: metadataOf(name, made), spec: { schedule: '@daily', jobTemplate: { spec: { template } } } }
}

export function job(name: string, made: MadeOf = {}): KubernetesObject {
  const conditions = made['done'] === true ? [{ type: 'Complete', status: 'True' }] : []
  const template = { metadata: {}, spec: podSpec(made) }
  return { metadata: metadataOf(name, made), spec: { template }, status: { conditions } }
}

export function pod(name: string, made: MadeOf = {}): KubernetesObject {
  const { ip } = made
  return {
    metadata: metadataOf(name, made),
    spec: { ...podSpec(made), ...(made['hostNetwork'] === true ? { hostNetwork: true } : {}) },
    status: { phase: made['phase'] ?? 'Running', ...(ip === undefined ? {} : { podIP: ip, podIPs: [{ ip }] }) },
  }
}

export function service(name: string, made: MadeOf = {}): KubernetesObject {
  const { namespace: _namespace, labels: _labels, ...spec } = made
  return { metadata: metadataOf(name, made), spec: { clusterIP: '10.96.0.1', ports: [{ port: 80 }], ...spec } }
}

export function endpointSlice(name: string, of: string, pods: readonly string[], namespace = 'shop'): KubernetesObject {
  return {
    metadata: metadataOf(name, { namespace, labels: { 'kubernetes.io/service-name': of } }),
    addressType: 'IPv4',
    endpoints: pods.map((target) => ({ addresses: ['10.0.0.9'], targetRef: { kind: 'Pod', name: target, namespace } })),
    ports: [],
  }
}

export function ingress(name: string, host: string, to: readonly string[], made: MadeOf = {}): KubernetesObject {
  const paths = to.map((target) => {
    return { path: `/${target}`, pathType: 'Prefix', backend: { service: { name: target, port: { number: 80 } } } }
  })
  return { metadata: metadataOf(name, made), spec: { rules: [{ host, http: { paths } }] } }
}
