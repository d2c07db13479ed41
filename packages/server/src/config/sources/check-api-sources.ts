import { clientKeys } from '../client-schema.ts'
import type { Diagnostic } from '../config.ts'
import { errorAt, warningAt } from '../read-yaml.ts'
import { entryOf, textAt } from '../tree.ts'
import type { Tree } from '../tree.ts'

/** There are three ways to the API server, and only a URL leaves open how to sign in there. */
export function checkKubernetes(source: Tree): readonly Diagnostic[] {
  const url = entryOf(source, 'url')
  const kubeconfig = entryOf(source, 'kubeconfig_file')
  const context = entryOf(source, 'context')
  const faults: Diagnostic[] = []
  if (url !== undefined && kubeconfig !== undefined) {
    faults.push(errorAt(kubeconfig.keyPlace, '"url" and "kubeconfig_file" are both given', 'keep one of them'))
  }
  if (context !== undefined && kubeconfig === undefined) {
    faults.push(errorAt(context.keyPlace, '"context" means nothing without "kubeconfig_file"'))
  }
  if (url === undefined) {
    const teller = kubeconfig === undefined ? 'the service account of the pod' : 'the kubeconfig'
    for (const key of Object.keys(clientKeys)) {
      const entry = entryOf(source, key)
      if (entry === undefined) continue
      faults.push(errorAt(entry.keyPlace, `"${key}" means nothing without "url": ${teller} says how to connect`))
    }
  }
  const excluded = entryOf(source, 'exclude_namespaces')
  if (excluded !== undefined && entryOf(source, 'namespaces') !== undefined) {
    faults.push(warningAt(excluded.keyPlace, '"exclude_namespaces" means nothing beside "namespaces"', 'remove it'))
  }
  return faults
}

/** Whoever may open a socket has no need to prove who it is. */
export function checkDocker(source: Tree): readonly Diagnostic[] {
  const isSocket = (textAt(source, ['host']) ?? 'unix:').startsWith('unix:')
  const tls = entryOf(source, 'tls_config')
  if (!isSocket || tls === undefined) return []
  return [errorAt(tls.keyPlace, '"tls_config" means nothing on a socket', 'give "host: tcp://…", or remove it')]
}
