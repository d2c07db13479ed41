import { canonicalId } from '@statusgraph/model'
import type { NamedEnd } from './read-end.ts'

/** Gives ends their ids. */
export interface ScopedNames {
  /** Takes notice of every end of an answer before the first id is asked for. */
  notice(ends: Iterable<NamedEnd>): void
  idOf(end: NamedEnd): string
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
  return {
    notice(ends) {
      for (const end of ends) {
        const plain = canonicalId(end)
        const scope = end.scope ?? ''
        const known = scopes.get(plain)
        if (known === undefined) {
          if (scopes.size < mostNames) scopes.set(plain, scope)
        } else if (known !== scope) ambiguous.add(plain)
      }
    },
    idOf(end) {
      const plain = canonicalId(end)
      if (end.scope === undefined || !ambiguous.has(plain)) return plain
      return canonicalId({ namespace: end.scope, name: plain })
    },
  }
}
