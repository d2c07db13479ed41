import type { ElkNode } from './elk.ts'
import { optionsFor, readElkGraph, writeElkGraph } from './elk.ts'
import type { Flow, Places, Sheet } from '@statusgraph/layout'

/** A line to ELK's own worker, or to what behaves like it. */
export interface ElkLine {
  readonly send: (message: object) => void
  readonly hear: (call: (answer: unknown) => void) => void
}

const layoutId = 1

/** Puts one sheet to ELK in the words that its worker listens to. */
export function askElk(line: ElkLine, sheet: Sheet, flow: Flow): Promise<Places> {
  return new Promise((resolve, reject) => {
    line.hear((answer) => {
      if (!isAnswer(answer)) return
      const { id, data, error } = answer
      if (error !== undefined) reject(new Error(`ELK refused: ${sayError(error)}`, { cause: error }))
      else if (id === layoutId && data !== undefined) resolve(readElkGraph(sheet, data))
    })
    line.send({ id: 0, cmd: 'register', algorithms: ['layered'] })
    line.send({
      id: layoutId,
      cmd: 'layout',
      graph: writeElkGraph(sheet, flow),
      layoutOptions: optionsFor(sheet, flow),
    })
  })
}

interface ElkAnswer {
  readonly id: number
  readonly data?: ElkNode
  readonly error?: unknown
}

function isAnswer(value: unknown): value is ElkAnswer {
  return typeof value === 'object' && value !== null && 'id' in value
}

function sayError(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error)
}
