// The floor: nothing but a worker that draws rectangles, lines and names, and a bitmap that a transform moves.
import '../preview/page.css'
import type { BareOrder, BareShot } from './bare.worker.ts'
import { countPictures } from './count-pictures.ts'
import { fetchGraph, waitForPaint } from './stage.ts'
import { syntheticDelta, syntheticStatuses } from './synthetic.ts'

const worker = new Worker(new URL('./bare.worker.ts', import.meta.url), { type: 'module' })
const graph = await fetchGraph()
const statuses = syntheticStatuses(graph)
const startedAt = performance.now()
const places = graph.nodes.flatMap((node) =>
  node.position === undefined ? [] : [{ id: node.id, name: node.name, ...node.position }],
)
const numbers = new Map(places.map((place, at) => [place.id, at]))
const canvas = document.createElement('canvas')
canvas.style.transformOrigin = '0 0'
canvas.style.willChange = 'transform'
document.body.replaceChildren(canvas)
document.body.style.overflow = 'hidden'
const ink = canvas.getContext('bitmaprenderer')
const tell = (order: BareOrder): void => worker.postMessage(order, [])
const codes = (): Uint8Array =>
  Uint8Array.from(places, (place) => (statuses.get(place.id)?.lamp === 'critical' ? 1 : 0))

const right = Math.max(...places.map((place) => place.x)) + 180
const bottom = Math.max(...places.map((place) => place.y)) + 64
const whole = { x: right / 2, y: bottom / 2, scale: Math.min(innerWidth / right, innerHeight / bottom) * 0.9 }
let view = { x: innerWidth / 2 - whole.x * whole.scale, y: innerHeight / 2 - whole.y * whole.scale, scale: whole.scale }
let shown: BareShot | undefined
let isPainting = false
let isOld = true

function order(): void {
  if (isPainting || !isOld) return
  isPainting = true
  isOld = false
  const width = Math.ceil(innerWidth * 1.25)
  const height = Math.ceil(innerHeight * 1.25)
  tell({ kind: 'draw', shot: { ...view, x: view.x + innerWidth / 8, y: view.y + innerHeight / 8, width, height } })
}

function move(): void {
  if (shown === undefined) return
  const k = view.scale / shown.scale
  canvas.style.transform = `translate(${view.x - shown.x * k}px, ${view.y - shown.y * k}px) scale(${k})`
}

function refresh(): void {
  isOld = true
  order()
}

tell({
  kind: 'map',
  names: places.map((place) => place.name),
  points: Float32Array.from(places.flatMap((place) => [place.x, place.y])),
  edges: Uint32Array.from(
    graph.edges.flatMap((edge) => [numbers.get(edge.source) ?? 0, numbers.get(edge.target) ?? 0]),
  ),
})
tell({ kind: 'codes', codes: codes() })
worker.addEventListener('message', (event: MessageEvent<{ bitmap: ImageBitmap; shot: BareShot }>) => {
  isPainting = false
  shown = event.data.shot
  if (canvas.width !== shown.width) canvas.width = shown.width
  if (canvas.height !== shown.height) canvas.height = shown.height
  ink?.transferFromImageBitmap(event.data.bitmap)
  move()
  order()
})
refresh()
let grabbed: number | undefined
let draggedPx = 0
addEventListener('pointerdown', (event) => {
  const x = (event.clientX - view.x) / view.scale
  const y = (event.clientY - view.y) / view.scale
  grabbed = places.findIndex((place) => x > place.x && x < place.x + 180 && y > place.y && y < place.y + 64)
})
addEventListener('pointerup', () => {
  grabbed = undefined
})
addEventListener('pointermove', (event) => {
  if (grabbed === undefined || grabbed === -1) return
  draggedPx += event.movementX
  tell({ kind: 'move', node: grabbed, dx: event.movementX / view.scale, dy: event.movementY / view.scale })
  refresh()
})

const paintedAt = await waitForPaint(() => countPictures() > 0)
window.stage = {
  firstPaintMs: paintedAt - startedAt,
  whole,
  look(x, y, scale) {
    view = { x: innerWidth / 2 - x * scale, y: innerHeight / 2 - y * scale, scale }
    move()
    refresh()
  },
  change() {
    const before = countPictures()
    for (const [id, status] of syntheticDelta(graph)) statuses.set(id, status)
    tell({ kind: 'codes', codes: codes() })
    refresh()
    return () => countPictures() > before
  },
  firstCardX: () => (places[0]?.x ?? 0) + draggedPx / view.scale,
}
