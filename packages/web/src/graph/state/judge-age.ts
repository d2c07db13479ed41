import { formatAge } from '@statusgraph/picture'
import type { LiveView } from '../../live/live-graph.ts'

export interface Age {
  readonly level: 'none' | 'fresh' | 'late' | 'old'
  readonly text: string
  readonly words: string
}

/** What to say of the age of the evidence: of that which colours the picture, and of an upstream that is silent. */
export function judgeAge(ageSeconds: number | undefined, view: LiveView, intervalSeconds: number, nowMs: number): Age {
  if (view.link.kind === 'lost' && view.freshness.kind === 'fresh' && ageSeconds !== undefined) {
    return { level: 'late', text: formatAge(ageSeconds), words: 'reconnecting' }
  }
  if (ageSeconds === undefined) {
    const isWaiting = view.summary === undefined
    return {
      level: 'none',
      text: isWaiting ? '…' : 'no data',
      words: isWaiting ? 'waiting for the server' : 'no upstream has answered',
    }
  }
  const text = formatAge(ageSeconds)
  if (view.freshness.kind !== 'fresh' || ageSeconds >= 4 * intervalSeconds)
    return { level: 'old', text, words: 'old data' }
  // Fresh alerts alone do not make the picture one of now.
  const silent = judgeSilence(view, nowMs)
  if (silent !== undefined) return silent
  if (ageSeconds >= 2 * intervalSeconds) return { level: 'late', text, words: 'data is late' }
  return { level: 'fresh', text, words: `confirmed ${text} ago` }
}

function judgeSilence({ upstreams }: LiveView, nowMs: number): Age | undefined {
  const silent = Object.entries(upstreams).filter(([, { ok, kind }]) => !ok && kind !== 'versions')
  const [first] = silent
  if (first === undefined) return undefined
  const since = silent
    .flatMap(([, { lastGoodAt }]) => lastGoodAt ?? [])
    .toSorted()
    .at(0)
  return {
    level: 'late',
    text: since === undefined ? 'no answer' : formatAge(Math.max(0, nowMs - Date.parse(since)) / 1000),
    words: silent.length === 1 ? `${first[0]} is silent` : `${silent.length} upstreams are silent`,
  }
}
