import { longestDelayMs, type Instant, type TopologyWrite, type WriteVerdict } from '@statusgraph/model'
import { pushLimits, type PushAnswer } from '@statusgraph/protocol'
import type { ReadLine } from './read-lines.ts'

/** A sender's clock may be wrong by so much. */
const clockSkewMs = 5 * 60_000

type Rejected = PushAnswer['rejected'][number]

/** The lines of a push, as far as their own words and times tell what becomes of them. */
export interface TimelyLines {
  readonly writes: readonly { readonly line: number; readonly write: TopologyWrite }[]
  /** Lines of things that would be gone before anybody saw them. */
  readonly late: number
  readonly rejected: readonly Rejected[]
}

/** @param forgetAfterMs how long what has no time of its own is believed */
export function judgeTimes(lines: readonly ReadLine[], forgetAfterMs: number, at: Instant): TimelyLines {
  const writes: { line: number; write: TopologyWrite }[] = []
  const rejected: Rejected[] = []
  let late = 0
  for (const read of lines) {
    const { line } = read
    if (!read.ok) {
      rejected.push({ line, error: read.error })
      continue
    }
    const { write } = read
    const agoMs = write.tsMs === undefined ? 0 : at.wallMs - write.tsMs
    if (agoMs < -clockSkewMs) rejected.push({ line, error: '"ts" is in the future' })
    else if (write.op !== 'delete' && agoMs <= longestDelayMs && agoMs > (write.ttlMs ?? forgetAfterMs)) late += 1
    else writes.push({ line, write })
  }
  return { writes, late, rejected }
}

/**
 * What the sender is told, line by line.
 *
 * @param wordLimit why there is no room for more
 */
export function describeOutcome(
  lines: number,
  { writes, late, rejected: before }: TimelyLines,
  verdicts: readonly WriteVerdict[],
  wordLimit: (type: TopologyWrite['type']) => string,
): Omit<PushAnswer, 'revision'> {
  const rejected: Rejected[] = [...before]
  let ignored = late
  for (const [index, { line, write }] of writes.entries()) {
    const verdict = verdicts[index]
    if (verdict === 'ignored') ignored += 1
    const error = wordRefusal(verdict, write, wordLimit)
    if (error !== undefined) rejected.push({ line, error })
  }
  return {
    accepted: lines - rejected.length,
    ...(ignored === 0 ? {} : { ignored }),
    rejected: rejected.toSorted((a, b) => a.line - b.line).slice(0, pushLimits.namedRejects),
    ...(rejected.length <= pushLimits.namedRejects ? {} : { rejectedTotal: rejected.length }),
  }
}

function wordRefusal(
  verdict: WriteVerdict | undefined,
  { type }: TopologyWrite,
  wordLimit: (type: TopologyWrite['type']) => string,
): string | undefined {
  if (verdict === 'absent') return `there is no such ${type} to touch; upsert it`
  return verdict === 'full' ? wordLimit(type) : undefined
}
