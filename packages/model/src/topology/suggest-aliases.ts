import type { GraphNode } from '../graph/document.ts'
import { splitId } from './identity.ts'
import type { DrawnNodes } from './match-drawn.ts'
import { bareNamesOf, fold, namespacesOf } from './match-drawn.ts'
import type { Entity } from './unite-nodes.ts'
import type { AliasSuggestion } from './view.ts'

const mostSuggestions = 200
const mostOfOneName = 5

/** Things of the same bare name that may be one: what nobody said is only suggested. */
export function suggestAliases(
  entities: Iterable<Entity>,
  drawn: DrawnNodes,
  matches: ReadonlyMap<Entity, readonly GraphNode[]>,
): readonly AliasSuggestion[] {
  const suggestions = new Map<string, AliasSuggestion>()
  const suggest = (from: string, to: string, reason: string): void => {
    if (from !== to) suggestions.set(JSON.stringify([from, to]), { from, to, reason })
  }
  const byName = new Map<string, Entity[]>()
  for (const entity of new Set(entities)) {
    for (const name of namesOf(entity)) {
      const known = byName.get(name)
      if (known === undefined) byName.set(name, [entity])
      else known.push(entity)
    }
  }
  for (const [name, alike] of byName) {
    const undrawn = alike.filter((entity) => (matches.get(entity) ?? []).length === 0)
    for (const entity of undrawn.slice(0, mostOfOneName)) {
      for (const node of (drawn.services.get(name) ?? drawn.ids.get(name) ?? []).slice(0, mostOfOneName)) {
        if (mayLiveIn(entity, node.namespace))
          suggest(entity.id, node.id, `${calledBy(entity)} looks like the drawn “${node.name}”`)
      }
    }
    const bare = undrawn.find((entity) => bareNamesOf(entity).includes(name))
    if (bare === undefined) continue
    for (const other of alike.filter((one) => one !== bare).slice(0, mostOfOneName)) {
      if (areToldApart(bare, other)) continue
      const to = matches.get(other)?.[0]?.id ?? other.id
      suggest(bare.id, to, `${calledBy(bare)} and ${calledBy(other)} look the same`)
    }
  }
  return [...suggestions.values()]
    .toSorted((a, b) => compareTexts(a.from, b.from) || compareTexts(a.to, b.to))
    .slice(0, mostSuggestions)
}

function namesOf(entity: Entity): ReadonlySet<string> {
  const names = new Set(entity.ids.map((id) => fold(splitId(id).name)))
  for (const { seen } of entity.sights) if (seen !== undefined) names.add(fold(seen.name))
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
