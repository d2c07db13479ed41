import { useEffect } from 'react'
import type { RefObject } from 'react'
import { pointAlong } from '@statusgraph/picture'
import { boundsOf } from '../map/geometry/box.ts'
import { useDrawing } from '../map/index.ts'
import type { GraphMapHandle } from '../map/index.ts'
import type { ChangedGraph, ChangeKind } from './changed-graph.ts'
import './change-marks.css'

interface ChangeOverlayProps {
  readonly changed: ChangedGraph
  readonly map: RefObject<GraphMapHandle | null>
}

const signs: Readonly<Record<ChangeKind, string>> = { added: '+', removed: '−', changed: '≠', moved: '→' }
const framePx = 6

/** Marks on the map what a revision did: a frame and a sign, because a colour alone says too little. */
export function ChangeOverlay({ changed, map }: ChangeOverlayProps) {
  const drawing = useDrawing()
  const isDrawn = changed.graph.nodes.every(({ id }) => drawing.boxes.has(id))
  useEffect(() => {
    if (!isDrawn) return
    const around = boundsOf([...changed.nodes.keys()].flatMap((id) => map.current?.boxes().get(id) ?? []))
    if (around !== undefined) map.current?.revealBox(around)
  }, [isDrawn, changed, map])
  return (
    <svg className="change-marks" aria-hidden="true">
      {[...changed.edges].map(([id, kind]) => {
        const route = drawing.routeOf(id)
        if (route === undefined) return null
        return <Sign key={`edge ${id}`} kind={kind} {...pointAlong(route.curve, 0.5)} />
      })}
      {[...changed.nodes].map(([id, kind]) => {
        const box = drawing.boxes.get(id)
        if (box === undefined) return null
        return (
          <g key={`node ${id}`} className={`change change-${kind}`}>
            <rect
              className="change-frame"
              x={box.x - framePx}
              y={box.y - framePx}
              width={box.width + 2 * framePx}
              height={box.height + 2 * framePx}
              rx={12}
            />
            <Sign kind={kind} x={box.x + box.width} y={box.y} />
          </g>
        )
      })}
    </svg>
  )
}

function Sign({ kind, x, y }: { readonly kind: ChangeKind; readonly x: number; readonly y: number }) {
  return (
    <g className={`change change-${kind}`} transform={`translate(${x} ${y})`}>
      <circle className="change-disc" r={11} />
      <text className="change-sign" y={5} textAnchor="middle">
        {signs[kind]}
      </text>
    </g>
  )
}
