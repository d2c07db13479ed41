import type { ElkNode } from './elk.ts'
import { optionsFor, readElkGraph, writeElkGraph } from './elk.ts'
import type { Flow, Places, Sheet } from './sheet.ts'

/** ELK's own worker, or what behaves like it. */
export interface ElkPort {
  postMessage(message: unknown): void
  onmessage: ((event: { readonly data: unknown }) => void) | null
}

interface ElkAnswer {
  readonly id: number
  readonly data?: ElkNode
  readonly error?: unknown
}

const layoutId = 1

/** Puts one sheet to ELK in the words that its worker listens to. */
export function askElk(worker: ElkPort, sheet: Sheet, flow: Flow): Promise<Places> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      if (!isAnswer(data)) return
      if (data.error !== undefined)
        reject(new Error(`the layout failed: ${sayError(data.error)}`, { cause: data.error }))
      else if (data.id === layoutId && data.data !== undefined) resolve(readElkGraph(sheet, data.data))
    }
    worker.postMessage({ id: 0, cmd: 'register', algorithms: ['layered'] })
    worker.postMessage({
      id: layoutId,
      cmd: 'layout',
      graph: writeElkGraph(sheet, flow),
      layoutOptions: optionsFor(sheet, flow),
    })
  })
}

function isAnswer(value: unknown): value is ElkAnswer {
  return typeof value === 'object' && value !== null && 'id' in value
}

function sayError(error: unknown): string {
  if (error instanceof Error) return error.message
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error)
}
