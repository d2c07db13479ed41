import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  isPortFree,
  startAlertmanager,
  startAlertmanagerCluster,
  startPrometheus,
  startShop,
} from '../../demo/stack.ts'
import type { RunningServer, RunningShop } from '../../demo/stack.ts'
import { listAlerts, queryValues } from './upstreams.ts'

let alertmanager: RunningServer
let shop: RunningShop
let prometheus: RunningServer

beforeAll(async () => {
  alertmanager = await startAlertmanager()
  shop = await startShop({ alertmanagerUrl: alertmanager.url })
  prometheus = await startPrometheus({ shopUrl: shop.url, alertmanagerUrls: [alertmanager.url], interval: '1s' })
})

afterAll(async () => {
  await Promise.all([alertmanager, shop, prometheus].map((server) => server.stop()))
})

test('Prometheus sees all 18 services of the shop alive', async () => {
  await expect.poll(() => queryValues(prometheus.url, 'count(up{job="shop"} == 1)'), { timeout: 60_000 }).toEqual([18])
})

test('an incident becomes an alert that names both of its services, and ends', async () => {
  const services = async (): Promise<readonly (string | undefined)[]> =>
    (await listAlerts(alertmanager.url)).map(({ labels }) => labels['service_id'])
  await shop.incident('payment-provider-slow', 'start')
  await expect.poll(services, { timeout: 60_000 }).toEqual(['payment.svc, checkout.svc'])
  await shop.incident('payment-provider-slow', 'stop')
  await expect.poll(services, { timeout: 60_000 }).toEqual([])
})

test('a service that is gone leaves no series behind, and is back when it is deployed again', async () => {
  const ads = (): Promise<readonly number[]> => queryValues(prometheus.url, 'up{service_id="ad.svc"}')
  await shop.incident('ad-gone', 'start')
  await expect.poll(ads, { timeout: 60_000 }).toEqual([])
  await shop.incident('ad-gone', 'stop')
  await expect.poll(ads, { timeout: 60_000 }).toEqual([1])
})

test('a server that is killed comes back at the same address with its data', async () => {
  const before = prometheus.pid
  await prometheus.kill()
  expect(prometheus.pid).toBeUndefined()
  expect(await isPortFree(prometheus.port)).toBe(true)
  await prometheus.restart()
  expect(prometheus.pid).not.toBe(before)
  expect((await queryValues(prometheus.url, 'count_over_time(up{service_id="edge.svc"}[5m])'))[0]).toBeGreaterThan(1)
})

test('the members of an Alertmanager cluster know each other', async () => {
  const members = await startAlertmanagerCluster(2)
  try {
    for (const { url } of members) {
      const peers = async (): Promise<number> => {
        const response = await fetch(`${url}/api/v2/status`)
        return (await response.text()).split('"address"').length - 1
      }
      await expect.poll(peers, { timeout: 30_000 }).toBe(2)
    }
  } finally {
    await Promise.all(members.map((member) => member.stop()))
  }
})
