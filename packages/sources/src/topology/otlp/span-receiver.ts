import type { Sighting } from '@statusgraph/model'
import { limitSighting } from '../limit-sighting.ts'
import { createCallWindow } from './call-window.ts'
import { createPairing, type PairingCounts, type PairingSettings } from './pairing.ts'
import { isSampled, readService, wantedAttributes, type Participant } from './participant.ts'
import { sightCalls } from './sight-calls.ts'
import type { SpanBatch } from './span.ts'

/** How spans become edges. */
export interface SpanReceiverSettings extends PairingSettings {
  /** Rates and latencies are over so long. */
  readonly windowMs: number
  readonly maxNodes: number
  readonly maxEdges: number
}

export interface Receipt {
  readonly rejectedSpans: number
  /** Why, when any was rejected. */
  readonly reason?: string
}

/** What became of the spans so far. */
export interface SpanCounts extends PairingCounts {
  readonly spans: number
  readonly rejected: number
  /** Halves that wait for their other half now. */
  readonly held: number
}

/** What the spans of the window show; silent: none came in the whole window. */
export type SpanReport =
  | { readonly kind: 'seen'; readonly sighting: Sighting; readonly warnings: readonly string[] }
  | { readonly kind: 'silent'; readonly forMs: number }

/** Takes spans and tells edges. Time comes in by the callers, in ms that only ever grow. */
export interface SpanReceiver {
  /** The attributes that decoding should keep. */
  readonly wanted: ReadonlySet<string>
  receive(batch: SpanBatch, nowMs: number): Receipt
  /** As many halves wait as may: whoever sends should come again later. */
  isFull(nowMs: number): boolean
  /** Undefined: nothing ever came. */
  report(nowMs: number): SpanReport | undefined
  counts(): SpanCounts
}

const noName = 'a resource without service.name says nothing about who calls whom'
const noRoom = 'too many spans wait for their other half; send again later, or raise max_items'

/** The window moves on in steps, so many to its length. */
const slotCount = 20
/** The first batches bring what was recorded over some time, and are not taken for a burst. */
const shortestMs = 15_000
/** Of this many services it is remembered that they sent spans at all. */
const mostServices = 20_000

/** Makes a receiver that pairs the spans it is given and counts the calls between services over its window. */
export function createSpanReceiver(settings: SpanReceiverSettings): SpanReceiver {
  const { windowMs, maxEdges } = settings
  const slotMs = windowMs / slotCount
  // Twice as many as are shown, so that the busiest can be chosen.
  const window = createCallWindow({ windowMs, slotMs, maxEdges: 2 * maxEdges })
  let nowMs = 0
  const pairing = createPairing(settings, {
    onCall: (call) => window.add(call, nowMs),
    onTakenBack: (call) => window.takeBack(call),
  })
  const services = new Map<string, { readonly service: Participant; heardMs: number }>()
  let firstMs: number | undefined
  let lastMs = 0
  let sampledMs = -Infinity
  let spans = 0
  let rejected = 0

  function hear(service: Participant): void {
    const known = services.get(service.id)
    if (known !== undefined) known.heardMs = nowMs
    else if (services.size < mostServices) services.set(service.id, { service, heardMs: nowMs })
  }

  function readServices(): readonly Participant[] {
    const heard: Participant[] = []
    for (const [id, { service, heardMs }] of services) {
      if (nowMs - heardMs > windowMs) services.delete(id)
      else heard.push(service)
    }
    return heard
  }

  function nameCaveats(): readonly string[] {
    const told = nowMs - sampledMs <= windowMs
    return [
      `Rates and latencies are over the last ${describeMs(windowMs)}.`,
      told
        ? 'Some of the spans say that they were sampled: rates and errors count the spans that arrived, and the real ones are higher.'
        : 'Rates and errors count the spans that arrived: where traces are sampled, the real ones are higher.',
    ]
  }

  return {
    wanted: wantedAttributes(settings),
    receive(batch, atMs) {
      nowMs = atMs
      pairing.expire(nowMs)
      let rejectedSpans = batch.rejectedSpans
      let { reason } = batch
      for (const { resource, spans: sent } of batch.resources) {
        if (sent.length === 0) continue
        const service = readService(resource)
        if (service === undefined) {
          rejectedSpans += sent.length
          reason = noName
          continue
        }
        firstMs ??= nowMs
        lastMs = nowMs
        hear(service)
        for (const span of sent) {
          if (isSampled(span)) sampledMs = nowMs
          if (pairing.receive(service, span, nowMs)) spans += 1
          else {
            rejectedSpans += 1
            reason = noRoom
          }
        }
      }
      rejected += rejectedSpans
      return { rejectedSpans, ...(reason === undefined ? {} : { reason }) }
    },
    isFull(atMs) {
      nowMs = atMs
      pairing.expire(nowMs)
      return pairing.held() >= settings.maxItems
    },
    report(atMs) {
      nowMs = atMs
      pairing.expire(nowMs)
      if (firstMs === undefined) return undefined
      if (nowMs - lastMs > windowMs) return { kind: 'silent', forMs: nowMs - lastMs }
      // The newest slot has only just begun, and the oldest but it is whole.
      const overMs = Math.min(windowMs - slotMs + (nowMs % slotMs), nowMs - firstMs)
      const seen = sightCalls(window.count(nowMs), readServices(), Math.max(overMs, shortestMs) / 1_000)
      const overflow = window.takeOverflow()
      return {
        kind: 'seen',
        sighting: limitSighting({ ...seen, caveats: nameCaveats() }, settings),
        warnings: overflow === 0 ? [] : [`${overflow} calls between further nodes were not counted (max_edges).`],
      }
    },
    counts: () => ({ ...pairing.counts(), spans, rejected, held: pairing.held() }),
  }
}

function describeMs(ms: number): string {
  if (ms % 60_000 === 0) return ms === 60_000 ? 'minute' : `${ms / 60_000} minutes`
  return `${ms / 1_000} seconds`
}
