import { arrangeGroups } from '@statusgraph/layout'
import { askElk } from '../ask-elk.ts'
import type { LayoutEngines } from '../lay-out-graph.ts'

export { arrangeGroups } from '@statusgraph/layout'
export type { Manner } from '@statusgraph/layout'
export { layOutWith } from '../lay-out-graph.ts'
export type { LayoutDirection } from '../lay-out-graph.ts'
export { readBlocks } from '@statusgraph/layout'

/** The engines of the page without its workers: for tests, and for measuring what they compute. */
export const inProcessEngines: LayoutEngines = {
  async layered(sheet, flow, signal) {
    signal.throwIfAborted()
    const worker = await openElk()
    return askElk(
      {
        send: (message) => worker.postMessage(message, []),
        hear: (call) => Object.assign(worker, { onmessage: ({ data }: { readonly data: unknown }) => call(data) }),
      },
      sheet,
      flow,
    )
  },
  async compact(sheet, signal, onProgress) {
    signal.throwIfAborted()
    return arrangeGroups(sheet, 'compact', onProgress)
  },
}

interface ElkWorker {
  postMessage(message: object, transfer: readonly object[]): void
}

/** What ELK's worker file gives to those who load it outside of a worker. */
async function openElk(): Promise<ElkWorker> {
  const loaded: object = await import('elkjs/lib/elk-worker.js')
  const { default: elk }: { readonly default?: unknown } = loaded
  if (!isElk(elk)) throw new Error('elk-worker.js is not what it was')
  return new elk.Worker()
}

function isElk(value: unknown): value is { readonly Worker: new () => ElkWorker } {
  return typeof value === 'object' && value !== null && 'Worker' in value && typeof value.Worker === 'function'
}
