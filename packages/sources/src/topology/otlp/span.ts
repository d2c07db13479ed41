/** In the order of the numbers that OTLP gives them. */
export const spanKinds = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'] as const
export type SpanKind = (typeof spanKinds)[number]

/** Attributes by name, values as text. Only those that were asked for are kept. */
export type Attributes = ReadonlyMap<string, string>

/** Another span, of any trace. */
export interface SpanLink {
  readonly traceId: string
  readonly spanId: string
}

/** What of a span tells of calls. */
export interface Span {
  /** 32 hex digits. */
  readonly traceId: string
  /** 16 hex digits. */
  readonly spanId: string
  /** Undefined: the span is the root of its trace. */
  readonly parentSpanId: string | undefined
  readonly kind: SpanKind
  readonly failed: boolean
  readonly seconds: number | undefined
  /** W3C `tracestate`, which may tell that traces are sampled. */
  readonly traceState: string
  readonly attributes: Attributes
  /** Of a consumer: the producers of its messages. */
  readonly links: readonly SpanLink[]
}

/** The spans that one resource sent: one instance of one service, as a rule. */
export interface ResourceSpans {
  readonly resource: Attributes
  readonly spans: readonly Span[]
}

/** The spans of one export request. */
export interface SpanBatch {
  readonly resources: readonly ResourceSpans[]
  /** How many spans could not be used, and why the last of them could not. */
  readonly rejectedSpans: number
  readonly reason?: string
}

/** A request as it was understood; a request that is no OTLP at all is refused as a whole. */
export type DecodedRequest =
  | { readonly ok: true; readonly batch: SpanBatch }
  | { readonly ok: false; readonly message: string }

export const noAttributes: Attributes = new Map()
export const noLinks: readonly SpanLink[] = []

/** Of a span that consumed many messages at once, no more producers are looked for. */
export const mostLinks = 32

/** A request holds no more spans than this; the rest is rejected. SDKs send 512 at once and collectors 8,192. */
export const mostSpans = 100_000

/** No text of a span is longer than this; the rest is cut off. */
export const longestText = 400

/** Why a span cannot be used. */
export const rejections = {
  ids: 'a span needs a traceId of 16 bytes and a spanId of 8 bytes that are not all zeros',
  tooMany: `a request may hold ${mostSpans} spans; send smaller batches`,
} as const

const zeros = /^0*$/

/** Ids in hexadecimal, lower case; undefined when they are none. */
export function readIds(traceId: string | undefined, spanId: string | undefined): SpanLink | undefined {
  if (traceId === undefined || spanId === undefined) return undefined
  if (traceId.length !== 32 || spanId.length !== 16 || zeros.test(traceId) || zeros.test(spanId)) return undefined
  return { traceId, spanId }
}

/** A parent that is missing, empty or all zeros is none. */
export function readParent(id: string | undefined): string | undefined {
  return id === undefined || id.length !== 16 || zeros.test(id) ? undefined : id
}

/** Instants in ns since 1970, as floating-point numbers: they are exact to a quarter of a microsecond. */
export function secondsBetween(startNs: number, endNs: number): number | undefined {
  if (!(startNs > 0) || !(endNs > 0)) return undefined
  return Math.max(0, endNs - startNs) / 1e9
}
