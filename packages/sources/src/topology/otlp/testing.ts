import { decodeJson } from './decode-json.ts'
import type { Call } from './call.ts'
import { createPairing, type PairingSettings } from './pairing.ts'
import { defaultDatabaseAttributes, defaultPeerAttributes, readService, wantedAttributes } from './participant.ts'
import { noAttributes, noLinks, type Span, type SpanBatch } from './span.ts'

export const pairingSettings: PairingSettings = {
  waitMs: 10_000,
  maxItems: 20_000,
  peerAttributes: defaultPeerAttributes,
  databaseAttributes: defaultDatabaseAttributes,
  linkAncestors: false,
}

export const wanted = wantedAttributes(pairingSettings)

/** A batch out of a body that must be good. */
export function readBatch(body: unknown): SpanBatch {
  const decoded = decodeJson(Buffer.from(JSON.stringify(body)), wanted)
  if (!decoded.ok) throw new Error(decoded.message)
  return decoded.batch
}

/** A span with ids out of small numbers; 0 is no parent. */
export function spanOf(ids: readonly [trace: number, span: number, parent: number], more: Partial<Span> = {}): Span {
  const [trace, span, parent] = ids
  return {
    traceId: trace.toString(16).padStart(32, '0'),
    spanId: span.toString(16).padStart(16, '0'),
    parentSpanId: parent === 0 ? undefined : parent.toString(16).padStart(16, '0'),
    kind: 'internal',
    failed: false,
    seconds: 0.1,
    traceState: '',
    attributes: noAttributes,
    links: noLinks,
    ...more,
  }
}

export function serviceOf(name: string) {
  const service = readService(new Map([['service.name', name]]))
  if (service === undefined) throw new Error('a service needs a name')
  return service
}

/** A pairing that keeps every call that was not taken back. */
export function startPairing(settings: Partial<PairingSettings> = {}) {
  const calls: Call[] = []
  const pairing = createPairing(
    { ...pairingSettings, ...settings },
    {
      onCall: (call) => calls.push(call),
      onTakenBack: (call) => calls.splice(calls.indexOf(call), 1),
    },
  )
  return { pairing, calls, told: () => calls.map(tellCall) }
}

/** `client → server (connection)`, and `!` when it failed. */
function tellCall({ client, server, connection, failed }: Call): string {
  return `${client.name} → ${server.name}${connection === '' ? '' : ` (${connection})`}${failed ? ' !' : ''}`
}

/** The edges of all calls of the batches once everything has waited long enough, as the recordings list them. */
export function edgesOf(batches: readonly SpanBatch[], settings: Partial<PairingSettings> = {}) {
  const { pairing, calls } = startPairing(settings)
  for (const batch of batches) {
    for (const { resource, spans } of batch.resources) {
      const service = readService(resource)
      if (service !== undefined) for (const span of spans) pairing.receive(service, span, 0)
    }
  }
  pairing.expire(60_000)
  const edges = new Map<string, { requests: number; failed: number; server: number; client: number }>()
  for (const call of calls) {
    const key = `${call.client.name} → ${call.server.name} (${call.connection})`
    const edge = edges.get(key) ?? { requests: 0, failed: 0, server: 0, client: 0 }
    edges.set(key, edge)
    edge.requests += 1
    edge.failed += Number(call.failed)
    edge.server += call.serverSeconds ?? call.clientSeconds ?? 0
    edge.client += call.clientSeconds ?? 0
  }
  return edges
}
