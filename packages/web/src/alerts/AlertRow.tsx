import type { AlertListItem } from '@statusgraph/protocol'
import { formatInstant, lampWords } from '@statusgraph/picture'
import { LampMark } from '../map/index.ts'
import { HostileText } from '../parts/HostileText.tsx'
import { SafeLink } from '../parts/SafeLink.tsx'
import { Since } from '../parts/Since.tsx'
import { edgePath, graphPath } from '../routes/paths.ts'
import { Link } from '../routes/router.tsx'
import { isUnmapped } from './group-alerts.ts'

const textKeys = ['summary', 'description', 'message'] as const

/** One alert: what it says, how long, who keeps it quiet, and which nodes and edges it colours. */
export function AlertRow({ alert }: { readonly alert: AlertListItem }) {
  const mark = alert.state === 'suppressed' ? 'muted' : alert.lamp === 'none' ? 'unknown' : alert.lamp
  const said = textKeys.flatMap((key) =>
    Object.hasOwn(alert.annotations, key) ? (alert.annotations[key] ?? []) : [],
  )[0]
  const runbook = Object.hasOwn(alert.annotations, 'runbook_url') ? alert.annotations['runbook_url'] : undefined
  const places = [...alert.nodes, ...(alert.edges ?? [])]
  const isSharedName = (wanted: string) => places.filter(({ name }) => name === wanted).length > 1
  return (
    <li className={`alert-row alert-${mark}`}>
      <LampMark lamp={mark} size={20} />
      <div className="alert-row-main">
        <h3>
          <span>
            <HostileText text={alert.name} />
            {mark !== 'unknown' && <span className="visually-hidden">, {lampWords[mark].toLowerCase()}</span>}
          </span>
          {alert.lamp === 'none' && <span className="badge">no lamp</span>}
          {alert.stale && <span className="badge badge-stale">no longer confirmed</span>}
        </h3>
        {said !== undefined && (
          <p>
            <HostileText text={said} />
          </p>
        )}
        {alert.suppressedBy.map((one) => (
          <p key={`${one.kind}:${one.id ?? one.by ?? ''}`} className="quiet">
            {{ silence: 'Silenced', inhibition: 'Inhibited', 'mute-time': 'Muted' }[one.kind]}
            {one.by !== undefined && (
              <>
                {' by '}
                <HostileText text={one.by} />
              </>
            )}
            {one.until !== undefined && ` until ${formatInstant(one.until)}`}
            {one.comment !== undefined && (
              <>
                {': '}
                <HostileText text={one.comment} />
              </>
            )}
          </p>
        ))}
        <ul className="pairs">
          {Object.entries(alert.labels)
            .filter(([name]) => name !== 'alertname')
            .map(([name, value]) => (
              <li key={name}>
                <HostileText text={`${name}=${value}`} className="mono" />
              </li>
            ))}
        </ul>
      </div>
      <div className="alert-row-side">
        <Since at={alert.startsAt} />
        <span className="quiet">{alert.upstream}</span>
        <span className="alert-row-nodes">
          {isUnmapped(alert) ? (
            <span
              className="badge badge-warning"
              title={
                alert.services.length === 0 ? 'It names no service' : `No graph shows ${alert.services.join(', ')}`
              }
            >
              unmapped
            </span>
          ) : (
            <>
              {alert.nodes.map(({ graph, node, name }) => (
                <Link key={`${graph}/${node}`} to={graphPath(graph, node)}>
                  {name}
                  {isSharedName(name) && <span className="quiet"> in {graph}</span>}
                </Link>
              ))}
              {alert.edges?.map(({ graph, edge, name }) => (
                <Link key={`${graph}/${edge}`} to={edgePath(graph, edge)}>
                  {name}
                  {isSharedName(name) && <span className="quiet"> in {graph}</span>}
                </Link>
              ))}
            </>
          )}
        </span>
        <span className="alert-row-links">
          {runbook !== undefined && <SafeLink url={runbook}>Runbook</SafeLink>}
          {alert.generatorUrl !== undefined && <SafeLink url={alert.generatorUrl}>Source</SafeLink>}
        </span>
      </div>
    </li>
  )
}
