import type { NodeKind, TopologyRules } from '../graph/document.ts'
import { isLoopback, unknownName } from './identity.ts'
import { tablePatterns } from './patterns.ts'

/** Rules in the form in which thousands of elements are held against them. */
export interface CompiledRules {
  readonly isSourceWanted: (source: string) => boolean
  /** What an id or typed name is an alias of. */
  readonly aliasesOf: (name: string) => readonly string[]
  readonly isNodeIgnored: (id: string) => boolean
  /** Which targets of a source are ignored, each of them by all the names that it has; undefined: none. */
  readonly ignoredFrom: (sources: readonly string[]) => ((targets: readonly string[]) => boolean) | undefined
  readonly kindOf: (names: readonly string[]) => NodeKind | undefined
  readonly pinOf: (names: readonly string[]) => { readonly x: number; readonly y: number } | undefined
}

/** The rules of all graphs and of one graph together; the graph's own come first. */
export function joinRules(common: TopologyRules, own: TopologyRules | undefined): TopologyRules {
  if (own === undefined || own === common) return common
  const sources = own.sources ?? common.sources
  return {
    ...(sources === undefined ? {} : { sources }),
    aliases: [...(own.aliases ?? []), ...(common.aliases ?? [])],
    ignore: [...(own.ignore ?? []), ...(common.ignore ?? [])],
    // A spread defines own properties, so that a node called __proto__ is a node like any other.
    kinds: { ...common.kinds, ...own.kinds },
    pins: { ...common.pins, ...own.pins },
  }
}

/** @param isDrawn whether somebody drew a node that is called so: then it is shown, whatever it is called */
export function compileRules(rules: TopologyRules, isDrawn: (name: string) => boolean): CompiledRules {
  const { aliases = [], ignore = [], kinds = {}, pins = {} } = rules
  const sources = rules.sources === undefined ? undefined : new Set(rules.sources)
  const aliased = tablePatterns(aliases.map(({ from, to }) => [from, to] as const))
  const nodes = tablePatterns(ignore.flatMap((rule) => ('node' in rule ? [[rule.node, true] as const] : [])))
  const kindsByName = tablePatterns(Object.entries(kinds))
  const isAskedFor = (id: string): boolean =>
    kindsByName.find(id).length > 0 || Object.hasOwn(pins, id) || aliased.find(id).length > 0 || isDrawn(id)
  return {
    isSourceWanted: (source) => sources === undefined || sources.has(source),
    aliasesOf: aliased.find,
    isNodeIgnored: (id) => nodes.find(id).length > 0 || (isNobody(id) && !isAskedFor(id)),
    ignoredFrom: compileIgnoredEdges(ignore),
    kindOf: (names) => names.flatMap(kindsByName.find)[0],
    pinOf: (names) => firstOwn(pins, names),
  }
}

/** What every source tells of and nobody wants to see: peers without a name, and the machine itself. */
function isNobody(id: string): boolean {
  const name = id.slice(id.lastIndexOf('/') + 1)
  return name.toLowerCase() === unknownName || isLoopback(name)
}

function compileIgnoredEdges(ignore: NonNullable<TopologyRules['ignore']>): CompiledRules['ignoredFrom'] {
  const targetsBySource = new Map<string, [string, true][]>()
  for (const rule of ignore) {
    if ('node' in rule) continue
    const targets = targetsBySource.get(rule.source)
    if (targets === undefined) targetsBySource.set(rule.source, [[rule.target, true]])
    else targets.push([rule.target, true])
  }
  if (targetsBySource.size === 0) return () => undefined
  const bySource = tablePatterns([...targetsBySource].map(([source, list]) => [source, tablePatterns(list)] as const))
  return (sources) => {
    const tables = sources.flatMap(bySource.find)
    if (tables.length === 0) return undefined
    return (targets) => targets.some((target) => tables.some((table) => table.find(target).length > 0))
  }
}

function firstOwn<V>(record: Readonly<Record<string, V>>, names: readonly string[]): V | undefined {
  for (const name of names) if (Object.hasOwn(record, name)) return record[name]
  return undefined
}
