import { topologySourceKinds } from '@statusgraph/model'
import { upstreamKinds } from './rules.ts'
import { withValue } from './tree.ts'
import type { ListTree, Tree } from './tree.ts'

const listedOrAlone = [
  ...upstreamKinds.map((kind) => ['upstream', kind]),
  ...topologySourceKinds.map((kind) => ['sources', kind]),
]

/**
 * Puts one upstream or source, where one may stand alone, into a list, and a link that is only a URL and an end of edges
 * that is only a node into a map.
 */
export function normalise(tree: Tree): Tree {
  const alone = listedOrAlone.reduce<Tree | undefined>((before, path) => withValue(before, path, wrapOne), tree)
  const lists = withValue(alone, ['sources', 'prometheus'], wrapEnds)
  return withValue(lists, ['links'], wrapLinks) ?? tree
}

function wrapOne(value: Tree | undefined): Tree | undefined {
  if (value?.kind !== 'map') return value
  const list: ListTree = { kind: 'list', place: value.place, items: [value], single: true }
  return list
}

function wrapLinks(value: Tree | undefined): Tree | undefined {
  if (value?.kind !== 'list') return value
  return { ...value, items: value.items.map((item) => wrapText(item, 'url')) }
}

function wrapEnds(sources: Tree | undefined): Tree | undefined {
  if (sources?.kind !== 'list') return sources
  return { ...sources, items: sources.items.map((source) => wrapEnd(wrapEnd(source, 'from'), 'to')) }
}

function wrapEnd(source: Tree, key: string): Tree {
  if (source.kind !== 'map') return source
  return withValue(source, [key], (end) => (end === undefined ? end : wrapText(end, 'node'))) ?? source
}

function wrapText(tree: Tree, key: string): Tree {
  if (tree.kind !== 'scalar' || tree.text === null) return tree
  return { kind: 'map', place: tree.place, entries: new Map([[key, { keyPlace: tree.place, value: tree }]]) }
}
