import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '@statusgraph/protocol'
import { expect, test, vi } from 'vitest'
import { startAlertmanagerCluster, startPrometheus, startShop, startStatusgraph } from '../../demo/stack.ts'
import type { RunningServer, RunningShop } from '../../demo/stack.ts'
import { draw, isGreen, watch } from './watcher.ts'
import type { Watcher } from './watcher.ts'

/** Registers what must end with the test. */
type AtEnd = (end: () => Promise<void>) => void

interface WatchedShop {
  readonly shop: RunningShop
  readonly alertmanagers: readonly RunningServer[]
  readonly prometheus: Awaited<ReturnType<typeof startPrometheus>>
  readonly statusgraph: RunningServer
  readonly watcher: Watcher
}

/**
 * The shop with cart.svc drawn, down and red, and ad.svc well. Everything that takes minutes in life takes seconds:
 * polls, the hold, and the time after which an Alertmanager forgets what Prometheus no longer sends.
 */
async function startRedCart(atEnd: AtEnd, members: number): Promise<WatchedShop> {
  const [shop, alertmanagers] = await Promise.all([startShop(), startAlertmanagerCluster(members)])
  for (const server of [shop, ...alertmanagers]) atEnd(() => server.stop())
  const urls = alertmanagers.map(({ url }) => url)
  const prometheus = await startPrometheus({
    shopUrl: shop.url,
    alertmanagerUrls: urls,
    interval: '1s',
    args: ['--rules.alert.resend-delay=3s'],
  })
  atEnd(() => prometheus.stop())
  const statusgraph = await startStatusgraph({
    config: `
upstream:
  prometheus: {url: ${prometheus.url}, interval: 1s, timeout: 2s}
  alertmanager: [{name: alertmanager, urls: [${urls.join(', ')}], interval: 1s, timeout: 2s}]
mapping:
  alerts: {service_labels: [service_id], hold: 20s}
  metrics: {service_labels: [service_id]}
`,
  })
  atEnd(() => statusgraph.stop())
  await draw(statusgraph.url, 'g', ['cart.svc', 'ad.svc'])
  const watcher = watch(statusgraph.url, 'g')
  atEnd(() => watcher.stop())
  await watcher.waitFor('cart.svc', 'ok')
  await watcher.waitFor('ad.svc', 'ok')
  await shop.service('cart.svc', 'down')
  await watcher.waitFor('cart.svc', 'critical')
  // The rules may tell of it a moment earlier; these stories begin when the Alertmanagers know.
  await vi.waitUntil(() => watcher.status('cart.svc')?.reasons[0]?.upstream === 'alertmanager', { timeout: 30_000 })
  return { shop, alertmanagers, prometheus, statusgraph, watcher }
}

async function changeRules(prometheus: WatchedShop['prometheus'], rules: string): Promise<void> {
  await writeFile(join(prometheus.dataDir, 'rules.yml'), rules)
  const response = await fetch(`${prometheus.url}/-/reload`, { method: 'POST' })
  expect(response.ok).toBe(true)
}

test.concurrent('an Alertmanager that is killed and comes back empty turns nothing green', async ({
  expect,
  onTestFinished,
}) => {
  const { alertmanagers, statusgraph, watcher } = await startRedCart(onTestFinished, 1)
  const killedMs = performance.now()
  await alertmanagers[0]?.kill()
  await watcher.waitFor('cart.svc', 'critical+stale', 15_000)
  await watcher.waitFor('ad.svc', 'ok+stale', 15_000)
  const upstreams = await createClient(statusgraph.url).listUpstreams()
  expect(upstreams.find(({ name }) => name === 'alertmanager')).toMatchObject({
    reachable: false,
    error: expect.stringMatching(/refused/),
  })

  await watcher.waitFor('ad.svc', 'unknown', 40_000)
  // Nothing is left of what the Alertmanager said; the Prometheus goes on firing.
  await watcher.waitFor('cart.svc', 'critical', 40_000)
  expect(watcher.status('cart.svc')?.reasons[0]?.text).toContain('but alertmanager does not answer')
  await alertmanagers[0]?.restart()
  await vi.waitUntil(() => watcher.status('cart.svc')?.reasons[0]?.upstream === 'alertmanager', { timeout: 30_000 })
  await watcher.waitFor('ad.svc', 'ok')
  expect(watcher.looksSince('cart.svc', killedMs).filter(isGreen)).toEqual([])
}, 180_000)

