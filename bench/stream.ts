// What a viewer costs: CPU for each delivered update and memory while idle, against a bare node:net writer in the same
// run, and what viewers cost the upstream. Usage: node stream.ts [--viewers 1000] [--seconds 20]
import { parseArgs } from 'node:util'
import { startFlappingUpstream } from './stream/flapping-upstream.ts'
import { startProcess, type Answer, type Process } from './stream/processes.ts'

const { values } = parseArgs({ options: { viewers: { type: 'string' }, seconds: { type: 'string' } } })
const viewers = Number(values.viewers ?? 1_000)
const seconds = Number(values.seconds ?? 20)
const intervalMs = 250
const nodes = 200
const flapping = 2
const hourMs = 3_600_000

interface Phase {
  readonly cpuMicros: number
  readonly events: number
  readonly bytes: number
  readonly requests: number
}

interface Run {
  readonly microsPerUpdate: number
  readonly bytesPerUpdate: number
  readonly requestRatio: number
}

const upstream = await startFlappingUpstream(flapping)
const running: Process[] = []
try {
  const ours = await run('./statusgraph-process.ts', { connections: viewers * 2, intervalMs, nodes }, upstream.url)
  const floor = await run('./floor-process.ts', { bytes: Math.round(ours.bytesPerUpdate), intervalMs })
  const idle = { connections: viewers * 2, intervalMs: hourMs, nodes, bytes: 1_000 }
  print(ours, floor, {
    ours: await weigh('./statusgraph-process.ts', idle),
    floor: await weigh('./floor-process.ts', idle),
  })
} finally {
  await Promise.all(running.map((one) => one.stop()))
  upstream.stop()
}

/** What an idle viewer weighs, in KiB: a first crowd warms the server up, and a second one is weighed. */
async function weigh(file: string, numbers: Readonly<Record<string, number>>): Promise<number> {
  const server = startProcess(file)
  const audience = startProcess('./viewers-process.ts')
  running.push(server, audience)
  const { port = 0 } = await server.ask({ ask: 'start', numbers, text: upstream.url })
  await audience.ask({ ask: 'start', numbers: { port } })
  await audience.ask({ ask: 'join', count: viewers / 2 })
  await settle()
  const before = await server.ask({ ask: 'measure' })
  await audience.ask({ ask: 'join', count: viewers })
  await settle()
  const after = await server.ask({ ask: 'measure' })
  await Promise.all([server.stop(), audience.stop()])
  return ((after['residentBytes'] ?? 0) - (before['residentBytes'] ?? 0)) / 1024 / viewers
}

/** Measures a server with one viewer and with all of them; the difference is what viewers cost. */
async function run(file: string, numbers: Readonly<Record<string, number>>, text = ''): Promise<Run> {
  const server = startProcess(file)
  const audience = startProcess('./viewers-process.ts')
  running.push(server, audience)
  const { port = 0 } = await server.ask({ ask: 'start', numbers, text })
  await audience.ask({ ask: 'start', numbers: { port } })
  await audience.ask({ ask: 'join', count: 1 })
  await settle()
  const one = await watch(server, audience)
  await audience.ask({ ask: 'join', count: viewers - 1 })
  await settle()
  const all = await watch(server, audience)
  await Promise.all([server.stop(), audience.stop()])
  const deliveries = all.events - one.events
  return {
    microsPerUpdate: (all.cpuMicros - one.cpuMicros) / deliveries,
    bytesPerUpdate: all.bytes / all.events,
    requestRatio: all.requests / one.requests,
  }
}

async function watch(server: Process, audience: Process): Promise<Phase> {
  const before = await askBoth(server, audience)
  const requests = upstream.requests
  await wait(seconds * 1_000)
  const answered = upstream.requests - requests
  const after = await askBoth(server, audience)
  if (after['lost'] !== 0) throw new Error(`${String(after['lost'])} viewers were lost`)
  const since = (name: string): number => (after[name] ?? 0) - (before[name] ?? 0)
  return {
    cpuMicros: since('cpuMicros'),
    events: since('events'),
    bytes: since('bytes'),
    requests: answered,
  }
}

async function askBoth(server: Process, audience: Process): Promise<Answer> {
  const [measured, counted] = await Promise.all([server.ask({ ask: 'measure' }), audience.ask({ ask: 'measure' })])
  return { ...measured, ...counted }
}

async function settle(): Promise<void> {
  await wait(3_000)
}

async function wait(ms: number): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}

function print(ours: Run, floor: Run, kibPerViewer: { readonly ours: number; readonly floor: number }): void {
  const row = (name: string, own: string, base: string, ratio: string): void =>
    console.log(`${name.padEnd(44)} ${own.padStart(12)} ${base.padStart(12)} ${ratio.padStart(8)}`)
  console.log(
    `${viewers} viewers, ${Math.round(ours.bytesPerUpdate)} bytes an update, ${1_000 / intervalMs} updates a second\n`,
  )
  row('', 'statusgraph', 'bare net', 'ratio')
  row(
    'CPU for each delivered update, µs',
    ours.microsPerUpdate.toFixed(1),
    floor.microsPerUpdate.toFixed(1),
    (ours.microsPerUpdate / floor.microsPerUpdate).toFixed(2),
  )
  row(
    'resident memory for each idle viewer, KiB',
    kibPerViewer.ours.toFixed(1),
    kibPerViewer.floor.toFixed(1),
    (kibPerViewer.ours / kibPerViewer.floor).toFixed(2),
  )
  row(`upstream requests with ${viewers} viewers ÷ with 1`, '', '', ours.requestRatio.toFixed(2))
}
