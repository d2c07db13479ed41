import type { Provenance } from '@statusgraph/model'
import { formatAge } from '@statusgraph/picture'
import { scoreFuzzy } from '../../../../parts/fuzzy.ts'
import type { Find } from '../../../discovery/list-finds.ts'

/** A part of a list of finds that somebody may want to see alone. */
export interface FindFilter {
  readonly value: string
  readonly label: string
}

const nodesOnly = 'nodes'
const edgesOnly = 'edges'
/** No namespace is called like that. */
const namespacePrefix = 'in '

/** The parts that a list can be narrowed to, with how many are in each; none when there is only one. */
export function listFindFilters(finds: readonly Find[]): readonly FindFilter[] {
  const edges = finds.filter(({ kind }) => kind === 'edge').length
  const counts = new Map<string, number>()
  for (const { namespaces } of finds)
    for (const namespace of namespaces) counts.set(namespace, (counts.get(namespace) ?? 0) + 1)
  const kinds = [
    { value: nodesOnly, label: `nodes (${(finds.length - edges).toLocaleString('en')})` },
    { value: edgesOnly, label: `edges (${edges.toLocaleString('en')})` },
  ]
  return [
    ...(edges === 0 || edges === finds.length ? [] : kinds),
    ...[...counts]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .filter(([, count]) => count < finds.length)
      .map(([namespace, count]) => ({
        value: namespacePrefix + namespace,
        label: `${namespace} (${count.toLocaleString('en')})`,
      })),
  ]
}

/** The finds that answer to a search and a filter, best first while there is a search. */
export function chooseFinds(finds: readonly Find[], typed: string, filter: string): readonly Find[] {
  const kept = finds.filter((find) => passes(find, filter))
  if (typed.trim() === '') return kept
  return kept
    .flatMap((find) => {
      const score = scoreFuzzy(typed, `${find.name} ${find.namespaces.join(' ')}`)
      return score === undefined ? [] : [{ find, score }]
    })
    .toSorted((a, b) => b.score - a.score)
    .map(({ find }) => find)
}

function passes({ kind, namespaces }: Find, filter: string): boolean {
  if (filter === nodesOnly) return kind !== 'edge'
  if (filter === edgesOnly) return kind === 'edge'
  return !filter.startsWith(namespacePrefix) || namespaces.includes(filter.slice(namespacePrefix.length))
}

/** Who sees it and since when: `traces, new for 12 s`, `traces and 2 more, not for 3 h`. */
export function saySeenBy(provenance: readonly Provenance[], nowMs: number): string {
  const [first, ...more] = provenance
  if (first === undefined) return 'nobody has ever seen it'
  const who = more.length === 0 ? first.source : `${first.source} and ${more.length} more`
  const ageOf = (instant: number): string => formatAge((nowMs - instant) / 1000)
  // While it goes on being seen, the newest moment is not told each time; the first one says how new it is.
  if (provenance.some(({ state }) => state === 'live' || state === 'idle'))
    return `${who}, new for ${ageOf(Math.min(...provenance.map(({ firstSeen }) => Date.parse(firstSeen))))}`
  return `${who}, not for ${ageOf(Math.max(...provenance.map(({ lastSeen }) => Date.parse(lastSeen))))}`
}

/** The patterns that would leave out everything of the namespaces that some finds stand in. */
export function listNamespacePatterns(finds: readonly Find[]): readonly string[] {
  const stems = finds.flatMap(({ element }) => {
    if (element.kind === 'edge' || element.node.namespace === undefined) return []
    const { id } = element.node
    const cut = id.lastIndexOf('/')
    return cut === -1 ? [] : [`${id.slice(0, cut)}/*`]
  })
  return [...new Set(stems)]
}

/** The id of the node among some finds, when they are only that. */
export function onlyNodeOf(finds: readonly Find[]): string | undefined {
  const [only] = finds
  return finds.length === 1 && only?.element.kind === 'node' ? only.element.node.id : undefined
}
