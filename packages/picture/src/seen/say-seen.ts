import type { Provenance, TopologyNode } from '@statusgraph/model'
import { formatAge } from '../words/age.ts'

/** The few words on a card when discovery does not see a node as it should; empty otherwise. */
export function saySeen(seen: TopologyNode | undefined, nowMs: number): string {
  if (seen?.state === 'missing') return 'not seen'
  if (seen?.state !== 'stale') return ''
  const last = lastSeenOf(seen.provenance)
  return last === undefined ? 'no longer seen' : `seen ${formatAge((nowMs - Date.parse(last)) / 1000)} ago`
}

/** When anybody saw an element last; undefined: nobody did. */
export function lastSeenOf(provenance: readonly Provenance[]): string | undefined {
  return provenance
    .map(({ lastSeen }) => lastSeen)
    .toSorted()
    .at(-1)
}
