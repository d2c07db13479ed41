import { useQuery } from '@tanstack/react-query'
import { compareLamps } from '@statusgraph/model'
import type { GraphListItem } from '@statusgraph/protocol'
import { useState } from 'react'
import { explainFailure } from '../live/api.ts'
import { aboutQuery, graphListQuery } from '../live/queries.ts'
import { Banner } from '../parts/Banner.tsx'
import { EmptyScreen } from '../parts/EmptyScreen.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Page } from '../parts/Page.tsx'
import { SearchField } from '../parts/SearchField.tsx'
import { Outdated } from '../parts/Outdated.tsx'
import { worstMark } from '../parts/lamp-words.ts'
import { CreateGraph } from './CreateGraph.tsx'
import { GraphCard } from './GraphCard.tsx'
import './graphs.css'

const shortConfig = `upstream:
  prometheus: {url: http://localhost:9090}
  alertmanager: {url: http://localhost:9093}
mapping:
  alerts: {service_labels: [service]}
  metrics: {service_labels: [service]}`

/** All graphs, worst first. */
export function GraphsPage() {
  const { data, error, dataUpdatedAt } = useQuery(graphListQuery)
  const { data: about } = useQuery(aboutQuery)
  const [isCreating, setIsCreating] = useState(false)
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLowerCase()
  const graphs = (data ?? [])
    .filter(({ id, name }) => `${name} ${id}`.toLowerCase().includes(wanted))
    .toSorted((a, b) => compareLists(a, b))

  return (
    <Page
      title="Graphs"
      tools={
        <>
          {(data?.length ?? 0) > 0 && (
            <SearchField label="Search graphs" value={search} found={`${graphs.length} found`} onChange={setSearch} />
          )}
          <button type="button" className="button" onClick={() => setIsCreating(true)}>
            <Icon name="plus" size={14} /> New graph
          </button>
        </>
      }
    >
      <h1 className="visually-hidden">Graphs</h1>
      <Outdated error={error} updatedAtMs={dataUpdatedAt} />
      {about?.damaged.map(({ id, reason }) => (
        <Banner key={id} mark="warning" title={`The graph ${id} could not be read and is kept aside`}>
          {reason}
        </Banner>
      ))}
      {data === undefined && error !== null && (
        <EmptyScreen drawing="lost" title="The server does not answer">
          <p>{explainFailure(error)} This page tries again by itself.</p>
        </EmptyScreen>
      )}
      {data === undefined && error === null && <div className="graph-grid" aria-busy="true" />}
      {data?.length === 0 && (
        <EmptyScreen
          title="No graph yet"
          actions={
            <button type="button" className="button primary" onClick={() => setIsCreating(true)}>
              New graph from a document
            </button>
          }
        >
          <p>Draw your system as nodes and edges in YAML or JSON, and its alerts will colour it.</p>
          {about?.upstreams === 0 && (
            <>
              <p>Tell the server where alerts and metrics are:</p>
              <pre className="code">{shortConfig}</pre>
            </>
          )}
        </EmptyScreen>
      )}
      <ul className="graph-grid">
        {graphs.map((item) => (
          <li key={item.id}>
            <GraphCard item={item} isOutdated={error !== null} />
          </li>
        ))}
      </ul>
      {isCreating && <CreateGraph onClose={() => setIsCreating(false)} />}
    </Page>
  )
}

function compareLists(a: GraphListItem, b: GraphListItem): number {
  const [left, right] = [worstMark(a.summary), worstMark(b.summary)]
  const lampOf = (mark: typeof left) => (mark === 'stale' ? 'unknown' : mark)
  return (
    compareLamps(lampOf(left), lampOf(right)) ||
    b.summary.critical - a.summary.critical ||
    b.summary.warning - a.summary.warning ||
    a.name.localeCompare(b.name)
  )
}
