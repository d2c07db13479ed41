import { formatAge, formatClock } from '@statusgraph/picture'
import { explainFailure } from '../live/api.ts'
import { Banner } from './Banner.tsx'
import { useNow } from './use-now.ts'

interface OutdatedProps {
  readonly error: Error | null
  /** When the list was last answered; 0: never. */
  readonly updatedAtMs: number
}

/** Says that a list is old because its last request failed. */
export function Outdated({ error, updatedAtMs }: OutdatedProps) {
  const now = useNow(1000)
  if (error === null || updatedAtMs === 0) return null
  const at = new Date(updatedAtMs).toISOString()
  return (
    <Banner mark="stale" title={`No data since ${formatClock(at)} (${formatAge((now - updatedAtMs) / 1000)})`}>
      {explainFailure(error)} What you see is how it was then.
    </Banner>
  )
}
