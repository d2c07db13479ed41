// Damaged files through every reader: each has to give a graph or an error, in time. One thread for each format, so that
// a reader without an end is noticed. Usage: node fuzz-imports.ts [format…] [--runs 10000] [--seed 1] [--show]
import { parseArgs } from 'node:util'
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads'
import { importers } from '@statusgraph/importers'
import type { ImportFormat } from '@statusgraph/importers'
import { fuzz, fuzzedText, seedsOf } from '@statusgraph/importers/testing'
import type { FuzzReport } from '@statusgraph/importers/testing'

interface Order {
  readonly format: ImportFormat
  readonly runs: number
  readonly seed: number
  /** Where the thread says which run it is at. */
  readonly at: Int32Array<SharedArrayBuffer>
}

const mostMs = 2_000
/** A run that takes this long is taken for one without an end. */
const endlessMs = 20_000
const threads = 3

if (isMainThread) await watchAll()
else await work(workerData)

async function work({ format, runs, seed, at }: Order): Promise<void> {
  const report = await fuzz({
    format,
    files: seedsOf(format),
    runs,
    seed,
    mostMs,
    onRun: (run) => void Atomics.store(at, 0, run),
  })
  parentPort?.postMessage(report, [])
}

async function watchAll(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { runs: { type: 'string' }, seed: { type: 'string' }, show: { type: 'boolean' } },
  })
  const runs = Number(values.runs ?? 10_000)
  const seed = Number(values.seed ?? 1)
  const formats = importers
    .map(({ format }) => format)
    .filter((format) => positionals.length === 0 || positionals.includes(format))
  console.log(
    `${'format'.padEnd(14)}${'files'.padStart(8)}${'runs'.padStart(10)}${'read'.padStart(10)}${'slowest, ms'.padStart(14)}${'failures'.padStart(10)}`,
  )
  let total = 0
  let failed = 0
  const waiting = [...formats]
  const lane = async (): Promise<void> => {
    for (let format = waiting.shift(); format !== undefined; format = waiting.shift()) {
      const report = await watch(format, runs, seed)
      total += report.runs
      failed += report.failures.length
      const cells = [seedsOf(format).length, report.runs, report.read].map((cell, at) =>
        String(cell).padStart(at === 0 ? 8 : 10),
      )
      console.log(
        `${format.padEnd(14)}${cells.join('')}${report.slowestMs.toFixed(0).padStart(14)}${String(report.failures.length).padStart(10)}`,
      )
      for (const { run, reason, text } of report.failures.slice(0, 5)) {
        console.log(`  run ${run}: ${reason.split('\n').slice(0, 4).join('\n    ')}`)
        if (values.show === true) console.log(text)
      }
    }
  }
  await Promise.all(Array.from({ length: threads }, lane))
  console.log(`${total} damaged files, ${failed} failures`)
  process.exitCode = failed === 0 ? 0 : 1
}

async function watch(format: ImportFormat, runs: number, seed: number): Promise<FuzzReport> {
  const at = new Int32Array(new SharedArrayBuffer(4))
  const order: Order = { format, runs, seed, at }
  const worker = new Worker(new URL(import.meta.url), {
    workerData: order,
    stdout: true,
    // As where the server reads them.
    resourceLimits: { maxOldGenerationSizeMb: 1_024, stackSizeMb: 4 },
  })
  return await new Promise((resolve) => {
    const stop = (reason: string): void => {
      clearInterval(watching)
      const run = Atomics.load(at, 0)
      const text = fuzzedText({ files: seedsOf(format), seed }, run)
      resolve({ runs: run, read: 0, slowestMs: endlessMs, failures: [{ format, run, reason, text }] })
      void worker.terminate()
    }
    let last = -1
    let lastMovedAt = performance.now()
    const watching = setInterval(() => {
      const run = Atomics.load(at, 0)
      if (run !== last) lastMovedAt = performance.now()
      last = run
      if (performance.now() - lastMovedAt > endlessMs) stop(`did not come back in ${endlessMs / 1_000} s`)
    }, 500)
    worker.on('error', (error) => stop(`broke the thread: ${String(error)}`))
    worker.on('message', (report: FuzzReport) => {
      clearInterval(watching)
      resolve(report)
    })
  })
}
