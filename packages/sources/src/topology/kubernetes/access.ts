import { readFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { UpstreamError } from '../../client/failure.ts'
import type { ClientOptions } from '../../client/options.ts'
import { Secret } from '../../client/secret.ts'
import type { TopologyEndpoint } from '../topology-source.ts'
import { readKubeconfig } from './kubeconfig.ts'

/** How the API server is reached. */
export type KubernetesAccess =
  /** By what Kubernetes puts into every pod. */
  | { readonly kind: 'service-account' }
  | { readonly kind: 'kubeconfig'; readonly path: string; readonly context?: string }
  | ({ readonly kind: 'endpoint' } & TopologyEndpoint)

/** Where the API server is, now. Two that are `fresh` alike are the same. */
export interface Reached extends TopologyEndpoint {
  readonly fresh: string
}

/** Where a pod finds its service account. */
export interface PodSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly folder: string
}

export const thisPod: PodSurroundings = { env: process.env, folder: '/var/run/secrets/kubernetes.io/serviceaccount' }

/** Finds the API server; what is in files is read anew, because tokens and certificates are rotated. */
export async function reach(access: KubernetesAccess, pod: PodSurroundings): Promise<Reached> {
  switch (access.kind) {
    case 'endpoint':
      return { url: access.url, client: access.client, fresh: '' }
    case 'service-account':
      return reachFromPod(pod)
    case 'kubeconfig': {
      const text = await readText(access.path)
      return { ...readKubeconfig(text, access), fresh: text }
    }
  }
}

function reachFromPod({ env, folder }: PodSurroundings): Reached {
  const host = env['KUBERNETES_SERVICE_HOST']
  if (host === undefined || host === '') {
    throw new UpstreamError(
      'secret',
      'Statusgraph does not run in a pod of Kubernetes: give the source a "kubeconfig_file" or a "url".',
    )
  }
  const authority = `${host.includes(':') ? `[${host}]` : host}:${env['KUBERNETES_SERVICE_PORT'] ?? '443'}`
  const client: ClientOptions = {
    authorization: { type: 'Bearer', credentials: secretIn(join(folder, 'token')) },
    tls: { ca: secretIn(join(folder, 'ca.crt')) },
    headers: [],
  }
  return { url: `https://${authority}`, client, fresh: '' }
}

/** A file that is read at each use. */
function secretIn(path: string): Secret {
  return new Secret(() => readFileSync(path, 'utf8').trim())
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? ` (${String(error.code)})` : ''
    throw new UpstreamError('secret', `The kubeconfig cannot be read${code}.`)
  }
}
