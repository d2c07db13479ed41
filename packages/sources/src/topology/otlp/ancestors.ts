import type { Participant } from './participant.ts'
import type { Span } from './span.ts'

/** The spans seen lately, by which a span finds who stands above it. */
export interface Ancestors {
  note(service: Participant, span: Span): void
  /** The service of the nearest span, from this one upwards, that belongs to another service. */
  nearestOther(traceId: string, spanId: string, id: string): Participant | undefined
}

/** Traces are not deeper in practice, and circles end. */
const mostSteps = 64

/** Remembers the last `maxItems` spans. */
export function createAncestors(maxItems: number): Ancestors {
  const spans = new Map<string, { readonly service: Participant; readonly parentSpanId: string | undefined }>()
  return {
    note(service, { traceId, spanId, parentSpanId }) {
      spans.set(traceId + spanId, { service, parentSpanId })
      if (spans.size <= maxItems) return
      for (const oldest of spans.keys()) {
        spans.delete(oldest)
        break
      }
    },
    nearestOther(traceId, spanId, id) {
      let next: string | undefined = spanId
      for (let step = 0; step < mostSteps && next !== undefined; step++) {
        const span = spans.get(traceId + next)
        if (span === undefined) return undefined
        if (span.service.id !== id) return span.service
        next = span.parentSpanId
      }
      return undefined
    },
  }
}
