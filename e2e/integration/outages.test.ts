import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '@statusgraph/protocol'
import { afterEach, expect, test } from 'vitest'
import { startAlertmanagerCluster, startPrometheus, startShop, startStack, startStatusgraph } from '../../demo/stack.ts'
import type { Stack } from '../../demo/stack.ts'
import { draw, isGreen, watch } from './watcher.ts'
import type { Watcher } from './watcher.ts'

const endings: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end()
})

/** Short intervals and a short hold, so that a story fits into a test. */
function configOf(urls: { prometheus: string; alertmanagers: readonly string[] }): string {
  return `
upstream:
  prometheus: {url: ${urls.prometheus}, interval: 1s, timeout: 2s}
  alertmanager: [{name: alertmanager, urls: [${urls.alertmanagers.join(', ')}], interval: 1s, timeout: 2s}]
mapping:
  alerts: {service_labels: [service_id], hold: 20s}
  metrics: {service_labels: [service_id]}
`
}

/** The stack with cart.svc drawn, down and red. */
async function startRedCart(): Promise<{ stack: Stack; watcher: Watcher }> {
  const stack = await startStack({
    interval: '1s',
    config: ({ prometheus, alertmanager }) => configOf({ prometheus, alertmanagers: [alertmanager] }),
  })
  endings.push(() => stack.stop())
  await draw(stack.statusgraph.url, 'g', ['cart.svc', 'ad.svc'])
  const watcher = watch(stack.statusgraph.url, 'g')
  endings.push(() => watcher.stop())
  await watcher.waitFor('cart.svc', 'ok')
  await watcher.waitFor('ad.svc', 'ok')
  await stack.shop.service('cart.svc', 'down')
  await watcher.waitFor('cart.svc', 'critical')
  return { stack, watcher }
}

test('an Alertmanager that is killed and comes back empty turns nothing green', async () => {
  const { stack, watcher } = await startRedCart()
  const killedMs = performance.now()
  await stack.alertmanager.kill()
  await watcher.waitFor('cart.svc', 'critical+stale', 15_000)
  await watcher.waitFor('ad.svc', 'ok+stale', 15_000)
  const upstreams = await createClient(stack.statusgraph.url).listUpstreams()
  expect(upstreams.find(({ name }) => name === 'alertmanager')).toMatchObject({
    reachable: false,
    error: expect.stringMatching(/refused/),
  })

  await watcher.waitFor('cart.svc', 'unknown', 40_000)
  await watcher.waitFor('ad.svc', 'unknown', 40_000)
  await stack.alertmanager.restart()
  await watcher.waitFor('cart.svc', 'critical', 130_000)
  await watcher.waitFor('ad.svc', 'ok', 130_000)
  expect(watcher.looksSince('cart.svc', killedMs).filter(isGreen)).toEqual([])
}, 300_000)

test('a Prometheus that dies while its alert fires turns nothing green, and is believed again when it is back', async () => {
  const { stack, watcher } = await startRedCart()
  const killedMs = performance.now()
  await stack.prometheus.kill()
  await watcher.waitFor('ad.svc', 'ok+stale', 15_000)
  await watcher.waitFor('ad.svc', 'unknown', 40_000)
  expect(watcher.look('cart.svc')).toBe('critical')
  await stack.shop.service('cart.svc', 'up')
  await sleep(2_000)
  expect(watcher.looksSince('cart.svc', killedMs).filter(isGreen)).toEqual([])

  await stack.prometheus.restart()
  await watcher.waitFor('ad.svc', 'ok')
}, 180_000)

test('a rule that is deleted while it fires turns nothing green', async () => {
  const { stack, watcher } = await startRedCart()
  const deletedMs = performance.now()
  const rules = join(stack.prometheus.dataDir, 'rules.yml')
  const before = await readFile(rules, 'utf8')
  await writeFile(rules, 'groups: []\n')
  await fetch(`${stack.prometheus.url}/-/reload`, { method: 'POST' })
  await sleep(10_000)
  expect(watcher.looksSince('cart.svc', deletedMs).filter(isGreen)).toEqual([])

  await writeFile(rules, before)
  await fetch(`${stack.prometheus.url}/-/reload`, { method: 'POST' })
  await stack.shop.service('cart.svc', 'up')
  await watcher.waitFor('cart.svc', 'ok')
}, 180_000)

test('a service that vanishes becomes unknown and says why', async () => {
  const { stack, watcher } = await startRedCart()
  await stack.shop.service('ad.svc', 'vanish')
  await watcher.waitFor('ad.svc', 'unknown', 60_000)
  expect(watcher.status('ad.svc')?.reasons[0]).toMatchObject({ kind: 'missing', code: 'no-series' })
}, 180_000)

test('of two Alertmanagers one is killed: red stays red, green stays green, and the dead one is named', async () => {
  const [shop, members] = await Promise.all([startShop(), startAlertmanagerCluster(2)])
  endings.push(() => shop.stop(), ...members.map((member) => () => member.stop()))
  const alertmanagers = members.map(({ url }) => url)
  const prometheus = await startPrometheus({ shopUrl: shop.url, alertmanagerUrls: alertmanagers, interval: '1s' })
  endings.push(() => prometheus.stop())
  const statusgraph = await startStatusgraph({ config: configOf({ prometheus: prometheus.url, alertmanagers }) })
  endings.push(() => statusgraph.stop())
  await draw(statusgraph.url, 'g', ['cart.svc', 'ad.svc'])
  const watcher = watch(statusgraph.url, 'g')
  endings.push(() => watcher.stop())
  await watcher.waitFor('ad.svc', 'ok')
  await shop.service('cart.svc', 'down')
  await watcher.waitFor('cart.svc', 'critical')

  const killedMs = performance.now()
  await members[0]?.kill()
  await sleep(6_000)
  expect(watcher.looksSince('cart.svc', killedMs).filter((look) => look !== 'critical')).toEqual([])
  expect(watcher.looksSince('ad.svc', killedMs).filter((look) => look !== 'ok')).toEqual([])
  const upstreams = await createClient(statusgraph.url).listUpstreams()
  expect(upstreams.find(({ name }) => name === 'alertmanager')).toMatchObject({
    reachable: true,
    error: expect.stringContaining(alertmanagers[0] ?? ''),
  })
}, 180_000)
