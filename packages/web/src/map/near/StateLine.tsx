import type { GraphNode, NodeStatus } from '@statusgraph/model'
import type { ReactNode } from 'react'
import { useNow } from '../../parts/use-now.ts'
import { sayMembers, sayState } from './say-state.ts'

interface StateLineProps {
  readonly node: GraphNode
  readonly status: NodeStatus | undefined
  /** Only the state, without namespace and version: a shape has no room for them. */
  readonly isBare?: boolean
}

/** The quiet line under a name. What is wrong comes first, as a word; nothing is said when there is nothing to say. */
export function StateLine({ node, status, isBare = false }: StateLineProps): ReactNode {
  const isCalm = status?.lamp === 'ok' && status.overlays.length === 0
  return isCalm ? (
    <Line node={node} status={status} isBare={isBare} state="" />
  ) : (
    <TickingLine node={node} status={status} isBare={isBare} />
  )
}

function TickingLine({ node, status, isBare }: Required<StateLineProps>): ReactNode {
  const now = useNow(isCounting(status) ? 1_000 : 10_000)
  return <Line node={node} status={status} isBare={isBare} state={sayState(status, now)} />
}

function isCounting(status: NodeStatus | undefined): boolean {
  return status?.overlays.some((overlay) => overlay.kind === 'pending' || overlay.kind === 'stale') ?? false
}

function Line({ node, status, isBare, state }: Required<StateLineProps> & { readonly state: string }): ReactNode {
  if (node.kind === 'group') {
    const { members, trouble } = sayMembers(status, state)
    return (
      <span className="sg-sub">
        {trouble === '' ? members : `${members} · `}
        {trouble !== '' && <span className="sg-state">{trouble}</span>}
      </span>
    )
  }
  // Trouble needs the room; the panel says the rest.
  const rest =
    isBare || state !== '' ? [] : [node.namespace, status?.version].filter((part) => part !== undefined && part !== '')
  if (state === '' && rest.length === 0) return null
  return (
    <span className="sg-sub">
      {state !== '' && <span className="sg-state">{state}</span>}
      {rest.join(' · ')}
    </span>
  )
}
