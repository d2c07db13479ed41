import elkUrl from 'elkjs/lib/elk-worker.min.js?url'
import { trustWorkerUrl } from '../parts/trust-worker.ts'
import { askElk } from './ask-elk.ts'
import type { CompactReport } from './compact.worker.ts'
import type { LayoutEngines } from './lay-out-graph.ts'

// Vite builds the worker as a file of its own and answers its address here.
const compactUrls = import.meta.glob<string>('./compact.worker.ts', {
  query: '?worker&url',
  import: 'default',
  eager: true,
})
const compactUrl = compactUrls['./compact.worker.ts'] ?? ''

/**
 * Engines that compute in workers, each loaded when it is first asked. ELK's file is the one that its makers publish,
 * unchanged and apart from ours, as its licence wants. A worker that has to stop is ended: nothing else interrupts it.
 */
export const workerEngines: LayoutEngines = {
  layered: (sheet, flow, signal) =>
    work(trustWorkerUrl('statusgraph-elk', elkUrl), 'classic', signal, (worker) =>
      askElk(
        {
          send: (message) => worker.postMessage(message, []),
          hear: (call) => worker.addEventListener('message', ({ data }) => call(data)),
        },
        sheet,
        flow,
      ),
    ),
  compact: (sheet, signal, onProgress) =>
    work(
      trustWorkerUrl('statusgraph-compact', compactUrl),
      'module',
      signal,
      (worker) =>
        new Promise((resolve) => {
          worker.addEventListener('message', ({ data }: MessageEvent<CompactReport>) => {
            if (data.kind === 'progress') onProgress(data.share)
            else resolve(data.places)
          })
          worker.postMessage(sheet, [])
        }),
    ),
}

/** Opens a worker for one question, and ends it with the answer, with the signal, or when it fails. */
async function work<T>(
  url: string,
  type: WorkerType,
  signal: AbortSignal,
  ask: (worker: Worker) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted()
  const worker = new Worker(url, { type, name: 'statusgraph-layout' })
  const ending = new AbortController()
  const failed = new Promise<never>((_, reject) => {
    const { signal: ended } = ending
    signal.addEventListener('abort', () => reject(signal.reason), { signal: ended })
    // It has no message when its file could not be loaded.
    worker.addEventListener(
      'error',
      ({ message }) => reject(new Error(message ? `the layout failed: ${message}` : 'the layout could not be loaded')),
      { signal: ended },
    )
  })
  try {
    return await Promise.race([ask(worker), failed])
  } finally {
    ending.abort()
    worker.terminate()
  }
}
