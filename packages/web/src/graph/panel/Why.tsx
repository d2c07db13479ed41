import type { EdgeStatus, NodeStatus, Reason } from '@statusgraph/model'
import { reasonLimit } from '@statusgraph/model'
import type { ReactNode } from 'react'
import { formatAge, formatValue } from '@statusgraph/picture'
import type { LiveGraph } from '../../live/live-graph.ts'
import { LampMark } from '../../map/index.ts'
import { HostileText } from '../../parts/HostileText.tsx'
import { Since } from '../../parts/Since.tsx'
import { useNow } from '../../parts/use-now.ts'
import { Section } from './Section.tsx'

/** What a colour is asked about. */
interface Subject {
  readonly kind: 'node' | 'edge'
  readonly id: string
  readonly name: string
}

interface WhyProps {
  readonly subject: Subject
  readonly status: NodeStatus | EdgeStatus | undefined
  readonly live: LiveGraph
  readonly nameOf: (id: string) => string
  readonly onSelect: (id: string) => void
}

/** Why this colour, worst first: a sentence each, and behind it the whole way from rule to node. */
export function Why({ subject, status, live, nameOf, onSelect }: WhyProps) {
  const reasons = status?.reasons ?? []
  return (
    <Section title={status?.lamp === 'unknown' || status === undefined ? 'Why is nothing known?' : 'Why'}>
      {reasons.length === 0 && <p className="quiet">The server has said nothing about this {subject.kind} yet.</p>}
      <ul className="reasons">
        {reasons.map((reason) => (
          <li key={`${reason.kind}:${reason.upstream ?? ''}:${reason.title}:${reason.text}`}>
            <details>
              <summary>
                <LampMark lamp={reason.stale === true && reason.lamp === 'ok' ? 'stale' : reason.lamp} size={16} />
                <HostileText text={reason.text} />
              </summary>
              <Chain reason={reason} subject={subject} live={live} />
            </details>
            {reason.kind === 'member' && (
              <button type="button" className="text-button" onClick={() => onSelect(reason.node)}>
                Go to {nameOf(reason.node)}
              </button>
            )}
          </li>
        ))}
      </ul>
      {reasons.length >= reasonLimit && <p className="quiet">Only the worst {reasonLimit} are listed.</p>}
    </Section>
  )
}

interface ChainProps {
  readonly reason: Reason & { readonly ageSeconds?: number }
  readonly subject: Subject
  readonly live: LiveGraph
}

/** Rule or query, alert, selector, label or annotation, service, node; each with what is known of it. */
function Chain({ reason, subject, live }: ChainProps) {
  useNow(1000)
  const upstream = reason.upstream === undefined ? undefined : live.view().upstreams[reason.upstream]
  const ageSeconds = reason.ageSeconds === undefined ? undefined : live.ageOf(subject.id, reason)
  return (
    <dl className="chain">
      {stepsOf(reason).map(([name, value]) => (
        <Step key={name} name={name}>
          {value}
        </Step>
      ))}
      <Step name={subject.kind === 'node' ? 'Node' : 'Edge'}>
        <HostileText text={subject.name} />
      </Step>
      {reason.since !== undefined && (
        <Step name="Since">
          <Since at={reason.since} form="moment" />
        </Step>
      )}
      {reason.upstream !== undefined && (
        <Step name="Said by">
          {reason.upstream}
          {upstream !== undefined && !upstream.ok && <span className="word-warning"> (not answering)</span>}
          {ageSeconds !== undefined && `, confirmed ${formatAge(ageSeconds)} ago`}
          {reason.stale === true && ', no longer fresh'}
        </Step>
      )}
    </dl>
  )
}

function Step({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function stepsOf(reason: Reason): readonly (readonly [string, ReactNode])[] {
  switch (reason.kind) {
    case 'alert':
      return [
        ['Alert', <HostileText key="alert" text={`${reason.title} (${reason.state})`} className="mono" />],
        ...(reason.lamp === 'muted' ? [['Would be', reason.alertLamp] as const] : []),
        ...viaSteps(reason.via),
      ]
    case 'sample':
      return [
        ['Query', <HostileText key="query" text={reason.query} className="mono" />],
        ['Value', formatValue(reason.value, reason.unit)],
        ...(reason.threshold === undefined ? [] : [['Threshold', reason.threshold] as const]),
      ]
    case 'rule':
      return [
        ['Rule', <HostileText key="rule" text={reason.title} className="mono" />],
        ['Query', <HostileText key="query" text={reason.query} className="mono" />],
        ['Health', reason.health],
        ...(reason.lastError === undefined
          ? []
          : [['Error', <HostileText key="error" text={reason.lastError} className="mono" />] as const]),
        ...(reason.via === undefined ? [] : viaSteps(reason.via)),
      ]
    case 'presence':
      return [
        ['Series', 'alive now'],
        ['Label', <HostileText key="label" text={`${reason.label}="${reason.service}"`} className="mono" />],
      ]
    case 'missing':
      return [['Missing', reason.title]]
    case 'member':
      return [['Member', <HostileText key="member" text={reason.title} />]]
  }
}

function viaSteps(via: Extract<Reason, { kind: 'alert' }>['via']): readonly (readonly [string, ReactNode])[] {
  const selector = Object.entries(via.selector ?? {})
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')
  return [
    [
      'Selector',
      selector === '' ? 'every alert is kept' : <HostileText key="selector" text={selector} className="mono" />,
    ],
    [via.source === 'label' ? 'Label' : 'Annotation', <HostileText key="via" text={via.key} className="mono" />],
    ['Service', <HostileText key="service" text={via.service} className="mono" />],
  ]
}
