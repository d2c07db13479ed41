import type { LiveGraph, LiveView } from '../live/live-graph.ts'
import { useNow } from '../parts/use-now.ts'
import { judgeAge } from './state/judge-age.ts'
import type { Intervals } from './state/use-intervals.ts'

interface DataAgeProps {
  readonly live: LiveGraph
  readonly view: LiveView
  readonly intervals: Intervals
}

/** How old the evidence is, always in sight: amber after two intervals, red after four, and in words. */
export function DataAge({ live, view, intervals }: DataAgeProps) {
  const now = useNow(1000)
  const { level, text, words } = judgeAge(live.ageSeconds(), view, intervals.colouringSeconds, now)
  return (
    <span className={`data-age data-age-${level}`} title={words}>
      <span className="data-age-dot" aria-hidden="true" />
      <span className="visually-hidden">Age of the data: </span>
      <span className="data-age-text">{text}</span>
      {(level === 'late' || level === 'old') && <span className="data-age-words">{words}</span>}
    </span>
  )
}
