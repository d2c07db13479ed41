// The baseline with everything in it: React Flow with a card for every node, memoised as its own documents advise.
import type { NodeStatus } from '@statusgraph/model'
import { Background, Handle, MarkerType, Position, ReactFlow, useNodesState, useReactFlow } from '@xyflow/react'
import type { Edge, Node, NodeProps, ReactFlowInstance } from '@xyflow/react'
import { memo, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import '@xyflow/react/dist/style.css'
import '../preview/page.css'
import './flow.css'
import { fetchGraph, waitForPaint } from './stage.ts'
import { syntheticDelta, syntheticStatuses } from './synthetic.ts'

type CardNode = Node<{ name: string; namespace: string; lamp: string }, 'card'>

const Card = memo(function Card({ data }: NodeProps<CardNode>) {
  return (
    <div className="flow-card" data-lamp={data.lamp}>
      <Handle type="target" position={Position.Left} />
      <i />
      <b>{data.name}</b>
      <small>{data.namespace}</small>
      <Handle type="source" position={Position.Right} />
    </div>
  )
})
const nodeTypes = { card: Card }

const root = createRoot(document.querySelector('#root') ?? document.body)
root.render(<p>Loading</p>)
const graph = await fetchGraph()
const statuses = syntheticStatuses(graph)
const startedAt = performance.now()
const firstNodes = graph.nodes.flatMap((node): CardNode[] =>
  node.position === undefined
    ? []
    : [
        {
          id: node.id,
          type: 'card',
          position: node.position,
          width: 180,
          height: 64,
          data: { name: node.name, namespace: node.namespace ?? '', lamp: statuses.get(node.id)?.lamp ?? 'unknown' },
        },
      ],
)
const edges: Edge[] = graph.edges.map((edge) => ({ ...edge, markerEnd: { type: MarkerType.ArrowClosed } }))
const seam: { flow?: ReactFlowInstance<CardNode>; change?: (delta: ReadonlyMap<string, NodeStatus>) => void } = {}

function Seam({ change }: { readonly change: (delta: ReadonlyMap<string, NodeStatus>) => void }) {
  const flow = useReactFlow<CardNode>()
  useEffect(() => {
    seam.flow = flow
    seam.change = change
  })
  return null
}

function Page() {
  const [nodes, setNodes, onNodesChange] = useNodesState(firstNodes)
  const change = (delta: ReadonlyMap<string, NodeStatus>): void => {
    setNodes((before) =>
      before.map((node) => {
        const status = delta.get(node.id)
        return status === undefined ? node : { ...node, data: { ...node.data, lamp: status.lamp } }
      }),
    )
  }
  return (
    <ReactFlow nodes={nodes} edges={edges} nodeTypes={nodeTypes} onNodesChange={onNodesChange} minZoom={0.01} fitView>
      <Background />
      <Seam change={change} />
    </ReactFlow>
  )
}

root.render(<Page />)
const paintedAt = await waitForPaint(
  () =>
    document.querySelectorAll('.react-flow__node').length === firstNodes.length &&
    document.querySelector('.react-flow__edge') !== null,
)
const view = seam.flow?.getViewport() ?? { x: 0, y: 0, zoom: 1 }
window.stage = {
  firstPaintMs: paintedAt - startedAt,
  whole: { x: (innerWidth / 2 - view.x) / view.zoom, y: (innerHeight / 2 - view.y) / view.zoom, scale: view.zoom },
  look: (x, y, scale) =>
    void seam.flow?.setViewport({ x: innerWidth / 2 - x * scale, y: innerHeight / 2 - y * scale, zoom: scale }),
  change() {
    const delta = syntheticDelta(graph)
    const [first] = delta.keys()
    seam.change?.(delta)
    return () =>
      first !== undefined &&
      document.querySelector<HTMLElement>(`[data-id="${first}"] .flow-card`)?.dataset['lamp'] === delta.get(first)?.lamp
  },
  firstCardX: () => seam.flow?.getNode('s0')?.position.x ?? NaN,
}
