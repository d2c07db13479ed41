import type { TopologyRules } from '../graph/document.ts'
import { count, join, quote } from './describe-words.ts'
import { isEqual } from './equal.ts'

type Ignored = NonNullable<TopologyRules['ignore']>[number]

/** How many rules of one sort are told one by one, before they are only counted. */
const namedAtMost = 2

/** What was done to the rules of discovery, phrase by phrase: `ignored kube-system/*`, `cart taken for shop/cart`. */
export function describeRules(before: TopologyRules | undefined, after: TopologyRules | undefined): readonly string[] {
  if (before === after) return []
  const aliases = compareLists(before?.aliases, after?.aliases)
  const ignored = compareLists(before?.ignore, after?.ignore)
  return [
    ...(isEqual(before?.sources, after?.sources) ? [] : [tellSources(after?.sources)]),
    ...tellSome(ignored.added, 'more rules of what to ignore', (rule) => `ignored ${sayIgnored(rule)}`),
    ...tellSome(ignored.gone, 'fewer rules of what to ignore', (rule) => `no longer ignored ${sayIgnored(rule)}`),
    ...tellSome(aliases.added, 'more aliases', ({ from, to }) => `${quote(from)} taken for ${quote(to)}`),
    ...tellSome(aliases.gone, 'fewer aliases', ({ from, to }) => `${quote(from)} no longer taken for ${quote(to)}`),
    ...tellSome(changedKeys(before?.kinds, after?.kinds), 'kinds of discovered nodes changed', (id) =>
      tellKind(id, after?.kinds?.[id]),
    ),
    ...tellSome(changedKeys(before?.pins, after?.pins), 'pins of discovered nodes changed', (id) =>
      after?.pins?.[id] === undefined ? `${quote(id)} no longer pinned` : `${quote(id)} pinned`,
    ),
  ]
}

function tellSources(sources: readonly string[] | undefined): string {
  if (sources === undefined) return 'all sources looked at'
  if (sources.length === 0) return 'no source looked at'
  return sources.length > namedAtMost
    ? `${count(sources.length, 'source')} looked at`
    : `only ${join(sources.map(quote))} looked at`
}

function sayIgnored(rule: Ignored): string {
  return 'node' in rule ? quote(rule.node) : `${quote(rule.source)} → ${quote(rule.target)}`
}

function tellKind(id: string, kind: string | undefined): string {
  return kind === undefined ? `kind of ${quote(id)} no longer set` : `kind of ${quote(id)} set to ${kind}`
}

function tellSome<Item>(items: readonly Item[], noun: string, say: (item: Item) => string): readonly string[] {
  return items.length > namedAtMost ? [`${items.length.toLocaleString('en')} ${noun}`] : items.map(say)
}

function compareLists<Item>(
  before: readonly Item[] = [],
  after: readonly Item[] = [],
): { readonly added: readonly Item[]; readonly gone: readonly Item[] } {
  const known = new Set(before.map((item) => JSON.stringify(item)))
  const kept = new Set(after.map((item) => JSON.stringify(item)))
  return {
    added: after.filter((item) => !known.has(JSON.stringify(item))),
    gone: before.filter((item) => !kept.has(JSON.stringify(item))),
  }
}

function changedKeys(
  before: Readonly<Record<string, unknown>> = {},
  after: Readonly<Record<string, unknown>> = {},
): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => !isEqual(before[key], after[key]),
  )
}
