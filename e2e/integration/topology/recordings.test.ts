import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { detectPresets } from '@statusgraph/sources'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { RunningServer } from '../../../demo/stack.ts'
import {
  discover,
  discoverEdges,
  hasRecordings,
  namesOf,
  recordings,
  startExporter,
  startScraping,
  waitForScrapes,
  type Exporter,
} from './discovery.ts'
import { counter, writeExposition, type ExportedSeries } from './exposition.ts'

// Two exporters, so that what is not there is not found either: Istio as Kiali's tests have it, and one proxy of Linkerd
// as it speaks by itself.

let prometheus: RunningServer
let exporter: Exporter
const startMs = Date.now() - 60_000

const vectorsSchema = z.object({
  queries: z.array(
    z.object({
      query: z.string(),
      result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
    }),
  ),
})
const graphSchema = z.object({
  elements: z.object({
    nodes: z.array(
      z.object({
        data: z.object({
          id: z.string(),
          namespace: z.string(),
          workload: z.string().optional(),
          service: z.string().optional(),
        }),
      }),
    ),
    edges: z.array(
      z.object({
        data: z.object({
          source: z.string(),
          target: z.string(),
          traffic: z.object({ protocol: z.string(), rates: z.record(z.string(), z.string()) }),
        }),
      }),
    ),
  }),
})

function readRecording(path: string): string {
  return readFileSync(join(recordings, path), 'utf8')
}

/** Kiali's answers as the series that they must have been made of, each growing as fast as the answer says. */
function readBookinfo(): readonly ExportedSeries[] {
  const { queries } = vectorsSchema.parse(JSON.parse(readRecording('kiali/bookinfo.vectors.json')))
  return queries.flatMap(({ query, result }) => {
    const [, name = '', matchers = ''] = /(istio_[a-z_]+)\{([^}]*)\}/.exec(query) ?? []
    const reporter = /reporter="([a-z]+)"/.exec(matchers)?.[1] ?? ''
    return result.map(({ metric, value }) => counter(name, { ...metric, reporter }, Number(value[1])))
  })
}

/** The golden graph of workloads, in our words. */
function readGolden() {
  const { nodes, edges } = graphSchema.parse(JSON.parse(readRecording('kiali/workload_graph.json'))).elements
  const names = new Map(
    nodes.map(({ data: { id, namespace, workload, service } }) => {
      const name = workload ?? service ?? ''
      return [id, namespace === 'unknown' ? name : `${namespace}/${name}`]
    }),
  )
  return edges.map(({ data: { source, target, traffic } }) => ({
    name: `${names.get(source)}→${names.get(target)}`,
    rate: Number(traffic.rates['http'] ?? traffic.rates['grpc'] ?? Number.NaN),
    failed: Number(traffic.rates['http5xx'] ?? 0),
  }))
}

beforeAll(async () => {
  if (!hasRecordings) return
  const bookinfo = readBookinfo()
  const pages = {
    bookinfo: (nowMs: number) => writeExposition(bookinfo, nowMs, startMs),
    // Comments that are no comments of the format stand between the metrics.
    linkerd: () => readRecording('linkerd/proxy-metrics.txt').replaceAll(/^#(?! HELP| TYPE).*\n/gm, ''),
  }
  exporter = await startExporter(pages)
  const targets = Object.keys(pages).map((page) => ({ port: exporter.port, page }))
  prometheus = await startScraping(targets)
  await waitForScrapes(prometheus.url, targets.length, 12)
})

afterAll(async () => {
  await prometheus?.stop()
  await exporter?.stop()
})

test.skipIf(!hasRecordings)(
  'Istio’s bookinfo gives the edges of Kiali’s graph of workloads, with its rates',
  async () => {
    const golden = readGolden()
    const edges = await discoverEdges(prometheus.url, { preset: 'istio-workloads' })
    expect(namesOf(edges)).toEqual(golden.map(({ name }) => name).toSorted())
    const rates = new Map(edges.map(({ source, target, traffic }) => [`${source}→${target}`, traffic]))
    for (const { name, rate, failed } of golden) {
      if (Number.isNaN(rate)) continue
      expect({ name, rate: rates.get(name)?.ratePerSecond }).toEqual({ name, rate: expect.closeTo(rate, 1) })
      expect({ name, failed: rates.get(name)?.errorsPerSecond }).toEqual({ name, failed: expect.closeTo(failed, 1) })
    }
  },
)

test.skipIf(!hasRecordings)('by service, the versions of bookinfo’s workloads are one node', async () => {
  const handover = await discover(prometheus.url, { preset: 'istio' })
  const { nodes, edges } = handover.kind === 'seen' ? handover.sighting : { nodes: [], edges: [] }
  expect(namesOf(edges)).toContain('bookinfo/productpage→bookinfo/reviews')
  expect(nodes.find(({ id }) => id === 'bookinfo/reviews')?.ids?.toSorted()).toEqual([
    'svc:bookinfo/reviews',
    'workload:bookinfo/reviews-v1',
    'workload:bookinfo/reviews-v2',
    'workload:bookinfo/reviews-v3',
  ])
})

test.skipIf(!hasRecordings)('a bare proxy of Linkerd says where requests go, and we say what is missing', async () => {
  const handover = await discover(prometheus.url, { preset: 'linkerd' })
  expect(handover).toMatchObject({
    kind: 'failed',
    failure: {
      message: expect.stringMatching(
        /deployment.*names where an edge begins\. .*linkerd-viz.*namespace and deployment/,
      ),
    },
  })
})

test.skipIf(!hasRecordings)('presets without data are not found, and one that cannot be read says why', async () => {
  const upstream = { name: 'p', kind: 'prometheus', client: { headers: [] }, intervalMs: 1_000 } as const
  const found = await detectPresets(
    { ...upstream, urls: [prometheus.url], timeoutMs: 20_000 },
    { now: () => ({ wallMs: Date.now(), monoMs: performance.now() }), signal: new AbortController().signal },
  )
  expect(found).toEqual([
    {
      preset: 'istio',
      title: 'Istio, by service',
      metrics: ['istio_requests_total', 'istio_tcp_sent_bytes_total'],
      edges: expect.any(Number),
    },
    {
      preset: 'linkerd',
      title: 'Linkerd',
      metrics: ['tcp_open_total'],
      edges: 0,
      problem: expect.stringContaining('linkerd-viz'),
    },
  ])
})
