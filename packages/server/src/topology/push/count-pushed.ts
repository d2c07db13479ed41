import type { PushAnswer } from '@statusgraph/protocol'
import type { Metrics } from '../../operations/metrics.ts'

/** Counts the lines of a push by what became of them. */
export function countPushed(metrics: Metrics, source: string, answer: PushAnswer): void {
  const { accepted, ignored = 0, rejected, rejectedTotal = rejected.length } = answer
  const outcomes = { accepted: accepted - ignored, ignored, rejected: rejectedTotal }
  for (const [outcome, lines] of Object.entries(outcomes)) {
    if (lines > 0) metrics.topologyPushed.inc({ source, outcome }, lines)
  }
}
