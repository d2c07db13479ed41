import { getEventListeners } from 'node:events'
import { expect, onTestFinished, test, vi } from 'vitest'
import { ingress, pod, service, workload } from '../../testing/kubernetes-objects.ts'
import { startKubernetesServer, type KubernetesServerOptions } from '../../testing/kubernetes-server.ts'
import { serve } from '../../testing/open-client.ts'
import { runTopology, topologySettings } from '../../testing/run-topology.ts'
import type { KubernetesConfig } from './start-kubernetes.ts'

async function startCluster(options: KubernetesServerOptions = {}) {
  const cluster = await startKubernetesServer(options)
  onTestFinished(() => cluster.close())
  cluster.set('deployments', workload('cart'))
  cluster.set('deployments', workload('db', { image: 'postgres:16' }))
  cluster.set('services', service('cart', { selector: { app: 'cart' } }))
  cluster.set('ingresses', ingress('shop', 'shop.example.com', ['cart']))
  cluster.set('pods', pod('coredns', { namespace: 'kube-system' }))
  return cluster
}

function configOf(url: string, more: Partial<KubernetesConfig> = {}): KubernetesConfig {
  return {
    ...topologySettings('kubernetes', { intervalMs: 200 }),
    access: { kind: 'endpoint', url, client: { headers: [] } },
    namespaces: [],
    excludedNamespaces: ['kube-system'],
    readsEnvironment: false,
    ...more,
  }
}

const watched = 11
const has = (id: string) => (handover: { readonly sighting: { readonly nodes: readonly { readonly id: string }[] } }) =>
  handover.sighting.nodes.some((node) => node.id === id)

test('what the cluster has is told, and what changes is told soon, without listing again', async () => {
  const cluster = await startCluster()
  const running = runTopology(configOf(cluster.url, { intervalMs: 60_000 }))
  const { sighting } = await running.next('seen')
  expect(sighting.nodes.map(({ id }) => id)).toEqual(['shop/cart', 'shop/db', 'shop/shop-ingress'])
  await expect.poll(cluster.watchers, { timeout: 10_000 }).toBe(watched)
  const asked = () => cluster.requests.filter(({ path }) => path !== '/version').length
  const before = asked()

  cluster.set('deployments', workload('mail'))
  await running.next('seen', has('shop/mail'))
  cluster.remove('deployments', 'shop', 'db')
  await running.next('seen', (handover) => !has('shop/db')(handover))
  expect(asked()).toBe(before)
})

test('a right that is taken away while the source runs freezes it, and takes nothing back', async () => {
  const cluster = await startCluster()
  const running = runTopology(configOf(cluster.url))
  await running.next('seen')
  await expect.poll(cluster.watchers, { timeout: 10_000 }).toBe(watched)
  cluster.refuse(['deployments'], 403)
  cluster.cut()
  const { failure } = await running.next('failed')
  expect(failure.message).toBe(
    'The list of deployments failed: It forbids this request (403): deployments is forbidden: User "system:serviceaccount:statusgraph:viewer" cannot list it',
  )
  cluster.heal()
  await running.next('seen')
  expect(running.all.filter((handover) => handover.kind === 'seen' && !has('shop/cart')(handover))).toEqual([])
})

test('a server that is gone without a word is noticed though every watch seems to be open', async () => {
  const cluster = await startCluster()
  const running = runTopology(configOf(cluster.url, { timeoutMs: 500 }))
  await running.next('seen')
  await expect.poll(cluster.watchers, { timeout: 10_000 }).toBe(watched)
  cluster.fallSilent()
  const { failure } = await running.next('failed')
  expect(failure.code).toBe('timeout')
  cluster.heal()
  cluster.set('deployments', workload('late'))
  await running.next('seen', has('shop/late'))
}, 30_000)

test('a list is read page by page', async () => {
  const cluster = await startCluster()
  for (let number = 0; number < 1_200; number += 1) cluster.set('deployments', workload(`w${number}`))
  const running = runTopology(configOf(cluster.url, { intervalMs: 60_000 }))
  const { sighting } = await running.next('seen')
  expect(sighting.nodes).toHaveLength(1_203)
  const pages = cluster.requests.filter(
    ({ path, parameters }) => path.endsWith('/deployments') && !parameters.has('watch'),
  )
  expect(pages.map(({ parameters }) => parameters.get('continue'))).toEqual([null, '500', '1000'])
})

test('after cut watches, ended ones and forgotten history, changes are still seen and no node was ever lost', async () => {
  const cluster = await startCluster()
  const running = runTopology(configOf(cluster.url))
  await running.next('seen')
  const shocks = [cluster.cut, cluster.endWatches, cluster.compact, cluster.bookmark]
  for (const [index, shock] of [...shocks, ...shocks].entries()) {
    await expect.poll(cluster.watchers, { timeout: 20_000 }).toBe(watched)
    shock()
    cluster.set('deployments', workload(`new-${index}`))
    await running.next('seen', has(`shop/new-${index}`))
  }
  const poorer = running.all.filter((handover) => handover.kind !== 'seen' || !has('shop/cart')(handover))
  expect(poorer).toEqual([])
}, 60_000)

