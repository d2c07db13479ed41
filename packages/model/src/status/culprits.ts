import { findComponents } from './components.ts'
import type { Dependencies } from './dependencies.ts'
import type { Trouble } from './troubled.ts'

/** Somebody who may have begun it, and how far downstream. */
interface Suspect {
  readonly id: string
  readonly depth: number
}

/** The likely culprit behind a node, among what has this lamp; undefined: it is in trouble alone, or in none. */
export type Blame = (id: string, lamp: Trouble['lamp']) => string | undefined

/**
 * Where the trouble of each node likely began: the furthest troubled node downstream, because trouble travels from who
 * is used to who uses. Of several that are as far, the one whose trouble began last, then the one that most depend on.
 * Where nodes depend on each other in a ring, the ring stands for one place.
 */
export function blameFor(troubled: ReadonlyMap<string, Trouble>, dependencies: Dependencies): Blame {
  const chains = new Map(
    (['critical', 'warning'] as const).map((lamp) => [lamp, findSuspects(troubled, lamp, dependencies)] as const),
  )
  return (id, lamp) => {
    const suspect = chains.get(lamp)?.(id)?.id
    return suspect === id ? undefined : suspect
  }
}

/** For every node the furthest one of this lamp that it reaches, itself included. */
function findSuspects(
  troubled: ReadonlyMap<string, Trouble>,
  lamp: Trouble['lamp'],
  dependencies: Dependencies,
): (id: string) => Suspect | undefined {
  const known = new Map<string, Suspect>()
  const better = (a: Suspect | undefined, b: Suspect): Suspect =>
    a !== undefined && compareSuspects(a, b, troubled, dependencies) <= 0 ? a : b
  // Whoever is used comes before whoever uses it, so what is below a ring is known when the ring's turn comes.
  for (const ring of findComponents(dependencies.down)) {
    const members = new Set(ring)
    let suspect: Suspect | undefined
    for (const id of ring) {
      for (const next of dependencies.down.get(id) ?? []) {
        const below = members.has(next) ? undefined : known.get(next)
        // Stepping into a group is no step away from who uses it.
        const isMember = dependencies.parents.get(next) === id
        if (below) suspect = better(suspect, { id: below.id, depth: below.depth + (isMember ? 0 : 1) })
      }
    }
    if (suspect === undefined) {
      for (const id of ring) if (troubled.get(id)?.lamp === lamp) suspect = better(suspect, { id, depth: 0 })
    }
    if (suspect !== undefined) for (const id of ring) known.set(id, suspect)
  }
  for (const [id, trouble] of troubled) if (trouble.lamp === lamp && !known.has(id)) known.set(id, { id, depth: 0 })
  return (id) => known.get(id)
}

function compareSuspects(a: Suspect, b: Suspect, troubled: ReadonlyMap<string, Trouble>, { up }: Dependencies): number {
  const sinceOf = ({ id }: Suspect): number => troubled.get(id)?.sinceMs ?? -Infinity
  const dependantsOf = ({ id }: Suspect): number => up.get(id)?.length ?? 0
  return (
    b.depth - a.depth ||
    Number(sinceOf(a) < sinceOf(b)) - Number(sinceOf(b) < sinceOf(a)) ||
    dependantsOf(b) - dependantsOf(a) ||
    compareTexts(a.id, b.id)
  )
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
