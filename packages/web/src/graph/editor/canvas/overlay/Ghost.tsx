import type { ReactNode } from 'react'
import { outlineOf } from '../../../../map/index.ts'
import type { Box } from '../../../../map/index.ts'
import type { NodeDraft } from '../../editor.ts'

/** A node that is in the hand: where it would stand. */
export function Ghost({ draft, box }: { readonly draft: NodeDraft; readonly box: Box }): ReactNode {
  return (
    <g className="canvas-ghost" transform={`translate(${box.x} ${box.y})`}>
      <path d={outlineOf(draft.kind, box.width, box.height)} />
      <text x={box.width / 2} y={box.height / 2}>
        {draft.name}
      </text>
    </g>
  )
}
