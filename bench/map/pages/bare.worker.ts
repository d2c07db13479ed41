export interface BareShot {
  readonly x: number
  readonly y: number
  readonly scale: number
  readonly width: number
  readonly height: number
}

export type BareOrder =
  | {
      readonly kind: 'map'
      readonly names: readonly string[]
      readonly points: Float32Array
      readonly edges: Uint32Array
    }
  | { readonly kind: 'codes'; readonly codes: Uint8Array }
  | { readonly kind: 'move'; readonly node: number; readonly dx: number; readonly dy: number }
  | { readonly kind: 'draw'; readonly shot: BareShot }

interface WorkerScope {
  postMessage(report: { bitmap: ImageBitmap; shot: BareShot }, transfer: Transferable[]): void
  addEventListener(type: 'message', listener: (event: MessageEvent<BareOrder>) => void): void
}

declare const self: WorkerScope

const canvas = new OffscreenCanvas(1, 1)
const pen = canvas.getContext('2d', { alpha: false })
let names: readonly string[] = []
let points = new Float32Array(0)
let edges = new Uint32Array(0)
let codes = new Uint8Array(0)

self.addEventListener('message', ({ data }) => {
  switch (data.kind) {
    case 'map':
      names = data.names
      points = new Float32Array(data.points)
      edges = new Uint32Array(data.edges)
      return
    case 'codes':
      codes = new Uint8Array(data.codes)
      return
    case 'move':
      points[data.node * 2] = (points[data.node * 2] ?? 0) + data.dx
      points[data.node * 2 + 1] = (points[data.node * 2 + 1] ?? 0) + data.dy
      return
    case 'draw':
      draw(data.shot)
  }
})

function draw(shot: BareShot): void {
  if (pen === null) return
  if (canvas.width !== shot.width) canvas.width = shot.width
  if (canvas.height !== shot.height) canvas.height = shot.height
  pen.setTransform(1, 0, 0, 1, 0, 0)
  pen.fillStyle = '#f7f5f1'
  pen.fillRect(0, 0, shot.width, shot.height)
  pen.setTransform(shot.scale, 0, 0, shot.scale, shot.x, shot.y)
  const left = -shot.x / shot.scale
  const top = -shot.y / shot.scale
  const right = left + shot.width / shot.scale
  const bottom = top + shot.height / shot.scale
  const isNear = shot.scale > 0.2
  pen.strokeStyle = '#8f897e'
  pen.lineWidth = 1 / shot.scale
  pen.globalAlpha = isNear ? 1 : 0.4
  pen.beginPath()
  for (let at = 0; at < edges.length; at += 2) {
    const a = (edges[at] ?? 0) * 2
    const b = (edges[at + 1] ?? 0) * 2
    const x0 = (points[a] ?? 0) + 180
    const y0 = (points[a + 1] ?? 0) + 32
    const x1 = points[b] ?? 0
    const y1 = (points[b + 1] ?? 0) + 32
    if (Math.max(x0, x1) < left || Math.min(x0, x1) > right || Math.max(y0, y1) < top || Math.min(y0, y1) > bottom)
      continue
    pen.moveTo(x0, y0)
    if (!isNear) pen.lineTo(x1, y1)
    else {
      const k = Math.abs(x1 - x0) / 2
      pen.bezierCurveTo(x0 + k, y0, x1 - k, y1, x1, y1)
      pen.moveTo(x1 - 8, y1 - 4)
      pen.lineTo(x1, y1)
      pen.lineTo(x1 - 8, y1 + 4)
    }
  }
  pen.stroke()
  pen.globalAlpha = 1
  pen.font = '600 15px sans-serif'
  for (let at = 0; at * 2 < points.length; at++) {
    const x = points[at * 2] ?? 0
    const y = points[at * 2 + 1] ?? 0
    if (x + 180 < left || x > right || y + 64 < top || y > bottom) continue
    const lamp = codes[at] === 1 ? '#d42a20' : '#2c8a54'
    pen.fillStyle = isNear ? '#ffffff' : lamp
    pen.fillRect(x, y, 180, 64)
    if (!isNear) continue
    pen.fillStyle = lamp
    pen.fillRect(x + 12, y + 18, 10, 10)
    pen.fillStyle = '#1d1c1a'
    pen.fillText(names[at] ?? '', x + 32, y + 28)
  }
  const bitmap = canvas.transferToImageBitmap()
  self.postMessage({ bitmap, shot }, [bitmap])
}
