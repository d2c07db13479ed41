import { createClient, isTopologyDelta } from '@statusgraph/protocol'
import { expect, test } from 'vitest'
import { startStatusgraph } from '../../../demo/stack.ts'
import { startExporter, startScraping } from './discovery.ts'
import { counter, writeExposition } from './exposition.ts'

test('a Prometheus that is gone freezes its edges; a target that is gone lets them fade, but not at once', async () => {
  const startMs = Date.now() - 60_000
  const series = [counter('traces_service_graph_request_total', { client: 'web', server: 'cart' }, 10)]
  const exporter = await startExporter({ traces: (nowMs) => writeExposition(series, nowMs, startMs) })
  const prometheus = await startScraping([{ port: exporter.port, page: 'traces' }])
  const statusgraph = await startStatusgraph({
    config: `
upstream: { prometheus: { url: '${prometheus.url}' } }
sources:
  prometheus: { preset: service-graph, interval: 1s, window: 3s, lookback: 3s, stale_after: 4s }
`,
  })
  try {
    const client = createClient(statusgraph.url)
    const look = async () => {
      const topology = await client.readTopology()
      if (isTopologyDelta(topology)) throw new Error('nobody asked for a delta')
      const [edge] = topology.edges
      const [source] = topology.sources
      return { edge: edge?.state, traffic: edge?.traffic !== undefined, source: source?.state }
    }
    const become = async (wanted: object) =>
      await expect.poll(look, { timeout: 30_000, interval: 100 }).toMatchObject(wanted)

    await become({ edge: 'live', traffic: true, source: 'ok' })

    await prometheus.stop()
    await become({ edge: 'frozen', source: 'failing' })
    await prometheus.restart()
    await become({ edge: 'live', traffic: true, source: 'ok' })

    await exporter.stop()
    const states: unknown[] = []
    await expect
      .poll(
        async () => {
          const { edge } = await look()
          if (edge !== states.at(-1)) states.push(edge)
          return edge
        },
        { timeout: 30_000, interval: 50 },
      )
      .toBe('stale')
    expect(states[0]).toBe('live')
    expect(await look()).toMatchObject({ edge: 'stale', source: 'ok' })
  } finally {
    await statusgraph.stop()
    await prometheus.stop()
  }
})
