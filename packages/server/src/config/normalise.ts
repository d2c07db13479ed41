import { topologySourceKinds } from '@statusgraph/model'
import { upstreamKinds } from './rules.ts'
import { withValue } from './tree.ts'
import type { ListTree, Tree } from './tree.ts'

const listedOrAlone = [
  ...upstreamKinds.map((kind) => ['upstream', kind]),
  ...topologySourceKinds.map((kind) => ['sources', kind]),
]

/** Puts one upstream or source, where one may stand alone, into a list, and a link that is only a URL into a map. */
export function normalise(tree: Tree): Tree {
  const lists = listedOrAlone.reduce<Tree | undefined>((before, path) => withValue(before, path, wrapOne), tree)
  return withValue(lists, ['links'], wrapLinks) ?? tree
}

function wrapOne(value: Tree | undefined): Tree | undefined {
  if (value?.kind !== 'map') return value
  const list: ListTree = { kind: 'list', place: value.place, items: [value], single: true }
  return list
}

function wrapLinks(value: Tree | undefined): Tree | undefined {
  if (value?.kind !== 'list') return value
  return { ...value, items: value.items.map(wrapLink) }
}

function wrapLink(link: Tree): Tree {
  if (link.kind !== 'scalar' || link.text === null) return link
  return { kind: 'map', place: link.place, entries: new Map([['url', { keyPlace: link.place, value: link }]]) }
}
