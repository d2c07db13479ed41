import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readService } from './participant.ts'
import { noAttributes, type Span } from './span.ts'
import { serviceOf, spanOf, startPairing } from './testing.ts'

const [frontend, cart, proxy] = [serviceOf('frontend'), serviceOf('cart'), serviceOf('proxy')]
const client = (ids: readonly [number, number, number], more: Partial<Span> = {}) =>
  spanOf(ids, { kind: 'client', ...more })
const server = (ids: readonly [number, number, number], more: Partial<Span> = {}) =>
  spanOf(ids, { kind: 'server', ...more })
const named = (...entries: readonly (readonly [string, string])[]) => ({ attributes: new Map(entries) })

test('the two halves of a call meet, whichever comes first', () => {
  const { pairing, told } = startPairing()
  pairing.receive(frontend, client([1, 10, 1]), 0)
  pairing.receive(cart, server([1, 11, 10]), 5_000)
  pairing.receive(cart, server([2, 21, 20]), 5_000)
  pairing.receive(frontend, client([2, 20, 1], { failed: true }), 6_000)
  expect(told()).toEqual(['frontend → cart', 'frontend → cart !'])
  expect(pairing.held()).toBe(0)
})

test('the same span in another trace is another span', () => {
  const { pairing, told } = startPairing()
  pairing.receive(frontend, client([1, 10, 1]), 0)
  pairing.receive(cart, server([2, 11, 10]), 0)
  expect(told()).toEqual([])
})

test('a half that waits in vain and names nobody is counted', () => {
  const { pairing, told } = startPairing()
  pairing.receive(frontend, client([1, 10, 1]), 0)
  pairing.receive(cart, server([2, 11, 10]), 0)
  pairing.expire(9_999)
  expect(pairing.counts().expired).toBe(0)
  pairing.expire(10_000)
  expect(told()).toEqual([])
  expect(pairing.counts()).toMatchObject({ expired: 2, calls: 0 })
})

test('a client that waits in vain is believed about whom it called', () => {
  const { pairing, told } = startPairing()
  pairing.receive(frontend, client([1, 10, 1], named(['server.address', 'bank.example'])), 0)
  pairing.expire(10_000)
  expect(told()).toEqual(['frontend → bank.example (virtual_node)'])
})

describe('the names of who is called', () => {
  test.each([
    [['server.address', 'host'], ['service.peer.name', 'new'], ['peer.service', 'old'], 'new'],
    [['server.address', 'host'], ['net.peer.name', 'old host'], ['peer.service', 'old'], 'old'],
    [['server.address', 'host'], ['net.peer.name', 'old host'], ['messaging.system', 'kafka'], 'host'],
    [['net.peer.name', 'old host'], ['messaging.system', 'kafka'], ['url.full', 'x'], 'old host'],
    [['messaging.system', 'kafka'], ['messaging.destination.name', 'orders'], ['url.full', 'x'], 'kafka'],
    [['server.address', '  '], ['net.peer.name', 'old host'], ['url.full', 'x'], 'old host'],
  ] as const)('%j, %j, %j: %s', (a, b, c, expected) => {
    const { pairing, calls } = startPairing()
    pairing.receive(frontend, client([1, 10, 1], named(a, b, c)), 0)
    pairing.expire(10_000)
    expect(calls.map((call) => call.server.name)).toEqual([expected])
  })

  test.each([
    [['db.system', 'postgresql'], ['db.name', 'orders'], 'orders'],
    [['db.system.name', 'postgresql'], ['net.peer.name', '10.0.0.7'], 'postgresql'],
    [['db.system.name', 'redis'], ['server.address', 'redis.shop.svc'], 'redis.shop.svc'],
    [['db.namespace', 'orders'], ['db.name', 'old'], 'orders'],
  ] as const)('of databases: %j, %j: %s, and nobody waits for it', (a, b, expected) => {
    const { pairing, calls } = startPairing()
    pairing.receive(frontend, client([1, 10, 1], named(a, b)), 0)
    expect(calls.map((call) => [call.server.name, call.connection])).toEqual([[expected, 'database']])
    expect(pairing.held()).toBe(0)
  })

  test('are configured', () => {
    const { pairing, calls } = startPairing({ peerAttributes: ['net.peer.name'] })
    pairing.receive(frontend, client([1, 10, 1], named(['server.address', 'a'], ['net.peer.name', 'b'])), 0)
    pairing.expire(10_000)
    expect(calls.map((call) => call.server.name)).toEqual(['b'])
  })

  test('in Kubernetes say which service they mean', () => {
    const { pairing, calls } = startPairing()
    pairing.receive(frontend, client([1, 10, 1], named(['server.address', 'redis.shop.svc.cluster.local'])), 0)
    pairing.expire(10_000)
    expect(calls[0]?.server).toMatchObject({
      id: 'redis.shop.svc.cluster.local',
      namespace: 'shop',
      ids: ['svc:shop/redis', 'dns:redis.shop.svc.cluster.local'],
    })
  })
})

