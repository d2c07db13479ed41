import { canonicalId } from '@statusgraph/model'

interface Named {
  readonly namespace: string
  readonly name: string
}

/** How things of one cluster are called outside it. */
export interface Names {
  readonly cluster: string | undefined
  id(named: Named): string
  /** An ingress is often called as the service that it leads to, and is another thing. */
  entryId(named: Named, what: 'ingress' | 'gateway'): string
  /** The same in every cluster: whose it is, the node says. */
  typed(type: string, named: Named): string
}

export function openNames(cluster: string | undefined): Names {
  const id = ({ namespace, name }: Named) => canonicalId({ cluster, namespace, name })
  return {
    cluster,
    id,
    entryId: ({ namespace, name }, what) =>
      id({ namespace, name: name.toLowerCase().includes(what) ? name : `${name}-${what}` }),
    typed: (type, { namespace, name }) => `${type}:${namespace}/${name}`,
  }
}
