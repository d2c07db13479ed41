// A page to look at the map with: ?theme=dark, ?calm, ?wall, ?auto (no positions), ?drag, ?select=checkout, ?edge=…, ?seen, ?mini.
import { createRef, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { GraphMap, Miniature } from '@statusgraph/web'
import type { GraphMapHandle, Spark } from '@statusgraph/web'
import { shopGraph, shopStatuses } from './shop.ts'
import { createDragTool } from './drag-tool.ts'
import { MemoryStatuses } from './statuses.ts'
import { shopEdgeStatuses, shopTopology } from './topology.ts'
import './page.css'

const query = new URLSearchParams(location.search)
const theme = query.get('theme') === 'dark' ? 'dark' : 'light'
document.documentElement.dataset['theme'] = theme

const drawn = shopGraph()
const graph = query.has('auto') ? { ...drawn, nodes: drawn.nodes.map(({ position: _, ...node }) => node) } : drawn
const statuses = new MemoryStatuses(
  shopStatuses(graph, query.has('calm')),
  query.has('seen') ? shopEdgeStatuses(graph) : undefined,
)
const topology = query.has('seen') ? shopTopology(graph) : undefined
const sparklines: Record<string, Spark> = {}
for (const [at, node] of graph.nodes.entries()) {
  sparklines[node.id] = {
    name: 'availability',
    unit: '%',
    points: Array.from({ length: 40 }, (_, i) => [
      i * 30,
      i === 22 && at % 3 === 0 ? null : 99 + Math.sin(i / 3 + at) + Math.sin(i * 1.7) * 0.4,
    ]),
  }
}
Object.assign(window, { statuses })

const map = createRef<GraphMapHandle>()

function Page() {
  const [selection, setSelection] = useState<string | undefined>(query.get('select') ?? undefined)
  const [edge, setEdge] = useState<string | undefined>(query.get('edge') ?? undefined)
  const [shown, setShown] = useState(graph)
  const [tool] = useState(() => createDragTool(() => map.current, setShown))
  if (query.has('mini'))
    return (
      <div style={{ width: 320, height: 180 }}>
        <Miniature graph={graph} statuses={statuses} />
      </div>
    )
  return (
    <GraphMap
      graph={shown}
      statuses={statuses}
      topology={topology}
      selection={selection}
      onSelect={(id) => {
        setSelection(id)
        setEdge(undefined)
      }}
      selectedEdge={edge}
      onSelectEdge={setEdge}
      sparklines={sparklines}
      theme={theme}
      reducedMotion={query.has('still')}
      wall={query.has('wall')}
      handleRef={map}
      tool={query.has('drag') ? tool : undefined}
    />
  )
}

const root = document.querySelector('#root')
if (root !== null) createRoot(root).render(<Page />)
