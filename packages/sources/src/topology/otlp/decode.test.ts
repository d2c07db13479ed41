import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeReceipt, encodeRefusal } from './answers.ts'
import { decodeJson } from './decode-json.ts'
import { decodeProtobuf } from './decode-protobuf.ts'
import { mostSpans } from './span.ts'
import { wanted } from './testing.ts'

/** Any varint, also those that a protobuf writer makes of negative numbers. */
function varint(value: bigint): Buffer {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, value)
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest % 128n) + 128)
  return Buffer.from([...bytes, Number(rest)])
}
const number = (field: number, value: number | bigint) =>
  Buffer.concat([varint(BigInt(field * 8)), varint(BigInt(value))])
const bytes = (field: number, value: Buffer | string) =>
  Buffer.concat([varint(BigInt(field * 8 + 2)), varint(BigInt(Buffer.byteLength(value))), Buffer.from(value)])
function fixed64(field: number, value: bigint): Buffer {
  const buffer = Buffer.alloc(8)
  buffer.writeBigUInt64LE(value)
  return Buffer.concat([varint(BigInt(field * 8 + 1)), buffer])
}
const requestOf = (...resources: Buffer[]) => Buffer.concat(resources.map((resource) => bytes(1, resource)))
const attribute = (key: string, value: Buffer) => Buffer.concat([bytes(1, key), bytes(2, value)])

const hex = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((id) => Buffer.from(id).toString('hex'))
const attributes = fc.array(
  fc.record({
    key: fc.constantFrom('service.name', 'peer.service', 'server.address', 'not.wanted', 'db.system'),
    value: fc.oneof(
      fc.record({ stringValue: fc.string({ unit: 'grapheme', maxLength: 20 }) }),
      fc.record({ intValue: fc.integer() }),
      fc.record({ boolValue: fc.boolean() }),
    ),
  }),
  { maxLength: 4 },
)
const span = fc.record({
  traceId: hex(16),
  spanId: hex(8),
  parentSpanId: fc.option(hex(8)),
  name: fc.string(),
  kind: fc.integer({ min: 0, max: 7 }),
  startTimeUnixNano: fc.bigInt({ min: 0n, max: 2n ** 62n }).map(String),
  endTimeUnixNano: fc.bigInt({ min: 0n, max: 2n ** 62n }).map(String),
  attributes,
  status: fc.record({ code: fc.integer({ min: 0, max: 2 }) }),
  traceState: fc.constantFrom('', 'ot=th:8'),
  links: fc.array(fc.record({ traceId: hex(16), spanId: hex(8) }), { maxLength: 3 }),
})
const request = fc.record({
  resourceSpans: fc.array(
    fc.record({
      resource: fc.record({ attributes }),
      scopeSpans: fc.array(fc.record({ spans: fc.array(span, { maxLength: 4 }) }), { maxLength: 2 }),
    }),
    { maxLength: 3 },
  ),
})

type Spans = typeof request extends fc.Arbitrary<infer Request> ? Request : never
type Told = Spans['resourceSpans'][number]['resource']['attributes']

const encodeAttributes = (field: number, told: Told) =>
  told.map(({ key, value }) => {
    if ('stringValue' in value) return bytes(field, attribute(key, bytes(1, value.stringValue)))
    if ('boolValue' in value) return bytes(field, attribute(key, number(2, Number(value.boolValue))))
    return bytes(field, attribute(key, number(3, value.intValue)))
  })

