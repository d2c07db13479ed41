// What one look at a large service graph costs: thousands of edges in a real Prometheus, asked for and read as a source
// of discovery does it, against fetching and JSON.parse of the same answers in the same run.
// Usage: node topology-tick.ts [--nodes 2000] [--edges 5000] [--rounds 9]
import { once } from 'node:events'
import { createServer } from 'node:http'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import {
  createTopology,
  receiveTopology,
  viewTopology,
  type Instant,
  type Topology,
  type TopologyHandover,
} from '@statusgraph/model'
import { findPreset, startTopologySource, type EdgeQueriesConfig, type UpstreamConfig } from '@statusgraph/sources'
import { z } from 'zod'
import { startPrometheus } from '../demo/stack.ts'
import { measureCpu } from './measure-cpu.ts'

const { values } = parseArgs({
  options: { nodes: { type: 'string' }, edges: { type: 'string' }, rounds: { type: 'string' } },
})
const nodes = Number(values.nodes ?? 2_000)
const edges = Number(values.edges ?? 5_000)
const rounds = Number(values.rounds ?? 9)
const measure = measureCpu(rounds)
const scrapeMs = 2_000
const scrapesNeeded = 4

const exporter = createServer((_, response) => {
  response.setHeader('content-type', 'text/plain; version=0.0.4')
  response.end(exportTraces(performance.now() / 1_000))
})
exporter.listen(0, '127.0.0.1')
await once(exporter, 'listening')
const address = exporter.address()
const port = typeof address === 'object' && address !== null ? address.port : 0
const prometheus = await startPrometheus({
  config: `global: {scrape_interval: 2s, scrape_timeout: 2s}
scrape_configs:
  - {job_name: traces, static_configs: [{targets: ['127.0.0.1:${port}']}]}
`,
  rules: '',
})
try {
  await waitForScrapes()
  // Its own work must not be measured; what it said stays within the windows.
  exporter.close()
  exporter.closeAllConnections()
  await run()
} finally {
  exporter.close()
  exporter.closeAllConnections()
  await prometheus.stop()
}

async function run(): Promise<void> {
  const whole = configFor(2_000, 5_000)
  const sighted = await look(whole)
  const questions = await listQuestions(whole)
  const bodies = await Promise.all(questions.map(fetchText))
  const bytes = bodies.reduce((sum, body) => sum + body.length, 0)
  const { sighting } = sighted
  console.log(
    `${sighting.nodes.length} nodes and ${sighting.edges.length} edges out of ${questions.length} answers of ` +
      `${(bytes / 1e6).toFixed(1)} MB; median CPU of ${rounds} rounds\n`,
  )
  const floor = await measure(async () => {
    for (const question of questions) JSON.parse(await fetchText(question))
  })
  const print = (name: string, ms: number) =>
    console.log(`${name.padEnd(44)} ${ms.toFixed(0).padStart(6)} ms ${(ms / floor).toFixed(2).padStart(6)} × floor`)
  print('fetch and JSON.parse of the answers', floor)
  print('a look: ask, read, join, name, rank', await measure(() => look(whole)))
  print('the same into the topology, and its view', await measure(() => take(sighted)))
  const cut = await look(configFor(500, 1_000))
  print('a look of which most must be left out', await measure(() => look(configFor(500, 1_000))))
  const { leftOut } = cut.sighting
  console.log(`\nleft out of the last: ${leftOut?.nodes ?? 0} nodes, ${leftOut?.edges ?? 0} edges`)
}

type Seen = Extract<TopologyHandover, { kind: 'seen' }>

/** One tick of a source, from its questions to what it hands over. */
async function look(config: EdgeQueriesConfig): Promise<Seen> {
  const { promise, resolve } = Promise.withResolvers<TopologyHandover>()
  const source = startTopologySource(config, {
    now: readInstant,
    random: Math.random,
    onHandover: resolve,
  })
  const handover = await promise
  await source.stop()
  if (handover.kind !== 'seen') throw new Error(`no edges were seen: ${JSON.stringify(handover)}`)
  return handover
}

