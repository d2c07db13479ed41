import { canonicalId } from '@statusgraph/model'
import type { NamedEnd } from './read-end.ts'

/** Gives ends their ids. */
export interface ScopedNames {
  /** Takes notice of every end of an answer before the first id is asked for. */
  notice(ends: Iterable<NamedEnd>): void
  idOf(end: NamedEnd): string
  /** The end's typed names, told apart as its id is. */
  typedNamesOf(end: NamedEnd): readonly string[]
}

/** No more names than this are remembered; a source has far fewer. */
const mostNames = 100_000

/**
 * Names that stand for several things, such as one service in two clusters, get their scope into the id; all others do
 * without, so that other sources and drawings find them. Once a name has been seen twice, it stays so: an id that came
 * and went with every gap in the data would make two nodes of one.
 */
export function scopeNames(): ScopedNames {
  const scopes = new Map<string, string>()
  const ambiguous = new Set<string>()

  function scopeOf(end: NamedEnd): string | undefined {
    const scope = spareScopeOf(end)
    return scope === undefined || !ambiguous.has(plainIdOf(end)) ? undefined : scope
  }

  return {
    notice(ends) {
      for (const end of ends) {
        const scope = spareScopeOf(end)
        // Whose cluster nobody knows lives where the others of its name do.
        if (scope === undefined && end.sparesCluster) continue
        const plain = plainIdOf(end)
        const known = scopes.get(plain)
        if (known === undefined) {
          if (scopes.size < mostNames) scopes.set(plain, scope ?? '')
        } else if (known !== (scope ?? '')) ambiguous.add(plain)
      }
    },
    idOf(end) {
      const scope = scopeOf(end)
      return scope === undefined ? plainIdOf(end) : canonicalId({ namespace: scope, name: plainIdOf(end) })
    },
    typedNamesOf(end) {
      const scope = scopeOf(end)
      return scope === undefined ? end.ids : end.ids.map((typed) => typed.replace(':', () => `:${scope}/`))
    },
  }
}

function spareScopeOf(end: NamedEnd): string | undefined {
  return end.sparesCluster ? end.cluster : end.scope
}

function plainIdOf({ cluster, namespace, name, sparesCluster }: NamedEnd): string {
  return canonicalId({ cluster: sparesCluster ? undefined : cluster, namespace, name })
}
