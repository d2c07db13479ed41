import type { GraphNode, NodeStatus, TopologyNode } from '@statusgraph/model'
import type { ReactNode } from 'react'
import { sayMembers, saySeen, sayState } from '@statusgraph/picture'
import { useNow } from '../../parts/use-now.ts'

interface StateLineProps {
  readonly node: GraphNode
  readonly status: NodeStatus | undefined
  /** What discovery knows of it. */
  readonly seen: TopologyNode | undefined
  /** Only the state, without namespace and version: a shape has no room for them. */
  readonly isBare?: boolean
}

/** The quiet line under a name. What is wrong comes first, as a word; nothing is said when there is nothing to say. */
export function StateLine({ node, status, seen, isBare = false }: StateLineProps): ReactNode {
  const isCalm = status?.lamp === 'ok' && status.overlays.length === 0 && seen?.state !== 'stale'
  return isCalm ? (
    <Line node={node} status={status} isBare={isBare} state="" sight={saySeen(seen, 0)} />
  ) : (
    <TickingLine node={node} status={status} seen={seen} isBare={isBare} />
  )
}

function TickingLine({ node, status, seen, isBare }: Required<StateLineProps>): ReactNode {
  const now = useNow(isCounting(status) ? 1_000 : 10_000)
  return <Line node={node} status={status} isBare={isBare} state={sayState(status, now)} sight={saySeen(seen, now)} />
}

function isCounting(status: NodeStatus | undefined): boolean {
  return status?.overlays.some((overlay) => overlay.kind === 'pending' || overlay.kind === 'stale') ?? false
}

interface LineProps extends Omit<Required<StateLineProps>, 'seen'> {
  /** The lamp in words; empty when all is well. */
  readonly state: string
  /** How discovery sees it, where that is remarkable. */
  readonly sight: string
}

function Line({ node, status, isBare, state, sight }: LineProps): ReactNode {
  if (node.kind === 'group') {
    const { members, trouble } = sayMembers(status, state)
    return (
      <span className="sg-sub">
        {trouble === '' ? members : `${members} · `}
        {trouble !== '' && <span className="sg-state">{trouble}</span>}
      </span>
    )
  }
  // Nobody knows anything of what nobody sees any more: when it was seen last says more.
  const said = state === 'unknown' && sight !== '' ? '' : state
  // Trouble needs the room; the panel says the rest.
  const rest =
    isBare || said !== '' || sight !== ''
      ? []
      : [node.namespace, status?.version].filter((part) => part !== undefined && part !== '')
  if (said === '' && sight === '' && rest.length === 0) return null
  return (
    <span className="sg-sub">
      {said !== '' && <span className="sg-state">{said}</span>}
      {said !== '' && sight !== '' && ' · '}
      {sight}
      {rest.join(' · ')}
    </span>
  )
}
