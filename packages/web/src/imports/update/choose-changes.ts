import { changeKey } from '@statusgraph/model'
import type { UpdateChange } from '@statusgraph/model'

/** What somebody decided about changes and about fields of them, by their keys; the others are as usual. */
export type Decisions = ReadonlyMap<string, boolean>

/** Whether a change, or one field of it, is taken: by itself only when it undoes nothing of what people did. */
export function isTaken(change: UpdateChange, decisions: Decisions, field?: string): boolean {
  return decisions.get(changeKey(change, field)) ?? change.against === undefined
}

/** The changes that are taken, of those that changed with the fields that are. */
export function takeChanges(changes: readonly UpdateChange[], decisions: Decisions): readonly UpdateChange[] {
  return changes.flatMap((change) => {
    if (change.kind !== 'changed') return isTaken(change, decisions) ? [change] : []
    const fields = change.fields.filter(({ field }) => isTaken(change, decisions, field))
    return fields.length === 0 ? [] : [{ ...change, fields }]
  })
}

/** The keys by which a change is decided about: its own, or those of its fields. */
function keysOf(change: UpdateChange): readonly string[] {
  return change.kind === 'changed' ? change.fields.map(({ field }) => changeKey(change, field)) : [changeKey(change)]
}

/** Decides about many changes at once. */
export function decide(changes: readonly UpdateChange[], decisions: Decisions, isWanted: boolean): Decisions {
  return new Map([...decisions, ...changes.flatMap(keysOf).map((key) => [key, isWanted] as const)])
}

export type TakenShare = 'none' | 'some' | 'all'

/** How much of some changes is taken. */
export function shareTaken(changes: readonly UpdateChange[], decisions: Decisions): TakenShare {
  const parts = changes.flatMap((change) =>
    change.kind === 'changed'
      ? change.fields.map(({ field }) => isTaken(change, decisions, field))
      : [isTaken(change, decisions)],
  )
  if (parts.every(Boolean)) return 'all'
  return parts.some(Boolean) ? 'some' : 'none'
}
