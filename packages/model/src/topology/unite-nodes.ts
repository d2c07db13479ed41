import { provesSameness, splitId } from './identity.ts'
import type { CompiledRules } from './rules.ts'
import type { NodeSight } from './sight.ts'

/** One thing, by all the ids that it is seen as. */
export interface Entity {
  readonly id: string
  /** Canonical ids, its own first. */
  readonly ids: readonly string[]
  /** Typed names. */
  readonly typed: readonly string[]
  /** What rules say that it is the same as; the ids of drawn nodes may be among them. */
  readonly aliasOf: readonly string[]
  /** Those that are believed first in front. */
  readonly sights: readonly NodeSight[]
}

/**
 * Makes one entity of all ids that mean the same thing, by an alias, or by a typed name that only one thing has, and
 * finds it under each of them. What is ignored is not there.
 */
export function uniteNodes(
  nodes: ReadonlyMap<string, readonly NodeSight[]>,
  rules: CompiledRules,
): ReadonlyMap<string, Entity> {
  const groups = new Groups()
  const holders = new Map<string, string[]>()
  const aliasOf = new Map<string, readonly string[]>()
  for (const [id, sights] of nodes) {
    if (rules.isNodeIgnored(id)) continue
    groups.add(id)
    const typed = typedNamesOf(sights)
    for (const name of typed) {
      if (!provesSameness(name)) continue
      const known = holders.get(name)
      if (known === undefined) holders.set(name, [id])
      else known.push(id)
    }
    followAliases(id, [id, ...typed], rules, aliasOf)
  }
  for (const [id, targets] of aliasOf) for (const target of targets) groups.join(id, target)
  for (const ids of holders.values()) if (ids.length > 1) joinHolders(ids, nodes, groups)
  const entities = new Map<string, Entity>()
  for (const members of groups.list()) {
    const entity = createEntity(members, nodes, aliasOf, rules)
    // What is one with others is ignored by the name of all, too.
    if (members.length > 1 && rules.isNodeIgnored(entity.id)) continue
    for (const id of members) entities.set(id, entity)
  }
  return entities
}

/** Notes what an id is an alias of, and what that is an alias of: nobody need see the names in between. */
function followAliases(
  id: string,
  names: readonly string[],
  rules: CompiledRules,
  aliasOf: Map<string, readonly string[]>,
): void {
  const pending = names.flatMap(rules.aliasesOf)
  if (pending.length === 0) return
  aliasOf.set(id, [...pending])
  for (const name of pending) {
    const further = aliasOf.has(name) ? [] : rules.aliasesOf(name)
    if (further.length === 0) continue
    aliasOf.set(name, further)
    for (const one of further) pending.push(one)
  }
}

/** Who has the same name in two clusters is two; who does not say in which it is could be either of them. */
function joinHolders(ids: readonly string[], nodes: ReadonlyMap<string, readonly NodeSight[]>, groups: Groups): void {
  const byCluster = new Map<string | undefined, string>()
  for (const id of ids) {
    const cluster = clusterOf(id, nodes.get(id) ?? [])
    const known = byCluster.get(cluster)
    if (known === undefined) byCluster.set(cluster, id)
    else groups.join(known, id)
  }
  const [one, other, ...more] = byCluster.values()
  if (one !== undefined && other !== undefined && more.length === 0 && byCluster.has(undefined)) groups.join(one, other)
}

function clusterOf(id: string, sights: readonly NodeSight[]): string | undefined {
  for (const { seen } of sights) if (seen?.cluster !== undefined) return seen.cluster
  return splitId(id).cluster
}

function typedNamesOf(sights: readonly NodeSight[]): readonly string[] {
  const [only, ...others] = sights
  if (others.length === 0) return only?.seen?.ids ?? []
  return [...new Set(sights.flatMap(({ seen }) => seen?.ids ?? []))]
}

function createEntity(
  members: readonly string[],
  nodes: ReadonlyMap<string, readonly NodeSight[]>,
  aliasOf: ReadonlyMap<string, readonly string[]>,
  rules: CompiledRules,
): Entity {
  const [only = '', ...others] = members
  const sights = nodes.get(only) ?? []
  if (others.length === 0) return { id: only, ids: members, typed: typedNamesOf(sights), aliasOf: [], sights }
  const targets = [...new Set(members.flatMap((id) => aliasOf.get(id) ?? []))]
  // The end of a chain of aliases is what is meant; a circle of them has none, and any will do.
  const id = targets.find((target) => rules.aliasesOf(target).length === 0) ?? targets[0] ?? mostQualified(members)
  const all = members.flatMap((member) => nodes.get(member) ?? []).toSorted((a, b) => a.order - b.order)
  const ids = [id, ...members.filter((member) => member !== id).toSorted()]
  return { id, ids, typed: typedNamesOf(all), aliasOf: targets, sights: all }
}

/** Of several ids the one that says most precisely where the thing is. */
function mostQualified(ids: readonly string[]): string {
  const rankOf = (id: string): number => {
    const { namespace, cluster } = splitId(id)
    return (namespace === undefined ? 0 : 1) + (cluster === undefined ? 0 : 1)
  }
  return ids.reduce((best, id) => {
    const difference = rankOf(id) - rankOf(best)
    return difference > 0 || (difference === 0 && id < best) ? id : best
  })
}

/** Names that belong together, joined pair by pair. */
class Groups {
  readonly #parents = new Map<string, string>()

  add(name: string): void {
    if (!this.#parents.has(name)) this.#parents.set(name, name)
  }

  join(a: string, b: string): void {
    this.add(a)
    this.add(b)
    this.#parents.set(this.#rootOf(a), this.#rootOf(b))
  }

  list(): Iterable<readonly string[]> {
    const groups = new Map<string, string[]>()
    for (const name of this.#parents.keys()) {
      const root = this.#rootOf(name)
      const group = groups.get(root)
      if (group === undefined) groups.set(root, [name])
      else group.push(name)
    }
    return groups.values()
  }

  #rootOf(name: string): string {
    let at = name
    for (;;) {
      const parent = this.#parents.get(at) ?? at
      if (parent === at) return at
      // Halving the way keeps all ways short.
      const next = this.#parents.get(parent) ?? parent
      this.#parents.set(at, next)
      at = next
    }
  }
}
