import { createServer, type ServerResponse } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { hasTopologySamples, readTopologySample } from '../../testing/topology-samples.ts'
import { runTopology, topologySettings } from '../../testing/run-topology.ts'
import { readContainers, readDependsOn } from './containers.ts'
import { sightContainers } from './sight-containers.ts'
import type { DockerConfig } from './start-docker.ts'

const client = { headers: [] }

/** What `GET /containers/json` says of a container that compose made. */
function container(
  service: string,
  more: {
    readonly number?: number
    readonly image?: string
    readonly needs?: string
    readonly state?: string
    readonly ip?: string
    readonly oneoff?: string
    readonly project?: string
  } = {},
) {
  const {
    number = 1,
    image = 'shop/app:1',
    needs = '',
    state = 'running',
    ip = '',
    oneoff = 'False',
    project = 'shop',
  } = more
  return {
    Id: `${service}-${number}`.padEnd(64, '0'),
    Names: [`/${project}-${service}-${number}`],
    Image: image,
    State: state,
    Labels: {
      'com.docker.compose.project': project,
      'com.docker.compose.service': service,
      'com.docker.compose.container-number': String(number),
      'com.docker.compose.oneoff': oneoff,
      'com.docker.compose.depends_on': needs,
    },
    NetworkSettings: { Networks: { [`${project}_default`]: { IPAddress: ip, GlobalIPv6Address: '' } } },
  }
}

const shop = [
  container('db', { image: 'docker.io/library/postgres:16', ip: '10.89.0.2' }),
  container('redis', { image: 'redis:7-alpine' }),
  container('cart', { needs: 'db:service_healthy:false,redis:service_started:true', ip: '10.89.0.4' }),
  container('cart', { number: 2, needs: 'db:service_healthy:false,redis:service_started:true', ip: '10.89.0.5' }),
  container('frontend', { needs: 'cart:service_started:false' }),
]

