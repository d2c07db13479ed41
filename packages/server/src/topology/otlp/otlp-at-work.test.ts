import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { topologyAnswerSchema } from '@statusgraph/protocol'
import { hasTopologySamples, readTopologySample } from '@statusgraph/sources/testing'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { startServing } from '../../testing/serving.ts'
import { otlpConfig } from './testing.ts'

const json = { 'content-type': 'application/json' }

async function serve(sources = { polled: [], otlp: otlpConfig({}, { waitMs: 2_000 }) }) {
  const serving = await startServing({ sources })
  onTestFinished(() => serving.stop())
  const send = (body: string | Buffer) =>
    serving.ask('/v1/traces', { method: 'POST', headers: json, body: body.toString() })
  const read = async (query = '') =>
    topologyAnswerSchema.parse(await (await serving.ask(`/api/v1/topology${query}`)).json())
  type Answer = Awaited<ReturnType<typeof read>>
  const until = async (isWanted: (answer: Answer) => boolean, query?: string): Promise<Answer> => {
    for (;;) {
      const answer = await read(query)
      if (isWanted(answer)) return answer
      await new Promise((resolve) => {
        setTimeout(resolve, 50)
      })
    }
  }
  return { ...serving, send, read, until }
}

describe.skipIf(!hasTopologySamples)('the recorded shop, sent to a whole server that nobody configured for it', () => {
  test('stands in the topology, with who saw it, its numbers and what to know of them', async () => {
    const { send, read, until } = await serve()
    expect((await read()).sources ?? []).toEqual([])
    for (const name of ['cart', 'frontend-1', 'payment']) {
      expect((await send(readTopologySample(`otel-sdk-node/shop-${name}.otlp.json`))).status).toBe(200)
    }
    const answer = await until(({ edges }) => edges.length >= 6)
    expect(answer.edges.map(({ source, target }) => `${source} → ${target}`).toSorted()).toEqual([
      'shop/cart → redis.shop.svc',
      'shop/frontend → kafka',
      'shop/frontend → shop/cart',
      'shop/frontend → shop/payment',
      'shop/payment → postgresql.shop.svc',
      'user → shop/frontend',
    ])
    expect(answer.edges.find(({ target }) => target === 'shop/payment')).toMatchObject({
      state: 'live',
      protocol: 'http',
      traffic: { source: 'otlp', layer: 'server' },
      provenance: [{ source: 'otlp', kind: 'observed', state: 'live' }],
    })
    expect(answer.sources).toMatchObject([{ name: 'otlp', kind: 'otlp', state: 'ok' }])
    expect(answer.sources?.[0]?.caveats.join(' ')).toContain('sampled')
  })

  test('beside a drawing of it, what is drawn and not seen is missing, and what is seen and not drawn is undeclared', async () => {
    const { client, send, until } = await serve()
    const drawn = (from: string, to: string) => ({ id: `${from}-${to}`, source: from, target: to })
    await client.createGraph({
      version: 1,
      id: 'drawn',
      dynamic: 'overlay',
      nodes: ['frontend', 'cart', 'payment', 'search'].map((id) => ({ id, namespace: 'shop' })),
      edges: [drawn('frontend', 'cart'), drawn('cart', 'payment')],
    })
    for (const name of ['cart', 'frontend-1', 'payment']) {
      await send(readTopologySample(`otel-sdk-node/shop-${name}.otlp.json`))
    }
    const { nodes, edges } = await until(({ edges: known }) => known.length >= 7, '?map=drawn')
    const states = Object.fromEntries([...nodes, ...edges].map(({ id, state }) => [id, state]))
    expect(states).toMatchObject({
      frontend: 'live',
      cart: 'live',
      payment: 'live',
      search: 'missing',
      'frontend-cart': 'live',
      'cart-payment': 'missing',
      'frontend→payment': 'undeclared',
      kafka: 'undeclared',
    })
  })
})

test('what came and what became of it is counted for Prometheus', async () => {
  const { send, ask } = await serve()
  const ids = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) }
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'cart' } }] }
  const spans = [{ ...ids, kind: 2 }, { ...ids, spanId: 'c'.repeat(16), kind: 3 }, { traceId: 'no' }]
  await send(JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans }] }] }))
  const metrics = await (await ask('/metrics')).text()
  expect(metrics).toContain('statusgraph_spans_total{outcome="accepted"} 2')
  expect(metrics).toContain('statusgraph_spans_total{outcome="rejected"} 1')
  expect(metrics).toContain('statusgraph_span_calls_total 1')
  expect(metrics).toContain('statusgraph_spans_waiting 1')
})

