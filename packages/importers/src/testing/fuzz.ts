import type { ImportFormat } from '../importer.ts'
import { readDiagram } from '../read-diagram.ts'
import { createRandom, mutate } from './mutate.ts'

/** An input that a reader did not survive, or took far too long for. */
export interface FuzzFailure {
  readonly format: ImportFormat
  /** With the seed it makes the same input again. */
  readonly run: number
  readonly reason: string
  readonly text: string
}

export interface FuzzReport {
  readonly runs: number
  /** How many of the damaged files still gave a graph; the rest was refused with a diagnostic. */
  readonly read: number
  readonly slowestMs: number
  readonly failures: readonly FuzzFailure[]
}

export interface FuzzOptions {
  readonly format: ImportFormat
  /** Good files of the format. */
  readonly files: readonly string[]
  readonly runs: number
  readonly seed: number
  /** More CPU than this is a failure; the time on the wall says more about who else is at work. */
  readonly mostMs: number
  /** Told before each run, so that somebody else notices one without an end. */
  readonly onRun?: (run: number) => void
}

/** The damaged file of a run. */
export function fuzzedText({ files, seed }: Pick<FuzzOptions, 'files' | 'seed'>, run: number): string {
  const random = createRandom(seed * 1_000_003 + run)
  const pick = (): string => files[Math.floor(random() * files.length)] ?? ''
  return mutate(pick(), pick(), random)
}

/**
 * Reads damaged files: each gives a graph, or at least one error, in time. Whoever calls it watches for a reader that
 * does not come back.
 */
export async function fuzz(options: FuzzOptions): Promise<FuzzReport> {
  const { format, runs, mostMs, onRun } = options
  const failures: FuzzFailure[] = []
  let read = 0
  let slowestMs = 0
  for (let run = 0; run < runs; run++) {
    onRun?.(run)
    const text = fuzzedText(options, run)
    const before = process.threadCpuUsage()
    const fail = (reason: string): void => void failures.push({ format, run, reason, text })
    try {
      const result = await readDiagram({ text }, { format })
      if (result.ok) read++
      else if (!result.diagnostics.some(({ kind }) => kind === 'error')) fail('refused without an error')
      // What a reader made of the file has to be a graph, whatever the file is.
      const unfit = result.diagnostics.find(({ message }) => message.startsWith('The diagram does not fit'))
      if (unfit !== undefined) fail(unfit.message)
    } catch (error) {
      fail(error instanceof Error ? (error.stack ?? error.message) : String(error))
    }
    const { user, system } = process.threadCpuUsage(before)
    const tookMs = (user + system) / 1_000
    slowestMs = Math.max(slowestMs, tookMs)
    if (tookMs > mostMs) fail(`took ${Math.round(tookMs)} ms of CPU`)
  }
  return { runs, read, slowestMs, failures }
}
