import type { GraphListItem } from '@statusgraph/protocol'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { client, explainFailure } from '../live/api.ts'
import { graphQuery, statusQuery } from '../live/queries.ts'
import { LampMark, Miniature } from '../map/index.ts'
import { HostileText } from '../parts/HostileText.tsx'
import { Icon } from '../parts/Icon.tsx'
import { markWords, saySummary, worstMark } from '../parts/lamp-words.ts'
import { Menu } from '../parts/Menu.tsx'
import { Since } from '../parts/Since.tsx'
import { showNote } from '../parts/Toast.tsx'
import { graphPath } from '../routes/paths.ts'
import { Link } from '../routes/router.tsx'
import { lampFilters } from '../routes/view-state.ts'
import { stillStatuses } from './still-statuses.ts'
import { RenameGraph } from './RenameGraph.tsx'

interface GraphCardProps {
  readonly item: GraphListItem
  /** The list could not be renewed: then nothing on it may look confirmed. */
  readonly isOutdated: boolean
}

/** One graph: its picture, small and live, its counts, and what can be done with it. */
export function GraphCard({ item, isOutdated }: GraphCardProps) {
  const queries = useQueryClient()
  const [isRenaming, setIsRenaming] = useState(false)
  const { data: loaded } = useQuery(graphQuery(item.id, item.revision))
  const { data: snapshot, isError } = useQuery(statusQuery(item.id))
  const isOld = isOutdated || isError
  const statuses = useMemo(() => stillStatuses(snapshot, isOld), [snapshot, isOld])
  const mark = isOld ? 'stale' : worstMark(item.summary)
  const readOnly = item.provisioned ? 'It comes from a provisioned file: change or remove the file.' : undefined

  const remove = async (): Promise<void> => {
    try {
      const before = await client.readGraph(item.id)
      await client.deleteGraph(item.id, before.revision)
      await queries.invalidateQueries({ queryKey: ['graphs'] })
      showNote(`${item.name} was deleted.`, {
        label: 'Undo',
        run: () => {
          client.createGraph(before.graph).then(
            () => void queries.invalidateQueries({ queryKey: ['graphs'] }),
            (failure: unknown) => showNote(`It could not be brought back: ${explainFailure(failure)}`),
          )
        },
      })
    } catch (failure) {
      showNote(`Not deleted: ${explainFailure(failure)}`)
    }
  }

  return (
    <article className={`graph-card graph-card-${mark}`}>
      <Link to={graphPath(item.id)} className="graph-card-link">
        <div className="graph-card-picture">
          {loaded !== undefined && <Miniature graph={loaded.graph} statuses={statuses} />}
        </div>
        <h2>
          <LampMark lamp={mark} size={20} />
          <HostileText text={item.name} />
        </h2>
        <p className="graph-card-said">{isOld ? 'no fresh data' : saySummary(item.summary)}</p>
      </Link>
      <p className="graph-card-foot">
        {!isOld &&
          lampFilters
            .filter((lamp) => item.summary[lamp] > 0)
            .map((lamp) => (
              <span
                key={lamp}
                className="graph-card-count"
                title={`${item.summary[lamp]} ${markWords[lamp].toLowerCase()}`}
              >
                <LampMark lamp={lamp} size={14} />
                {item.summary[lamp]}
                <span className="visually-hidden"> {markWords[lamp].toLowerCase()}</span>
              </span>
            ))}
        <span className="bar-space" />
        <span className="quiet">
          {item.nodes} nodes, changed <Since at={item.updatedAt} />
        </span>
      </p>
      {item.provisioned && <span className="badge">provisioned</span>}
      {item.fault !== undefined && (
        <p className="graph-card-fault">
          The file has a fault, its last good state is shown: <HostileText text={item.fault} className="mono" />
        </p>
      )}
      <Menu
        label={`Actions for ${item.name}`}
        trigger={<Icon name="more" />}
        items={[
          { label: 'Rename', onChoose: () => setIsRenaming(true), disabledBecause: readOnly },
          { label: 'Delete', onChoose: () => void remove(), disabledBecause: readOnly, isDanger: true },
        ]}
      />
      {isRenaming && <RenameGraph item={item} onClose={() => setIsRenaming(false)} />}
    </article>
  )
}