function encode({ resourceSpans }: Spans): Buffer {
  return requestOf(
    ...resourceSpans.map(({ resource, scopeSpans }) => {
      const spansOf = (spans: (typeof scopeSpans)[number]['spans']) =>
        spans.map((one) =>
          bytes(
            2,
            Buffer.concat([
              bytes(1, Buffer.from(one.traceId, 'hex')),
              bytes(2, Buffer.from(one.spanId, 'hex')),
              bytes(3, one.traceState),
              ...(one.parentSpanId === null ? [] : [bytes(4, Buffer.from(one.parentSpanId, 'hex'))]),
              bytes(5, one.name),
              number(6, one.kind),
              fixed64(7, BigInt(one.startTimeUnixNano)),
              fixed64(8, BigInt(one.endTimeUnixNano)),
              ...encodeAttributes(9, one.attributes),
              ...one.links.map(({ traceId, spanId }) =>
                bytes(13, Buffer.concat([bytes(1, Buffer.from(traceId, 'hex')), bytes(2, Buffer.from(spanId, 'hex'))])),
              ),
              bytes(15, number(3, one.status.code)),
            ]),
          ),
        )
      return Buffer.concat([
        ...scopeSpans.map(({ spans }) => bytes(2, Buffer.concat([bytes(1, 'a scope'), ...spansOf(spans)]))),
        // A writer may put the resource behind its spans.
        bytes(1, Buffer.concat(encodeAttributes(1, resource.attributes))),
      ])
    }),
  )
}

test('JSON and protobuf of the same spans are understood alike', () => {
  fc.assert(
    fc.property(request, (told) => {
      const fromJson = decodeJson(Buffer.from(JSON.stringify(told)), wanted)
      expect(fromJson.ok).toBe(true)
      expect(decodeProtobuf(encode(told), wanted)).toEqual(fromJson)
    }),
  )
})

test('ids in base64 and in capitals, and kinds by name, mean the same', () => {
  fc.assert(
    fc.property(request, (told) => {
      const plain = decodeJson(Buffer.from(JSON.stringify(told)), wanted)
      const base64 = (id: string) => Buffer.from(id, 'hex').toString('base64')
      const kinds = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER']
      const codes = ['STATUS_CODE_UNSET', 'STATUS_CODE_OK', 'STATUS_CODE_ERROR']
      const reword = (
        change: (one: Spans['resourceSpans'][number]['scopeSpans'][number]['spans'][number]) => object,
      ) => ({
        resourceSpans: told.resourceSpans.map(({ resource, scopeSpans }) => ({
          resource,
          scopeSpans: scopeSpans.map(({ spans }) => ({ spans: spans.map(change) })),
        })),
      })
      const dumped = reword((one) => ({
        ...one,
        traceId: base64(one.traceId),
        spanId: base64(one.spanId),
        parentSpanId: one.parentSpanId === null ? '' : base64(one.parentSpanId),
        kind: `SPAN_KIND_${kinds[one.kind] ?? 'NEW'}`,
        status: { code: codes[one.status.code] },
      }))
      expect(decodeJson(Buffer.from(JSON.stringify(dumped)), wanted)).toEqual(plain)
      const shouted = reword((one) => ({
        ...one,
        traceId: one.traceId.toUpperCase(),
        spanId: one.spanId.toUpperCase(),
      }))
      expect(decodeJson(Buffer.from(JSON.stringify(shouted)), wanted)).toEqual(plain)
    }),
  )
})

test('whatever the bytes are, nothing is thrown', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
      decodeProtobuf(Buffer.from(noise), wanted)
      decodeJson(Buffer.from(noise), wanted)
    }),
    { numRuns: 2_000 },
  )
})

test('whatever is changed, cut or repeated in a good body, nothing is thrown', () => {
  const good = encode({
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'cart' } }] },
        scopeSpans: [
          {
            spans: [
              {
                traceId: 'ab'.repeat(16),
                spanId: 'cd'.repeat(8),
                parentSpanId: null,
                name: 'GET',
                kind: 2,
                startTimeUnixNano: '1000',
                endTimeUnixNano: '2000',
                attributes: [{ key: 'server.address', value: { intValue: -1 } }],
                status: { code: 2 },
                traceState: '',
                links: [{ traceId: 'ab'.repeat(16), spanId: 'ef'.repeat(8) }],
              },
            ],
          },
        ],
      },
    ],
  })
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 6 }),
      fc.nat(good.length),
      (changes, length) => {
        const broken = Buffer.from(good)
        for (const [at, value] of changes) broken[at] = value
        decodeProtobuf(broken.subarray(0, length), wanted)
        decodeProtobuf(Buffer.concat([broken, broken]), wanted)
      },
    ),
    { numRuns: 2_000 },
  )
})

