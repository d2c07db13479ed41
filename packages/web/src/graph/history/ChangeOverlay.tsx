import { useEffect, useState } from 'react'
import type { RefObject } from 'react'
import { buildScene } from '../../map/geometry/scene.ts'
import type { Scene } from '../../map/geometry/scene.ts'
import { pointAlong } from '../../map/geometry/curve.ts'
import { routeInScene } from '../../map/geometry/scene-routes.ts'
import type { GraphMapHandle } from '../../map/index.ts'
import type { ChangedGraph, ChangeKind } from './changed-graph.ts'

interface ChangeOverlayProps {
  readonly changed: ChangedGraph
  readonly map: RefObject<GraphMapHandle | null>
}

const signs: Readonly<Record<ChangeKind, string>> = { added: '+', removed: '−', changed: '≠', moved: '→' }

/** Marks on the map what a revision did: a frame and a sign, because a colour alone says too little. */
export function ChangeOverlay({ changed, map }: ChangeOverlayProps) {
  const [scene, setScene] = useState<Scene>()
  useEffect(() => {
    // The map places the graph first, and a layout for nodes without a place may take a moment.
    let frame = requestAnimationFrame(function look() {
      const boxes = map.current?.boxes()
      if (boxes !== undefined && changed.graph.nodes.every(({ id }) => boxes.has(id))) {
        setScene(buildScene(changed.graph, boxes))
      } else frame = requestAnimationFrame(look)
    })
    return () => cancelAnimationFrame(frame)
  }, [changed, map])
  if (scene === undefined) return null
  return (
    <svg className="change-marks" aria-hidden="true">
      {scene.edges.map((edge) => {
        const kind = changed.edges.get(edge.edge.id)
        if (kind === undefined) return null
        const { x, y } = pointAlong(routeInScene(scene, edge).curve, 0.5)
        return <Sign key={`edge ${edge.edge.id}`} kind={kind} x={x} y={y} />
      })}
      {scene.nodes.map(({ node, box }) => {
        const kind = changed.nodes.get(node.id)
        if (kind === undefined) return null
        const { x, y, width, height } = box
        return (
          <g key={`node ${node.id}`} className={`change change-${kind}`}>
            <rect className="change-frame" x={x - 6} y={y - 6} width={width + 12} height={height + 12} rx={12} />
            <Sign kind={kind} x={x + width} y={y} />
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
