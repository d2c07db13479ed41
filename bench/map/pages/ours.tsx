import { GraphMap, warmMap } from '@statusgraph/web'
import type { GraphMapHandle, MapTool } from '@statusgraph/web'
import { createRef, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { createDragTool } from '../preview/drag-tool.ts'
import { MemoryStatuses } from '../preview/statuses.ts'
import { MemoryTopology } from '../preview/topology.ts'
import '../preview/page.css'
import { countPictures } from './count-pictures.ts'
import { fetchGraph, waitForPaint } from './stage.ts'
import { syntheticDelta, syntheticStatuses, syntheticTraffic } from './synthetic.ts'

warmMap()
const root = createRoot(document.querySelector('#root') ?? document.body)
root.render(<p>Loading</p>)
const graph = await fetchGraph()
const statuses = new MemoryStatuses(syntheticStatuses(graph))
// With `?traffic` every edge carries traffic, and it is that what changes.
const hasTraffic = new URLSearchParams(location.search).has('traffic')
const topology = hasTraffic ? new MemoryTopology(new Map(), syntheticTraffic(graph, 1)) : undefined
const startedAt = performance.now()
const handle = createRef<GraphMapHandle>()
const seam: { edit?: () => void } = {}

function Page() {
  const [selection, setSelection] = useState<string>()
  const [shown, setShown] = useState(graph)
  const [tool, setTool] = useState<MapTool>()
  useEffect(() => {
    seam.edit = () => setTool(createDragTool(() => handle.current, setShown))
  }, [])
  return (
    <GraphMap
      handleRef={handle}
      graph={shown}
      statuses={statuses}
      topology={topology}
      selection={selection}
      onSelect={setSelection}
      theme="light"
      reducedMotion={false}
      tool={tool}
    />
  )
}

root.render(<Page />)

const paintedAt = await waitForPaint(() => countPictures() > 0)
const view = handle.current?.viewport() ?? { x: 0, y: 0, scale: 1 }
window.stage = {
  firstPaintMs: paintedAt - startedAt,
  whole: { x: (innerWidth / 2 - view.x) / view.scale, y: (innerHeight / 2 - view.y) / view.scale, scale: view.scale },
  look: (x, y, scale) =>
    handle.current?.setViewport({ x: innerWidth / 2 - x * scale, y: innerHeight / 2 - y * scale, scale }),
  change() {
    const before = countPictures()
    if (topology !== undefined) {
      topology.apply(syntheticTraffic(graph, 10))
      return () => countPictures() > before
    }
    const delta = syntheticDelta(graph)
    // Close up what counts are the cards on the screen, far away the picture.
    const cards = [...document.querySelectorAll<HTMLElement>('[data-level="near"] .sg-node')].filter((card) =>
      delta.has(card.dataset['nodeId'] ?? ''),
    )
    statuses.apply(delta)
    return () =>
      cards.length === 0
        ? countPictures() > before
        : cards.every((card) => card.dataset['lamp'] === delta.get(card.dataset['nodeId'] ?? '')?.lamp)
  },
  edit: () => seam.edit?.(),
  firstCardX: () => Number.parseFloat(document.querySelector<HTMLElement>('[data-node-id="s0"]')?.style.left ?? 'NaN'),
}
