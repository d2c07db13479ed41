import type { KubernetesConfig } from '@statusgraph/sources'
import { z } from 'zod'
import { buildClient } from '../build-client.ts'
import { clientKeys } from '../client-schema.ts'
import { boolean, filePath, text, typeNames, upstreamUrl } from '../scalars.ts'
import { buildSettings, pollingKeys } from './settings.ts'

const namespaceName = z
  .string()
  .regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, 'must be the name of a Kubernetes namespace')
  .register(typeNames, { type: 'namespace' })

const kubernetes = z.strictObject({
  ...pollingKeys('kubernetes', '30s'),
  kubeconfig_file: filePath
    .optional()
    .describe(
      'A kubeconfig with a token or a client certificate. Default, without `url`: the service account of the pod that Statusgraph runs in.',
    ),
  context: text.optional().describe('The context of the kubeconfig. Default: its current one.'),
  url: upstreamUrl.optional().describe('The API server, when neither a kubeconfig nor a service account tells it.'),
  namespaces: z
    .array(namespaceName)
    .max(50, 'must name 50 namespaces at the most')
    .prefault([])
    .describe('Only these namespaces; then no right on the whole cluster is needed. Default: all.'),
  exclude_namespaces: z
    .array(namespaceName)
    .prefault(['kube-system', 'kube-public', 'kube-node-lease'])
    .describe('Namespaces to leave out when all are looked at.'),
  cluster: text
    .optional()
    .describe('Put before every id, so that equal names of several clusters stay apart. Default: nothing.'),
  environment: boolean
    .prefault('false')
    .describe('Whether names of services in environment variables of workloads become declared edges.'),
  ...clientKeys,
})

/** The keys under `sources.kubernetes`. */
export const kubernetesKeys = {
  kubernetes: z
    .array(kubernetes)
    .prefault([])
    .describe('Workloads, services and ingresses of a Kubernetes cluster, watched. One, or a list.'),
}

export function buildKubernetes(keys: readonly z.output<typeof kubernetes>[]): readonly KubernetesConfig[] {
  return keys.map((source) => ({
    ...buildSettings('kubernetes', `Kubernetes API, ${wordAccess(source)}`, source),
    kind: 'kubernetes',
    access: accessOf(source),
    namespaces: source.namespaces,
    excludedNamespaces: source.namespaces.length === 0 ? source.exclude_namespaces : [],
    ...(source.cluster === undefined ? {} : { cluster: source.cluster }),
    readsEnvironment: source.environment,
  }))
}

function wordAccess({ url, kubeconfig_file: path, context }: z.output<typeof kubernetes>): string {
  if (url !== undefined) return new URL(url.url).host
  if (path === undefined) return 'the cluster that Statusgraph runs in'
  return context === undefined ? 'by a kubeconfig' : `context ${context}`
}

function accessOf(source: z.output<typeof kubernetes>): KubernetesConfig['access'] {
  const { url, kubeconfig_file: path, context } = source
  if (url !== undefined) return { kind: 'endpoint', url: url.url, client: buildClient(source, url) }
  if (path === undefined) return { kind: 'service-account' }
  return { kind: 'kubeconfig', path, ...(context === undefined ? {} : { context }) }
}
