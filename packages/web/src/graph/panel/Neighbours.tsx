import type { LiveStatuses } from '../../live/live-graph.ts'
import { neighboursOf } from '../state/neighbours.ts'
import type { Topology } from '../state/neighbours.ts'
import { NodeButton } from './Members.tsx'
import { Section } from './Section.tsx'

interface NeighboursProps {
  readonly topology: Topology
  readonly id: string
  readonly statuses: LiveStatuses
  readonly onSelect: (id: string) => void
}

/** Who is touched: what this node depends on, and what depends on it. */
export function Neighbours({ topology, id, statuses, onSelect }: NeighboursProps) {
  const sides = [
    { title: 'Depends on', neighbours: neighboursOf(topology, id, 'outgoing') },
    { title: 'Used by', neighbours: neighboursOf(topology, id, 'incoming') },
  ]
  return sides
    .filter(({ neighbours }) => neighbours.length > 0)
    .map(({ title, neighbours }) => (
      <Section key={title} title={title} count={neighbours.length}>
        <ul className="node-list">
          {neighbours.map(({ node, labels }) => (
            <li key={node.id}>
              <NodeButton node={node} detail={labels.join(', ')} statuses={statuses} onSelect={onSelect} />
            </li>
          ))}
        </ul>
      </Section>
    ))
}
