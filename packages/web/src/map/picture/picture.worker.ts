import type { Easel, PainterOrder, PainterReport } from './painter.ts'
import { createPainter } from './painter.ts'

// The page's own library types name `self` a window; this is the part of a worker's scope that is used.
interface WorkerScope {
  postMessage(report: PainterReport, transfer: Transferable[]): void
  addEventListener(type: 'message', listener: (event: MessageEvent<PainterOrder>) => void): void
}

declare const self: WorkerScope

const obey = createPainter(setUpEasel(), (report) =>
  self.postMessage(report, report.kind === 'picture' ? [report.bitmap] : []),
)

self.addEventListener('message', ({ data }) => obey(data))

function setUpEasel(): Easel {
  const canvas = new OffscreenCanvas(1, 1)
  const pen = canvas.getContext('2d', { alpha: false })
  return {
    resize(width, height) {
      if (canvas.width !== width) canvas.width = width
      if (canvas.height !== height) canvas.height = height
      return pen ?? undefined
    },
    take: () => canvas.transferToImageBitmap(),
  }
}
