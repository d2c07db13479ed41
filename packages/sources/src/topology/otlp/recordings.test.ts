import { describe, expect, test } from 'vitest'
import { hasTopologySamples, readTopologySample } from '../../testing/topology-samples.ts'
import { decodeJson } from './decode-json.ts'
import { decodeProtobuf } from './decode-protobuf.ts'
import type { DecodedRequest, SpanBatch } from './span.ts'
import { edgesOf, wanted } from './testing.ts'

interface ExpectedEdge {
  readonly client: string
  readonly server: string
  readonly connection_type: string
  readonly requests: number
  readonly failed: number
  readonly server_seconds_sum?: number
  readonly client_seconds_sum?: number
}

function batchOf(decoded: DecodedRequest): SpanBatch {
  if (!decoded.ok) throw new Error(decoded.message)
  return decoded.batch
}

const readJson = (file: string) => batchOf(decodeJson(readTopologySample(file), wanted))
const readProtobuf = (file: string) => batchOf(decodeProtobuf(readTopologySample(file), wanted))
const keyOf = ({ client, server, connection_type }: ExpectedEdge) => `${client} → ${server} (${connection_type})`

describe.skipIf(!hasTopologySamples)('recordings', () => {
  const shopEdges = (): readonly ExpectedEdge[] =>
    JSON.parse(readTopologySample('otel-sdk-node/shop.expected-edges.json').toString()).edges
  const shop = ['cart', 'frontend', 'payment']

  test.each([
    ['JSON', () => ['cart', 'frontend-1', 'payment'].map((name) => readJson(`otel-sdk-node/shop-${name}.otlp.json`))],
    ['protobuf', () => shop.map((name) => readProtobuf(`otel-sdk-node/shop-${name}.otlp.pb`))],
  ])('the shop of a real SDK gives exactly its edges, from %s', (_form, read) => {
    const edges = edgesOf(read())
    expect([...edges.keys()].toSorted()).toEqual(shopEdges().map(keyOf).toSorted())
    for (const expected of shopEdges()) {
      expect(edges.get(keyOf(expected))).toMatchObject({ requests: expected.requests, failed: expected.failed })
    }
  })

  test('whatever the order in which the services send, the edges are the same', () => {
    const batches = shop.map((name) => readProtobuf(`otel-sdk-node/shop-${name}.otlp.pb`))
    const edges = edgesOf(batches)
    expect(edgesOf(batches.toReversed())).toEqual(edges)
  })

  const tempoFiles = ['queue-database', 'queue-database2', 'virtual-nodes', 'failed-requests', 'db-system-name']
  test.each(tempoFiles)(
    'the dump of generic protobuf JSON called %s gives the edges that its authors assert',
    (name) => {
      const file = `trace-with-${name}.json`
      const expected: readonly ExpectedEdge[] = JSON.parse(readTopologySample('tempo/expected-edges.json').toString())[
        file
      ]
      const edges = edgesOf([readJson(`tempo/${file}`)])
      for (const edge of expected) {
        const found = edges.get(keyOf(edge))
        expect(found, keyOf(edge)).toMatchObject({ requests: edge.requests, failed: edge.failed })
        if (edge.server_seconds_sum !== undefined) {
          expect(Math.abs((found?.server ?? 0) - edge.server_seconds_sum)).toBeLessThan(0.001)
        }
        if (edge.client_seconds_sum !== undefined) {
          expect(Math.abs((found?.client ?? 0) - edge.client_seconds_sum)).toBeLessThan(0.001)
        }
      }
    },
  )

  test("the specification's own example is read: ids in capitals, a server whose client is elsewhere", () => {
    const batch = readJson('otlp-proto/trace.json')
    expect(batch).toMatchObject({ rejectedSpans: 0 })
    expect(batch.resources[0]?.spans[0]).toMatchObject({
      traceId: '5b8efff798038103d269b633813fc60c',
      spanId: 'eee19b7ec3c1b174',
      parentSpanId: 'eee19b7ec3c1b173',
      kind: 'server',
      seconds: 1,
    })
    expect(edgesOf([batch]).size).toBe(0)
  })

  test('what Jaeger takes is read too', () => {
    expect(readJson('jaeger/otlp2jaeger-in.json').resources[0]?.spans.length).toBeGreaterThan(0)
  })
})
