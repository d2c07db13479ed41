import { readFileSync } from 'node:fs'
import { Metadata, credentials } from '@grpc/grpc-js'
import { context, SpanKind, SpanStatusCode, trace, type Context, type Span } from '@opentelemetry/api'
import { OTLPTraceExporter as GrpcExporter } from '@opentelemetry/exporter-trace-otlp-grpc'
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, InMemorySpanExporter, TracerProvider, type SpanExporter } from '@opentelemetry/sdk-trace'
import { Secret } from '@statusgraph/sources'
import { expect, onTestFinished, test, vi } from 'vitest'
import { otlpConfig, startReceiving, tellEdges } from './testing.ts'

/** A service with the real SDK in it; `send` sends what it recorded. */
function startService(name: string, exporter: SpanExporter) {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': name, 'service.namespace': 'shop' }),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: 600_000, maxQueueSize: 100_000 })],
  })
  onTestFinished(() => provider.shutdown())
  const tracer = provider.getTracer('test')
  return {
    span: (kind: SpanKind, above: Span | undefined, attributes: Record<string, string | number> = {}): Span => {
      const parent: Context = above === undefined ? context.active() : trace.setSpan(context.active(), above)
      return tracer.startSpan(SpanKind[kind], { kind, attributes, root: above === undefined }, parent)
    },
    send: () => provider.forceFlush(),
  }
}

type Service = ReturnType<typeof startService>

/** A customer buys: frontend asks cart, which asks its database, and payment, which fails; an order goes to a queue. */
function buy(frontend: Service, cart: Service, payment: Service): void {
  const asked = frontend.span(SpanKind.SERVER, undefined, { 'http.request.method': 'GET' })
  const toCart = frontend.span(SpanKind.CLIENT, asked, { 'server.address': 'cart', 'http.request.method': 'GET' })
  const inCart = cart.span(SpanKind.SERVER, toCart, { 'server.address': 'cart.internal' })
  const inside = cart.span(SpanKind.INTERNAL, inCart)
  const query = cart.span(SpanKind.CLIENT, inside, { 'db.system.name': 'redis', 'server.address': 'redis.shop.svc' })
  const toPayment = frontend.span(SpanKind.CLIENT, asked, { 'server.address': 'payment', 'rpc.system': 'grpc' })
  const inPayment = payment.span(SpanKind.SERVER, toPayment, { 'rpc.system': 'grpc' })
  const order = frontend.span(SpanKind.PRODUCER, asked, { 'messaging.system': 'kafka' })
  inPayment.setStatus({ code: SpanStatusCode.ERROR })
  for (const span of [order, inPayment, toPayment, query, inside, inCart, toCart, asked]) span.end()
}

const everyEdge = [
  'shop/cart → redis.shop.svc',
  'shop/frontend → kafka',
  'shop/frontend → shop/cart',
  'shop/frontend → shop/payment',
  'user → shop/frontend',
]

function tokenMetadata(token: string): Metadata {
  const metadata = new Metadata()
  metadata.set('authorization', `Bearer ${token}`)
  return metadata
}

const token = 'open-sesame'
const headers = { authorization: `Bearer ${token}` }
const anyPort = { listen: { host: '127.0.0.1', port: 0 } }

interface Addresses {
  readonly http: string
  readonly grpc: string
}

type OpenExporter = (to: Addresses) => SpanExporter
const openJson: OpenExporter = ({ http }) => new JsonExporter({ url: `${http}/v1/traces`, headers })
const openProtobuf: OpenExporter = ({ http }) => new ProtobufExporter({ url: `${http}/v1/traces`, headers })
const openGrpc: OpenExporter = ({ grpc }) => new GrpcExporter({ url: grpc, metadata: tokenMetadata(token) })

function startShop(open: () => SpanExporter, openPayment = open) {
  const shop = {
    frontend: startService('frontend', open()),
    cart: startService('cart', open()),
    payment: startService('payment', openPayment()),
  }
  return { ...shop, buy: () => buy(shop.frontend, shop.cart, shop.payment) }
}

test.each([
  ['http/json', openJson, 'none'],
  ['http/json with gzip', openJson, 'gzip'],
  ['http/protobuf', openProtobuf, 'none'],
  ['http/protobuf with gzip', openProtobuf, 'gzip'],
  ['grpc', openGrpc, 'none'],
  ['grpc with gzip', openGrpc, 'gzip'],
])('a real SDK that exports over %s gives the edges of what really happened', async (_name, open, compression) => {
  vi.stubEnv('OTEL_EXPORTER_OTLP_COMPRESSION', compression)
  onTestFinished(() => void vi.unstubAllEnvs())
  const receiving = await startReceiving(otlpConfig({ token, grpc: anyPort }))
  const to = { http: receiving.url, grpc: `http://127.0.0.1:${receiving.otlp.grpcPort}` }
  const shop = startShop(() => open(to))
  for (let round = 0; round < 10; round++) shop.buy()
  for (const service of [shop.frontend, shop.cart, shop.payment]) await service.send()

  receiving.pass(10_000)
  const sighting = await receiving.until(({ edges }) => edges.length === everyEdge.length)
  expect(tellEdges(sighting)).toEqual(everyEdge)
  const toPayment = sighting.edges.find(({ target }) => target === 'shop/payment')
  expect(toPayment?.traffic?.errorsPerSecond).toBe(toPayment?.traffic?.ratePerSecond)
  expect(toPayment?.protocol).toBe('grpc')
  const kinds = Object.fromEntries(sighting.nodes.map(({ id, kind }) => [id, kind]))
  expect(kinds).toEqual({
    user: 'actor',
    kafka: 'queue',
    'redis.shop.svc': 'cache',
    'shop/cart': 'service',
    'shop/frontend': 'service',
    'shop/payment': 'service',
  })
  expect(receiving.otlp.counts()).toMatchObject({ spans: 80, rejected: 0 })
})

