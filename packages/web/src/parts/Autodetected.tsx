import type { Autodetected as AutodetectedUpstream } from '@statusgraph/protocol'
import { useQuery } from '@tanstack/react-query'
import { explainFailure } from '../live/api.ts'
import { autodetectQuery } from '../live/queries.ts'
import { countOf } from './count-words.ts'
import { HostileText } from './HostileText.tsx'
import { CopiedCode } from './CopiedCode.tsx'
import './styles/autodetected.css'

/** What discovery could read out of each Prometheus that is there already, with the lines that add it. */
export function Autodetected() {
  const { data, error, isPending } = useQuery(autodetectQuery)
  if (isPending) return <p className="quiet">Looking at what your Prometheus servers have …</p>
  if (data === undefined) return error === null ? null : <p className="form-trouble">{explainFailure(error)}</p>
  if (data.length === 0) return <p className="quiet">No Prometheus is configured that could be looked at.</p>
  return (
    <div className="autodetected">
      {data.map((upstream) => (
        <Upstream key={upstream.upstream} found={upstream} />
      ))}
    </div>
  )
}

function Upstream({ found: { upstream, presets, error } }: { readonly found: AutodetectedUpstream }) {
  const open = presets?.filter(({ configured }) => !configured) ?? []
  const known = presets?.filter(({ configured }) => configured) ?? []
  return (
    <section aria-label={`What ${upstream} could tell`}>
      <h3>
        <HostileText text={upstream} /> {error === undefined ? 'could tell' : 'cannot be asked now'}
      </h3>
      {error !== undefined && (
        <p className="upstream-error">
          <HostileText text={error} className="mono" />
        </p>
      )}
      {error === undefined && open.length === 0 && (
        <p className="quiet">
          {known.length === 0
            ? 'No metric of it tells who calls whom: no service graph, mesh, proxy or kube-state-metrics.'
            : 'Everything that it could tell is asked for.'}
        </p>
      )}
      <ul>
        {open.map(({ preset, title, edges, config, problem }) => (
          <li key={preset}>
            <p>
              <strong>{title}</strong> {edges === 0 ? 'no edge now' : countOf(edges, 'edge')}
            </p>
            {problem !== undefined && (
              <p className="quiet">
                <HostileText text={problem} />
              </p>
            )}
            <CopiedCode label={`Copy the configuration of ${title}`} text={config} />
          </li>
        ))}
      </ul>
      {known.length > 0 && open.length > 0 && (
        <p className="quiet">Asked for already: {known.map(({ title }) => title).join(', ')}.</p>
      )}
    </section>
  )
}
