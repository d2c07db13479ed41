import type { GraphNode, NodeStatus } from '@statusgraph/model'
import { sayStatus } from '@statusgraph/picture'
import type { LiveStatuses } from '../../live/live-graph.ts'
import { useNodeStatus } from '../../live/use-live-graph.ts'
import { LampMark } from '../../map/index.ts'
import { HostileText } from '../../parts/HostileText.tsx'
import { markOf } from '../state/problems.ts'
import { Section } from './Section.tsx'

interface MembersProps {
  readonly title: string
  readonly members: readonly GraphNode[]
  readonly statuses: LiveStatuses
  readonly onSelect: (id: string) => void
}

/** The nodes inside a group, each with its lamp. */
export function Members({ title, members, statuses, onSelect }: MembersProps) {
  return (
    <Section title={title} count={members.length}>
      <ul className="node-list">
        {members.map((node) => (
          <li key={node.id}>
            <NodeButton node={node} statuses={statuses} onSelect={onSelect} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

interface NodeButtonProps {
  readonly node: GraphNode
  readonly detail?: string
  readonly statuses: LiveStatuses
  readonly onSelect: (id: string) => void
}

/** A node by its lamp and name; choosing it selects it. */
export function NodeButton({ node, detail, statuses, onSelect }: NodeButtonProps) {
  const status: NodeStatus | undefined = useNodeStatus(statuses, node.id)
  return (
    <button type="button" className="node-button" onClick={() => onSelect(node.id)}>
      <LampMark lamp={markOf(status)} size={16} />
      <HostileText text={node.name} className="node-button-name" />
      {detail !== undefined && detail !== '' && <span className="quiet">{detail}</span>}
      <span className="visually-hidden">, {sayStatus(status)}</span>
    </button>
  )
}
