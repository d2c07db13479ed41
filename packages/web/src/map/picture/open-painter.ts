import fontUrl from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url'
import { trustWorkerUrl } from '../../parts/trust-worker.ts'
import type { PainterOrder, PainterReport } from './painter.ts'
import type { PackedScene } from './pack-scene.ts'
import { createPainter } from './painter.ts'

// Vite builds the worker as a file of its own and answers its address here.
const workerUrls = import.meta.glob<string>('./picture.worker.ts', {
  query: '?worker&url',
  import: 'default',
  eager: true,
})
const workerUrl = workerUrls['./picture.worker.ts'] ?? ''

/** Someone who paints: tell orders, hear reports, end it when the map goes. */
export interface OpenPainter {
  tell(order: PainterOrder): void
  end(): void
}

interface Understudy extends OpenPainter {
  /** Whether it has handed over a newer picture than that of the ticket. */
  isBefore(ticket: number): boolean
}

/** The largest map, in nodes, that the page itself paints for a moment. */
const understudyLimit = 500

let spare: Worker | undefined

/**
 * Starts a worker before it is needed, so that it has loaded its file and its font when the page knows what to
 * draw. The next painter takes it.
 */
export function warmPainter(): void {
  spare ??= startWorker()
}

/**
 * Opens a worker that paints, or paints in the page where the browser has no worker or no OffscreenCanvas.
 *
 * @param onFailed the worker's file could not be loaded; nothing will be painted by it
 */
export function openPainter(onReport: (report: PainterReport) => void, onFailed: () => void): OpenPainter {
  const worker = spare ?? startWorker()
  spare = undefined
  if (worker === undefined) return openLocalPainter(onReport)
  const understudy = openUnderstudy(onReport)
  worker.addEventListener('message', ({ data }: MessageEvent<PainterReport>) => {
    if (data.kind === 'picture' && understudy.isBefore(data.ticket)) {
      // An older picture than the one on the screen: the lamps in it may be older, too.
      data.bitmap.close()
      return
    }
    if (data.kind === 'picture') understudy.end()
    onReport(data)
  })
  worker.addEventListener('error', onFailed)
  return {
    tell(order) {
      // The empty list says that nothing is handed over for good.
      worker.postMessage(order, [])
      understudy.tell(order)
    },
    end() {
      understudy.end()
      worker.terminate()
    },
  }
}

/**
 * Paints in the page until the worker's first picture: a worker needs some tenths of a second before it can write its
 * first letter. Only small maps, because while the page paints it does nothing else.
 */
function openUnderstudy(onReport: (report: PainterReport) => void): Understudy {
  let newestTicket = -Infinity
  let painter: OpenPainter | undefined
  let isOver = false
  /** What was told before it was known whether the map is small. */
  const told: PainterOrder[] = []
  const open = (): OpenPainter => {
    const opened = openLocalPainter((report) => {
      // What arrives later, such as a font, is for the worker to draw.
      if (report.kind !== 'picture') return
      newestTicket = Math.max(newestTicket, report.ticket)
      onReport(report)
    })
    for (const order of told.splice(0)) opened.tell(order)
    return opened
  }
  const end = (): void => {
    isOver = true
    painter?.end()
    painter = undefined
    told.length = 0
  }
  return {
    isBefore: (ticket) => ticket < newestTicket,
    tell(order) {
      if (isOver) return
      if (order.kind === 'scene') {
        if (order.packed.boxes.length / 4 > understudyLimit) return end()
        painter ??= open()
        painter.tell({ kind: 'scene', packed: withoutEdges(order.packed), kept: undefined })
      } else if (painter === undefined) told.push(order)
      else painter.tell(order)
    },
    end,
  }
}

function startWorker(): Worker | undefined {
  if (typeof Worker === 'undefined' || typeof OffscreenCanvas === 'undefined') return undefined
  try {
    const worker = new Worker(trustWorkerUrl('statusgraph', workerUrl), { type: 'module', name: 'statusgraph-picture' })
    worker.postMessage(orderFont(), [])
    return worker
  } catch {
    return undefined
  }
}

/** To find their ways around the cards takes most of the time of a picture, and lamps are what matters first. */
function withoutEdges(packed: PackedScene): PackedScene {
  return { ...packed, ends: new Uint32Array(0), notes: [] }
}

/** Paints in the page itself. */
export function openLocalPainter(onReport: (report: PainterReport) => void): OpenPainter {
  const canvas = document.createElement('canvas')
  let isOpen = true
  const obey = createPainter(
    {
      resize(width, height) {
        if (canvas.width !== width) canvas.width = width
        if (canvas.height !== height) canvas.height = height
        return canvas.getContext('2d') ?? undefined
      },
      take: () => createImageBitmap(canvas),
    },
    (report) => isOpen && onReport(report),
  )
  obey(orderFont())
  return {
    tell: obey,
    end: () => {
      isOpen = false
    },
  }
}

function orderFont(): PainterOrder {
  return { kind: 'font', url: new URL(fontUrl, document.baseURI).href }
}
