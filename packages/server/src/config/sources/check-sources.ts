import { topologySourceKinds } from '@statusgraph/model'
import { checkClient, checkTwin } from '../client-rules.ts'
import type { Diagnostic } from '../config.ts'
import { errorAt } from '../read-yaml.ts'
import { entryOf, textAt, valueAt } from '../tree.ts'
import type { ListTree, Place, Tree } from '../tree.ts'
import { checkDocker, checkKubernetes } from './check-api-sources.ts'
import { checkEdgeQueries } from './check-edge-queries.ts'

/**
 * What no schema of single keys can see in the sources of discovery.
 *
 * @param names where each name was used already; sources and upstreams share one list on screen
 */
export function checkSources(tree: Tree, names: Map<string, Place>): readonly Diagnostic[] {
  return topologySourceKinds.flatMap((kind) => {
    const list = valueAt(tree, ['sources', kind])
    if (list?.kind !== 'list') return []
    return list.items.flatMap((source) =>
      source.kind === 'map'
        ? [
            ...checkName(list, source, kind, names),
            ...checkToken(source),
            ...checkGrpc(source),
            ...checkClient(source),
            ...(kind === 'prometheus' ? checkEdgeQueries(tree, source) : []),
            ...(kind === 'kubernetes' ? checkKubernetes(source) : []),
            ...(kind === 'docker' ? checkDocker(source) : []),
          ]
        : [],
    )
  })
}

function checkName(list: ListTree, source: Tree, kind: string, names: Map<string, Place>): readonly Diagnostic[] {
  const place = valueAt(source, ['name'])?.place ?? source.place
  const name = textAt(source, ['name']) ?? defaultName(list, source, kind)
  // Of those without a name that need one, check-edge-queries.ts tells.
  if (name === undefined && kind === 'prometheus') return []
  if (name === undefined)
    return [errorAt(place, 'each of several sources needs the key "name"', 'add one, such as name: eu')]
  const before = names.get(name)
  if (before === undefined) {
    names.set(name, place)
    return []
  }
  return [errorAt(place, `the name "${name}" is used twice, first at ${before.file}:${before.line}`, 'choose another')]
}

/** A Prometheus is called so itself, so what is asked of it goes by its preset. */
function defaultName(list: ListTree, source: Tree, kind: string): string | undefined {
  if (kind === 'prometheus') return textAt(source, ['preset'])
  return list.items.length === 1 ? kind : undefined
}

/** The three ways to give a token exclude one another. */
function checkToken(source: Tree): readonly Diagnostic[] {
  const digest = entryOf(source, 'token_sha256')
  const plain = ['token', 'token_file'].find((key) => entryOf(source, key) !== undefined)
  return [
    ...checkTwin(source, 'token'),
    ...(digest === undefined || plain === undefined
      ? []
      : [errorAt(digest.keyPlace, `"${plain}" and "token_sha256" are both given`, 'keep one of them')]),
  ]
}

/** What only the gRPC address gives a meaning to. */
function checkGrpc(source: Tree): readonly Diagnostic[] {
  const tls = entryOf(source, 'grpc_tls')
  if (tls === undefined || entryOf(source, 'grpc') !== undefined) return []
  return [errorAt(tls.keyPlace, '"grpc_tls" means nothing without "grpc"', 'add grpc: 127.0.0.1:4317')]
}
