import { upstreamKinds } from './rules.ts'
import { withValue } from './tree.ts'
import type { ListTree, Tree } from './tree.ts'

/** Puts one upstream, where one may stand alone, into a list, and a link that is only a URL into a map. */
export function normalise(tree: Tree): Tree {
  const upstreams = upstreamKinds.reduce<Tree | undefined>(
    (before, kind) => withValue(before, ['upstream', kind], wrapOne),
    tree,
  )
  return withValue(upstreams, ['links'], wrapLinks) ?? tree
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
