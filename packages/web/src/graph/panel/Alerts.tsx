import type { NodeStatus, Reason, Suppression } from '@statusgraph/model'
import { formatInstant } from '@statusgraph/picture'
import { LampMark } from '../../map/index.ts'
import { HostileText } from '../../parts/HostileText.tsx'
import { SafeLink } from '../../parts/SafeLink.tsx'
import { safeLink } from '../../parts/safe-link.ts'
import { Since } from '../../parts/Since.tsx'
import { Section } from './Section.tsx'

type AlertReason = Extract<Reason, { kind: 'alert' }>

const textKeys = ['summary', 'description', 'message'] as const

/** The alerts of a node: what they say of themselves, what to read, and who keeps them quiet. */
export function Alerts({ status }: { readonly status: NodeStatus | undefined }) {
  const alerts = (status?.reasons ?? []).filter((reason) => reason.kind === 'alert')
  if (alerts.length === 0) return null
  return (
    <Section title="Alerts" count={alerts.length}>
      {alerts.map((alert) => (
        <AlertCard key={`${alert.upstream ?? ''}:${alert.fingerprint}:${alert.via.key}`} alert={alert} />
      ))}
    </Section>
  )
}

function AlertCard({ alert }: { readonly alert: AlertReason }) {
  const annotations = Object.entries(alert.annotations)
  const texts = textKeys.flatMap((name) => annotations.filter((entry) => entry[0] === name))
  const links = annotations.filter(
    ([name, value]) => !isTextKey(name) && (isLinkKey(name) || safeLink(value) !== undefined),
  )
  const rest = annotations.filter((entry) => !texts.includes(entry) && !links.includes(entry))
  const mark = alert.state === 'suppressed' ? 'muted' : alert.alertLamp === 'none' ? 'unknown' : alert.alertLamp
  return (
    <article className={`alert alert-${mark}`}>
      <h4>
        <LampMark lamp={mark} size={16} />
        <HostileText text={alert.title} />
        <span className="quiet">
          {alert.state === 'suppressed' ? 'suppressed' : 'firing'}
          {alert.stale === true && ', no longer confirmed'}
          {alert.since !== undefined && (
            <>
              , <Since at={alert.since} />
            </>
          )}
        </span>
      </h4>
      {texts.map(([name, value]) => (
        <p key={name} className={name === 'summary' ? 'alert-summary' : 'alert-text'}>
          <HostileText text={value} />
        </p>
      ))}
      {alert.suppressedBy.map((suppression) => (
        <p key={`${suppression.kind}:${JSON.stringify(suppression)}`} className="alert-quiet">
          <Quiet suppression={suppression} />
        </p>
      ))}
      {(links.length > 0 || alert.generatorUrl !== undefined) && (
        <p className="alert-links">
          {links.map(([name, value]) => (
            <SafeLink key={name} url={value} className="link-chip">
              {sayKey(name)}
            </SafeLink>
          ))}
          {alert.generatorUrl !== undefined && (
            <SafeLink url={alert.generatorUrl} className="link-chip">
              Source
            </SafeLink>
          )}
        </p>
      )}
      <details className="alert-labels">
        <summary>
          {Object.keys(alert.labels).length} labels{rest.length > 0 && `, ${rest.length} more annotations`}
        </summary>
        <ul className="pairs">
          {[...Object.entries(alert.labels), ...rest].map(([name, value]) => (
            <li key={name}>
              <HostileText text={`${name}=${value}`} className="mono" />
            </li>
          ))}
        </ul>
      </details>
    </article>
  )
}

function Quiet({ suppression }: { readonly suppression: Suppression }) {
  switch (suppression.kind) {
    case 'silence':
      return (
        <>
          Silenced
          {suppression.by !== undefined && (
            <>
              {' '}
              by <HostileText text={suppression.by} />
            </>
          )}
          {suppression.until !== undefined && ` until ${formatInstant(suppression.until)}`}
          {suppression.comment !== undefined && (
            <>
              : <HostileText text={suppression.comment} />
            </>
          )}
        </>
      )
    case 'inhibition':
      return (
        <>
          Inhibited by <HostileText text={suppression.by} className="mono" />
        </>
      )
    case 'mute-time':
      return (
        <>
          Muted during <HostileText text={suppression.by} />
        </>
      )
  }
}

function isTextKey(name: string): boolean {
  return textKeys.some((one) => one === name)
}

// A runbook that is no safe link is still shown, as text: someone meant it to be read.
function isLinkKey(name: string): boolean {
  return /(?:^|_)(?:url|link|href)$|^runbook|^dashboard/i.test(name)
}

function sayKey(name: string): string {
  const words = name
    .replace(/_?(?:url|link|href)$/i, '')
    .replaceAll('_', ' ')
    .trim()
  return words === '' ? name : words.charAt(0).toUpperCase() + words.slice(1)
}