test('a service whose spans never arrive is drawn by the name that its callers know', async () => {
  const receiving = await startReceiving()
  const shop = startShop(
    () => new ProtobufExporter({ url: `${receiving.url}/v1/traces` }),
    () => new InMemorySpanExporter(),
  )
  for (let round = 0; round < 5; round++) shop.buy()
  for (const service of [shop.frontend, shop.cart, shop.payment]) await service.send()
  receiving.pass(10_000)
  const sighting = await receiving.until(({ edges }) => edges.some(({ target }) => target === 'payment'))
  expect(tellEdges(sighting)).toEqual(everyEdge.map((edge) => edge.replace('shop/payment', 'payment')).toSorted())
  expect(sighting.edges.find(({ target }) => target === 'payment')).toMatchObject({
    provenance: 'inferred',
    traffic: { layer: 'client' },
  })
  expect(sighting.nodes.find(({ id }) => id === 'payment')).toMatchObject({ kind: 'external', provenance: 'inferred' })
})

test('spans that come late find their other half, and nothing is counted twice', async () => {
  const receiving = await startReceiving()
  const shop = startShop(() => new ProtobufExporter({ url: `${receiving.url}/v1/traces` }))
  shop.buy()
  await shop.frontend.send()
  receiving.pass(10_000)
  await receiving.until(({ edges }) => edges.some(({ target }) => target === 'payment'))
  receiving.pass(5_000)
  await Promise.all([shop.cart.send(), shop.payment.send()])
  const sighting = await receiving.until(({ edges }) => edges.some(({ target }) => target === 'shop/payment'))
  expect(tellEdges(sighting)).toEqual(everyEdge)
  expect(receiving.otlp.counts()).toMatchObject({ calls: 5, late: 2 })
})

test('50,000 spans of a service whose callees never speak are held in bounded memory', async () => {
  const receiving = await startReceiving(otlpConfig({}, { maxItems: 5_000, waitMs: 60_000 }))
  const service = startService('frontend', new ProtobufExporter({ url: `${receiving.url}/v1/traces` }))
  const asked = service.span(SpanKind.SERVER, undefined)
  for (let call = 0; call < 50_000; call++) service.span(SpanKind.CLIENT, asked).end()
  asked.end()
  // The exporter is told to come again later, and gives up at the end of its patience: nobody waits for that here.
  const sending = service.send().catch(() => undefined)
  await vi.waitUntil(() => receiving.otlp.counts().held === 5_000, { timeout: 15_000 })
  const response = await receiving.send('{}', { 'content-type': 'application/json' })
  expect(response.status).toBe(429)
  expect(response.headers.get('retry-after')).toBe('60')
  expect(receiving.otlp.counts().held).toBe(5_000)
  await receiving.otlp.reload(otlpConfig({ isEnabled: false }))
  await sending
})

test('over gRPC, a wrong token is UNAUTHENTICATED and nothing is taken', async () => {
  const receiving = await startReceiving(otlpConfig({ token, grpc: anyPort }))
  const url = `http://127.0.0.1:${receiving.otlp.grpcPort}`
  for (const metadata of [new Metadata(), tokenMetadata('wrong')]) {
    const failure = await exportOnce(new GrpcExporter({ url, metadata }))
    expect(failure).toContain('16 UNAUTHENTICATED')
    expect(failure).not.toContain(token)
  }
  expect(receiving.otlp.counts().spans).toBe(0)
  expect(await exportOnce(new GrpcExporter({ url, metadata: tokenMetadata(token) }))).toBe('')
  expect(receiving.otlp.counts().spans).toBe(1)
})

/** Exports one span, and gives what went wrong. */
async function exportOnce(exporter: SpanExporter): Promise<string> {
  let failure = ''
  const telling: SpanExporter = {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        failure = String(result.error ?? '')
        done(result)
      }),
    shutdown: () => exporter.shutdown(),
  }
  const service = startService('frontend', telling)
  service.span(SpanKind.SERVER, undefined).end()
  await service.send().catch(() => undefined)
  return failure
}

test('gRPC is spoken over TLS where a certificate is configured, and clients without one are refused', async () => {
  const fixture = (name: string) =>
    readFileSync(new URL(`../../../../sources/src/testing/fixtures/tls/localhost.${name}.pem`, import.meta.url))
  const [certificate, secretKey] = [fixture('cert'), fixture('key')]
  const tls = {
    cert: Secret.of(certificate.toString()),
    key: Secret.of(secretKey.toString()),
    clientCa: Secret.of(certificate.toString()),
  }
  const receiving = await startReceiving(otlpConfig({ grpc: { ...anyPort, tls } }))
  const url = `https://localhost:${receiving.otlp.grpcPort}`
  const known = credentials.createSsl(certificate, secretKey, certificate)
  expect(await exportOnce(new GrpcExporter({ url, credentials: known }))).toBe('')
  expect(receiving.otlp.counts().spans).toBe(1)
  const stranger = credentials.createSsl(certificate)
  expect(await exportOnce(new GrpcExporter({ url, credentials: stranger, timeoutMillis: 1_500 }))).not.toBe('')
  expect(receiving.otlp.counts().spans).toBe(1)
})