/** An engine on a socket of its own, whose containers and events a test has in its hands. */
async function startEngine(first: readonly unknown[]) {
  const folder = await mkdtemp(join(tmpdir(), 'statusgraph-docker-'))
  const socketPath = join(folder, 'docker.sock')
  let containers: unknown = first
  const listeners = new Set<ServerResponse>()
  const asked: URL[] = []
  let waiting = () => {}
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://engine')
    asked.push(url)
    if (url.pathname === '/events') {
      response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders()
      listeners.add(response)
      response.on('close', () => listeners.delete(response))
      waiting()
      return
    }
    const body = typeof containers === 'string' ? containers : JSON.stringify(containers)
    response.writeHead(200, { 'content-type': 'application/json' }).end(body)
  })
  server.listen(socketPath)
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await rm(folder, { recursive: true, force: true })
  })
  return {
    socketPath,
    asked,
    set(next: unknown) {
      containers = next
    },
    /** Resolves when somebody listens. */
    listened: () =>
      new Promise<void>((resolve) => {
        waiting = resolve
        if (listeners.size > 0) resolve()
      }),
    emit(text: string) {
      for (const listener of listeners) listener.write(text)
    },
    hangUp() {
      for (const listener of listeners) listener.end()
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

function configOf(socketPath: string, more: Partial<DockerConfig> = {}): DockerConfig {
  return { ...topologySettings('docker'), host: { socketPath }, client, ...more }
}

test('replicas of a service are one node, and what compose makes it wait for are declared edges', () => {
  const { nodes, edges } = sightContainers(readContainers(shop))
  expect(nodes.map(({ id, kind }) => [id, kind])).toEqual([
    ['shop/cart', undefined],
    ['shop/db', 'database'],
    ['shop/frontend', undefined],
    ['shop/redis', 'cache'],
  ])
  expect(nodes[0]).toMatchObject({
    name: 'cart',
    namespace: 'shop',
    ids: ['svc:shop/cart', 'container:shop-cart-1', 'container:shop-cart-2', 'ip:10.89.0.4', 'ip:10.89.0.5'],
    labels: { replicas: '2', networks: 'shop_default' },
  })
  expect(edges.map(({ source, target, provenance }) => [source, target, provenance])).toEqual([
    ['shop/cart', 'shop/db', 'declared'],
    ['shop/cart', 'shop/redis', 'declared'],
    ['shop/frontend', 'shop/cart', 'declared'],
  ])
})

test('a container that stopped is not seen, nor is what compose runs once, nor an edge to them', () => {
  const containers = [
    container('web', { needs: 'db:service_healthy:false,migrate:service_completed_successfully:true' }),
    container('db', { state: 'exited' }),
    container('migrate', { oneoff: 'True' }),
  ]
  const { nodes, edges } = sightContainers(readContainers(containers))
  expect(nodes.map(({ id }) => id)).toEqual(['shop/web'])
  expect(edges).toEqual([])
})

test('what a service depends on is read, with and without conditions', () => {
  expect(readDependsOn('db:service_healthy:false,redis:service_started:true')).toEqual(['db', 'redis'])
  expect(readDependsOn('db, redis,,db')).toEqual(['db', 'redis'])
  expect(readDependsOn('')).toEqual([])
})

test('a container without compose goes by its name, one of a swarm by its service', () => {
  const containers = [
    { Id: 'a'.repeat(64), Names: ['/prometheus'], Image: 'prom/prometheus', State: 'running', Labels: {} },
    {
      Id: 'b'.repeat(64),
      Names: ['/shop_web.1.x'],
      Image: 'nginx@sha256:00',
      State: 'running',
      Labels: { 'com.docker.stack.namespace': 'shop', 'com.docker.swarm.service.name': 'shop_web' },
    },
    { Id: 'c'.repeat(64), Names: null, Labels: null, NetworkSettings: { Networks: null } },
  ]
  expect(sightContainers(readContainers(containers)).nodes.map(({ id, kind }) => [id, kind])).toEqual([
    ['cccccccccccc', undefined],
    ['prometheus', undefined],
    ['shop/web', 'gateway'],
  ])
})

test('services and labels with hostile names are kept as the names that they are', () => {
  const containers = [
    {
      ...container('__proto__'),
      Labels: JSON.parse(
        '{"__proto__":"x","com.docker.compose.project":"constructor","com.docker.compose.service":"__proto__","com.docker.compose.depends_on":"toString:a:b,__proto__:a:b"}',
      ),
    },
    container('toString', { project: 'constructor' }),
  ]
  const { nodes, edges } = sightContainers(readContainers(containers))
  expect(nodes.map(({ id }) => id).toSorted()).toEqual(['constructor/__proto__', 'constructor/toString'])
  expect(edges.map(({ source, target }) => [source, target])).toEqual([
    ['constructor/__proto__', 'constructor/toString'],
  ])
})

test.skipIf(!hasTopologySamples)('what podman was recorded to say gives the shop', () => {
  const recorded: unknown = JSON.parse(readTopologySample('docker-api/containers.json').toString('utf8'))
  // Its containers had been made and not started.
  expect(sightContainers(readContainers(recorded)).nodes).toEqual([])
  const running = (Array.isArray(recorded) ? recorded : []).map((one: object) => ({ ...one, State: 'running' }))
  const { nodes, edges } = sightContainers(readContainers(running))
  expect(nodes.map(({ id }) => id)).toEqual(['shop/cart', 'shop/db', 'shop/frontend', 'shop/redis'])
  expect(edges.map(({ source, target }) => `${source} ${target}`)).toEqual([
    'shop/cart shop/db',
    'shop/cart shop/redis',
    'shop/frontend shop/cart',
  ])
})

test('an engine is asked over its socket, and only for the project that is wanted', async () => {
  const engine = await startEngine(shop)
  const running = runTopology(configOf(engine.socketPath, { project: 'shop' }))
  const { sighting } = await running.next('seen')
  expect(sighting.nodes).toHaveLength(4)
  expect(engine.asked[0]?.searchParams.get('filters')).toBe('{"label":["com.docker.compose.project=shop"]}')
  expect(await running.source.probe()).toEqual({ ok: true, nodes: 4, edges: 3 })
})

test.each(['start', 'die', 'destroy', 'remove'])(
  'the event "%s" makes the engine be asked again at once',
  async (action) => {
    const engine = await startEngine(shop)
    const running = runTopology(configOf(engine.socketPath))
    await running.next('seen')
    await engine.listened()
    // The stream has just begun, so that is looked at, too.
    await running.next('seen')
    engine.set(shop.slice(0, 2))
    engine.emit(`${JSON.stringify({ Type: 'container', Action: action, Actor: { Attributes: {} } })}\n`)
    const { sighting } = await running.next('seen', ({ sighting: { nodes } }) => nodes.length === 2)
    expect(sighting.nodes.map(({ id }) => id)).toEqual(['shop/db', 'shop/redis'])
  },
)

test('events that come together are one question, and events that change nothing are none', async () => {
  const engine = await startEngine(shop)
  const running = runTopology(configOf(engine.socketPath))
  await engine.listened()
  await running.next('seen', () => engine.asked.filter(({ pathname }) => pathname === '/containers/json').length === 2)
  engine.emit('{"Type":"container","Action":"exec_start: sh"}\nnot json\n[]\n{"status":7}\n')
  engine.set([])
  engine.emit('{"Action":"die"}\n'.repeat(200))
  await running.next('seen', ({ sighting }) => sighting.nodes.length === 0)
  expect(engine.asked.filter(({ pathname }) => pathname === '/containers/json')).toHaveLength(3)
})

test('an engine that ends its events is listened to again', async () => {
  const engine = await startEngine(shop)
  const running = runTopology(configOf(engine.socketPath))
  await engine.listened()
  engine.hangUp()
  await running.next('seen', () => engine.asked.filter(({ pathname }) => pathname === '/events').length === 2)
  expect(running.all.every(({ kind }) => kind === 'seen')).toBe(true)
})

test('an engine that goes away is a failure in words, and what it said is not taken back', async () => {
  const engine = await startEngine(shop)
  const running = runTopology(configOf(engine.socketPath, { intervalMs: 50 }))
  await running.next('seen')
  engine.close()
  const { failure } = await running.next('failed')
  expect(failure.message).toBe(`There is no socket ${engine.socketPath}.`)
  expect(running.all.filter((handover) => handover.kind === 'seen' && handover.sighting.nodes.length < 4)).toEqual([])
})

test('no more nodes are handed over than allowed, and it is said how many are left out', async () => {
  const engine = await startEngine(
    Array.from({ length: 500 }, (_, index) => container(`s${index}`, { needs: `s${index + 1}:a:b` })),
  )
  const running = runTopology(configOf(engine.socketPath, { maxNodes: 100, maxEdges: 50 }))
  const { sighting } = await running.next('seen')
  expect(sighting.nodes).toHaveLength(100)
  expect(sighting.edges).toHaveLength(50)
  expect(sighting.leftOut).toEqual({ nodes: 400, edges: 449 })
})
