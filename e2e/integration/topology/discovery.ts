import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { SeenEdge, TopologyHandover } from '@statusgraph/model'
import { findPreset, startTopologySource } from '@statusgraph/sources'
import type { EdgePlan, EdgeQueriesConfig } from '@statusgraph/sources'
import { findFreePort, startPrometheus } from '../../../demo/stack.ts'
import { queryValues } from '../upstreams.ts'

/** Recordings lie beside the checkout where there are any. */
export const recordings = fileURLToPath(new URL('../../../../shared/samples/topology/', import.meta.url))
export const hasRecordings = existsSync(recordings)

export interface Exporter {
  readonly port: number
  stop(): Promise<void>
}

/** An exporter of nothing but these pages, each written anew at every scrape. */
export async function startExporter(pages: Readonly<Record<string, (nowMs: number) => string>>): Promise<Exporter> {
  const server = createServer((request, response) => {
    const page = pages[request.url?.slice(1) ?? '']
    response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/plain; version=0.0.4' })
    response.end(page?.(Date.now()) ?? '')
  })
  return await open(server)
}

async function open(server: Server): Promise<Exporter> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    async stop() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

const scrapeMs = 400

/** A real Prometheus that scrapes these pages. */
export async function startScraping(targets: readonly { readonly port: number; readonly page: string }[]) {
  const jobs = targets.map(
    ({ port, page }) =>
      `  - {job_name: ${page}, metrics_path: /${page}, static_configs: [{targets: ['127.0.0.1:${port}']}]}\n`,
  )
  const intervals = `scrape_interval: ${scrapeMs}ms, scrape_timeout: ${scrapeMs}ms, evaluation_interval: 10s`
  return await startPrometheus({
    port: await findFreePort(),
    config: `global: {${intervals}}\nscrape_configs:\n${jobs.join('')}`,
    rules: '',
  })
}

/** Waits until every target was scraped so often. */
export async function waitForScrapes(url: string, targets: number, times: number): Promise<void> {
  for (;;) {
    const counts = await queryValues(url, 'count_over_time((up == 1)[1m:100ms])')
    const [least = 0] = counts.toSorted((a, b) => a - b)
    if (counts.length >= targets && least * 100 >= times * scrapeMs) return
    await sleep(100)
  }
}

export interface Asked {
  readonly plan?: EdgePlan
  readonly preset?: string
  readonly more?: Partial<EdgeQueriesConfig>
}

/** What a source of discovery hands over first, with windows of seconds instead of minutes. */
export async function discover(url: string, { plan, preset, more }: Asked): Promise<TopologyHandover> {
  const chosen = plan ?? findPreset(preset ?? '')
  if (chosen === undefined) throw new Error(`no preset is called ${preset}`)
  const upstream = { name: 'prometheus', kind: 'prometheus', urls: [url], client: { headers: [] } } as const
  const { promise, resolve } = Promise.withResolvers<TopologyHandover>()
  const config: EdgeQueriesConfig = {
    name: preset ?? 'own',
    kind: 'prometheus',
    detail: 'a test',
    priority: 0,
    forgetAfterMs: 60_000,
    intervalMs: 60_000,
    timeoutMs: 30_000,
    maxNodes: 2_000,
    maxEdges: 5_000,
    upstream: { ...upstream, intervalMs: 15_000, timeoutMs: 10_000 },
    plan: chosen,
    windowMs: 4_000,
    lookbackMs: 30_000,
    ...more,
  }
  const source = startTopologySource(config, {
    now: () => ({ wallMs: Date.now(), monoMs: performance.now() }),
    random: Math.random,
    onHandover: resolve,
  })
  try {
    return await promise
  } finally {
    await source.stop()
  }
}

/** The edges that a source finds; a failure is none. */
export async function discoverEdges(url: string, asked: Asked): Promise<readonly SeenEdge[]> {
  const handover = await discover(url, asked)
  if (handover.kind === 'seen') return handover.sighting.edges
  throw new Error(handover.kind === 'failed' ? handover.failure.message : `unexpected ${handover.kind}`)
}

/** `a→b`, sorted. */
export function namesOf(edges: readonly SeenEdge[]): readonly string[] {
  return edges.map(({ source, target }) => `${source}→${target}`).toSorted()
}

export function edgeNamed(edges: readonly SeenEdge[], name: string): SeenEdge {
  const edge = edges.find(({ source, target }) => `${source}→${target}` === name)
  if (edge === undefined) throw new Error(`there is no edge ${name}, but ${namesOf(edges).join(', ')}`)
  return edge
}

/** A Prometheus whose answers to some queries are larger than anybody can read. */
export async function startFlooded(url: string, isFlooded: (promql: string) => boolean): Promise<Exporter> {
  const flood = Buffer.alloc(20 * 1024 * 1024, ' ')
  const server = createServer((request, response) => {
    let form = ''
    request.on('data', (chunk) => (form += String(chunk)))
    request.on('end', () => {
      if (isFlooded(new URLSearchParams(form).get('query') ?? '')) return response.end(flood)
      return fetch(url + (request.url ?? ''), {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: form,
      }).then(
        async (answer) => response.writeHead(answer.status).end(await answer.text()),
        () => response.destroy(),
      )
    })
  })
  return await open(server)
}