const resourceSpans = ['frontend', 'cart'].map((name, index) => ({
  resource: { attributes: [{ key: 'service.name', value: { stringValue: name } }] },
  scopeSpans: [
    {
      spans: [
        {
          traceId: 'a'.repeat(32),
          spanId: 'bc'.charAt(index).repeat(16),
          ...(index === 0 ? {} : { parentSpanId: 'b'.repeat(16) }),
          kind: index === 0 ? 3 : 2,
        },
      ],
    },
  ],
}))
const oneCall = JSON.stringify({ resourceSpans })

test('nobody may push under the name of the receiver of traces, and what was pushed under it gives way to traces', async () => {
  const push = { method: 'PUT', headers: json, body: '{"nodes":[{"id":"stranger"}]}' }
  const refusing = await serve()
  const refused = await refusing.ask('/api/v1/topology/sources/otlp', push)
  expect(refused.status).toBe(409)
  expect(await refused.json()).toMatchObject({ code: 'topology/source-taken' })

  const off = otlpConfig({ isEnabled: false })
  const { ask, read, send, until, server, config } = await serve({ polled: [], otlp: off })
  expect((await ask('/api/v1/topology/sources/otlp', push)).status).toBe(200)
  await server.reload({ ...config, sources: { polled: [], otlp: otlpConfig() } })
  expect((await read()).nodes.map(({ id }) => id)).toEqual(['stranger'])
  expect((await send(oneCall)).status).toBe(200)
  const { nodes, sources } = await until(({ edges }) => edges.length > 0)
  expect(nodes.map(({ id }) => id).toSorted()).toEqual(['cart', 'frontend'])
  expect(sources).toMatchObject([{ name: 'otlp', kind: 'otlp', state: 'ok' }])
})

test('traces go on to be shown when the receiver is taken out of the configuration', async () => {
  const written = otlpConfig({ isConfigured: true })
  const { send, until, server, config } = await serve({ polled: [], otlp: written })
  await send(oneCall)
  await until(({ edges }) => edges.length > 0)
  await server.reload({ ...config, sources: { polled: [], otlp: otlpConfig() } })
  const { sources } = await until(({ edges }) => edges.length > 0)
  expect(sources).toMatchObject([{ name: 'otlp', kind: 'otlp', state: 'ok' }])
})

test('a gRPC address that is taken ends the start with its reason, as any other address does', async () => {
  const first = await serve({ polled: [], otlp: otlpConfig({ grpc: { listen: { host: '127.0.0.1', port: 0 } } }) })
  const { port } = new URL(first.server.url)
  const taken = otlpConfig({ grpc: { listen: { host: '127.0.0.1', port: Number(port) } } })
  await expect(startServing({ sources: { polled: [], otlp: taken } })).rejects.toThrow(/gRPC on 127\.0\.0\.1/)
})

test('a server that ends while a new configuration comes into force leaves nothing open', async () => {
  const [before, after] = [await findFreePort(), await findFreePort()]
  const grpcAt = (port: number) => ({ polled: [], otlp: otlpConfig({ grpc: { listen: { host: '127.0.0.1', port } } }) })
  const { server, config } = await serve(grpcAt(before))
  // A connection that never says anything, as those of port scanners, keeps the old listener for a while.
  const silent = connect(before, '127.0.0.1').on('error', () => undefined)
  await once(silent, 'connect')
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const ended = Promise.all([server.reload({ ...config, sources: grpcAt(after) }), server.stop()])
  const turn = async (): Promise<'waits'> => {
    await vi.advanceTimersByTimeAsync(1_000)
    return await new Promise((resolve) => setImmediate(resolve, 'waits'))
  }
  while ((await Promise.race([ended, turn()])) === 'waits');
  expect([await refuses(before), await refuses(after)]).toEqual([true, true])
})

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await once(server.close(), 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function refuses(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return false
  } catch {
    return true
  } finally {
    socket.destroy()
  }
}
