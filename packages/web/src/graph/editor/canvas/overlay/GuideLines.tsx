import { memo } from 'react'
import type { ReactNode } from 'react'
import type { Guide } from '../geometry/snapping.ts'

/** With what the thing in the hand is in line, and which distances are the same. */
export const GuideLines = memo(function GuideLines({ guides }: { readonly guides: readonly Guide[] }): ReactNode {
  return guides.map((guide) => {
    const { kind, isUpright, at, from, to } = guide
    const ends = isUpright ? { x1: at, x2: at, y1: from, y2: to } : { x1: from, x2: to, y1: at, y2: at }
    return (
      <g key={`${kind} ${isUpright} ${at} ${from}`} className="canvas-guide" data-kind={kind}>
        <line {...ends} />
        {kind === 'gap' && (
          <>
            <Tick x={ends.x1} y={ends.y1} isUpright={isUpright} />
            <Tick x={ends.x2} y={ends.y2} isUpright={isUpright} />
          </>
        )}
      </g>
    )
  })
})

/** The end of a distance. It keeps its size on the screen, which only the style sheet knows. */
function Tick({ x, y, isUpright }: { readonly x: number; readonly y: number; readonly isUpright: boolean }): ReactNode {
  return (
    <g transform={`translate(${x} ${y})`}>
      <rect className={isUpright ? 'canvas-tick-level' : 'canvas-tick-upright'} />
    </g>
  )
}
