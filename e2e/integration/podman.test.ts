import type { TopologyHandover } from '@statusgraph/model'
import { startTopologySource } from '@statusgraph/sources'
import { expect, onTestFinished, test } from 'vitest'
import { startPodman } from './podman.ts'

/** The labels that compose puts on a container. */
function labelsOf(service: string, number: number, dependsOn = '', oneoff = 'False') {
  return {
    'com.docker.compose.project': 'shop',
    'com.docker.compose.service': service,
    'com.docker.compose.container-number': String(number),
    'com.docker.compose.oneoff': oneoff,
    'com.docker.compose.depends_on': dependsOn,
  }
}

test('a real podman tells of its containers, and of those that come and go as soon as they do', async (context) => {
  const podman = await startPodman()
  if (typeof podman === 'string') return context.skip(podman)
  onTestFinished(() => podman.close())
  await podman.start('shop-db-1', labelsOf('db', 1))
  await podman.start('shop-cart-1', labelsOf('cart', 1, 'db:service_healthy:false,redis:service_started:true'))
  await podman.start('shop-cart-2', labelsOf('cart', 2, 'db:service_healthy:false,redis:service_started:true'))
  await podman.start('shop-cart-run-1', labelsOf('cart', 1, '', 'True'))
  await podman.start('other', {})

  const handovers: TopologyHandover[] = []
  const source = startTopologySource(
    {
      name: 'docker',
      kind: 'docker',
      detail: 'podman',
      priority: 0,
      forgetAfterMs: 86_400_000,
      // Far longer than this test: what is seen sooner was told by an event.
      intervalMs: 3_600_000,
      timeoutMs: 10_000,
      maxNodes: 100,
      maxEdges: 100,
      host: { socketPath: podman.socketPath },
      client: { headers: [] },
      project: 'shop',
    },
    {
      now: () => ({ monoMs: performance.now(), wallMs: Date.now() }),
      random: Math.random,
      onHandover: (handover) => handovers.push(handover),
    },
  )
  onTestFinished(() => source.stop())
  const seen = () => {
    const last = handovers.at(-1)
    if (last?.kind !== 'seen') return last?.kind
    const { nodes, edges } = last.sighting
    return {
      nodes: nodes.map(({ id, labels }) => `${id} ${labels?.['replicas'] ?? '1'}`),
      edges: edges.map((edge) => `${edge.source} ${edge.target}`),
    }
  }
  const wait = { timeout: 30_000 }

  await expect.poll(seen, wait).toEqual({ nodes: ['shop/cart 2', 'shop/db 1'], edges: ['shop/cart shop/db'] })
  expect(await source.probe()).toEqual({ ok: true, nodes: 2, edges: 1 })

  await podman.start('shop-redis-1', labelsOf('redis', 1))
  await expect.poll(seen, wait).toEqual({
    nodes: ['shop/cart 2', 'shop/db 1', 'shop/redis 1'],
    edges: ['shop/cart shop/db', 'shop/cart shop/redis'],
  })
  await podman.remove('shop-cart-2')
  await podman.remove('shop-db-1')
  await expect.poll(seen, wait).toEqual({ nodes: ['shop/cart 1', 'shop/redis 1'], edges: ['shop/cart shop/redis'] })
  expect(handovers.every(({ kind }) => kind === 'seen')).toBe(true)
}, 180_000)