/** The questions of a source, heard by a Prometheus that hands them on. */
async function listQuestions(config: EdgeQueriesConfig): Promise<readonly string[]> {
  const heard: string[] = []
  const between = createServer((request, response) => {
    let form = ''
    request.on('data', (chunk) => (form += String(chunk)))
    request.on('end', () => {
      heard.push(form)
      fetchText(form).then(
        (body) => response.setHeader('content-type', 'application/json').end(body),
        () => response.destroy(),
      )
    })
  })
  between.listen(0, '127.0.0.1')
  await once(between, 'listening')
  const own = between.address()
  const url = `http://127.0.0.1:${typeof own === 'object' && own !== null ? own.port : 0}`
  await look({ ...config, upstream: { ...config.upstream, urls: [url] } })
  between.close()
  between.closeAllConnections()
  return heard
}

async function fetchText(form: string): Promise<string> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const response = await fetch(`${prometheus.url}/api/v1/query`, { method: 'POST', body: form, headers })
  return await response.text()
}

function take(seen: Seen): unknown {
  const declaration = {
    name: 'service-graph',
    kind: 'prometheus',
    detail: '',
    priority: 0,
    forgetAfterMs: 1e9,
  } as const
  const topology: Topology = receiveTopology(createTopology([declaration]), seen)
  return viewTopology(topology, { rules: {} }, readInstant())
}

function configFor(maxNodes: number, maxEdges: number): EdgeQueriesConfig {
  const plan = findPreset('service-graph')
  if (plan === undefined) throw new Error('there is no preset service-graph')
  const upstream: UpstreamConfig = {
    name: 'prometheus',
    kind: 'prometheus',
    urls: [prometheus.url],
    client: { headers: [] },
    intervalMs: 15_000,
    timeoutMs: 60_000,
  }
  return {
    name: 'service-graph',
    kind: 'prometheus',
    detail: 'a benchmark',
    priority: 0,
    forgetAfterMs: 86_400_000,
    intervalMs: 3_600_000,
    timeoutMs: 60_000,
    maxNodes,
    maxEdges,
    upstream,
    plan,
    windowMs: 60_000,
    lookbackMs: 300_000,
  }
}

function readInstant(): Instant {
  return { wallMs: Date.now(), monoMs: performance.now() }
}

/** Every edge with requests, one in ten failing, and latencies in four buckets. */
function exportTraces(seconds: number): string {
  const lines: string[] = []
  for (let edge = 0; edge < edges; edge++) {
    const client = `service-${edge % nodes}`
    const server = `service-${(edge * 7 + 1 + Math.floor(edge / nodes)) % nodes}`
    const labels = `client="${client}",server="${server}",connection_type=""`
    const count = (edge + 1) * seconds
    lines.push(`traces_service_graph_request_total{${labels}} ${count}`)
    if (edge % 10 === 0) lines.push(`traces_service_graph_request_failed_total{${labels}} ${count / 50}`)
    for (const [le, share] of [
      ['0.1', 0.5],
      ['0.5', 0.9],
      ['1', 0.99],
      ['+Inf', 1],
    ] as const) {
      lines.push(`traces_service_graph_request_server_seconds_bucket{${labels},le="${le}"} ${count * share}`)
    }
  }
  return `${lines.join('\n')}\n`
}

async function waitForScrapes(): Promise<void> {
  const answer = z.object({
    data: z.object({ result: z.array(z.object({ value: z.tuple([z.number(), z.string()]) })) }),
  })
  for (;;) {
    const form = new URLSearchParams({ query: 'count_over_time(up[5m])' }).toString()
    const { data } = answer.parse(JSON.parse(await fetchText(form)))
    if (Number(data.result[0]?.value[1] ?? 0) >= scrapesNeeded) return
    await sleep(scrapeMs / 4)
  }
}
