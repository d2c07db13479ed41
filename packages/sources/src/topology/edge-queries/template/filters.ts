import { kindOf } from './kind-of.ts'

interface Filter {
  /** What stands after the name, each after a colon. */
  readonly takes: readonly ('text' | 'number')[]
  /** How it is written, for whoever wrote it wrong. */
  readonly usage: string
  /** Gets some text, gives some or none. */
  readonly apply: (text: string, given: readonly (string | number)[]) => string
}

/** Everything that a template can do to a text: a closed list, each linear in the length of the text. */
export const filters = {
  lower: { takes: [], usage: 'lower', apply: (text) => text.toLowerCase() },
  split: {
    takes: ['text', 'number'],
    usage: "split:'/':1",
    apply: (text, [by, index]) => text.split(String(by)).at(Number(index)) ?? '',
  },
  strip: { takes: ['text'], usage: "strip:'@docker'", apply: (text, [end]) => strip(text, String(end)) },
  unless: { takes: ['text'], usage: "unless:'unknown'", apply: (text, [none]) => (text === none ? '' : text) },
  dns: { takes: [], usage: 'dns', apply: readDnsName },
  owner: { takes: [], usage: 'owner', apply: readPodOwner },
  kind: { takes: [], usage: 'kind', apply: (text) => kindOf(text) ?? '' },
} as const satisfies Readonly<Record<string, Filter>>

export type FilterName = keyof typeof filters

export function isFilterName(name: string): name is FilterName {
  return Object.hasOwn(filters, name)
}

/** Without this at its beginning or end. */
function strip(text: string, end: string): string {
  if (end === '') return text
  const rest = text.startsWith(end) ? text.slice(end.length) : text
  return rest.endsWith(end) ? rest.slice(0, -end.length) : rest
}

/**
 * `namespace/service` of the name that a cluster gives a Service, such as `cart.shop.svc.cluster.local:8080`; any other
 * host without its port.
 */
function readDnsName(text: string): string {
  const host = withoutPort(text.trim().toLowerCase()).replace(/\.$/, '')
  const parts = host.split('.')
  const at = parts.lastIndexOf('svc')
  const [service, namespace] = [parts[at - 2], parts[at - 1]]
  return at >= 2 && service !== undefined && namespace !== undefined ? `${namespace}/${service}` : host
}

function withoutPort(host: string): string {
  const colon = host.indexOf(':')
  // An IPv6 address is full of colons, and has a port only after its brackets.
  if (colon === -1 || (host.indexOf(':', colon + 1) !== -1 && !host.includes(']:'))) return host
  return host.slice(0, host.lastIndexOf(':'))
}

/** The letters that Kubernetes makes the random ends of names of. */
const random = '[bcdfghjklmnpqrstvwxz2456789]'
const replicaSetPod = new RegExp(`^(.+?)-${random}{6,10}-${random}{5}$`)
const daemonSetPod = new RegExp(`^(.+?)-${random}{5}$`)
const statefulSetPod = /^(.+?)-\d{1,4}$/

/** What a pod belongs to, by the way Kubernetes names pods: `cart` of `cart-7d9f8b6c5-x2v9z`. */
function readPodOwner(pod: string): string {
  if (pod.length > 253) return pod
  return (replicaSetPod.exec(pod) ?? daemonSetPod.exec(pod) ?? statefulSetPod.exec(pod))?.[1] ?? pod
}
