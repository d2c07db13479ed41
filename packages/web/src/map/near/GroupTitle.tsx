import { iconOf } from '@statusgraph/model'
import type { GraphNode } from '@statusgraph/model'
import { memo } from 'react'
import { decodeAppearance, encodeAppearance, markOf, revealHidden } from '@statusgraph/picture'
import type { MapStatuses } from '@statusgraph/picture'
import { IconPicture } from '../../icons/index.ts'
import { LampMark } from '../lamp/LampMark.tsx'
import { useNodeStatus } from './use-node-status.ts'
import './group-title.css'

/** A group's name with the worst lamp of its members and how many have it. */
export const GroupTitle = memo(function GroupTitle({
  node,
  statuses,
}: {
  readonly node: GraphNode
  readonly statuses: MapStatuses
}) {
  const status = useNodeStatus(statuses, node.id)
  const mark = markOf(decodeAppearance(encodeAppearance(status)))
  const icon = iconOf(node)
  const count = status === undefined || status.lamp === 'ok' ? 0 : (status.counts[status.lamp] ?? 0)
  return (
    <span className="sg-group-title" aria-hidden="true">
      {icon !== undefined && <IconPicture icon={icon} size={16} fallback={null} />}
      <span className="sg-group-name">{revealHidden(node.name)}</span>
      {status !== undefined && (
        <span className="sg-group-worst">
          <LampMark lamp={mark} size={14} />
          {count > 0 && <span className="sg-group-count">{count}</span>}
        </span>
      )}
    </span>
  )
})
