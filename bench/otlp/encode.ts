export interface ToldSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string | null
  readonly name: string
  readonly kind: number
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly attributes: readonly ToldText[]
  readonly status: { readonly code: number }
}

interface ToldText {
  readonly key: string
  readonly value: { readonly stringValue: string }
}

/** An export request as OTLP/JSON has it. */
export interface ToldRequest {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly ToldText[] }
    readonly scopeSpans: readonly { readonly spans: readonly ToldSpan[] }[]
  }[]
}

/** The same request in protobuf. */
export function encodeRequest({ resourceSpans }: ToldRequest): Buffer {
  return Buffer.concat(
    resourceSpans.map(({ resource, scopeSpans }) =>
      bytes(
        1,
        Buffer.concat([
          bytes(1, encodeTexts(1, resource.attributes)),
          ...scopeSpans.map(({ spans }) => bytes(2, Buffer.concat(spans.map((span) => bytes(2, encodeSpan(span)))))),
        ]),
      ),
    ),
  )
}

function encodeSpan(span: ToldSpan): Buffer {
  return Buffer.concat([
    bytes(1, Buffer.from(span.traceId, 'hex')),
    bytes(2, Buffer.from(span.spanId, 'hex')),
    ...(span.parentSpanId === null ? [] : [bytes(4, Buffer.from(span.parentSpanId, 'hex'))]),
    bytes(5, Buffer.from(span.name)),
    Buffer.concat([varint(6 * 8), varint(span.kind)]),
    fixed64(7, BigInt(span.startTimeUnixNano)),
    fixed64(8, BigInt(span.endTimeUnixNano)),
    encodeTexts(9, span.attributes),
    bytes(15, Buffer.concat([varint(3 * 8), varint(span.status.code)])),
  ])
}

function encodeTexts(field: number, texts: readonly ToldText[]): Buffer {
  return Buffer.concat(
    texts.map(({ key, value }) =>
      bytes(field, Buffer.concat([bytes(1, Buffer.from(key)), bytes(2, bytes(1, Buffer.from(value.stringValue)))])),
    ),
  )
}

function bytes(field: number, value: Buffer): Buffer {
  return Buffer.concat([varint(field * 8 + 2), varint(value.length), value])
}

function fixed64(field: number, value: bigint): Buffer {
  const buffer = Buffer.alloc(8)
  buffer.writeBigUInt64LE(value)
  return Buffer.concat([varint(field * 8 + 1), buffer])
}

function varint(value: number): Buffer {
  const parts: number[] = []
  let rest = value
  for (; rest >= 128; rest = Math.floor(rest / 128)) parts.push((rest % 128) + 128)
  return Buffer.from([...parts, rest])
}
