import type { GraphNode } from '../graph/document.ts'
import { splitId } from './identity.ts'
import type { DrawnNodes } from './match-drawn.ts'
import { bareNamesOf, fold, namespacesOf } from './match-drawn.ts'
import type { Entity } from './unite-nodes.ts'
import type { AliasSuggestion } from './view.ts'

const mostSuggestions = 200
const mostOfOneName = 5
/** Of a thing of many names these are compared. */
const mostNames = 50

/** Things that are called alike and may be one: what nobody said is only suggested. */
export function suggestAliases(
  drawn: DrawnNodes,
  matches: ReadonlyMap<Entity, readonly GraphNode[]>,
): readonly AliasSuggestion[] {
  const suggestions = new Map<string, AliasSuggestion>()
  const suggest: Suggest = (from, { to, is }) => {
    if (from.id === to) return
    const reason = `${calledBy(from)} ${is}`
    suggestions.set(JSON.stringify([from.id, to]), { from: from.id, to, reason })
  }
  const shown = (entity: Entity): string => matches.get(entity)?.[0]?.id ?? entity.id
  const bareNames = new Map<Entity, ReadonlySet<string>>()
  const isBare = (entity: Entity, name: string): boolean => {
    const known = bareNames.get(entity) ?? new Set(bareNamesOf(entity))
    bareNames.set(entity, known)
    return known.has(name)
  }
  for (const [name, alike] of groupByName(matches.keys())) {
    if (alike.length === 1 && !drawn.services.has(name) && !drawn.ids.has(name)) continue
    const undrawn = alike.filter((entity) => matches.get(entity)?.length === 0)
    for (const entity of undrawn.slice(0, mostOfOneName)) {
      for (const node of (drawn.services.get(name) ?? drawn.ids.get(name) ?? []).slice(0, mostOfOneName))
        if (mayLiveIn(entity, node.namespace)) suggest(entity, looksLike(node))
    }
    const bare = undrawn.find((entity) => isBare(entity, name))
    if (bare === undefined) continue
    for (const other of alike.filter((one) => one !== bare).slice(0, mostOfOneName)) {
      if (!areToldApart(bare, other)) suggest(bare, { to: shown(other), is: `and ${calledBy(other)} look the same` })
    }
  }
  suggestDotted(drawn, matches, suggest)
  return [...suggestions.values()]
    .toSorted((a, b) => compareTexts(a.from, b.from) || compareTexts(a.to, b.to))
    .slice(0, mostSuggestions)
}

type Suggest = (from: Entity, like: { readonly to: string; readonly is: string }) => void

/** Proxies and name servers write `cart.shop` for what others call `shop/cart`. */
function suggestDotted(drawn: DrawnNodes, matches: ReadonlyMap<Entity, readonly GraphNode[]>, suggest: Suggest): void {
  const byId = new Map<string, Entity>()
  for (const entity of matches.keys()) for (const id of entity.ids) byId.set(fold(id), entity)
  for (const [entity, nodes] of matches) {
    if (nodes.length > 0) continue
    for (const id of entity.ids.slice(0, mostOfOneName)) {
      const [, name, namespace] = /^([\w-]+)\.([\w-]+)(?:\.svc\b.*)?$/.exec(id) ?? []
      if (name === undefined || namespace === undefined) continue
      const qualified = fold(`${namespace}/${name}`)
      const other = byId.get(qualified)
      const [node] = (other && matches.get(other)) ?? drawn.qualified.get(qualified) ?? []
      if (node !== undefined) suggest(entity, looksLike(node))
      else if (other !== undefined) suggest(entity, { to: other.id, is: `and ${calledBy(other)} look the same` })
    }
  }
}

function looksLike({ id, name }: GraphNode): { readonly to: string; readonly is: string } {
  return { to: id, is: `looks like the drawn “${name}”` }
}

function groupByName(entities: Iterable<Entity>): ReadonlyMap<string, readonly Entity[]> {
  const byName = new Map<string, Entity[]>()
  for (const entity of entities) {
    for (const name of namesOf(entity)) {
      const known = byName.get(name)
      if (known === undefined) byName.set(name, [entity])
      else known.push(entity)
    }
  }
  return byName
}

function namesOf({ ids, sights }: Entity): ReadonlySet<string> {
  const names = new Set(ids.slice(0, mostNames).map((id) => fold(splitId(id).name)))
  for (const { seen } of sights.slice(0, mostNames)) if (seen !== undefined) names.add(fold(seen.name))
  return names
}

function mayLiveIn(entity: Entity, namespace: string | undefined): boolean {
  const namespaces = namespacesOf(entity)
  return !namespace || namespaces.length === 0 || namespaces.includes(fold(namespace))
}

/** A source that tells of both knows that they are two. */
function areToldApart(a: Entity, b: Entity): boolean {
  const sources = new Set(a.sights.map(({ source }) => source))
  return b.sights.some(({ source }) => sources.has(source))
}

function calledBy({ id, sights }: Entity): string {
  return `${id} (${[...new Set(sights.map(({ source }) => source))].join(', ')})`
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
