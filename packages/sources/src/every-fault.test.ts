import { defaultMapping, type Facet, type Handover } from '@statusgraph/model'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startSource } from './start-source.ts'
import type { UpstreamConfig } from './source.ts'
import { answerAsAlertmanager, answerAsPrometheus, answerAsVersions } from './testing/answers.ts'
import { startFaultServer, type Answering, type Received } from './testing/fault-server.ts'
import { faultCodes, faults } from './testing/faults.ts'
import { recordHandovers } from './testing/handovers.ts'

interface Case {
  readonly name: string
  readonly kind: UpstreamConfig['kind']
  readonly facet: Facet['kind']
  readonly answering: Answering
  readonly matching: (request: Received) => boolean
}

const prometheus = answerAsPrometheus({
  present: [{ service: 'cart' }],
  groups: [{ name: 'shop', rules: [{ name: 'down', query: 'up == 0', health: 'ok', type: 'alerting', alerts: [] }] }],
  ranges: [{ metric: { service: 'cart' }, newest: ['1', '2'] }],
})

const cases: readonly Case[] = [
  {
    name: 'alerts of an Alertmanager',
    kind: 'alertmanager',
    facet: 'alerts',
    answering: answerAsAlertmanager({ alerts: [{ labels: { alertname: 'down' } }] }),
    matching: ({ path }) => path === '/api/v2/alerts',
  },
  {
    name: 'presence in a Prometheus',
    kind: 'prometheus',
    facet: 'presence',
    answering: prometheus,
    matching: ({ path }) => path === '/api/v1/query',
  },
  {
    name: 'rules of a Prometheus',
    kind: 'prometheus',
    facet: 'rules',
    answering: prometheus,
    matching: ({ path }) => path === '/api/v1/rules',
  },
  {
    name: 'samples of a Prometheus',
    kind: 'prometheus',
    facet: 'samples',
    answering: prometheus,
    matching: ({ path }) => path === '/api/v1/query_range',
  },
  {
    name: 'versions',
    kind: 'versions',
    facet: 'versions',
    answering: answerAsVersions([{ name: 'cart', version: '1.2.3' }]),
    matching: () => true,
  },
]

const mapping = {
  ...defaultMapping,
  metrics: {
    serviceLabels: ['service'],
    queries: [{ name: 'load', query: 'load', serviceLabel: 'service', rangeMs: 60_000 }],
  },
}

const now = () => ({ monoMs: performance.now(), wallMs: Date.now() })

describe.each(cases)('$name', ({ kind, facet, answering, matching }) => {
  test.concurrent.for(faults)(
    'a fault (%s) is a failed hand-over with its cause, nothing else fails, and it ends by itself',
    async (fault, { expect, onTestFinished }) => {
      const server = await startFaultServer(answering)
      onTestFinished(() => server.close())
      const record = recordHandovers()
      const isMine = (handover: Handover) => handover.facet.kind === facet
      const firstGood = record.next(facet)
      const source = startSource(
        {
          name: 'upstream',
          kind,
          urls: [server.url],
          client: { headers: [] },
          intervalMs: 50,
          timeoutMs: faultCodes[fault] === 'timeout' ? 2_000 : 15_000,
        },
        { mapping, now, random: () => 0.5, onHandover: record.onHandover },
      )
      onTestFinished(() => source.stop())
      await firstGood

      const failed = record.next('failed', isMine)
      server.fail(fault, matching)
      const { failure } = await failed
      expect(failure.code).toBe(faultCodes[fault])
      expect(failure.message).toMatch(/^\P{Cc}{10,400}$/u)
      expect(failure.message).not.toContain('canary')

      const goodAgain = record.next(facet)
      server.fail(undefined)
      await goodAgain
      expect(record.all.filter((handover) => handover.kind === 'failed' && !isMine(handover))).toEqual([])
      expect(server.received.filter(({ path }) => path.startsWith('/redirected'))).toEqual([])
    },
  )
})

test('what an Alertmanager says in plain text while it is overloaded is told', async () => {
  const server = await startFaultServer(answerAsAlertmanager({}))
  onTestFinished(() => server.close())
  server.fail('unavailable-plain-text')
  const config = { name: 'am', kind: 'alertmanager', urls: [server.url], client: { headers: [] } } as const
  const source = startSource(
    { ...config, intervalMs: 60_000, timeoutMs: 15_000 },
    { mapping, now, random: () => 0.5, onHandover: () => {} },
  )
  onTestFinished(() => source.stop())
  expect(await source.probe()).toEqual({
    ok: false,
    message: 'It answered with status 503: Limit of concurrent GET requests reached (8), try again later.',
  })
})
