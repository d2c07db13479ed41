// What it costs to take spans: from the bytes of export requests to counted calls, against JSON.parse of the same
// spans in the same run. Usage: node otlp.ts [--traces 2000] [--rounds 9]
import { parseArgs } from 'node:util'
import {
  createSpanReceiver,
  decodeJson,
  decodeProtobuf,
  defaultDatabaseAttributes,
  defaultPeerAttributes,
} from '@statusgraph/sources'
import type { DecodedRequest } from '@statusgraph/sources'
import { encodeRequest, type ToldRequest, type ToldSpan } from './otlp/encode.ts'
import { measureCpu } from './measure-cpu.ts'

const { values } = parseArgs({ options: { traces: { type: 'string' }, rounds: { type: 'string' } } })
const traces = Number(values.traces ?? 2_000)
const rounds = Number(values.rounds ?? 9)
const measure = measureCpu(rounds)
const services = 20
/** As an SDK sends them at once. */
const batchSpans = 512

const settings = {
  waitMs: 10_000,
  maxItems: 20_000,
  windowMs: 300_000,
  maxNodes: 2_000,
  maxEdges: 5_000,
  peerAttributes: defaultPeerAttributes,
  databaseAttributes: defaultDatabaseAttributes,
  linkAncestors: false,
}

const requests = drawRequests()
const spans = requests.reduce((sum, request) => sum + countSpans(request), 0)
const json = requests.map((request) => Buffer.from(JSON.stringify(request)))
const protobuf = requests.map(encodeRequest)
const { wanted } = createSpanReceiver(settings)
const bytesOf = (bodies: readonly Buffer[]): string =>
  `${(bodies.reduce((sum, { length }) => sum + length, 0) / 1e6).toFixed(1)} MB`

console.log(
  `${spans} spans in ${requests.length} requests, ${bytesOf(json)} of JSON, ${bytesOf(protobuf)} of protobuf; median CPU of ${rounds} rounds\n`,
)
const parse = await measure(() => json.map((body): unknown => JSON.parse(body.toString())))
print('JSON.parse', parse)
print('JSON, decoded', await measure(() => json.map((body) => decodeJson(body, wanted))))
print('JSON, to counted calls', await measure(() => take(json, decodeJson)))
print('protobuf, decoded', await measure(() => protobuf.map((body) => decodeProtobuf(body, wanted))))
print('protobuf, to counted calls', await measure(() => take(protobuf, decodeProtobuf)))

type Decode = (body: Buffer, wanted: ReadonlySet<string>) => DecodedRequest

function take(bodies: readonly Buffer[], decode: Decode): void {
  const receiver = createSpanReceiver(settings)
  for (const [index, body] of bodies.entries()) {
    const decoded = decode(body, wanted)
    if (decoded.ok) receiver.receive(decoded.batch, index * 100)
  }
  receiver.report(bodies.length * 100)
  const { calls, dropped } = receiver.counts()
  // A benchmark of a receiver that receives nothing would be fast.
  if (calls < traces || dropped > 0) throw new Error(`${calls} calls were counted, ${dropped} spans dropped`)
}

function print(what: string, ms: number): void {
  const pace = `${Math.round(spans / ms).toLocaleString('en')}k spans/s`
  console.log(
    `${what.padEnd(30)} ${ms.toFixed(0).padStart(8)} ms ${pace.padStart(16)} ${(ms / parse).toFixed(2).padStart(7)} × JSON.parse`,
  )
}

function countSpans({ resourceSpans }: ToldRequest): number {
  return resourceSpans.reduce(
    (sum, { scopeSpans }) => sum + scopeSpans.reduce((count, scope) => count + scope.spans.length, 0),
    0,
  )
}

/** Chains of calls through three services and a database, each service sending its own requests. */
function drawRequests(): readonly ToldRequest[] {
  const byService = Array.from({ length: services }, (): ToldSpan[] => [])
  for (let trace = 1; trace <= traces; trace++) {
    const traceId = trace.toString(16).padStart(32, 'a')
    const chain = [trace % services, (trace * 7 + 1) % services, (trace * 13 + 2) % services]
    for (const [depth, service] of chain.entries()) {
      const own = byService[service]
      const id = (step: number): string => (depth * 10 + step).toString(16).padStart(16, 'b')
      const above = depth === 0 ? null : (depth * 10 - 8).toString(16).padStart(16, 'b')
      own?.push(spanOf(traceId, id(1), above, 2))
      own?.push(spanOf(traceId, id(3), id(1), 1))
      own?.push(spanOf(traceId, id(2), id(3), 3, depth === 2 ? { 'db.system.name': 'postgresql' } : {}))
    }
  }
  return byService.flatMap((told, service) =>
    Array.from({ length: Math.ceil(told.length / batchSpans) }, (_, batch) => ({
      resourceSpans: [
        {
          resource: { attributes: textsOf({ 'service.name': `service-${service}`, 'service.namespace': 'bench' }) },
          scopeSpans: [{ spans: told.slice(batch * batchSpans, (batch + 1) * batchSpans) }],
        },
      ],
    })),
  )
}

function spanOf(
  traceId: string,
  spanId: string,
  parentSpanId: string | null,
  kind: number,
  more: Record<string, string> = {},
): ToldSpan {
  return {
    traceId,
    spanId,
    parentSpanId,
    name: 'GET /api/v1/things/{id}',
    kind,
    startTimeUnixNano: '1795347486694000000',
    endTimeUnixNano: '1795347486706649297',
    attributes: textsOf({
      'http.request.method': 'GET',
      'server.address': 'things.bench.svc.cluster.local',
      'server.port': '8080',
      'url.full': 'http://things.bench.svc.cluster.local:8080/api/v1/things/4711?expand=all',
      'url.scheme': 'http',
      'http.response.status_code': '200',
      'network.protocol.version': '1.1',
      'user_agent.original': 'bench/1.0 (a user agent of the usual length)',
      ...more,
    }),
    status: { code: 0 },
  }
}

function textsOf(texts: Readonly<Record<string, string>>) {
  return Object.entries(texts).map(([key, stringValue]) => ({ key, value: { stringValue } }))
}
