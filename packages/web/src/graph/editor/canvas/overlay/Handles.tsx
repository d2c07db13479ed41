import type { GraphDocument } from '@statusgraph/model'
import { memo } from 'react'
import type { ReactNode } from 'react'
import { portYOf, sideInsetAt } from '../../../../map/index.ts'
import type { Box, MapDrawing } from '../../../../map/index.ts'
import type { Selection } from '../../editor.ts'
import { sides } from '../geometry/connect-handles.ts'
import { handleAt, resizeHandles } from '../geometry/resizing.ts'

interface HandlesProps {
  readonly graph: GraphDocument
  readonly drawing: MapDrawing
  readonly selection: Selection
  readonly pointed: string | undefined
}

/** Where a press resizes, begins an edge, or takes an edge by its end. What is hit is worked out from the same measures. */
export const Handles = memo(function Handles({ graph, drawing, selection, pointed }: HandlesProps): ReactNode {
  const { nodes, edges } = selection
  const [only] = nodes
  const [edge] = edges
  const selected = nodes.size === 1 && edges.size === 0 ? graph.nodes.find(({ id }) => id === only) : undefined
  const selectedBox = selected === undefined ? undefined : drawing.boxes.get(selected.id)
  const curve = nodes.size === 0 && edges.size === 1 ? drawing.routeOf(edge ?? '')?.curve : undefined
  return (
    <g className="canvas-handles">
      {[...new Set([pointed, selected?.id])].map((id) => {
        const box = id === undefined ? undefined : drawing.boxes.get(id)
        return id === undefined || box === undefined ? null : (
          <ConnectHandles key={id} graph={graph} id={id} box={box} />
        )
      })}
      {selectedBox !== undefined &&
        selected?.collapsed !== true &&
        resizeHandles
          .filter(({ x, y }) => x !== 0 && y !== 0)
          .map((handle) => {
            const { x, y } = handleAt(selectedBox, handle)
            return (
              <g key={`${handle.x} ${handle.y}`} transform={`translate(${x} ${y})`}>
                <rect className="canvas-resize" />
              </g>
            )
          })}
      {curve !== undefined && (
        <>
          <circle className="canvas-edge-end" cx={curve[0]} cy={curve[1]} />
          <circle className="canvas-edge-end" cx={curve.at(-2)} cy={curve.at(-1)} />
        </>
      )}
    </g>
  )
})

interface ConnectHandlesProps {
  readonly graph: GraphDocument
  readonly id: string
  readonly box: Box
}

/** A dot beside each side, and a ring around the dot of each port. */
function ConnectHandles({ graph, id, box }: ConnectHandlesProps): ReactNode {
  const node = graph.nodes.find((one) => one.id === id)
  const { x, y, width, height } = box
  const middles = {
    top: [x + width / 2, y],
    right: [x + width, y + height / 2],
    bottom: [x + width / 2, y + height],
    left: [x, y + height / 2],
  }
  return (
    <>
      {sides.map((side) => (
        <g key={side} transform={`translate(${middles[side].join(' ')})`}>
          <circle className="canvas-connect" data-side={side} />
        </g>
      ))}
      {node?.ports?.map((port) => {
        const portY = portYOf(node, port.id, height)
        if (portY === undefined) return null
        const inset = sideInsetAt(node.kind, height, portY)
        return <circle key={port.id} className="canvas-port" cx={x + inset} cy={y + portY} />
      })}
    </>
  )
}
