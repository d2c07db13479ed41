import { gzipSync } from 'node:zlib'
import { hasTopologySamples, readTopologySample } from '@statusgraph/sources/testing'
import { describe, expect, test, vi } from 'vitest'
import { otlpConfig, startReceiving, tellEdges } from './testing.ts'

const json = { 'content-type': 'application/json' }
const protobuf = { 'content-type': 'application/x-protobuf' }

function bodyOf(spans: readonly unknown[], service = 'cart'): string {
  const attributes = service === '' ? [] : [{ key: 'service.name', value: { stringValue: service } }]
  return JSON.stringify({ resourceSpans: [{ resource: { attributes }, scopeSpans: [{ spans }] }] })
}

const ids = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) }
const rootServer = { ...ids, kind: 2, startTimeUnixNano: '1000000000', endTimeUnixNano: '1500000000' }
/** One resource without anything. */
const emptyRequest = Buffer.from([0x0a, 0])

describe.skipIf(!hasTopologySamples)('the recorded shop', () => {
  const expected = [
    'shop/cart → redis.shop.svc',
    'shop/frontend → 127.0.0.1',
    'shop/frontend → kafka',
    'shop/frontend → shop/cart',
    'shop/frontend → shop/payment',
    'shop/payment → postgresql.shop.svc',
    'user → shop/frontend',
  ]
  const jsonFiles = ['cart', 'frontend-1', 'payment'].map((name) => `otel-sdk-node/shop-${name}.otlp.json`)
  const protobufFiles = ['cart', 'frontend', 'payment'].map((name) => `otel-sdk-node/shop-${name}.otlp.pb`)

  test.each([
    ['JSON', jsonFiles, json, false],
    ['protobuf', protobufFiles, protobuf, false],
    ['JSON with gzip', jsonFiles, json, true],
    ['protobuf with gzip', protobufFiles, protobuf, true],
  ])('gives the same edges from %s', async (_form, files, type, zipped) => {
    const receiving = await startReceiving()
    for (const file of files) {
      const body = readTopologySample(file)
      const response = await receiving.send(zipped ? gzipSync(body) : body, {
        ...type,
        ...(zipped ? { 'content-encoding': 'gzip' } : {}),
      })
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toContain(type['content-type'])
      expect(await response.text()).toBe(type === json ? '{}' : '')
    }
    receiving.pass(10_000)
    const sighting = await receiving.until(({ edges }) => edges.length >= expected.length)
    expect(tellEdges(sighting)).toEqual(expected)
    expect(sighting.nodes.find(({ id }) => id === 'shop/cart')).toEqual({
      id: 'shop/cart',
      name: 'cart',
      namespace: 'shop',
      kind: 'service',
      provenance: 'observed',
      ids: ['svc:shop/cart'],
    })
    const payment = sighting.edges.find(({ target }) => target === 'shop/payment')
    expect(payment).toMatchObject({ provenance: 'observed', protocol: 'http', traffic: { layer: 'server' } })
    expect((payment?.traffic?.errorsPerSecond ?? 0) / (payment?.traffic?.ratePerSecond ?? 1)).toBeCloseTo(0.25)
    expect(payment?.traffic?.p95Seconds).toBeGreaterThan(0)
  })
})

test('the receiver becomes a source with the first spans, and not before', async () => {
  const receiving = await startReceiving()
  const { send, admitted } = receiving
  expect((await send('{}', json)).status).toBe(200)
  expect(admitted).toEqual([])
  await send(bodyOf([rootServer]), json)
  expect(admitted).toMatchObject([{ name: 'otlp', kind: 'otlp' }])
  const { caveats = [] } = await receiving.until(({ edges }) => edges.length === 1)
  expect(caveats.join(' ')).toContain('sampled')
})

test('when no span comes any more, the source fails, and nothing is said to be gone', async () => {
  const receiving = await startReceiving()
  await receiving.send(bodyOf([rootServer]), json)
  await receiving.until(({ edges }) => edges.length === 1)
  receiving.pass(400_000)
  await vi.waitUntil(() => receiving.handovers.at(-1)?.kind === 'failed', { timeout: 10_000 })
  expect(receiving.handovers.at(-1)).toMatchObject({
    source: 'otlp',
    failure: { code: 'silent', message: 'No spans have come for 6 minutes.' },
  })
  await receiving.send(bodyOf([rootServer]), json)
  await vi.waitUntil(() => receiving.handovers.at(-1)?.kind === 'seen', { timeout: 10_000 })
  expect(receiving.lastSighting()?.edges).toHaveLength(1)
})

test('what came last is handed over before the receiver ends', async () => {
  const { send, otlp, lastSighting } = await startReceiving(otlpConfig({ flushMs: 300_000 }))
  await send(bodyOf([rootServer]), json)
  expect(lastSighting()).toBeUndefined()
  await otlp.stop()
  expect(lastSighting()?.edges).toHaveLength(1)
})

