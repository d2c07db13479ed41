import { useQuery } from '@tanstack/react-query'
import { Autodetected } from '../parts/Autodetected.tsx'
import { CopiedCode } from '../parts/CopiedCode.tsx'
import { explainFailure } from '../live/api.ts'
import { topologySourcesQuery } from '../live/queries.ts'
import { Outdated } from '../parts/Outdated.tsx'
import { useOutdated } from '../parts/use-outdated.ts'
import { SourceCard } from './SourceCard.tsx'

const pushed = `curl -X PUT ${globalThis.location.origin}/api/v1/topology/sources/ci \\
  -H 'content-type: application/json' \\
  -d '{"edges": [{"source": "shop/web", "target": "shop/cart"}]}'`

/** Who tells what is there and who calls whom; and how one gets such a source. */
export function DiscoverySection() {
  const { data, error, dataUpdatedAt } = useQuery(topologySourcesQuery)
  const outdated = useOutdated({ error, dataUpdatedAt })
  return (
    <section className="discovery-section" aria-labelledby="discovery">
      <h2 id="discovery">Discovery</h2>
      <p className="quiet">Who tells what is running and who calls whom. A source that fails keeps what it saw last.</p>
      <Outdated why={outdated} updatedAtMs={dataUpdatedAt} />
      {data === undefined && error !== null && <p className="form-trouble">{explainFailure(error)}</p>}
      {data?.length === 0 && (
        <p className="source-none">No discovery source is configured. Any of what follows makes one.</p>
      )}
      <ul className="upstream-list">
        {data?.map((source) => (
          <li key={source.name}>
            <SourceCard source={source} isOutdated={outdated !== undefined} />
          </li>
        ))}
      </ul>
      <Autodetected />
      <details className="source-hint">
        <summary>Tell it yourself</summary>
        <p>
          Whatever knows a part of the system may push it: a script, a pipeline, an agent. One request makes the source.
        </p>
        <CopiedCode label="Copy the request" text={pushed} />
      </details>
    </section>
  )
}
