import { useQuery } from '@tanstack/react-query'
import { Autodetected } from '../../parts/Autodetected.tsx'
import { explainFailure } from '../../live/api.ts'
import { topologySourcesQuery } from '../../live/queries.ts'
import { HostileText } from '../../parts/HostileText.tsx'
import { sayCounts } from '../../parts/count-words.ts'

/** Whether there is anybody who could draw the graph, and how one gets somebody. */
export function DiscoverFields() {
  const { data: sources, error } = useQuery(topologySourcesQuery)
  if (sources === undefined)
    return <p className="start-note">{error === null ? 'Asking the sources …' : explainFailure(error)}</p>
  if (sources.length === 0) {
    return (
      <div className="start-note start-discover">
        <p>
          <strong>No discovery source is configured, so the graph would stay empty for now.</strong>
        </p>
        <p>Metrics of traces or of a service mesh, Docker, Kubernetes, spans, or one request of your own make one.</p>
        <p>What your Prometheus servers could tell already, with the lines for the configuration:</p>
        <Autodetected />
      </div>
    )
  }
  return (
    <div className="start-note start-discover">
      <p>Services in groups by namespace, and who calls whom. You may add, move, ignore and draw on top later.</p>
      <ul>
        {sources.map(({ name, state, nodes, edges }) => (
          <li key={name}>
            <strong>
              <HostileText text={name} />
            </strong>{' '}
            {state === 'waiting' ? 'said nothing yet' : `sees ${sayCounts(nodes, edges)}`}
            {state === 'failing' && ', and does not answer now'}
          </li>
        ))}
      </ul>
    </div>
  )
}
