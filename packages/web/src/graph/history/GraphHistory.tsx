import type { RevisionedGraph } from '@statusgraph/protocol'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import type { RefObject } from 'react'
import { client, explainFailure } from '../../live/api.ts'
import type { GraphMapHandle } from '../../map/index.ts'
import { Icon } from '../../parts/Icon.tsx'
import { showNote } from '../../parts/Toast.tsx'
import type { ShownInstead } from '../use-graph-tools.tsx'
import { overlayGraphs } from '../../changes/changed-graph.ts'
import type { ChangedGraph } from '../../changes/changed-graph.ts'
import { ChangeList } from './ChangeList.tsx'
import { ChangeOverlay } from '../../changes/ChangeOverlay.tsx'
import { groupRevisions } from './revision-runs.ts'
import { RunRow } from './RunRow.tsx'
import './history.css'
import { labelled } from '../../parts/labelled.ts'
import { useKeyboardBack } from '../../parts/use-keyboard-back.ts'

interface GraphHistoryProps {
  readonly loaded: RevisionedGraph
  /** The graph comes from a file: its history is shown, and nothing can be restored. */
  readonly isReadOnly: boolean
  readonly map: RefObject<GraphMapHandle | null>
  readonly onShow: (instead: ShownInstead | undefined) => void
  readonly onClose: () => void
}

/** Every revision with who, when and what; the chosen one is drawn on the map with what it changed. */
export function GraphHistory({ loaded, isReadOnly, map, onShow, onClose }: GraphHistoryProps) {
  const headingId = useId()
  const panel = useRef<HTMLElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useKeyboardBack(panel, heading)
  const queries = useQueryClient()
  const { id } = loaded.graph
  const { data: revisions, error } = useQuery({
    queryKey: ['revisions', id, loaded.revision],
    queryFn: ({ signal }) => client.listRevisions(id, signal),
    placeholderData: keepPreviousData,
  })
  const [chosen, setChosen] = useState<Chosen>()
  const [isRestoring, setIsRestoring] = useState(false)
  const { data: changed, error: changedError } = useQuery({
    queryKey: ['change', id, chosen?.from, chosen?.to],
    queryFn: ({ signal }) => readChange(id, chosen, signal),
    enabled: chosen !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
  useEffect(() => {
    onShow(
      changed === undefined || chosen === undefined
        ? undefined
        : { graph: changed.graph, overlay: <ChangeOverlay changed={changed} map={map} /> },
    )
  }, [changed, chosen, map, onShow])

  const restore = async (revision: number): Promise<void> => {
    setIsRestoring(true)
    try {
      const before = loaded.revision
      const restored = await client.restoreRevision(id, revision)
      setChosen(undefined)
      await queries.invalidateQueries({ queryKey: ['graph', id] })
      showNote(`Revision ${revision} is back, as revision ${restored.revision}.`, {
        label: 'Undo',
        run: () => void restore(before),
      })
    } catch (failure) {
      showNote(`Not restored: ${explainFailure(failure)}`)
    } finally {
      setIsRestoring(false)
    }
  }
  const trouble = error ?? changedError
  return (
    <aside ref={panel} className="panel history" aria-labelledby={headingId}>
      <header className="panel-head">
        <div className="panel-title">
          <h2 ref={heading} id={headingId} tabIndex={-1}>
            History
          </h2>
          <p className="quiet">
            {chosen === undefined ? 'Choose a revision to see on the map what it changed.' : describeChosen(chosen)}
          </p>
        </div>
        <div className="panel-tools">
          <button type="button" className="icon-button" {...labelled('Close', 'Esc')} onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
      </header>
      {trouble !== null && (
        <p className="form-trouble" role="alert">
          {explainFailure(trouble)}
        </p>
      )}
      {chosen !== undefined && changed !== undefined && (
        <section className="history-change" aria-label="What changed">
          <ChangeList changed={changed} onSelect={(node) => map.current?.centreOn(node)} />
          <div className="history-actions">
            <button type="button" className="button" onClick={() => setChosen(undefined)}>
              Back to now
            </button>
            {!isReadOnly && chosen.to !== loaded.revision && (
              <button
                type="button"
                className="button primary"
                disabled={isRestoring}
                onClick={() => void restore(chosen.to)}
              >
                {isRestoring ? 'Restoring …' : `Restore revision ${chosen.to}`}
              </button>
            )}
          </div>
        </section>
      )}
      <div className="panel-body history-body">
        {revisions === undefined && trouble === null && <p className="quiet">Reading the history …</p>}
        <ol className="history-list">
          {groupRevisions(revisions ?? []).map((run) => (
            <RunRow
              key={run.newest.revision}
              run={run}
              current={loaded.revision}
              chosen={chosen?.to}
              onChoose={(from, to) => setChosen({ from, to })}
            />
          ))}
        </ol>
      </div>
    </aside>
  )
}

/** Two revisions to compare; `from` is 0 for a graph that was not there yet. */
interface Chosen {
  readonly from: number
  readonly to: number
}

function describeChosen({ from, to }: Chosen): string {
  return from + 1 === to ? `What revision ${to} changed` : `What revisions ${from + 1} to ${to} changed`
}

async function readChange(id: string, chosen: Chosen | undefined, signal: AbortSignal): Promise<ChangedGraph> {
  if (chosen === undefined) throw new Error('no revision is chosen')
  const { graph: after } = await client.readRevision(id, chosen.to, signal)
  const before = chosen.from === 0 ? undefined : await client.readRevision(id, chosen.from, signal)
  return overlayGraphs(before?.graph ?? { ...after, nodes: [], edges: [] }, after)
}
