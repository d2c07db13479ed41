import { isRecord } from '../../reading/shape.ts'
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
  type SpanKind,
} from './span.ts'

class ShapeError extends Error {}

/**
 * Reads an export request in JSON; of the attributes only those that are wanted. Both dialects are read: OTLP/JSON as
 * the specification has it (hexadecimal ids, numbers for kinds), and what generic protobuf printers write (base64 ids,
 * names for kinds).
 */
export function decodeJson(bytes: Buffer, wanted: ReadonlySet<string>): DecodedRequest {
  let data: unknown
  try {
    data = JSON.parse(bytes.toString('utf8'))
  } catch (error) {
    // V8 quotes the text around the place, which may hold anything; only the kind of mistake is told.
    const place = error instanceof Error ? /at position \d+/.exec(error.message)?.[0] : undefined
    return { ok: false, message: `The body is not JSON${place === undefined ? '' : ` (${place})`}.` }
  }
  try {
    return { ok: true, batch: readRequest(data, wanted) }
  } catch (error) {
    if (error instanceof ShapeError) return { ok: false, message: `The body is not OTLP: ${error.message}.` }
    throw error
  }
}

function readRequest(data: unknown, wanted: ReadonlySet<string>) {
  if (!isRecord(data)) throw new ShapeError('it is not an object with resourceSpans')
  const resources: ResourceSpans[] = []
  let spanCount = 0
  let rejectedSpans = 0
  let reason: string | undefined
  for (const entry of listAt(data, 'resourceSpans')) {
    const group = recordOf(entry, 'an entry of resourceSpans')
    const spans: Span[] = []
    for (const scope of listAt(group, 'scopeSpans')) {
      for (const told of listAt(recordOf(scope, 'an entry of scopeSpans'), 'spans')) {
        const span = spanCount < mostSpans ? readSpan(told, wanted) : undefined
        if (span === undefined) {
          rejectedSpans += 1
          reason = spanCount < mostSpans ? rejections.ids : rejections.tooMany
        } else spans.push(span)
        spanCount += 1
      }
    }
    const { resource } = group
    resources.push({
      resource: isRecord(resource) ? readAttributes(resource['attributes'], wanted) : noAttributes,
      spans,
    })
  }
  return { resources, rejectedSpans, ...(reason === undefined ? {} : { reason }) }
}

/** A list that is null or absent is empty. */
function listAt(owner: Readonly<Record<string, unknown>>, key: string): readonly unknown[] {
  const list = owner[key] ?? []
  if (Array.isArray(list)) return list
  throw new ShapeError(`${key} is not a list`)
}

function recordOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (isRecord(value)) return value
  throw new ShapeError(`${what} is not an object`)
}

function readSpan(told: unknown, wanted: ReadonlySet<string>): Span | undefined {
  if (!isRecord(told)) return undefined
  const ids = readIds(readId(told['traceId'], 16), readId(told['spanId'], 8))
  if (ids === undefined) return undefined
  const { status, traceState } = told
  const code = isRecord(status) ? status['code'] : undefined
  const kind = readKind(told['kind'])
  return {
    ...ids,
    parentSpanId: readParent(readId(told['parentSpanId'], 8)),
    kind,
    failed: code === 2 || code === '2' || code === 'STATUS_CODE_ERROR',
    seconds: secondsBetween(Number(told['startTimeUnixNano']), Number(told['endTimeUnixNano'])),
    traceState: typeof traceState === 'string' ? traceState.slice(0, longestText) : '',
    attributes: readAttributes(told['attributes'], wanted),
    links: kind === 'consumer' ? readLinks(told['links']) : noLinks,
  }
}

function readLinks(told: unknown): readonly SpanLink[] {
  if (!Array.isArray(told) || told.length === 0) return noLinks
  return told
    .flatMap((entry: unknown) => {
      const ids = isRecord(entry) ? readIds(readId(entry['traceId'], 16), readId(entry['spanId'], 8)) : undefined
      return ids === undefined ? [] : [ids]
    })
    .slice(0, mostLinks)
}

const kindByName: ReadonlyMap<unknown, SpanKind> = new Map(
  spanKinds.flatMap((kind, number): [unknown, SpanKind][] => [
    [number, kind],
    [String(number), kind],
    [`SPAN_KIND_${kind.toUpperCase()}`, kind],
  ]),
)

function readKind(kind: unknown): SpanKind {
  return kindByName.get(kind) ?? 'unspecified'
}

/** An id of so many bytes as hexadecimal text; hexadecimal and base64 differ in length, so nothing is guessed. */
function readId(id: unknown, bytes: number): string | undefined {
  if (typeof id !== 'string') return undefined
  if (id.length === 2 * bytes) return /^[\da-f]+$/i.test(id) ? id.toLowerCase() : undefined
  const digits = id.replace(/={1,2}$/, '')
  if (digits.length !== Math.ceil((bytes * 4) / 3) || !/^[\w+/-]+$/.test(digits)) return undefined
  return Buffer.from(digits, 'base64').toString('hex')
}

function readAttributes(told: unknown, wanted: ReadonlySet<string>): Attributes {
  if (!Array.isArray(told)) return noAttributes
  let attributes: Map<string, string> | undefined
  for (const entry of told) {
    if (!isRecord(entry)) continue
    const { key, value } = entry
    if (typeof key !== 'string' || !wanted.has(key) || !isRecord(value)) continue
    const text = readValue(value)
    if (text !== undefined) (attributes ??= new Map()).set(key, text.slice(0, longestText))
  }
  return attributes ?? noAttributes
}

function readValue(value: Readonly<Record<string, unknown>>): string | undefined {
  const simple = value['stringValue'] ?? value['intValue'] ?? value['boolValue'] ?? value['doubleValue']
  if (typeof simple === 'string') return simple
  return typeof simple === 'number' || typeof simple === 'boolean' ? String(simple) : undefined
}
