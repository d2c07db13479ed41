import type { Easel, PainterOrder, PainterReport } from './painter.ts'
import { createPainter } from './painter.ts'
import { fontOf } from './pen.ts'

// The page's own library types name `self` a window; this is the part of a worker's scope that is used.
interface WorkerScope {
  postMessage(report: PainterReport, transfer: Transferable[]): void
  addEventListener(type: 'message', listener: (event: MessageEvent<PainterOrder>) => void): void
}

interface WorkerEasel extends Easel {
  take(): ImageBitmap
}

declare const self: WorkerScope

const obey = createPainter(setUpEasel(), (report) =>
  self.postMessage(report, report.kind === 'picture' ? [report.bitmap] : []),
)

self.addEventListener('message', ({ data }) => obey(data))
warmUp()

/** The first text of a worker takes its time to find a font, and the first bitmap to be made: better before it counts. */
function warmUp(): void {
  const easel = setUpEasel()
  const pen = easel.resize(64, 64)
  if (pen === undefined) return
  pen.font = fontOf(600, 12)
  pen.fillText('Statusgraph', 0, 20)
  easel.take().close()
}

function setUpEasel(): WorkerEasel {
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
