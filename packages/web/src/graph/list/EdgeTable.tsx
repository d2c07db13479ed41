import { topologyStates } from '@statusgraph/model'
import type { GraphDocument, TopologyState } from '@statusgraph/model'
import { useMemo, useState } from 'react'
import { formatBytes, formatDuration, formatRate, formatShare, lampWords } from '@statusgraph/picture'
import type { LiveGraph } from '../../live/live-graph.ts'
import { useTopologyWhole } from '../../live/topology/use-topology.ts'
import { describeEdge, LampMark, stateWords } from '../../map/index.ts'
import { HostileText } from '../../parts/HostileText.tsx'
import { useEdgeStatusReader } from '../state/use-statuses.ts'
import { listEdges, passesWords, sortEdges } from './edge-rows.ts'
import type { EdgeOrder, EdgeRow } from './edge-rows.ts'
import { Head } from './Head.tsx'
import { MoreRows, rowsPerStep } from './MoreRows.tsx'

interface EdgeTableProps {
  readonly graph: GraphDocument
  readonly live: LiveGraph
  readonly shown: ReadonlySet<string> | undefined
  readonly selected: string | undefined
  readonly onSelect: (id: string) => void
}

/** What the lines of the picture say, as a table: state, rate, errors, latency and lamp of every edge. */
export function EdgeTable({ graph, live, shown, selected, onSelect }: EdgeTableProps) {
  const [order, setOrder] = useState<EdgeOrder>('lamp')
  const [words, setWords] = useState('')
  const [state, setState] = useState<TopologyState | ''>('')
  const [limit, setLimit] = useState(rowsPerStep)
  const whole = useTopologyWhole(live.topology)
  const statusOf = useEdgeStatusReader(live.statuses)
  const all = useMemo(() => listEdges(graph, shown, statusOf, (id) => whole.edges[id]), [graph, shown, statusOf, whole])
  const rows = useMemo(
    () =>
      sortEdges(
        all.filter((row) => (state === '' || row.seen?.state === state) && passesWords(row, words)),
        order,
      ),
    [all, state, words, order],
  )
  const states = topologyStates.filter((one) => all.some(({ seen }) => seen?.state === one))
  return (
    <>
      <div className="toolbar list-filters">
        <input
          type="search"
          className="list-words"
          aria-label="Filter edges"
          placeholder="Filter edges"
          value={words}
          maxLength={200}
          onChange={(event) => setWords(event.target.value)}
        />
        {states.length > 0 && (
          <label className="select">
            State
            <select
              value={state}
              onChange={(event) => setState(states.find((one) => one === event.target.value) ?? '')}
            >
              <option value="">all</option>
              {states.map((one) => (
                <option key={one} value={one}>
                  {stateWords[one]}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <table className="edge-table">
        <caption className="visually-hidden">
          {rows.length} edges of {graph.name}
        </caption>
        <thead>
          <tr>
            <Head label="Status" isSorted={order === 'lamp'} onSort={() => setOrder('lamp')} />
            <Head label="From and to" isSorted={order === 'ends'} onSort={() => setOrder('ends')} />
            <th scope="col">State</th>
            <Head label="Rate" isNumber isSorted={order === 'rate'} onSort={() => setOrder('rate')} />
            <Head label="Errors" isNumber isSorted={order === 'errors'} onSort={() => setOrder('errors')} />
            <Head label="Latency, p95" isNumber isSorted={order === 'latency'} onSort={() => setOrder('latency')} />
            <th scope="col">Label</th>
            <th scope="col">Seen by</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, limit).map((row) => (
            <Row key={row.edge.id} row={row} isSelected={row.edge.id === selected} onSelect={onSelect} />
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className="quiet list-none">No edge passes the filters.</p>}
      <MoreRows count={rows.length} limit={limit} onLimit={setLimit} />
    </>
  )
}

/** Both ends: with an arrow for the eye, and for whoever listens with a word and what is the matter. */
function EdgeName({ row: { source, target, status, seen } }: { readonly row: EdgeRow }) {
  return (
    <>
      <span className="visually-hidden">{describeEdge(source, target, status, seen)}</span>
      <span aria-hidden="true">
        <HostileText text={`${source} ${seen?.undirected === true ? '–' : '→'} ${target}`} />
      </span>
    </>
  )
}

interface RowProps {
  readonly row: EdgeRow
  readonly isSelected: boolean
  readonly onSelect: (id: string) => void
}

function Row({ row, isSelected, onSelect }: RowProps) {
  const { edge, status, seen, ratePerSecond, errors, p95Seconds } = row
  const isStale = status?.overlays.some(({ kind }) => kind === 'stale') ?? false
  const mark = status?.lamp === 'ok' && isStale ? 'stale' : status?.lamp
  const bytes = seen?.traffic?.bytesPerSecond
  return (
    <tr data-edge-id={edge.id} aria-current={isSelected}>
      <td>
        <span className="list-status">
          {mark !== undefined && status !== undefined && (
            <>
              <LampMark lamp={mark} size={16} />
              <span className={`word word-${mark}`}>
                {lampWords[status.lamp]}
                {isStale && ', stale'}
              </span>
            </>
          )}
          {status === undefined && <span className="quiet">not judged</span>}
        </span>
      </td>
      <th scope="row">
        <button type="button" className="text-button" onClick={() => onSelect(edge.id)}>
          <EdgeName row={row} />
        </button>
      </th>
      <td>{seen === undefined ? '' : stateWords[seen.state]}</td>
      <td className="list-number">
        {ratePerSecond === undefined ? (bytes === undefined ? '' : formatBytes(bytes)) : formatRate(ratePerSecond)}
      </td>
      <td className="list-number">{errors === undefined ? '' : formatShare(errors)}</td>
      <td className="list-number">{p95Seconds === undefined ? '' : formatDuration(p95Seconds)}</td>
      <td>
        <HostileText text={edge.label ?? ''} />
      </td>
      <td>{[...new Set((seen?.provenance ?? []).map((one) => one.source))].join(', ').slice(0, 200)}</td>
    </tr>
  )
}