test('whatever the JSON is, nothing is thrown', () => {
  const anything = fc.jsonValue()
  const almost = fc.record({
    resourceSpans: fc.oneof(
      anything,
      fc.array(
        fc.record({
          resource: anything,
          scopeSpans: fc.oneof(
            anything,
            fc.array(
              fc.record({
                spans: fc.oneof(
                  anything,
                  fc.array(
                    fc.oneof(
                      anything,
                      fc.dictionary(
                        fc.constantFrom('traceId', 'spanId', 'kind', 'status', 'attributes', 'parentSpanId'),
                        anything,
                      ),
                    ),
                  ),
                ),
              }),
            ),
          ),
        }),
      ),
    ),
  })
  fc.assert(
    fc.property(fc.oneof(anything, almost), (value) => {
      decodeJson(Buffer.from(JSON.stringify(value)), wanted)
    }),
  )
})

test.each([
  ['a length beyond the end', Buffer.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0x07, 1])],
  ['a length that is negative', Buffer.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01])],
  ['a number that never ends', Buffer.alloc(12, 0xff)],
  ['a field without a number', Buffer.from([0x02, 0x00])],
  ['a group', Buffer.from([0x0b, 0x0c])],
  ['a span that is longer than what holds it', requestOf(bytes(2, Buffer.from([0x12, 0x7f])))],
  ['a number cut short', Buffer.from([0x09, 1, 2])],
])('%s is called what it is', (_what, body) => {
  const decoded = decodeProtobuf(body, wanted)
  expect(decoded).toMatchObject({ ok: false, message: expect.stringMatching(/^The body is not OTLP: .+\.$/) })
})

test('fields that are not known, and values of kinds that we do not read, are passed over', () => {
  const deep = Array.from({ length: 2_000 }).reduce<Buffer>((inner) => bytes(5, bytes(1, inner)), bytes(1, 'deep'))
  const body = requestOf(
    Buffer.concat([
      number(99, 5),
      bytes(
        1,
        Buffer.concat([
          bytes(1, attribute('service.name', deep)),
          bytes(1, attribute('service.name', bytes(1, 'cart'))),
        ]),
      ),
      bytes(2, bytes(2, Buffer.concat([bytes(1, Buffer.alloc(16, 1)), bytes(2, Buffer.alloc(8, 1)), fixed64(77, 1n)]))),
      Buffer.from([0x9d, 0x06, 1, 2, 3, 4]),
    ]),
  )
  const decoded = decodeProtobuf(body, wanted)
  expect(decoded.ok && decoded.batch.resources[0]?.resource.get('service.name')).toBe('cart')
  expect(decoded.ok && decoded.batch.resources[0]?.spans).toHaveLength(1)
})

test('a body of nothing but empty spans costs no memory, and each is rejected', () => {
  const body = requestOf(bytes(2, Buffer.alloc(3_000_000, Buffer.from([0x12, 0]))))
  expect(decodeProtobuf(body, wanted)).toMatchObject({
    ok: true,
    batch: { rejectedSpans: 1_500_000, reason: expect.stringContaining(String(mostSpans)) },
  })
})

test('JSON that is nested 100,000 levels deep is survived', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  const body = `{"resourceSpans":[{"resource":{"attributes":${deep}},"scopeSpans":[]}]}`
  expect(decodeJson(Buffer.from(body), wanted).ok).toBe(true)
})

test('a refusal quotes nothing of the body', () => {
  const decoded = decodeJson(Buffer.from('{"secret": hunter2}'), wanted)
  expect(decoded).toEqual({ ok: false, message: expect.not.stringContaining('hunter2') })
})

test('answers are written as protobuf says', () => {
  expect(encodeReceipt({ rejectedSpans: 0 })).toHaveLength(0)
  expect(encodeReceipt({ rejectedSpans: 300, reason: 'no' }).toString('hex')).toBe('0a0708ac0212026e6f')
  expect(encodeRefusal('no').toString('hex')).toBe('12026e6f')
})
