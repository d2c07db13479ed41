import { formatAgo, formatInstant, formatLasting, formatMoment } from '@statusgraph/picture'
import { useNow } from './use-now.ts'

interface SinceProps {
  readonly at: string
  /** `age`: "4 min ago"; `moment`: "14:02:11 (4 min)"; `both`: "since 14:02:11 (4 min)". */
  readonly form?: 'age' | 'moment' | 'both'
}

/** An instant as an age that keeps growing, with date, time and zone on hover and for screen readers. */
export function Since({ at, form = 'age' }: SinceProps) {
  const now = useNow(1000)
  const wallMs = Date.parse(at)
  return (
    <time dateTime={at} title={formatInstant(at)}>
      {form === 'age' ? (
        formatAgo(wallMs, now)
      ) : (
        <>
          {form === 'both' && 'since '}
          {formatMoment(at, now)} <span className="unbroken">({formatLasting(wallMs, now)})</span>
        </>
      )}
    </time>
  )
}
