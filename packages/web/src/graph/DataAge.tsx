import type { LiveGraph, LiveView } from '../live/live-graph.ts'
import { formatAge } from '../parts/age.ts'
import { useNow } from '../parts/use-now.ts'
import type { Intervals } from './state/use-intervals.ts'

interface DataAgeProps {
  readonly live: LiveGraph
  readonly view: LiveView
  readonly intervals: Intervals
}

type Age = { readonly level: 'none' | 'fresh' | 'late' | 'old'; readonly text: string; readonly words: string }

/** How old the evidence is, always in sight: amber after two intervals, red after four, and in words. */
export function DataAge({ live, view, intervals }: DataAgeProps) {
  useNow(1000)
  const { level, text, words } = judgeAge(live.ageSeconds(), view, intervals.colouringSeconds)
  return (
    <span className={`data-age data-age-${level}`} title={words}>
      <span className="data-age-dot" aria-hidden="true" />
      <span className="visually-hidden">Age of the data: </span>
      <span className="data-age-text">{text}</span>
      {(level === 'late' || level === 'old') && <span className="data-age-words">{words}</span>}
    </span>
  )
}

/** What to say of an age; exported for the wall screen, which says it larger. */
export function judgeAge(ageSeconds: number | undefined, view: LiveView, intervalSeconds: number): Age {
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
  if (ageSeconds >= 2 * intervalSeconds) return { level: 'late', text, words: 'data is late' }
  return { level: 'fresh', text, words: `confirmed ${text} ago` }
}
