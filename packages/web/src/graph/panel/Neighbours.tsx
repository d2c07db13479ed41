import type { GraphEdge, GraphNode } from '@statusgraph/model'
import type { LiveGraph } from '../../live/live-graph.ts'
import { useEdgeStatus, useSeenEdge } from '../../live/use-live-graph.ts'
import { describeEdge, LampMark, sayTraffic, stateWords } from '../../map/index.ts'
import { Icon } from '../../parts/Icon.tsx'
import { neighboursOf } from '../state/neighbours.ts'
import type { Topology } from '../state/neighbours.ts'
import { NodeButton } from './Members.tsx'
import { Section } from './Section.tsx'

interface NeighboursProps {
  readonly topology: Topology
  readonly id: string
  readonly live: LiveGraph
  readonly onSelect: (id: string) => void
  readonly onSelectEdge: (id: string) => void
}

/** Who is touched: what this node depends on, and what depends on it; and the edges between, with what runs over them. */
export function Neighbours({ topology, id, live, onSelect, onSelectEdge }: NeighboursProps) {
  const sides = [
    { title: 'Depends on', neighbours: neighboursOf(topology, id, 'outgoing') },
    { title: 'Used by', neighbours: neighboursOf(topology, id, 'incoming') },
  ]
  return sides
    .filter(({ neighbours }) => neighbours.length > 0)
    .map(({ title, neighbours }) => (
      <Section key={title} title={title} count={neighbours.length}>
        <ul className="node-list">
          {neighbours.map(({ node, edges }) => (
            <li key={node.id}>
              <NodeButton node={node} statuses={live.statuses} onSelect={onSelect} />
              <span className="edge-list">
                {edges.map((edge) => (
                  <EdgeButton key={edge.id} edge={edge} topology={topology} live={live} onSelect={onSelectEdge} />
                ))}
              </span>
            </li>
          ))}
        </ul>
      </Section>
    ))
}

interface EdgeButtonProps {
  readonly edge: GraphEdge
  readonly topology: Topology
  readonly live: LiveGraph
  readonly onSelect: (id: string) => void
}

/** An edge by its label and its traffic; choosing it selects it. */
export function EdgeButton({ edge, topology, live, onSelect }: EdgeButtonProps) {
  const status = useEdgeStatus(live.statuses, edge.id)
  const seen = useSeenEdge(live.topology, edge.id)
  const nameOf = (id: string) => topology.byId.get(id)?.name ?? id
  const state = seen === undefined || seen.state === 'live' ? '' : stateWords[seen.state]
  const port = portOf(topology.byId.get(edge.target), edge.targetPort)
  const words = [edge.label ?? '', port, state, seen?.state === 'idle' ? '' : sayTraffic(seen)].filter(
    (one) => one !== '',
  )
  return (
    <button type="button" className="edge-button" title="About this edge" onClick={() => onSelect(edge.id)}>
      <span className="visually-hidden">{describeEdge(nameOf(edge.source), nameOf(edge.target), status, seen)}</span>
      {status !== undefined && <LampMark lamp={status.lamp} size={12} />}
      <span className="edge-button-words" aria-hidden="true">
        {words.length === 0 ? 'no traffic known' : words.join(' · ')}
      </span>
      <Icon name="right" size={12} />
    </button>
  )
}

/** What the port is called that an edge leads to; empty for one that leads to none. */
function portOf(node: GraphNode | undefined, id: string | null): string {
  const port = node?.ports?.find((one) => one.id === id)
  return port === undefined ? '' : (port.label ?? port.name ?? port.id)
}
