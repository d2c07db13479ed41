import type { GraphDocument, GraphNode } from '@statusgraph/model'
import { sayStatus, sinceOf } from '@statusgraph/picture'
import type { LiveGraph } from '../../live/live-graph.ts'
import { useNodeStatus, useSeenNode } from '../../live/use-live-graph.ts'
import { Icon } from '../../parts/Icon.tsx'
import { Since } from '../../parts/Since.tsx'
import { labelled } from '../../parts/labelled.ts'
import type { Topology } from '../state/neighbours.ts'
import { markOf } from '../state/problems.ts'
import { Alerts } from './Alerts.tsx'
import { Links } from './Links.tsx'
import { Members } from './Members.tsx'
import { Metrics } from './Metrics.tsx'
import { Neighbours } from './Neighbours.tsx'
import { Origin } from './Origin.tsx'
import { Overlays } from './Overlays.tsx'
import { PanelFrame } from './PanelFrame.tsx'
import { SeenBy } from './SeenBy.tsx'
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
  readonly onSelectEdge: (id: string) => void
  readonly onHops: () => void
  readonly onCopyLink: () => void
  readonly onClose: () => void
}

/**
 * Everything about one node, in the order in which it is asked: what lamp and since when, why, what to do,
 * how it behaves, who is touched, where we know it from.
 */
export function NodePanel(props: NodePanelProps) {
  const { graph, topology, node, live, hops, takesFocus, onSelect, onSelectEdge, onHops, onCopyLink, onClose } = props
  const status = useNodeStatus(live.statuses, node.id)
  const seen = useSeenNode(live.topology, node.id)
  const mark = markOf(status)
  const since = sinceOf(status)
  const nameOf = (id: string) => topology.byId.get(id)?.name ?? id

  return (
    <PanelFrame
      title={node.name}
      mark={mark}
      takesFocus={takesFocus}
      onCopyLink={onCopyLink}
      onClose={onClose}
      line={
        <>
          <strong className={`word word-${mark}`}>{sayStatus(status)}</strong>{' '}
          {since !== undefined && (
            <span className="quiet">
              <Since at={since} form="both" />
            </span>
          )}
        </>
      }
      tools={
        <button
          type="button"
          className="icon-button"
          {...labelled(hops === 0 ? 'Focus on its neighbours' : `Focused on ${hops} steps around it; change`, 'h')}
          aria-pressed={hops > 0}
          onClick={onHops}
        >
          <Icon name="focus" />
        </button>
      }
    >
      <Overlays status={status} nameOf={nameOf} onSelect={onSelect} />
      <Why
        subject={{ kind: 'node', id: node.id, name: node.name }}
        status={status}
        live={live}
        nameOf={nameOf}
        onSelect={onSelect}
      />
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
      <Neighbours topology={topology} id={node.id} live={live} onSelect={onSelect} onSelectEdge={onSelectEdge} />
      {seen !== undefined && <SeenBy seen={seen} live={live} />}
      <Origin node={node} status={status} topology={topology} onSelect={onSelect} />
    </PanelFrame>
  )
}
