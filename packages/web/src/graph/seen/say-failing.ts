import type { TopologySource } from '@statusgraph/model'
import { formatClock } from '@statusgraph/picture'

/** `traces does not answer: frozen since 12:04:11`; empty when none fails. */
export function sayFailing(failing: readonly TopologySource[]): string {
  const [first] = failing
  if (first === undefined) return ''
  const since = failing
    .flatMap(({ lastGoodAt }) => lastGoodAt ?? [])
    .toSorted()
    .at(0)
  const who = failing.length === 1 ? `${first.name} does not answer` : `${failing.length} sources do not answer`
  return since === undefined ? who : `${who}: frozen since ${formatClock(since)}`
}
