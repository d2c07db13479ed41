import type { GraphDocument, GraphNode } from '@statusgraph/model'
import { useEffect, useRef } from 'react'
import type { LiveGraph } from '../../live/live-graph.ts'
import { useNodeStatus } from '../../live/use-live-graph.ts'
import { LampMark } from '../../map/index.ts'
import { HostileText } from '../../parts/HostileText.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { Since } from '../../parts/Since.tsx'
import { sayStatus, sinceOf } from '../../parts/lamp-words.ts'
import type { Topology } from '../state/neighbours.ts'
import { markOf } from '../state/problems.ts'
import { Alerts } from './Alerts.tsx'
import { Links } from './Links.tsx'
import { Members } from './Members.tsx'
import { Metrics } from './Metrics.tsx'
import { Neighbours } from './Neighbours.tsx'
import { Origin } from './Origin.tsx'
import { Overlays } from './Overlays.tsx'
import { Why } from './Why.tsx'
import './panel.css'

interface NodePanelProps {
  readonly graph: GraphDocument
  readonly topology: Topology
  readonly node: GraphNode
  readonly live: LiveGraph
  readonly hops: number
  /** True when a person asked for the panel by keyboard, list or address: then the focus goes there. */
  readonly takesFocus: boolean
  readonly onSelect: (id: string) => void
  readonly onHops: () => void
  readonly onCopyLink: () => void
  readonly onClose: () => void
}

/**
 * Everything about one node, in the order in which it is asked: what lamp and since when, why, what to do,
 * how it behaves, who is touched, where we know it from.
 */
export function NodePanel(props: NodePanelProps) {
  const { graph, topology, node, live, hops, takesFocus, onSelect, onHops, onCopyLink, onClose } = props
  const status = useNodeStatus(live.statuses, node.id)
  const mark = markOf(status)
  const since = sinceOf(status)
  const nameOf = (id: string) => topology.byId.get(id)?.name ?? id

  return (
    <aside className="panel" aria-label={`About ${node.name}`}>
      <header className={`panel-head panel-head-${mark}`}>
        <LampMark lamp={mark} size={32} />
        <div className="panel-title">
          <Heading key={node.id} name={node.name} takesFocus={takesFocus} />
          <p>
            <strong className={`word word-${mark}`}>{sayStatus(status)}</strong>{' '}
            {since !== undefined && (
              <span className="quiet">
                <Since at={since} form="both" />
              </span>
            )}
          </p>
        </div>
        <div className="panel-tools">
          <button
            type="button"
            className="icon-button"
            aria-label={hops === 0 ? 'Focus on its neighbours' : `Focused on ${hops} steps around it; change`}
            aria-pressed={hops > 0}
            title="Focus on its neighbours (h)"
            onClick={onHops}
          >
            <Icon name="focus" />
          </button>
          <button
            type="button"
            className="icon-button"
            aria-label="Copy link"
            title="Copy link (c)"
            onClick={onCopyLink}
          >
            <Icon name="link" />
          </button>
          <button type="button" className="icon-button" aria-label="Close" title="Close (Esc)" onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
      </header>
      <div className="panel-body">
        <Overlays status={status} nameOf={nameOf} onSelect={onSelect} />
        <Why node={node} status={status} live={live} nameOf={nameOf} onSelect={onSelect} />
        <Alerts status={status} />
        <Links graph={graph} node={node} />
        <Metrics node={node} readings={status?.metrics ?? []} />
        {node.kind === 'group' && (
          <Members
            title="Members"
            members={topology.members.get(node.id) ?? []}
            statuses={live.statuses}
            onSelect={onSelect}
          />
        )}
        <Neighbours topology={topology} id={node.id} statuses={live.statuses} onSelect={onSelect} />
        <Origin node={node} status={status} topology={topology} onSelect={onSelect} />
      </div>
    </aside>
  )
}

/** The name of the node; it takes the focus when a person asked for this node by keyboard, list or address. */
function Heading({ name, takesFocus }: { readonly name: string; readonly takesFocus: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (takesFocus) heading.current?.focus({ preventScroll: true })
  }, [takesFocus])
  return (
    <h2 ref={heading} tabIndex={-1}>
      <HostileText text={name} />
    </h2>
  )
}
