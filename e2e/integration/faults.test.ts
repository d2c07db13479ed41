import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '@statusgraph/protocol'
import { answerAsAlertmanager, answerAsPrometheus, faults, startFaultServer } from '@statusgraph/sources/testing'
import type { Fault, FaultServer } from '@statusgraph/sources/testing'
import { describe, expect, test } from 'vitest'
import { startStatusgraph } from '../../demo/stack.ts'
import { draw, isGreen, watch } from './watcher.ts'

const firing = { alertname: 'service_down', severity: 'critical', service_id: 'red.svc' }
const rule = {
  type: 'alerting',
  name: 'service_down',
  query: 'up == 0',
  duration: 0,
  labels: { severity: 'critical' },
  annotations: {},
  health: 'ok',
  lastEvaluation: '2026-01-01T10:00:00Z',
  alerts: [{ labels: firing, annotations: {}, state: 'firing', activeAt: '2026-01-01T10:00:00Z', value: '1' }],
}
type Target = 'prometheus' | 'alertmanager'
const targetSets: readonly (readonly [string, readonly Target[]])[] = [
  ['the Prometheus', ['prometheus']],
  ['the Alertmanager', ['alertmanager']],
  ['both', ['prometheus', 'alertmanager']],
]

describe.concurrent.each(faults)('while an upstream answers with %s', (fault) => {
  test.each(targetSets)(
    '(%s) nothing is green, the cause is named, and it heals by itself',
    async (_who, targets) => {
      await withShop(async ({ servers, url, watcher }) => {
        await watcher.waitFor('calm.svc', 'ok')
        await watcher.waitFor('red.svc', 'critical')
        for (const target of targets) servers[target].fail(fault)

        await watcher.waitFor('calm.svc', /^(ok\+stale|unknown)$/)
        const blindMs = performance.now()
        await sleep(2_500)
        expect(watcher.looksSince('calm.svc', blindMs).filter(isGreen)).toEqual([])
        expect(watcher.looks('red.svc').filter(isGreen)).toEqual([])
        await expectCausesNamed(url, targets, fault)

        for (const target of targets) servers[target].fail(undefined)
        await watcher.waitFor('calm.svc', 'ok')
        await watcher.waitFor('red.svc', 'critical')
      })
    },
    180_000,
  )
})

async function expectCausesNamed(url: string, targets: readonly Target[], fault: Fault): Promise<void> {
  const upstreams = await createClient(url).listUpstreams()
  for (const { name, reachable, error } of upstreams) {
    const isTarget = targets.some((target) => target === name)
    expect(reachable, `${name} under ${fault}`).toBe(!isTarget)
    if (isTarget) expect(error).toEqual(expect.stringMatching(/\w{3}/))
    else expect(error).toBeUndefined()
  }
}

interface Shop {
  readonly servers: Readonly<Record<Target, FaultServer>>
  readonly url: string
  readonly watcher: ReturnType<typeof watch>
}

/** A Statusgraph over two upstreams that can fail in every way: one service is well, one is critical. */
async function withShop(story: (shop: Shop) => Promise<void>): Promise<void> {
  const servers = {
    prometheus: await startFaultServer(
      answerAsPrometheus({
        present: [{ service_id: 'calm.svc' }, { service_id: 'red.svc' }],
        groups: [{ name: 'shop', file: 'rules.yml', interval: 1, rules: [rule] }],
      }),
    ),
    alertmanager: await startFaultServer(answerAsAlertmanager({ alerts: [{ labels: firing }] })),
  }
  const statusgraph = await startStatusgraph({
    config: `
upstream:
  prometheus: {url: ${servers.prometheus.url}, interval: 1s, timeout: 1s}
  alertmanager: {url: ${servers.alertmanager.url}, interval: 1s, timeout: 1s}
mapping:
  alerts: {service_labels: [service_id]}
  metrics: {service_labels: [service_id]}
`,
  })
  await draw(statusgraph.url, 'g', ['calm.svc', 'red.svc'])
  const watcher = watch(statusgraph.url, 'g')
  try {
    await story({ servers, url: statusgraph.url, watcher })
  } finally {
    await watcher.stop()
    await statusgraph.stop()
    await Promise.all(Object.values(servers).map((server) => server.close()))
  }
}