test.concurrent('a Prometheus that dies while its alert fires turns nothing green, even when the Alertmanager drops the alert', async ({
  expect,
  onTestFinished,
}) => {
  const { shop, prometheus, watcher } = await startRedCart(onTestFinished, 1)
  const killedMs = performance.now()
  await prometheus.kill()
  await watcher.waitFor('ad.svc', 'ok+stale', 15_000)
  await watcher.waitFor('cart.svc', 'critical+stale', 30_000)
  await watcher.waitFor('cart.svc', 'unknown', 40_000)
  await watcher.waitFor('ad.svc', 'unknown', 40_000)
  expect(watcher.status('cart.svc')?.reasons[0]).toMatchObject({ kind: 'missing', code: 'unconfirmed-recovery' })
  expect(watcher.looksSince('cart.svc', killedMs).filter(isGreen)).toEqual([])

  await shop.service('cart.svc', 'up')
  await prometheus.restart()
  await watcher.waitFor('ad.svc', 'ok')
  await watcher.waitFor('cart.svc', 'ok')
}, 180_000)

test.concurrent('a rule that is deleted while it fires turns nothing green until it is back and says that all is well', async ({
  expect,
  onTestFinished,
}) => {
  const { shop, prometheus, watcher } = await startRedCart(onTestFinished, 1)
  const rules = await readFile(join(prometheus.dataDir, 'rules.yml'), 'utf8')
  const deletedMs = performance.now()
  await changeRules(prometheus, 'groups: []\n')
  await watcher.waitFor('cart.svc', 'critical+stale', 40_000)
  await watcher.waitFor('cart.svc', 'unknown', 40_000)
  expect(watcher.looksSince('cart.svc', deletedMs).filter(isGreen)).toEqual([])
  expect(watcher.look('ad.svc')).toBe('ok')

  await shop.service('cart.svc', 'up')
  await changeRules(prometheus, rules)
  await watcher.waitFor('cart.svc', 'ok')
}, 180_000)

test.concurrent('a rule that can no longer be evaluated turns nothing green', async ({ expect, onTestFinished }) => {
  const { prometheus, watcher } = await startRedCart(onTestFinished, 1)
  const rules = await readFile(join(prometheus.dataDir, 'rules.yml'), 'utf8')
  const brokenMs = performance.now()
  await changeRules(prometheus, rules.replace('expr: up{job="shop"} == 0', 'expr: up == on (job) group_left up'))
  await watcher.waitFor('cart.svc', /^(critical\+stale|unknown)$/, 40_000)
  await watcher.waitFor('cart.svc', 'unknown', 40_000)
  expect(watcher.looksSince('cart.svc', brokenMs).filter(isGreen)).toEqual([])
}, 180_000)

test.concurrent('a service that vanishes becomes unknown and says why', async ({ expect, onTestFinished }) => {
  const { shop, watcher } = await startRedCart(onTestFinished, 1)
  await shop.service('ad.svc', 'gone')
  await watcher.waitFor('ad.svc', 'unknown', 60_000)
  expect(watcher.status('ad.svc')?.reasons[0]).toMatchObject({ kind: 'missing', code: 'no-series' })
}, 180_000)

test.concurrent('of two Alertmanagers one is killed: red stays red, green stays green, and the dead one is named', async ({
  expect,
  onTestFinished,
}) => {
  const { alertmanagers, statusgraph, watcher } = await startRedCart(onTestFinished, 2)
  const killedMs = performance.now()
  await alertmanagers[0]?.kill()
  await sleep(6_000)
  expect(watcher.looksSince('cart.svc', killedMs).filter((look) => look !== 'critical')).toEqual([])
  expect(watcher.looksSince('ad.svc', killedMs).filter((look) => look !== 'ok')).toEqual([])
  const upstreams = await createClient(statusgraph.url).listUpstreams()
  expect(upstreams.find(({ name }) => name === 'alertmanager')).toMatchObject({
    reachable: true,
    error: expect.stringContaining(alertmanagers[0]?.url ?? ''),
  })
}, 180_000)