test('content types are understood with their parameters, and in any case', async () => {
  const { send } = await startReceiving()
  expect((await send('{}', { 'content-type': 'Application/JSON; charset=utf-8' })).status).toBe(200)
  expect((await send('{}', { 'content-type': 'application/x-protobuf; v=1' })).status).toBe(400)
})

test('it answers under the path of a reverse proxy too', async () => {
  const { send } = await startReceiving(otlpConfig(), '/statusgraph')
  expect((await send('{}', json)).status).toBe(200)
})

test('spans that cannot be used are counted in the answer, and the others are taken', async () => {
  const { send, otlp } = await startReceiving()
  const answer = await send(bodyOf([rootServer, { traceId: 'abc' }, 42]), json)
  expect(await answer.json()).toEqual({
    partialSuccess: { rejectedSpans: '2', errorMessage: expect.stringContaining('traceId') },
  })
  const nameless = await send(bodyOf([rootServer], ''), json)
  expect(await nameless.json()).toMatchObject({
    partialSuccess: { rejectedSpans: '1', errorMessage: expect.stringContaining('service.name') },
  })
  expect(otlp.counts()).toMatchObject({ spans: 1, rejected: 3 })
})

test.each([
  ['no JSON', 'spans', json, 400, /not JSON/],
  ['cut JSON', '{"resourceSpans": [', json, 400, /not JSON/],
  ['a list', '[]', json, 400, /resourceSpans/],
  ['spans that are no list', '{"resourceSpans":[{"scopeSpans":[{"spans":{}}]}]}', json, 400, /spans is not a list/],
  ['what is not gzip', 'plain', { ...json, 'content-encoding': 'gzip' }, 400, /gzip/],
  ['an unknown compression', '{}', { ...json, 'content-encoding': 'zstd' }, 415, /gzip/],
  ['plain text', '{}', { 'content-type': 'text/plain' }, 415, /application\/json/],
  ['too much', 'x'.repeat(6 * 1024 * 1024), json, 413, /too large/],
])('%s is refused with a reason', async (_what, body, headers, status, words) => {
  const { send } = await startReceiving()
  const response = await send(body, headers)
  expect(response.status).toBe(status)
  const text = await response.text()
  expect(text).toMatch(words)
  expect(text).not.toMatch(/node_modules|\.ts:/)
})

test('a bomb of gzip is refused before it is unpacked', async () => {
  const { send } = await startReceiving()
  const bomb = gzipSync(Buffer.alloc(40 * 1024 * 1024, ' '))
  const response = await send(bomb, { ...json, 'content-encoding': 'gzip' })
  expect(response.status).toBe(413)
})

test('a sender of protobuf is refused in protobuf', async () => {
  const { send } = await startReceiving()
  const response = await send(Buffer.from([0x0a, 0x7f, 1]), protobuf)
  expect(response.status).toBe(400)
  expect(response.headers.get('content-type')).toContain('application/x-protobuf')
  expect(await response.text()).toContain('cut short')
  expect((await send(emptyRequest, protobuf)).status).toBe(200)
})

test('with a token, only who brings it may send, and the answer tells nothing of it', async () => {
  const { send, otlp } = await startReceiving(otlpConfig({ token: 'open-sesame' }))
  const body = bodyOf([rootServer])
  for (const authorization of [undefined, 'Bearer wrong', 'Basic b3Blbi1zZXNhbWU=', 'open-sesame']) {
    const response = await send(body, { ...json, ...(authorization === undefined ? {} : { authorization }) })
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toContain('Bearer')
    expect(await response.text()).not.toContain('open-sesame')
  }
  expect(otlp.counts().spans).toBe(0)
  expect((await send(body, { ...json, authorization: 'Bearer open-sesame' })).status).toBe(200)
  expect(otlp.counts().spans).toBe(1)
})

test('who is switched off is not there', async () => {
  const { send } = await startReceiving(otlpConfig({ isEnabled: false }))
  expect((await send('{}', json)).status).toBe(404)
})

test('when as many spans wait as may, senders are told when to come again', async () => {
  const { send, otlp } = await startReceiving(otlpConfig({}, { maxItems: 100, waitMs: 60_000 }))
  const client = (number: number) => ({ ...ids, spanId: String(number).padStart(16, '0'), kind: 3 })
  const many = Array.from({ length: 150 }, (_, number) => client(number + 1))
  const first = await send(bodyOf(many), json)
  expect(await first.json()).toMatchObject({ partialSuccess: { rejectedSpans: '50' } })
  const second = await send(bodyOf(many), json)
  expect(second.status).toBe(429)
  expect(second.headers.get('retry-after')).toBe('60')
  expect(otlp.counts()).toMatchObject({ held: 100, dropped: 50 })
})

test('a new configuration is in force at once, and what was received stays', async () => {
  const { send, otlp } = await startReceiving()
  await send(bodyOf([rootServer]), json)
  await otlp.reload(otlpConfig({ token: 'new' }))
  expect((await send(bodyOf([rootServer]), json)).status).toBe(401)
  expect(otlp.counts().spans).toBe(1)
})
