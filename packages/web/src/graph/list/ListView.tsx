import { servicesOf } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { useMemo, useState } from 'react'
import { sayStatus, sinceOf } from '@statusgraph/picture'
import type { LiveGraph, StatusOf } from '../../live/live-graph.ts'
import { LampMark } from '../../map/index.ts'
import { HostileText } from '../../parts/HostileText.tsx'
import { Since } from '../../parts/Since.tsx'
import type { ViewState } from '../../routes/view-state.ts'
import { markOf, problemSections, reasonOf, sectionOf } from '../state/problems.ts'
import { EdgeTable } from './EdgeTable.tsx'
import { Head } from './Head.tsx'
import { MoreRows, rowsPerStep } from './MoreRows.tsx'
import './list.css'

interface ListViewProps {
  readonly graph: GraphDocument
  readonly statusOf: StatusOf
  readonly shown: ReadonlySet<string> | undefined
  readonly selected: string | undefined
  readonly onSelect: (id: string) => void
  readonly live: LiveGraph
  readonly rows: ViewState['rows']
  readonly onRows: (rows: ViewState['rows']) => void
  readonly selectedEdge: string | undefined
  readonly onSelectEdge: (id: string) => void
}

type Order = 'lamp' | 'name'

/** The same facts as the picture, as tables: for screen readers, for printing, and for whoever likes tables. */
export function ListView(props: ListViewProps) {
  const { graph, live, shown, rows, onRows, selectedEdge, onSelectEdge } = props
  const tabs = [
    { key: 'nodes', label: 'Nodes' },
    { key: 'edges', label: 'Edges' },
  ] as const
  return (
    <div className="list-view">
      <fieldset className="tabs list-tabs" aria-label="List">
        {tabs.map(({ key, label }) => (
          <button key={key} type="button" aria-pressed={rows === key} onClick={() => onRows(key)}>
            {label}
          </button>
        ))}
      </fieldset>
      {rows === 'nodes' ? (
        <NodeTable {...props} />
      ) : (
        <EdgeTable graph={graph} live={live} shown={shown} selected={selectedEdge} onSelect={onSelectEdge} />
      )}
    </div>
  )
}

function NodeTable({ graph, statusOf, shown, selected, onSelect }: ListViewProps) {
  const [order, setOrder] = useState<Order>('lamp')
  const [limit, setLimit] = useState(rowsPerStep)
  const rows = useMemo(() => {
    const all = graph.nodes
      .filter((node) => node.kind !== 'group' && (shown === undefined || shown.has(node.id)))
      .map((node) => ({ node, status: statusOf(node.id) }))
    const rankOf = (status: (typeof all)[number]['status']) => {
      const section = sectionOf(status)
      return section === undefined ? problemSections.length : problemSections.indexOf(section)
    }
    return all.toSorted(
      (a, b) => (order === 'lamp' ? rankOf(a.status) - rankOf(b.status) : 0) || a.node.name.localeCompare(b.node.name),
    )
  }, [graph, statusOf, shown, order])
  const groupName = new Map(graph.nodes.filter(({ kind }) => kind === 'group').map(({ id, name }) => [id, name]))

  return (
    <>
      <table>
        <caption className="visually-hidden">
          {rows.length} nodes of {graph.name}
        </caption>
        <thead>
          <tr>
            <Head label="Status" isSorted={order === 'lamp'} onSort={() => setOrder('lamp')} />
            <Head label="Name" isSorted={order === 'name'} onSort={() => setOrder('name')} />
            <th scope="col">Since</th>
            <th scope="col">Why</th>
            <th scope="col">Group</th>
            <th scope="col">Services</th>
            <th scope="col">Version</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, limit).map(({ node, status }) => {
            const mark = markOf(status)
            const since = sinceOf(status)
            return (
              <tr
                key={node.id}
                data-node-id={node.id}
                data-lamp={status?.lamp ?? 'unknown'}
                aria-current={node.id === selected}
              >
                <td>
                  <span className="list-status">
                    <LampMark lamp={mark} size={16} />
                    <span className={`word word-${mark}`}>{sayStatus(status)}</span>
                  </span>
                </td>
                <th scope="row">
                  <button type="button" className="text-button" onClick={() => onSelect(node.id)}>
                    <HostileText text={node.name} />
                  </button>
                </th>
                <td className="list-since">{since === undefined ? '' : <Since at={since} />}</td>
                <td className="list-why">{reasonOf(status).slice(0, 300)}</td>
                <td>{node.parent === undefined ? '' : groupName.get(node.parent)}</td>
                <td className="mono">{servicesOf(node).join(', ').slice(0, 200)}</td>
                <td className="mono">{status?.version}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {rows.length === 0 && <p className="quiet list-none">No node passes the filters.</p>}
      <MoreRows count={rows.length} limit={limit} onLimit={setLimit} />
    </>
  )
}
