import type { GraphListItem } from '@statusgraph/protocol'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { markWords, saySummary, worstMark } from '@statusgraph/picture'
import { statusQuery } from '../live/queries.ts'
import { LampMark, Miniature } from '../map/index.ts'
import { countOf } from '../parts/count-words.ts'
import { HostileText } from '../parts/HostileText.tsx'
import { Since } from '../parts/Since.tsx'
import { useOutdated } from '../parts/use-outdated.ts'
import { graphPath } from '../routes/paths.ts'
import { Link } from '../routes/router.tsx'
import { lampFilters } from '../routes/view-state.ts'
import { stillStatuses } from './still-statuses.ts'
import { useStillGraph } from './use-still-graph.ts'

interface GraphCardProps {
  readonly item: GraphListItem
  /** What it was copied from, if that is still listed. */
  readonly origin: GraphListItem | undefined
  /** The list could not be renewed: then nothing on it may look confirmed. */
  readonly isOutdated: boolean
  readonly onTag: (tag: string) => void
  /** What can be done with it: a menu, and a grip where the order can be changed. */
  readonly tools: ReactNode
}

/** One graph: its picture, small and live, its counts, and what it is about. */
export function GraphCard({ item, origin, isOutdated, onTag, tools }: GraphCardProps) {
  const graph = useStillGraph(item.id, item.revision)
  const { data: snapshot, error, dataUpdatedAt } = useQuery(statusQuery(item.id))
  const isStatusOutdated = useOutdated({ error, dataUpdatedAt }) !== undefined
  const isOld = isOutdated || isStatusOutdated
  const statuses = useMemo(() => stillStatuses(snapshot, isOld), [snapshot, isOld])
  const mark = isOld ? 'stale' : worstMark(item.summary)
  const { tags = [] } = item
  // As the lamps beside it are counted: groups have none of their own.
  const count = graph?.nodes.filter(({ kind }) => kind !== 'group').length

  return (
    <article className={`graph-card graph-card-${mark}`}>
      <Link to={graphPath(item.id)} className="graph-card-link" draggable={false}>
        <div className="graph-card-picture">
          {item.nodes === 0 ? (
            <span className="graph-card-blank">
              {graph?.dynamic === 'auto' ? 'Nothing is discovered yet' : 'Nothing is drawn yet'}
            </span>
          ) : (
            graph !== undefined && <Miniature graph={graph} statuses={statuses} />
          )}
        </div>
        <h2>
          <LampMark lamp={mark} size={20} />
          <HostileText text={item.name} />
        </h2>
        <p className="graph-card-said">{sayState(item, isOld)}</p>
      </Link>
      {item.description !== undefined && (
        <p className="graph-card-about">
          <HostileText text={item.description} />
        </p>
      )}
      {item.origin !== undefined && <Origin of={item.origin} origin={origin} />}
      {tags.length > 0 && (
        <ul className="graph-card-tags">
          {tags.map((tag) => (
            <li key={tag}>
              <button type="button" className="chip-button" onClick={() => onTag(tag)} title="Show only this tag">
                <HostileText text={tag} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <p className="graph-card-foot">
        {!isOld &&
          lampFilters
            .filter((lamp) => item.summary[lamp] > 0)
            .map((lamp) => (
              <span
                key={lamp}
                className="graph-card-count"
                title={`${item.summary[lamp].toLocaleString('en')} ${markWords[lamp].toLowerCase()}`}
              >
                <LampMark lamp={lamp} size={14} />
                {item.summary[lamp].toLocaleString('en')}
                <span className="visually-hidden"> {markWords[lamp].toLowerCase()}</span>
              </span>
            ))}
        <span className="bar-space" />
        <span className="quiet">
          {count !== undefined && `${countOf(count, 'node')}, `}changed <Since at={item.updatedAt} />
        </span>
      </p>
      {item.provisioned && <span className="badge">provisioned</span>}
      {item.fault !== undefined && (
        <p className="graph-card-fault">
          The file has a fault, its last good state is shown: <HostileText text={item.fault} className="mono" />
        </p>
      )}
      <div className="graph-card-tools">{tools}</div>
    </article>
  )
}

interface OriginProps {
  readonly of: NonNullable<GraphListItem['origin']>
  readonly origin: GraphListItem | undefined
}

/** What a copy was made from, and whether that went on since. */
function Origin({ of, origin }: OriginProps) {
  const ahead = (origin?.revision ?? of.revision) - of.revision
  return (
    <p className="graph-card-origin">
      <span>
        Copy of{' '}
        {origin === undefined ? (
          <HostileText text={of.graph} />
        ) : (
          <Link to={graphPath(origin.id)}>
            <HostileText text={origin.name} />
          </Link>
        )}
        , revision {of.revision}
      </span>
      {ahead > 0 && <span className="badge">the original has changed since</span>}
    </p>
  )
}

function sayState(item: GraphListItem, isOld: boolean): string {
  if (item.nodes === 0) return 'empty'
  return isOld ? 'no fresh data' : saySummary(item.summary)
}
