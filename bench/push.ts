// What pushed updates cost: CPU of the server for each line that is taken, merged, saved and streamed, against JSON.parse
// of the same lines in the same run, and how often a viewer is told. Usage:
// node push.ts [--updates 10000] [--seconds 15] [--viewers 20]
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { pushAnswerSchema } from '@statusgraph/protocol'
import { startProcess } from './stream/processes.ts'

const { values } = parseArgs({
  options: { updates: { type: 'string' }, seconds: { type: 'string' }, viewers: { type: 'string' } },
})
const updates = Number(values.updates ?? 10_000)
const seconds = Number(values.seconds ?? 15)
const viewers = Number(values.viewers ?? 20)
const [nodes, edges, drawn] = [2_000, 5_000, 500]
/** Batches a second, as an agent would send them that gathers for a moment. */
const batches = 20
const linesPerBatch = Math.round(updates / batches)
const warmUpSeconds = 3

let state = 1
function random(below: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((state / 2 ** 32) * below)
}

const nameOf = (index: number): string => `ns${index % 20}/service-${index}`
const pairs = Array.from({ length: edges }, (_, index) => {
  const source = index % nodes
  return { source: nameOf(source), target: nameOf((source + 1 + Math.floor(index / nodes) * 7) % nodes) }
})

function writeLine(): string {
  const pair = pairs[random(edges)]
  const traffic = {
    ratePerSecond: random(100_000) / 100,
    errorsPerSecond: random(100) / 100,
    p95Seconds: random(900) / 1_000,
  }
  return JSON.stringify({ op: 'upsert', type: 'edge', ...pair, traffic, ts: Date.now(), ttlSeconds: 120 })
}

const server = startProcess('../push/server-process.ts')
try {
  const { port = 0 } = await server.ask({ ask: 'start', numbers: { drawn } })
  const watched = await Promise.all(Array.from({ length: viewers }, () => watch(port)))
  await pushFor(port, warmUpSeconds)
  const [before, seenBefore] = [await server.ask({ ask: 'measure' }), countEvents(watched)]
  const pushed = await pushFor(port, seconds)
  const [after, seenAfter] = [await server.ask({ ask: 'measure' }), countEvents(watched)]
  const cpuMicros = (after['cpuMicros'] ?? 0) - (before['cpuMicros'] ?? 0)
  print({ ...pushed, cpuMicros, deltas: (seenAfter - seenBefore) / Math.max(1, viewers) })
} finally {
  await server.stop()
}

interface Measured {
  readonly taken: number
  readonly tookSeconds: number
  readonly answerMs: readonly number[]
  readonly parseMicros: number
}

/** Pushes at the wanted pace. Whoever is answered late pushes on all the same, as many programs together would. */
async function pushFor(port: number, lastsSeconds: number): Promise<Measured> {
  const url = `http://127.0.0.1:${port}/api/v1/topology/sources/bench/batch`
  const answerMs: number[] = []
  const onTheWay: Promise<void>[] = []
  let taken = 0
  let parseMicros = 0
  const startedMs = performance.now()
  for (let batch = 0; batch < lastsSeconds * batches; batch++) {
    const lines = Array.from({ length: linesPerBatch }, writeLine)
    parseMicros += measureParse(lines)
    await wait(Math.max(0, startedMs + (batch * 1_000) / batches - performance.now()))
    const sentMs = performance.now()
    const push = async (): Promise<void> => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: lines.join('\n'),
      })
      if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`)
      taken += pushAnswerSchema.parse(await response.json()).accepted
      answerMs.push(performance.now() - sentMs)
    }
    onTheWay.push(push())
  }
  await Promise.all(onTheWay)
  return { taken, tookSeconds: (performance.now() - startedMs) / 1_000, answerMs, parseMicros }
}

function measureParse(lines: readonly string[]): number {
  const before = process.cpuUsage()
  for (const line of lines) JSON.parse(line)
  const { user, system } = process.cpuUsage(before)
  return user + system
}

/** A viewer on a plain socket; returns how to count what it was told. */
async function watch(port: number): Promise<() => number> {
  const socket = connect({ port, host: '127.0.0.1' })
  await once(socket, 'connect')
  let events = 0
  let last = 0
  socket.on('data', (chunk) => {
    for (const byte of chunk) {
      if (byte === 0x0a && last === 0x0a) events++
      last = byte
    }
  })
  socket.unref()
  socket.write('GET /api/v1/topology/stream HTTP/1.1\r\nHost: localhost\r\n\r\n')
  return () => events
}

function countEvents(watched: readonly (() => number)[]): number {
  return watched.reduce((sum, count) => sum + count(), 0)
}

function print({
  taken,
  tookSeconds,
  answerMs,
  parseMicros,
  cpuMicros,
  deltas,
}: Measured & { readonly cpuMicros: number; readonly deltas: number }): void {
  const sorted = answerMs.toSorted((a, b) => a - b)
  const quantile = (part: number): string => (sorted[Math.floor(sorted.length * part)] ?? NaN).toFixed(0)
  const [parse, ours] = [parseMicros / taken, cpuMicros / taken]
  const row = (what: string, value: string, ratio = ''): void =>
    console.log(`${what.padEnd(52)}${value.padStart(12)}${ratio.padStart(10)}`)
  console.log(
    `${updates} updates a second onto ${edges} edges between ${nodes} nodes, ${viewers} viewers, ${tookSeconds.toFixed(0)} s\n`,
  )
  row('CPU of JSON.parse for each line, µs', parse.toFixed(2), '1.00')
  row('CPU of the server for each line, all told, µs', ours.toFixed(2), (ours / parse).toFixed(2))
  row('share of one core', `${((cpuMicros / 1e6 / tookSeconds) * 100).toFixed(0)} %`)
  row('updates taken a second', (taken / tookSeconds).toFixed(0))
  row('deltas that each viewer saw a second', (deltas / tookSeconds).toFixed(1))
  row('answered after ms, median / 99 of 100', `${quantile(0.5)} / ${quantile(0.99)}`)
}
