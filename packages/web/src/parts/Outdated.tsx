import { formatAge, formatMoment } from '@statusgraph/picture'
import { useEffect, useState } from 'react'
import { Banner } from './Banner.tsx'
import { useNow } from './use-now.ts'

/** Whoever comes back to a page sees no banner for the moment until its lists are answered again. */
const patienceMs = 1_500

interface OutdatedProps {
  /** Why the list is old, see `useOutdated`; undefined: it is not. */
  readonly why: string | undefined
  /** When the list was last answered; 0: never. */
  readonly updatedAtMs: number
}

/** Says that a list is old, and since when. */
export function Outdated({ why, updatedAtMs }: OutdatedProps) {
  return why === undefined || updatedAtMs === 0 ? null : <OldBanner why={why} updatedAtMs={updatedAtMs} />
}

function OldBanner({ why, updatedAtMs }: { readonly why: string; readonly updatedAtMs: number }) {
  const now = useNow(1000)
  const [isDue, setIsDue] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsDue(true), patienceMs)
    return () => clearTimeout(timer)
  }, [])
  if (!isDue) return null
  const at = new Date(updatedAtMs).toISOString()
  return (
    <Banner mark="stale" title={`No data since ${formatMoment(at, now)} (${formatAge((now - updatedAtMs) / 1000)})`}>
      {why} What you see is how it was then.
    </Banner>
  )
}
