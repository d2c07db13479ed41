import { sayClockSkew } from '@statusgraph/model'
import type { UpstreamListItem } from '@statusgraph/protocol'
import { useQuery } from '@tanstack/react-query'
import { formatAge, formatClock } from '@statusgraph/picture'
import { explainFailure } from '../live/api.ts'
import { upstreamsQuery } from '../live/queries.ts'
import { LampMark } from '../map/index.ts'
import { ConfigFault } from '../parts/ConfigFault.tsx'
import { EmptyScreen } from '../parts/EmptyScreen.tsx'
import { HostileText } from '../parts/HostileText.tsx'
import { Outdated } from '../parts/Outdated.tsx'
import { Page } from '../parts/Page.tsx'
import { useNow } from '../parts/use-now.ts'
import { useOutdated } from '../parts/use-outdated.ts'
import { DiscoverySection } from './DiscoverySection.tsx'
import './upstreams.css'

const kindWords: Readonly<Record<UpstreamListItem['kind'], string>> = {
  alertmanager: 'Alertmanager',
  prometheus: 'Prometheus',
  versions: 'Versions',
}

/** Whom we ask, how they answer, and how old the last good answer is. */
export function UpstreamsPage() {
  const { data, error, dataUpdatedAt } = useQuery(upstreamsQuery)
  const outdated = useOutdated({ error, dataUpdatedAt })
  return (
    <Page title="Upstreams">
      <h1 className="page-title">Upstreams</h1>
      <Outdated why={outdated} updatedAtMs={dataUpdatedAt} />
      <ConfigFault />
      {data === undefined && error !== null && <p className="form-trouble">{explainFailure(error)}</p>}
      {data?.length === 0 && (
        <EmptyScreen isSection drawing="lost" title="No upstream is configured">
          <p>Without one every lamp stays unknown. Tell the configuration where they are:</p>
          <pre className="code">
            {'upstream:\n  prometheus: {url: http://localhost:9090}\n  alertmanager: {url: http://localhost:9093}'}
          </pre>
        </EmptyScreen>
      )}
      <ul className="upstream-list">
        {data?.map((upstream) => (
          <li key={upstream.name}>
            <UpstreamCard upstream={upstream} isOutdated={outdated !== undefined} answeredAtMs={dataUpdatedAt} />
          </li>
        ))}
      </ul>
      <DiscoverySection />
    </Page>
  )
}

interface UpstreamCardProps {
  readonly upstream: UpstreamListItem
  readonly isOutdated: boolean
  readonly answeredAtMs: number
}

function UpstreamCard({ upstream, isOutdated, answeredAtMs }: UpstreamCardProps) {
  const now = useNow(1000)
  const sinceAnswerSeconds = Math.max(0, (now - answeredAtMs) / 1000)
  const mark = isOutdated ? 'stale' : upstream.reachable ? 'ok' : 'critical'
  const hasTrouble = upstream.facets.some(({ reachable, error }) => !reachable || error !== undefined)
  const ageOf = (seconds: number | undefined) =>
    seconds === undefined ? 'never' : `${formatAge(seconds + sinceAnswerSeconds)} ago`
  return (
    <article className={`upstream-card upstream-${mark}`}>
      <header>
        <LampMark lamp={mark} size={24} />
        <h2>
          <HostileText text={upstream.name} />
          <span className="quiet">
            {kindWords[upstream.kind]} {upstream.version}
          </span>
        </h2>
        <p className="upstream-age">
          <strong>{sayState(upstream.reachable, isOutdated)}</strong>
          <span className="quiet">
            last good answer {ageOf(upstream.ageSeconds)}, every {formatAge(upstream.intervalSeconds)}
          </span>
        </p>
      </header>
      <p className="mono quiet">{upstream.urls.join('  ')}</p>
      {upstream.error !== undefined && (
        <p className="upstream-error">
          <HostileText text={upstream.error} className="mono" />
        </p>
      )}
      {upstream.warnings.map((warning) => (
        <p key={warning} className="upstream-warning">
          <HostileText text={warning} />
        </p>
      ))}
      <Clocks upstream={upstream} />
      {upstream.facets.length > 0 && (
        <div className="table-frame">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Asked for</th>
                <th scope="col">Last good</th>
                <th scope="col">Took</th>
                {hasTrouble && <th scope="col">Trouble</th>}
              </tr>
            </thead>
            <tbody>
              {upstream.facets.map((facet) => (
                <tr key={facet.name}>
                  <th scope="row">
                    <span className="named">
                      <LampMark lamp={isOutdated ? 'stale' : facet.reachable ? 'ok' : 'critical'} size={14} />
                      <HostileText text={facet.name} />
                      <span className="visually-hidden">, {sayState(facet.reachable, isOutdated)}</span>
                    </span>
                  </th>
                  <td>{ageOf(facet.ageSeconds)}</td>
                  <td>{facet.tookMs === undefined ? '' : `${Math.round(facet.tookMs)} ms`}</td>
                  {hasTrouble && (
                    <td>
                      {facet.error !== undefined && <HostileText text={facet.error} className="mono" />}
                      {facet.nextTryAt !== undefined && !facet.reachable && (
                        <span className="quiet"> next try at {formatClock(facet.nextTryAt)}</span>
                      )}
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </article>
  )
}

function sayState(isReachable: boolean, isOutdated: boolean): string {
  if (isOutdated) return 'not known now'
  return isReachable ? 'answering' : 'not answering'
}

/** Clocks that are so far from ours that the times told by them mislead. */
function Clocks({ upstream: { clocks } }: { readonly upstream: UpstreamListItem }) {
  return clocks?.map(({ url, aheadSeconds }) => {
    const skew = sayClockSkew(aheadSeconds)
    if (skew === undefined) return null
    return (
      <p key={url} className="upstream-warning">
        {clocks.length > 1 ? `The clock of ${url}` : 'Its clock'} is {skew}. Lamps are right all the same; times that it
        tells, such as since when an alert fires, are off by as much.
      </p>
    )
  })
}
