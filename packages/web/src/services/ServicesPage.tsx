import type { ServiceListItem } from '@statusgraph/protocol'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { explainFailure } from '../live/api.ts'
import { servicesQuery } from '../live/queries.ts'
import { LampMark } from '../map/index.ts'
import { EmptyScreen } from '../parts/EmptyScreen.tsx'
import { HostileText } from '../parts/HostileText.tsx'
import { Outdated } from '../parts/Outdated.tsx'
import { Page } from '../parts/Page.tsx'
import { SearchField } from '../parts/SearchField.tsx'
import { useOutdated } from '../parts/use-outdated.ts'
import { gatherSeen, markOfService, sayService } from '../parts/service-words.ts'
import { graphPath } from '../routes/paths.ts'
import { Link } from '../routes/router.tsx'
import './services.css'

const rowsPerStep = 300

/** What exists, where it was seen, and which graphs show it. */
export function ServicesPage() {
  const { data, error, dataUpdatedAt } = useQuery(servicesQuery)
  const outdated = useOutdated({ error, dataUpdatedAt })
  const [search, setSearch] = useState('')
  const [onlyUndrawn, setOnlyUndrawn] = useState(false)
  const [limit, setLimit] = useState(rowsPerStep)
  const wanted = search.trim().toLowerCase()
  const undrawn = (data ?? []).filter(({ nodes }) => nodes.length === 0).length
  const shown = (data ?? []).filter(
    ({ service, nodes }) => service.toLowerCase().includes(wanted) && (!onlyUndrawn || nodes.length === 0),
  )
  return (
    <Page
      title="Services"
      tools={
        <SearchField label="Search services" value={search} found={`${shown.length} found`} onChange={setSearch} />
      }
    >
      <h1 className="page-title">Services</h1>
      <Outdated why={outdated} updatedAtMs={dataUpdatedAt} />
      {data === undefined && error !== null && <p className="form-trouble">{explainFailure(error)}</p>}
      {data !== undefined && data.length === 0 ? (
        <EmptyScreen isSection drawing="list" title="No service is known yet">
          <p>
            Services are read from the labels in <code>mapping.metrics.service_labels</code> and{' '}
            <code>mapping.alerts.service_labels</code>.
          </p>
        </EmptyScreen>
      ) : (
        <>
          <div className="toolbar">
            <fieldset className="tabs" aria-label="Which services">
              <button type="button" aria-pressed={!onlyUndrawn} onClick={() => setOnlyUndrawn(false)}>
                All <span className="count">{(data?.length ?? 0).toLocaleString('en')}</span>
              </button>
              <button type="button" aria-pressed={onlyUndrawn} onClick={() => setOnlyUndrawn(true)}>
                On no graph <span className="count">{undrawn.toLocaleString('en')}</span>
              </button>
            </fieldset>
          </div>
          <div className="table-frame">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">Service</th>
                  <th scope="col">Seen in</th>
                  <th scope="col">Drawn as</th>
                  <th scope="col">Version</th>
                </tr>
              </thead>
              <tbody>
                {shown.slice(0, limit).map((item) => (
                  <Row key={item.service} item={item} isOutdated={outdated !== undefined} />
                ))}
              </tbody>
            </table>
          </div>
          {shown.length > limit && (
            <button type="button" className="button" onClick={() => setLimit(limit + rowsPerStep)}>
              Show more of {shown.length}
            </button>
          )}
        </>
      )}
    </Page>
  )
}

interface RowProps {
  readonly item: ServiceListItem
  /** The list could not be renewed: then nothing on it may look confirmed. */
  readonly isOutdated: boolean
}

function Row({ item, isOutdated }: RowProps) {
  return (
    <tr>
      <th scope="row">
        <span className="named">
          <LampMark lamp={markOfService(item, isOutdated)} size={16} />
          <HostileText text={item.service} />
          <span className="visually-hidden">, {sayService(item, isOutdated)}</span>
        </span>
      </th>
      <td>
        <ul className="seen">
          {gatherSeen(item.seen).map(({ key, words, upstream, by }) => (
            <li key={key}>
              {words} <span className="quiet">of {upstream}</span>{' '}
              {by.length > 0 && <HostileText text={by.join(', ')} className="mono quiet" />}
            </li>
          ))}
        </ul>
      </td>
      <td>
        {item.nodes.length === 0 ? (
          <span className="quiet">no graph shows it</span>
        ) : (
          <span className="seen-nodes">
            {item.nodes.map(({ graph, node, name }) => (
              <Link key={`${graph}/${node}`} to={graphPath(graph, node)}>
                {name} <span className="quiet">in {graph}</span>
              </Link>
            ))}
          </span>
        )}
      </td>
      <td className="mono">{item.version}</td>
    </tr>
  )
}
