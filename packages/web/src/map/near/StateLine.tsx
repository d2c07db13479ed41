import type { GraphNode, NodeStatus } from '@statusgraph/model'
import type { ReactNode } from 'react'
import { useNow } from '../../parts/use-now.ts'
import { sayState } from './say-state.ts'

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

/** What a closed group holds: how many, and how many of them have the worst lamp. */
function MembersLine({
  status,
  state,
}: {
  readonly status: NodeStatus | undefined
  readonly state: string
}): ReactNode {
  const members = status?.counts['members'] ?? 0
  const worst = status === undefined || status.lamp === 'ok' ? 0 : (status.counts[status.lamp] ?? 0)
  const isStale = status?.overlays.some((overlay) => overlay.kind === 'stale') ?? false
  const trouble = worst === 0 || isStale ? state : `${worst} ${status?.lamp ?? 'unknown'}`
  return (
    <span className="sg-sub">
      {members === 0 ? 'group' : `${members} ${members === 1 ? 'node' : 'nodes'}`}
      {trouble !== '' && <> · </>}
      {trouble !== '' && <span className="sg-state">{trouble}</span>}
    </span>
  )
}

function Line({ node, status, isBare, state }: Required<StateLineProps> & { readonly state: string }): ReactNode {
  if (node.kind === 'group') return <MembersLine status={status} state={state} />
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
