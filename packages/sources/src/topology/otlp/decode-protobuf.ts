import {
  longestText,
  mostSpans,
  mostLinks,
  noAttributes,
  noLinks,
  readIds,
  readParent,
  rejections,
  secondsBetween,
  spanKinds,
  type Attributes,
  type DecodedRequest,
  type ResourceSpans,
  type Span,
  type SpanLink,
} from './span.ts'
import { bytesField, fixed64Field, varintField, WireError, WireReader } from './wire-reader.ts'

const statusError = 2

/** Reads an `ExportTraceServiceRequest` in protobuf; of the attributes only those that are wanted. */
export function decodeProtobuf(bytes: Buffer, wanted: ReadonlySet<string>): DecodedRequest {
  try {
    return { ok: true, batch: new RequestReader(bytes, wanted).read() }
  } catch (error) {
    if (error instanceof WireError) return { ok: false, message: `The body is not OTLP: ${error.message}.` }
    throw error
  }
}

class RequestReader {
  readonly #reader: WireReader
  readonly #length: number
  readonly #wanted: ReadonlySet<string>
  #spanCount = 0
  #rejectedSpans = 0
  #reason: string | undefined

  constructor(bytes: Buffer, wanted: ReadonlySet<string>) {
    this.#reader = new WireReader(bytes)
    this.#length = bytes.length
    this.#wanted = wanted
  }

  read() {
    const resources: ResourceSpans[] = []
    while (this.#reader.nextField(this.#length)) {
      if (this.#reader.tag === bytesField(1)) resources.push(this.#readResourceSpans(this.#reader.enter(this.#length)))
      else this.#reader.skip(this.#length)
    }
    const reason = this.#reason
    return { resources, rejectedSpans: this.#rejectedSpans, ...(reason === undefined ? {} : { reason }) }
  }

  #readResourceSpans(end: number): ResourceSpans {
    const reader = this.#reader
    const spans: Span[] = []
    let resource = noAttributes
    while (reader.nextField(end)) {
      if (reader.tag === bytesField(1)) resource = this.#readResource(reader.enter(end))
      else if (reader.tag === bytesField(2)) this.#readScopeSpans(reader.enter(end), spans)
      else reader.skip(end)
    }
    return { resource, spans }
  }

  #readResource(end: number): Attributes {
    const attributes = new Map<string, string>()
    while (this.#reader.nextField(end)) {
      if (this.#reader.tag === bytesField(1)) this.#readAttribute(this.#reader.enter(end), attributes)
      else this.#reader.skip(end)
    }
    return attributes
  }

  #readScopeSpans(end: number, spans: Span[]): void {
    while (this.#reader.nextField(end)) {
      if (this.#reader.tag !== bytesField(2)) {
        this.#reader.skip(end)
        continue
      }
      const inner = this.#reader.enter(end)
      if (this.#spanCount >= mostSpans) {
        this.#reader.leave(inner)
        this.#reject(rejections.tooMany)
        continue
      }
      this.#spanCount += 1
      const span = this.#readSpan(inner)
      if (span === undefined) this.#reject(rejections.ids)
      else spans.push(span)
    }
  }

  #reject(reason: string): void {
    this.#rejectedSpans += 1
    this.#reason = reason
  }

  #readSpan(end: number): Span | undefined {
    const reader = this.#reader
    let traceId: string | undefined
    let spanId: string | undefined
    let parentSpanId: string | undefined
    let traceState = ''
    let kind = 0
    let startNs = 0
    let endNs = 0
    let failed = false
    let attributes: Map<string, string> | undefined
    let links: SpanLink[] | undefined
    while (reader.nextField(end)) {
      switch (reader.tag) {
        case bytesField(1):
          traceId = reader.hex(end)
          break
        case bytesField(2):
          spanId = reader.hex(end)
          break
        case bytesField(3):
          traceState = reader.text(end, longestText)
          break
        case bytesField(4):
          parentSpanId = reader.hex(end)
          break
        case varintField(6):
          kind = reader.varint(end)
          break
        case fixed64Field(7):
          startNs = reader.fixed64(end)
          break
        case fixed64Field(8):
          endNs = reader.fixed64(end)
          break
        case bytesField(9):
          attributes ??= new Map()
          this.#readAttribute(reader.enter(end), attributes)
          break
        case bytesField(13): {
          const link = this.#readLink(reader.enter(end))
          links ??= []
          if (link !== undefined && links.length < mostLinks) links.push(link)
          break
        }
        case bytesField(15):
          failed = this.#readStatus(reader.enter(end)) === statusError
          break
        default:
          reader.skip(end)
      }
    }
    const ids = readIds(traceId, spanId)
    if (ids === undefined) return undefined
    return {
      ...ids,
      parentSpanId: readParent(parentSpanId),
      kind: spanKinds[kind] ?? 'unspecified',
      failed,
      seconds: secondsBetween(startNs, endNs),
      traceState,
      attributes: attributes ?? noAttributes,
      links: spanKinds[kind] === 'consumer' ? (links ?? noLinks) : noLinks,
    }
  }

  #readLink(end: number): SpanLink | undefined {
    let traceId: string | undefined
    let spanId: string | undefined
    while (this.#reader.nextField(end)) {
      if (this.#reader.tag === bytesField(1)) traceId = this.#reader.hex(end)
      else if (this.#reader.tag === bytesField(2)) spanId = this.#reader.hex(end)
      else this.#reader.skip(end)
    }
    return readIds(traceId, spanId)
  }

  #readStatus(end: number): number {
    let code = 0
    while (this.#reader.nextField(end)) {
      if (this.#reader.tag === varintField(3)) code = this.#reader.varint(end)
      else this.#reader.skip(end)
    }
    return code
  }

  #readAttribute(end: number, into: Map<string, string>): void {
    const reader = this.#reader
    let key = ''
    let value: string | undefined
    while (reader.nextField(end)) {
      if (reader.tag === bytesField(1)) {
        key = reader.text(end, longestText)
        // The key comes first in practice; then nobody has to look at a value that nobody wants.
        if (!this.#wanted.has(key)) break
      } else if (reader.tag === bytesField(2)) value = this.#readValue(reader.enter(end)) ?? value
      else reader.skip(end)
    }
    reader.leave(end)
    if (value !== undefined && this.#wanted.has(key)) into.set(key, value)
  }

  /** Lists and maps are passed over: no attribute that we want is one. */
  #readValue(end: number): string | undefined {
    const reader = this.#reader
    let value: string | undefined
    while (reader.nextField(end)) {
      switch (reader.tag) {
        case bytesField(1):
          value = reader.text(end, longestText)
          break
        case varintField(2):
          value = String(reader.varint(end) !== 0)
          break
        case varintField(3):
          value = String(reader.varint(end))
          break
        case fixed64Field(4):
          value = String(reader.double(end))
          break
        default:
          reader.skip(end)
      }
    }
    return value
  }
}