test('after 410 everything is listed again, and nobody goes on from what is forgotten', async () => {
  const cluster = await startCluster()
  const running = runTopology(configOf(cluster.url))
  await running.next('seen')
  await expect.poll(cluster.watchers, { timeout: 10_000 }).toBe(watched)
  const before = cluster.requests.length
  cluster.compact()
  await expect.poll(cluster.watchers, { timeout: 10_000 }).toBe(watched)
  const again = cluster.requests.slice(before).filter(({ path }) => path.endsWith('/deployments'))
  expect(again.map(({ parameters }) => parameters.has('watch'))).toEqual([false, true])
})

test('a server that is away freezes what is known, says so, and what happened meanwhile is seen once it is back', async () => {
  const cluster = await startCluster()
  const running = runTopology(configOf(cluster.url))
  await running.next('seen')
  await expect.poll(cluster.watchers, { timeout: 10_000 }).toBe(watched)
  cluster.refuse(['pods', 'services', 'deployments'], 500)
  cluster.cut()
  const { failure } = await running.next('failed')
  expect(failure.message).toMatch(
    /^The list of (?:pods|services|deployments) failed: It answered with status 500: .*forbidden/,
  )
  cluster.set('deployments', workload('late'))
  cluster.heal()
  await running.next('seen', has('shop/late'))
  expect(running.all.filter((handover) => handover.kind === 'seen' && !has('shop/cart')(handover))).toEqual([])
}, 30_000)

test('what may not be listed is a warning, and the rest works', async () => {
  const cluster = await startCluster()
  cluster.refuse(['cronjobs', 'ingresses'], 403)
  const running = runTopology(configOf(cluster.url))
  const { sighting, warnings } = await running.next('seen')
  expect(warnings).toEqual([
    'The right to list cronjobs is missing (403).',
    'The right to list ingresses is missing (403).',
  ])
  expect(sighting.nodes.map(({ id }) => id)).toEqual(['shop/cart', 'shop/db'])
})

test('what may be listed but not watched is listed again and again, and this is said', async () => {
  const cluster = await startCluster()
  cluster.refuse(['deployments'], 403, 'watch')
  const running = runTopology(configOf(cluster.url))
  const warning = 'The right to watch deployments is missing (403): changes are seen later.'
  await running.next('seen', ({ warnings }) => warnings.includes(warning))
  cluster.set('deployments', workload('mail'))
  const { warnings } = await running.next('seen', has('shop/mail'))
  expect(warnings).toEqual([warning])
})

test('when nothing may be seen at all, that is a failure', async () => {
  const cluster = await startCluster({ without: ['httproutes'] })
  cluster.refuse(
    [
      'deployments',
      'statefulsets',
      'daemonsets',
      'replicasets',
      'cronjobs',
      'jobs',
      'pods',
      'services',
      'endpointslices',
      'ingresses',
    ],
    403,
  )
  const running = runTopology(configOf(cluster.url))
  const { failure } = await running.next('failed')
  expect(failure).toEqual({ code: 'unauthorized', message: 'The right to list deployments is missing (403).' })
  expect(await running.source.probe()).toEqual({ ok: false, message: failure.message })
})

test('a cluster without the Gateway API is a good one', async () => {
  const cluster = await startCluster({ without: ['httproutes'] })
  const running = runTopology(configOf(cluster.url))
  expect((await running.next('seen')).warnings).toEqual([])
})

test('what is no Kubernetes at all is a failure in words', async () => {
  const { url } = await serve(() => undefined)
  const { failure } = await runTopology(configOf(url)).next('failed')
  expect(failure.message).toMatch(/^The list of \w+ failed: It answered with status 404/)
})

test('only the namespaces that are named are asked for', async () => {
  const cluster = await startCluster()
  cluster.set('deployments', workload('other', { namespace: 'other' }))
  cluster.set('deployments', workload('pay', { namespace: 'pay' }))
  const running = runTopology(configOf(cluster.url, { namespaces: ['shop', 'pay'], excludedNamespaces: [] }))
  const { sighting } = await running.next('seen')
  expect(sighting.nodes.map(({ id }) => id)).toEqual(['shop/cart', 'shop/db', 'pay/pay', 'shop/shop-ingress'])
  expect(cluster.requests.every(({ path }) => /\/namespaces\/(?:shop|pay)\//.test(path))).toBe(true)
})

test('a source that is stopped hangs up', async () => {
  const cluster = await startCluster()
  const running = runTopology(configOf(cluster.url))
  await running.next('seen')
  await running.source.stop()
  await expect.poll(cluster.watchers, { timeout: 10_000 }).toBe(0)
  const asked = cluster.requests.length
  cluster.set('deployments', workload('late'))
  expect(cluster.requests).toHaveLength(asked)
})

test('being asked again and again leaves nothing behind', async () => {
  const added = vi.spyOn(EventTarget.prototype, 'addEventListener')
  onTestFinished(() => added.mockRestore())
  const cluster = await startCluster()
  const running = runTopology(configOf(cluster.url, { intervalMs: 10 }))
  await expect.poll(() => running.all.length, { timeout: 15_000 }).toBeGreaterThan(40)
  const signals = new Set(added.mock.contexts.filter((target) => target instanceof AbortSignal))
  const mostListeners = Math.max(...[...signals].map((signal) => getEventListeners(signal, 'abort').length))
  expect(mostListeners).toBeLessThan(30)
})
