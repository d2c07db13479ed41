import { GraphMap } from '@statusgraph/web'
import type { GraphMapHandle } from '@statusgraph/web'
import { createRef, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { MemoryStatuses } from '../preview/statuses.ts'
import '../preview/page.css'
import { countServices, waitForPaint } from './stage.ts'
import { syntheticDelta, syntheticGraph, syntheticStatuses } from './synthetic.ts'

const graph = syntheticGraph(countServices())
const statuses = new MemoryStatuses(syntheticStatuses(graph))
const startedAt = performance.now()
const handle = createRef<GraphMapHandle>()

function Page() {
  const [selection, setSelection] = useState<string>()
  const [shown, setShown] = useState(graph)
  return (
    <GraphMap
      handleRef={handle}
      graph={shown}
      statuses={statuses}
      selection={selection}
      onSelect={setSelection}
      theme="light"
      reducedMotion={false}
      draggable
      onNodeMoved={(id, position) =>
        setShown({ ...shown, nodes: shown.nodes.map((node) => (node.id === id ? { ...node, position } : node)) })
      }
    />
  )
}

const root = document.querySelector('#root')
if (root !== null) createRoot(root).render(<Page />)

// The bitmap is there once the canvas has the size of a picture.
const paintedAt = await waitForPaint(
  () => document.querySelector<HTMLCanvasElement>('.sg-picture')?.style.transform.startsWith('translate') ?? false,
)
const view = handle.current?.viewport() ?? { x: 0, y: 0, scale: 1 }
window.stage = {
  firstPaintMs: paintedAt - startedAt,
  whole: { x: (innerWidth / 2 - view.x) / view.scale, y: (innerHeight / 2 - view.y) / view.scale, scale: view.scale },
  look: (x, y, scale) =>
    handle.current?.setViewport({ x: innerWidth / 2 - x * scale, y: innerHeight / 2 - y * scale, scale }),
  change: () => statuses.apply(syntheticDelta(graph)),
}
