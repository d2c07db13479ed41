import type { GraphDocument } from '@statusgraph/model'
import { useMemo } from 'react'
import type { LiveTopology } from '../../live/topology/live-topology.ts'
import { useTopologyOutline, useTopologyWhole } from '../../live/topology/use-topology.ts'
import { sayCounts } from '../../parts/count-words.ts'
import { HostileText } from '../../parts/HostileText.tsx'
import { Icon } from '../../parts/Icon.tsx'
import type { FoundFilters } from '../../routes/view-state.ts'
import { Link } from '../../routes/router.tsx'
import { EdgeLegend } from '../seen/EdgeLegend.tsx'
import { SourceTrouble } from '../seen/SourceTrouble.tsx'
import { FoundFilter } from './FoundFilter.tsx'
import { listDrift, sayDrift } from './list-finds.ts'
import { settleView } from './settle-view.ts'
import type { ReviewedSide } from './use-review.ts'
import './discovery.css'

interface DiscoveryBarProps {
  readonly graph: GraphDocument
  readonly topology: LiveTopology
  readonly filters: FoundFilters
  readonly onFilter: (filters: FoundFilters) => void
  /** Whoever reviews needs no hint to do so. */
  readonly isReviewing: boolean
  readonly onReview: (side: ReviewedSide) => void
}

/** What discovery has to say of the whole graph: in what it and reality differ, what is shown of it, what is left out. */
export function DiscoveryBar({ graph, topology, filters, onFilter, isReviewing, onReview }: DiscoveryBarProps) {
  const { isKnown, sources } = useTopologyOutline(topology)
  const whole = useTopologyWhole(topology)
  const isAuto = graph.dynamic === 'auto'
  const view = useMemo(() => settleView(whole, graph), [whole, graph])
  const drift = useMemo(() => listDrift(view, isAuto), [view, isAuto])
  const cut = Object.values(sources).filter(({ leftOut }) => leftOut !== undefined && leftOut.nodes + leftOut.edges > 0)
  if (!isKnown) return null
  const words = sayDrift(drift)
  return (
    <div className="discovery-bar">
      {words !== '' && !isReviewing && (
        <button
          type="button"
          className="discovery-chip"
          onClick={() => onReview(drift.observed.length > 0 ? 'observed' : 'missing')}
        >
          <Icon name="tray" size={14} />
          <span className="visually-hidden">Review: {words}</span>
          <span className="discovery-words" aria-hidden="true">
            {words}
          </span>
          <span className="discovery-count" aria-hidden="true">
            {drift.observed.length + drift.missing.length}
          </span>
          <span className="discovery-verb" aria-hidden="true">
            Review
          </span>
        </button>
      )}
      {isAuto && <FoundFilter view={view} filters={filters} onChange={onFilter} />}
      <SourceTrouble topology={topology} />
      {cut.length > 0 && (
        <Link to="/upstreams" className="discovery-chip discovery-cut">
          {cut.map(({ name, leftOut }) => (
            <span key={name}>
              <HostileText text={name} /> left out {sayCounts(leftOut?.nodes ?? 0, leftOut?.edges ?? 0)}
            </span>
          ))}
        </Link>
      )}
      <EdgeLegend />
    </div>
  )
}