test('a root server is called by users, at once, whatever address of its own it tells', () => {
  const { pairing, told } = startPairing()
  pairing.receive(frontend, server([1, 10, 0], named(['server.address', 'shop.example'])), 0)
  expect(told()).toEqual(['user → frontend (virtual_node)'])
})

test('a root server or consumer that knows its caller is believed', () => {
  const { pairing, told } = startPairing()
  pairing.receive(frontend, server([1, 10, 0], named(['peer.service', 'partner'])), 0)
  pairing.receive(cart, spanOf([2, 20, 0], { kind: 'consumer', ...named(['messaging.system', 'kafka']) }), 0)
  expect(told()).toEqual(['partner → frontend (virtual_node)', 'kafka → cart (virtual_node)'])
})

test('probes and scrapers are no users', () => {
  const { pairing, told } = startPairing()
  pairing.receive(cart, server([1, 10, 0], named(['user_agent.original', 'kube-probe/1.33'])), 0)
  pairing.receive(cart, server([2, 10, 0], named(['http.user_agent', 'Prometheus/3.1'])), 0)
  pairing.receive(cart, server([3, 10, 0], named(['user_agent.original', 'curl/8'])), 0)
  expect(told()).toEqual(['user → cart (virtual_node)'])
})

test('a message goes from its producer to each of its consumers', () => {
  const { pairing, told } = startPairing()
  const kafka = named(['messaging.system', 'kafka'])
  pairing.receive(frontend, spanOf([1, 10, 1], { kind: 'producer', ...kafka }), 0)
  pairing.receive(cart, spanOf([1, 11, 10], { kind: 'consumer', ...kafka }), 1_000)
  pairing.receive(serviceOf('mail'), spanOf([1, 12, 10], { kind: 'consumer', ...kafka }), 2_000)
  expect(told()).toEqual(['frontend → cart (messaging_system)', 'frontend → mail (messaging_system)'])
})

test('a consumer that takes many messages at once is called by the producer of each', () => {
  const { pairing, told } = startPairing()
  const kafka = named(['messaging.system', 'kafka'])
  const at = (trace: number) => {
    const { traceId, spanId } = spanOf([trace, 10, 0])
    return { traceId, spanId }
  }
  pairing.receive(frontend, spanOf([1, 10, 0], { kind: 'producer', ...kafka }), 0)
  pairing.receive(proxy, spanOf([2, 10, 0], { kind: 'producer', ...kafka }), 0)
  pairing.receive(cart, spanOf([3, 11, 0], { kind: 'consumer', ...kafka, links: [at(1), at(2), at(4)] }), 0)
  expect(told()).toEqual(['frontend → cart (messaging_system)', 'proxy → cart (messaging_system)'])
  pairing.expire(10_000)
  expect(told().at(-1)).toBe('kafka → cart (virtual_node)')
})

test('a consumer whose producer stays unknown is called by the broker, until the producer comes', () => {
  const { pairing, told } = startPairing()
  const kafka = named(['messaging.system', 'kafka'])
  pairing.receive(cart, spanOf([1, 11, 10], { kind: 'consumer', ...kafka }), 0)
  pairing.expire(10_000)
  expect(told()).toEqual(['kafka → cart (virtual_node)'])
  pairing.receive(frontend, spanOf([1, 10, 1], { kind: 'producer', ...kafka }), 15_000)
  expect(told()).toEqual(['frontend → cart (messaging_system)'])
})

test('a span that is sent twice is one call', () => {
  const { pairing, told } = startPairing()
  for (let time = 0; time < 3; time++) {
    pairing.receive(frontend, client([1, 10, 1]), time)
    pairing.receive(cart, server([1, 11, 10]), time)
    pairing.receive(cart, client([1, 12, 11], named(['db.system', 'redis'])), time)
  }
  expect(told()).toEqual(['frontend → cart', 'cart → redis (database)'])
})

test('a late server takes the place of what its client had guessed', () => {
  const { pairing, told } = startPairing()
  pairing.receive(frontend, client([1, 10, 1], named(['server.address', 'cart'])), 0)
  pairing.expire(10_000)
  expect(told()).toEqual(['frontend → cart (virtual_node)'])
  pairing.receive(cart, server([1, 11, 10]), 15_000)
  expect(told()).toEqual(['frontend → cart'])
  expect(pairing.counts()).toMatchObject({ late: 1, calls: 1 })
})

test('servers that come after they were given up on are counted as expired too', () => {
  const { pairing, told } = startPairing()
  pairing.receive(cart, server([1, 11, 10]), 0)
  pairing.expire(10_000)
  pairing.receive(cart, server([1, 12, 10]), 12_000)
  expect(told()).toEqual([])
  expect(pairing.counts()).toMatchObject({ late: 0, expired: 2 })
})

test('what is far too late meets nobody', () => {
  const { pairing, told } = startPairing()
  pairing.receive(frontend, client([1, 10, 1]), 0)
  pairing.expire(10_000)
  pairing.expire(20_000)
  pairing.receive(cart, server([1, 11, 10]), 20_000)
  pairing.expire(30_000)
  expect(told()).toEqual([])
  expect(pairing.counts()).toMatchObject({ late: 0, expired: 2 })
})

