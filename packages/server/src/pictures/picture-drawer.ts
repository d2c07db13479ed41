import { Worker } from 'node:worker_threads'
import type { Exported } from '@statusgraph/importers/export'
import { DomainError } from '../http/domain-error.ts'
import type { PictureOrder } from './write-picture.ts'

const timeoutMs = 30_000
const memoryMb = 768
/** A thread that nobody needs gives its memory back. */
const idleMs = 60_000
/** More than these, and whoever asks would wait too long. */
const mostWaiting = 8

/** Draws pictures, one after the other, in a thread of its own: what else the server does goes on meanwhile. */
export class PictureDrawer {
  #worker: Worker | undefined
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0
  #idle: NodeJS.Timeout | undefined

  /**
   * Draws a picture.
   *
   * @throws DomainError when too many are wanted at once, or one takes too long
   */
  async draw(order: PictureOrder): Promise<Exported> {
    if (this.#waiting >= mostWaiting) {
      throw new DomainError('server/overloaded', 'Many pictures are being drawn already; try again in a moment.', {
        headers: { 'retry-after': '5' },
      })
    }
    this.#waiting++
    const before = this.#last
    const drawn = before.then(async () => this.#drawNext(order))
    // Whoever waits for one is told of its failure; those behind it only want it to be over.
    this.#last = drawn.catch(() => undefined)
    try {
      return await drawn
    } finally {
      this.#waiting--
    }
  }

  /** Ends the thread; a picture on the way fails. */
  async stop(): Promise<void> {
    clearTimeout(this.#idle)
    const worker = this.#worker
    this.#worker = undefined
    await worker?.terminate()
  }

  async #drawNext(order: PictureOrder): Promise<Exported> {
    clearTimeout(this.#idle)
    const worker = (this.#worker ??= this.#start())
    try {
      return await answerOf(worker, order)
    } catch (error) {
      await this.stop()
      throw error
    } finally {
      this.#idle = setTimeout(() => void this.stop(), idleMs).unref()
    }
  }

  #start(): Worker {
    const worker = new Worker(new URL('./drawing-thread.ts', import.meta.url), {
      name: 'picture',
      env: {},
      argv: [],
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    })
    // What breaks it between two pictures ends it; the next picture gets a new one.
    const forget = (): void => {
      if (this.#worker === worker) this.#worker = undefined
    }
    worker.on('error', forget)
    worker.on('exit', forget)
    // The thread alone keeps no process alive; whoever waits for it does.
    worker.unref()
    return worker
  }
}

async function answerOf(worker: Worker, order: PictureOrder): Promise<Exported> {
  return await new Promise((resolve, reject) => {
    const give = (settle: () => void): void => {
      clearTimeout(timer)
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      settle()
    }
    const giveUp = (why: string): void =>
      give(() => reject(new DomainError('export/too-large', `The picture was given up because it takes ${why}.`)))
    const onMessage = (drawn: Exported): void => give(() => resolve(drawn))
    const onError = (error: unknown): void => {
      if (isOutOfMemory(error)) giveUp(`more than ${memoryMb} MB of memory`)
      else give(() => reject(new Error('a picture could not be drawn', { cause: error })))
    }
    const onExit = (): void =>
      give(() => reject(new DomainError('server/stopping', 'The server is stopping, and draws no more.')))
    const timer = setTimeout(() => giveUp(`more than ${timeoutMs / 1_000} s`), timeoutMs)
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
    worker.postMessage(order, [])
  })
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}
