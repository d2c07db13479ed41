import { Worker } from 'node:worker_threads'
import type { DiagramResult } from '@statusgraph/importers'
import type { ReadingAnswer, ReadingOrder } from './reading.ts'

export interface ReaderLimits {
  /** How long one file may take. */
  readonly timeoutMs: number
  /** What the thread may hold. */
  readonly memoryMb: number
  /** The module that the thread runs. */
  readonly thread: URL
}

/** Loading every parser takes a moment, and much longer on a machine that is busy. */
const startMs = 60_000
/** Parsers keep memory, and some wear out: a thread is replaced after so many files. */
const mostFiles = 20
/** A thread that nobody needs gives its memory back. */
const idleMs = 60_000

type Ending =
  | { readonly kind: 'answered'; readonly answer: ReadingAnswer }
  | { readonly kind: 'late' }
  | { readonly kind: 'died'; readonly reason: string }

/** One thread that reads files, one after the other; it is replaced when a file has broken it. */
export class DiagramReader {
  readonly #limits: ReaderLimits
  #worker: Worker | undefined
  #filesRead = 0
  #idle: NodeJS.Timeout | undefined

  constructor(limits: ReaderLimits) {
    this.#limits = limits
  }

  /** Reads one file; whatever happens to the thread is told as a diagnostic. */
  async read(order: ReadingOrder): Promise<DiagramResult> {
    clearTimeout(this.#idle)
    const refuse = async (message: string): Promise<DiagramResult> => {
      await this.stop()
      return { ok: false, format: order.format, diagnostics: [{ kind: 'error', message }] }
    }
    let worker = this.#worker
    if (worker === undefined) {
      worker = this.#start()
      const started = await endingOf(worker, startMs)
      if (started.kind !== 'answered') {
        const reason = started.kind === 'died' ? `: ${started.reason}` : ''
        return refuse(`The thread that reads files could not be started${reason}.`)
      }
    }
    const { timeoutMs, memoryMb } = this.#limits
    const ending = endingOf(worker, timeoutMs)
    worker.postMessage(order, [])
    const ended = await ending
    if (ended.kind === 'late')
      return refuse(`The file was given up after ${timeoutMs / 1_000} s: no diagram takes so long.`)
    if (ended.kind === 'died') {
      return refuse(
        ended.reason === outOfMemory
          ? `The file was given up because it takes more than ${memoryMb} MB of memory to read.`
          : `The file broke the thread that read it: ${ended.reason}.`,
      )
    }
    if (ended.answer.kind === 'ready') return refuse('The file broke the thread that read it: it began anew.')
    if (++this.#filesRead >= mostFiles) await this.stop()
    else this.#idle = setTimeout(() => void this.stop(), idleMs).unref()
    return ended.answer.result
  }

  async stop(): Promise<void> {
    clearTimeout(this.#idle)
    const worker = this.#worker
    this.#worker = undefined
    await worker?.terminate()
  }

  #start(): Worker {
    const { memoryMb, thread } = this.#limits
    const worker = new Worker(thread, {
      name: 'import',
      // Nothing of the process shows in there: not its secrets, and not how it was started.
      env: {},
      argv: [],
      execArgv: [],
      // Some parsers print; nobody wants to hear it.
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: youngMb(memoryMb), stackSizeMb: 4 },
    })
    worker.stdout.resume()
    worker.stderr.resume()
    // What breaks it between two files ends it; the next file gets a new one.
    worker.on('error', () => this.#forget(worker))
    worker.on('exit', () => this.#forget(worker))
    // The thread alone keeps no process alive; whoever waits for it does.
    worker.unref()
    this.#worker = worker
    this.#filesRead = 0
    return worker
  }

  #forget(worker: Worker): void {
    if (this.#worker === worker) this.#worker = undefined
  }
}

const outOfMemory = 'out of memory'

/**
 * What is young moves over to what is old at once. Where that is much next to the limit, the limit is passed in one
 * step, and then not the thread ends but the whole process.
 */
function youngMb(memoryMb: number): number {
  return Math.min(64, Math.ceil(memoryMb / 12))
}

/** The next thing that a thread does, within a time. */
async function endingOf(worker: Worker, timeoutMs: number): Promise<Ending> {
  return await new Promise((resolve) => {
    const onMessage = (answer: ReadingAnswer): void => end({ kind: 'answered', answer })
    const onError = (error: unknown): void => end({ kind: 'died', reason: wordError(error) })
    const onExit = (): void => end({ kind: 'died', reason: 'it ended' })
    const timer = setTimeout(() => end({ kind: 'late' }), timeoutMs)
    const end = (ending: Ending): void => {
      clearTimeout(timer)
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      resolve(ending)
    }
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
  })
}

function wordError(error: unknown): string {
  if (!(error instanceof Error)) return 'it failed'
  const code = 'code' in error ? error.code : undefined
  return code === 'ERR_WORKER_OUT_OF_MEMORY' ? outOfMemory : error.message.slice(0, 300)
}
