import { servicesOf } from '@statusgraph/model'
import type { GraphNode, NodeStatus } from '@statusgraph/model'
import { HostileText } from '../../parts/HostileText.tsx'
import type { Topology } from '../state/neighbours.ts'
import { Section } from './Section.tsx'

interface OriginProps {
  readonly node: GraphNode
  readonly status: NodeStatus | undefined
  readonly topology: Topology
  readonly onSelect: (id: string) => void
}

/** Where we know it from: what the document says of the node, and the version someone reported. */
export function Origin({ node, status, topology, onSelect }: OriginProps) {
  const parent = node.parent === undefined ? undefined : topology.byId.get(node.parent)
  const labels = Object.entries(node.labels ?? {})
  return (
    <Section title="About this node">
      {node.description !== undefined && (
        <p className="origin-text">
          <HostileText text={node.description} />
        </p>
      )}
      <dl className="chain">
        {status?.version !== undefined && (
          <div>
            <dt>Version</dt>
            <dd>
              <HostileText text={status.version} className="mono" />
            </dd>
          </div>
        )}
        {node.kind !== 'group' && (
          <div>
            <dt>Services</dt>
            <dd>
              <HostileText text={servicesOf(node).join(', ')} className="mono" />
              {node.services === undefined && <span className="quiet"> (its name)</span>}
            </dd>
          </div>
        )}
        {node.namespace !== undefined && (
          <div>
            <dt>Namespace</dt>
            <dd>
              <HostileText text={node.namespace} />
            </dd>
          </div>
        )}
        <div>
          <dt>Kind</dt>
          <dd>
            {node.kind}, <HostileText text={node.id} className="mono" />
          </dd>
        </div>
        {parent !== undefined && (
          <div>
            <dt>Group</dt>
            <dd>
              <button type="button" className="text-button" onClick={() => onSelect(parent.id)}>
                {parent.name}
              </button>
            </dd>
          </div>
        )}
      </dl>
      {labels.length > 0 && (
        <ul className="pairs">
          {labels.map(([name, value]) => (
            <li key={name}>
              <HostileText text={`${name}=${value}`} className="mono" />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