test('a database that speaks takes the place of what its client said', () => {
  const { pairing, told } = startPairing()
  pairing.receive(cart, client([1, 10, 1], named(['db.system', 'tidb'])), 0)
  pairing.receive(serviceOf('tidb-server'), server([1, 11, 10]), 100)
  expect(told()).toEqual(['cart → tidb-server'])
})

test('behind a proxy that tells of its server only, the nearest other service is the caller, when that is wanted', () => {
  for (const linkAncestors of [false, true]) {
    const { pairing, told } = startPairing({ linkAncestors })
    pairing.receive(frontend, client([1, 10, 1]), 0)
    pairing.receive(proxy, server([1, 11, 10]), 0)
    pairing.receive(cart, server([1, 12, 11]), 0)
    pairing.receive(cart, spanOf([1, 13, 12]), 0)
    pairing.receive(cart, server([1, 14, 13]), 0)
    pairing.expire(10_000)
    expect(told()).toEqual(['frontend → proxy', ...(linkAncestors ? ['proxy → cart', 'proxy → cart'] : [])])
  }
})

test('ancestors in a circle end', () => {
  const { pairing, told } = startPairing({ linkAncestors: true })
  pairing.receive(cart, server([1, 10, 11]), 0)
  pairing.receive(cart, server([1, 11, 10]), 0)
  pairing.expire(10_000)
  expect(told()).toEqual([])
})

test('a service that calls itself is told of as such', () => {
  const { pairing, told } = startPairing()
  pairing.receive(cart, client([1, 10, 1]), 0)
  pairing.receive(cart, server([1, 11, 10]), 0)
  expect(told()).toEqual(['cart → cart'])
})

test('no more halves wait than may, the others are dropped and counted, and those that wait still meet', () => {
  const { pairing, told } = startPairing({ maxItems: 100 })
  const taken = Array.from({ length: 50_000 }, (_, span) => pairing.receive(frontend, client([1, span + 1, 0]), 0))
  expect(taken.filter(Boolean)).toHaveLength(100)
  expect(pairing.held()).toBe(100)
  expect(pairing.counts().dropped).toBe(49_900)
  expect(pairing.receive(cart, server([1, 60_000, 7]), 0)).toBe(true)
  expect(told()).toEqual(['frontend → cart'])
  pairing.expire(10_000)
  expect(pairing.held()).toBe(0)
  expect(pairing.receive(frontend, client([2, 1, 0]), 10_000)).toBe(true)
})

test('of who a service is, its own namespace comes before that of Kubernetes, and its workload is known', () => {
  const resource = (...entries: readonly (readonly [string, string])[]) => readService(new Map(entries))
  expect(
    resource(['service.name', 'cart'], ['service.namespace', 'shop'], ['k8s.namespace.name', 'prod']),
  ).toMatchObject({ id: 'shop/cart', namespace: 'shop', ids: ['svc:shop/cart'] })
  expect(
    resource(['service.name', 'cart'], ['k8s.namespace.name', 'prod'], ['k8s.deployment.name', 'cart-v2']),
  ).toMatchObject({ id: 'prod/cart', ids: ['svc:prod/cart', 'workload:prod/cart-v2'] })
  expect(resource(['k8s.namespace.name', 'prod'])).toBeUndefined()
})

test('hostile names become harmless ones', () => {
  const { pairing, calls } = startPairing()
  const name = `a\u202eb→c\n${'x'.repeat(1_000)}`
  pairing.receive(frontend, client([1, 10, 1], named(['server.address', name])), 0)
  pairing.expire(10_000)
  expect(calls[0]?.server.id.length).toBeLessThanOrEqual(200)
  expect(calls[0]?.server.id).toMatch(/^ab>c x+$/)
})

test('in whatever order the spans of traces come, the calls are the same', () => {
  const spans: readonly (readonly [ReturnType<typeof serviceOf>, Span])[] = [1, 2, 3].flatMap((trace) => [
    [frontend, server([trace, 1, 0])] as const,
    [frontend, client([trace, 2, 1], named(['server.address', 'cart']))] as const,
    [cart, server([trace, 3, 2])] as const,
    [cart, client([trace, 4, 3], named(['db.system', 'redis']))] as const,
    [frontend, client([trace, 5, 1], named(['server.address', 'bank']))] as const,
    [cart, spanOf([trace, 6, 3], { attributes: noAttributes })] as const,
  ])
  const run = (order: typeof spans) => {
    const { pairing, told } = startPairing()
    for (const [service, span] of order) pairing.receive(service, span, 0)
    pairing.expire(10_000)
    return told().toSorted()
  }
  const expected = run(spans)
  expect(new Set(expected).size).toBe(4)
  fc.assert(
    fc.property(fc.shuffledSubarray([...spans], { minLength: spans.length }), (order) => {
      expect(run(order)).toEqual(expected)
    }),
  )
})
