// What it costs to colour a map: 50,000 alerts onto 10,000 services, against JSON.parse of the same body in the same
// run. Usage: node fold.ts [--alerts 50000] [--services 10000] [--rounds 9]
import { parseArgs } from 'node:util'
import {
  createWorld,
  defaultMapping,
  diffSnapshots,
  fold,
  labelsFrom,
  parseGraphDocument,
  receive,
} from '@statusgraph/model'
import type { Alert, GraphDocument, Handover, Instant, World } from '@statusgraph/model'
import { measureCpu } from './measure-cpu.ts'

const { values } = parseArgs({
  options: { alerts: { type: 'string' }, services: { type: 'string' }, rounds: { type: 'string' } },
})
const alerts = Number(values.alerts ?? 50_000)
const services = Number(values.services ?? 10_000)
const rounds = Number(values.rounds ?? 9)
const measure = measureCpu(rounds)

const body = JSON.stringify(Array.from({ length: alerts }, (_, index) => spokenAlert(index)))
const graph = drawGraph()
const first = heldAlerts('0')
const second = heldAlerts('1')
const empty = createWorld({
  mapping: { ...defaultMapping, alerts: { ...defaultMapping.alerts, serviceLabels: ['service_id'] } },
  upstreams: [{ name: 'alertmanager', kind: 'alertmanager', members: ['a'], intervalMs: 5_000 }],
})
const known = receive(empty, handOver(first, 0))
const before = fold(known, graph, 1, instant(0)).snapshot

const parse = await measure(() => JSON.parse(body))
console.log(
  `${alerts} alerts (${(body.length / 1e6).toFixed(1)} MB) onto ${services} services, median CPU of ${rounds} rounds\n`,
)
print('JSON.parse of the body', parse)
print('first answer: receive and fold', await measure(() => colour(receive(empty, handOver(first, 0)), 0)))
print(
  'every alert changed: receive and fold',
  await measure(() => colour(receive(known, handOver(second, 5_000)), 5_000)),
)
print('nothing changed: receive and fold', await measure(() => colour(receive(known, handOver(first, 5_000)), 5_000)))
const after = colour(receive(known, handOver(second, 5_000)), 5_000)
print('diff of two snapshots', await measure(() => diffSnapshots(before, after)))

function print(name: string, ms: number): void {
  console.log(`${name.padEnd(40)} ${ms.toFixed(0).padStart(7)} ms ${(ms / parse).toFixed(2).padStart(7)} × JSON.parse`)
}

function colour(world: World, monoMs: number): ReturnType<typeof fold>['snapshot'] {
  return fold(world, graph, 1, instant(monoMs)).snapshot
}

function handOver(held: readonly Alert[], monoMs: number): Handover {
  return {
    kind: 'alerts',
    upstream: 'alertmanager',
    facet: { kind: 'alerts', member: 'a' },
    at: instant(monoMs),
    intervalMs: 5_000,
    warnings: [],
    alerts: held,
    startedAtMs: -86_400_000,
  }
}

function instant(monoMs: number): Instant {
  return { monoMs, wallMs: monoMs }
}

function drawGraph(): GraphDocument {
  const nodes = Array.from({ length: services }, (_, index) => ({ id: `service-${index}` }))
  const edges = nodes.map(({ id }, index) => ({ source: id, target: `service-${(index * 7 + 1) % services}` }))
  const parsed = parseGraphDocument({ version: 1, id: 'bench', nodes, edges })
  if (!parsed.ok) throw new Error('the graph of the benchmark is not valid')
  return parsed.graph
}

/** As an Alertmanager says it, with labels and annotations of the usual length. */
function spokenAlert(index: number) {
  return {
    fingerprint: index.toString(16).padStart(16, '0'),
    labels: {
      alertname: `Alert${index % 50}`,
      service_id: `service-${index % services}`,
      severity: index % 3 === 0 ? 'critical' : 'warning',
      namespace: `team-${index % 40}`,
      instance: `10.0.${index % 250}.${index % 199}:9100`,
      job: 'node',
      pod: `service-${index % services}-7d9f8b6c5d-${index}`,
    },
    annotations: {
      summary: `Something is wrong with service-${index % services} and somebody should look at it soon`,
      description: 'A longer text that says what is measured, what it should be and what it is now. '.repeat(4),
      runbook_url: `https://runbooks.example/alerts/Alert${index % 50}`,
    },
    startsAt: '2026-01-01T00:00:00.000Z',
    endsAt: '2026-01-01T00:04:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    generatorURL: `http://prometheus.example/graph?g0.expr=up+%3D%3D+0&g0.tab=${index % 50}`,
    receivers: [{ name: 'team' }],
    status: { state: 'active', silencedBy: [], inhibitedBy: [] },
  }
}

function heldAlerts(turn: string): readonly Alert[] {
  return Array.from({ length: alerts }, (_, index) => {
    const { fingerprint, labels, annotations } = spokenAlert(index)
    return {
      fingerprint,
      labels: labelsFrom(Object.entries(labels)),
      annotations: labelsFrom(Object.entries({ ...annotations, turn })),
      startsAt: '2026-01-01T00:00:00.000Z',
      endsAt: '2026-01-01T00:04:00.000Z',
      state: 'active',
      suppressedBy: [],
    }
  })
}
