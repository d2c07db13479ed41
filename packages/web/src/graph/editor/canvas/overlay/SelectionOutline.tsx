import type { ReactNode } from 'react'
import { memo, useMemo } from 'react'
import { boundsOf } from '../../../../map/index.ts'
import type { Box, Point } from '../../../../map/index.ts'
import type { Selection } from '../../editor.ts'

interface SelectionOutlineProps {
  readonly boxes: ReadonlyMap<string, Box>
  readonly selection: Selection
  /** How far it has been moved, and not put down yet. */
  readonly shift: Point | undefined
  readonly sized: { readonly id: string; readonly box: Box } | undefined
}

/** Up to this many nodes have outlines of their own; for more the box around all of them says it. */
const outlineLimit = 200

/** What is selected: an outline around each node, and around several of them a box that says how many they are. */
export function SelectionOutline({ boxes, selection, shift, sized }: SelectionOutlineProps): ReactNode {
  const { nodes } = selection
  const shown = useMemo(() => {
    const shown = new Map<string, Box>()
    for (const id of nodes) {
      const box = sized?.id === id ? sized.box : boxes.get(id)
      if (box !== undefined) shown.set(id, box)
    }
    return shown
  }, [boxes, nodes, sized])
  return (
    <g transform={shift === undefined ? undefined : `translate(${shift.x} ${shift.y})`}>
      <Outlines shown={shown} />
    </g>
  )
}

/** Not drawn anew while it is moved. */
const Outlines = memo(function Outlines({ shown }: { readonly shown: ReadonlyMap<string, Box> }): ReactNode {
  const bounds = shown.size > 1 ? boundsOf(shown.values()) : undefined
  return (
    <>
      {shown.size <= outlineLimit &&
        [...shown].map(([id, box]) => <rect key={id} className="canvas-selected" {...box} rx={8} />)}
      {bounds !== undefined && (
        <>
          <rect className="canvas-bounds" {...bounds} />
          <g transform={`translate(${bounds.x + bounds.width} ${bounds.y + bounds.height})`}>
            <text className="canvas-count">{shown.size.toLocaleString('en')} nodes</text>
          </g>
        </>
      )}
    </>
  )
})
