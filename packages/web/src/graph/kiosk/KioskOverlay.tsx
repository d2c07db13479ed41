import type { GraphDocument } from '@statusgraph/model'
import { useEffect } from 'react'
import type { RefObject } from 'react'
import { formatAge, formatClock, formatMoment, sinceOf, worstMark } from '@statusgraph/picture'
import type { LiveGraph, LiveView } from '../../live/live-graph.ts'
import { LampMark } from '../../map/index.ts'
import { HostileText } from '../../parts/HostileText.tsx'
import { Since } from '../../parts/Since.tsx'
import { useNow } from '../../parts/use-now.ts'
import { areAllSilent, lastGoodOf } from '../Banners.tsx'
import type { StageHandle } from '../MapStage.tsx'
import { judgeAge } from '../state/judge-age.ts'
import type { Problem } from '../state/problems.ts'
import type { Intervals } from '../state/use-intervals.ts'
import { useIdleCursor } from './use-idle-cursor.ts'
import { useWakeLock } from './use-wake-lock.ts'
import './kiosk.css'

interface KioskOverlayProps {
  readonly graph: GraphDocument
  readonly live: LiveGraph
  readonly view: LiveView
  readonly problems: readonly Problem[]
  readonly intervals: Intervals
  readonly map: RefObject<StageHandle | null>
}

const mostListed = 5

/** What a wall screen shows above the picture: the name, the worst nodes, the clock and how old it all is. */
export function KioskOverlay({ graph, live, view, problems, intervals, map }: KioskOverlayProps) {
  useIdleCursor()
  useWakeLock()
  useFitting(map)
  const burning = problems.filter(({ section }) => section === 'critical' || section === 'warning')
  return (
    <>
      <header className="kiosk-head">
        <p className="kiosk-name">
          <LampMark lamp={worstMark(view.summary)} size={36} />
          <HostileText text={graph.name} />
        </p>
        <KioskClock live={live} view={view} intervals={intervals} />
        <ul className="kiosk-worst">
          {burning.slice(0, mostListed).map(({ node, status, section }) => {
            const since = sinceOf(status)
            return (
              <li key={node.id} className={`kiosk-${section}`}>
                <LampMark lamp={section} size={28} />
                <HostileText text={node.name} />
                {since !== undefined && <Since at={since} />}
              </li>
            )
          })}
          {burning.length > mostListed && <li>and {burning.length - mostListed} more</li>}
        </ul>
      </header>
      <NoData view={view} />
    </>
  )
}

function KioskClock({ live, view, intervals }: Pick<KioskOverlayProps, 'live' | 'view' | 'intervals'>) {
  const now = useNow(1000)
  const age = judgeAge(live.ageSeconds(), view, intervals.colouringSeconds, now)
  return (
    <p className="kiosk-clock">
      <span className={`kiosk-age data-age-${age.level}`}>
        {age.level === 'fresh' ? `data ${age.text} old` : `${age.text}, ${age.words}`}
      </span>
      <time>{formatClock(new Date(now).toISOString())}</time>
    </p>
  )
}

/** From four metres there must be no doubt that what is drawn is the past. */
function NoData({ view }: { readonly view: LiveView }) {
  const now = useNow(1000)
  const colouring = Object.entries(view.upstreams).filter(([, { kind }]) => kind !== 'versions')
  const areAllDown = areAllSilent(Object.values(view.upstreams))
  const since =
    view.freshness.kind === 'fresh' ? (areAllDown ? lastGoodOf(colouring) : undefined) : view.freshness.since
  if (since === undefined) return null
  return (
    <p className="no-data" role="alert">
      No data since {formatMoment(since, now)}{' '}
      <span className="unbroken">({formatAge((now - Date.parse(since)) / 1000)})</span>
    </p>
  )
}

/** Keeps the whole graph in sight when the screen changes. */
function useFitting(map: RefObject<StageHandle | null>): void {
  useEffect(() => {
    const fit = () => map.current?.fit()
    fit()
    globalThis.addEventListener('resize', fit)
    return () => globalThis.removeEventListener('resize', fit)
  }, [map])
}
