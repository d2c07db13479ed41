import { memo } from 'react'
import type { ReactNode } from 'react'
import type { Scene } from '@statusgraph/picture'
import { isFrame } from '../geometry/node-size.ts'
import { labelled } from '../../parts/labelled.ts'
import './fold-buttons.css'

interface FoldButtonsProps {
  readonly scene: Scene
  /** The nodes that are drawn close up. */
  readonly ids: ReadonlySet<string>
  readonly onFold: (groupId: string, isClosed: boolean) => void
}

/**
 * On every group close up: closes it to one card, or opens the card. They stand beside the elements of the nodes,
 * because a button can hold no other; the keyboard has a shortcut for the selected group instead.
 */
export const FoldButtons = memo(function FoldButtons({ scene, ids, onFold }: FoldButtonsProps): ReactNode {
  const occupied = new Set(scene.nodes.map(({ node }) => node.parent))
  const groups = [...ids].flatMap((id) => {
    const one = scene.byId.get(id)
    const isFoldable = one?.node.kind === 'group' && (one.node.collapsed === true || occupied.has(id))
    return isFoldable ? [one] : []
  })
  return (
    <div className="sg-folds">
      {groups.map(({ node, box }) => {
        const isOpen = isFrame(node)
        const words = isOpen ? `Collapse ${node.name} to one node` : `Open ${node.name}`
        return (
          <button
            key={node.id}
            type="button"
            className="sg-fold"
            data-map-control
            data-open={isOpen ? '' : undefined}
            tabIndex={-1}
            {...labelled(words, 'w')}
            aria-expanded={isOpen}
            style={{ left: box.x + box.width - 6, top: box.y + (isOpen ? 18 : 28) }}
            onClick={() => onFold(node.id, isOpen)}
          >
            <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
              <path d={isOpen ? 'M3 3h10v10H3zM5.5 8h5' : 'M3 3h10v10H3zM5.5 8h5M8 5.5v5'} />
            </svg>
          </button>
        )
      })}
    </div>
  )
})
