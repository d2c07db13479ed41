import { createAncestors } from './ancestors.ts'
import { callOfClient, callOfServer, pairOf, readHalf, type Call, type Half } from './call.ts'
import { callsDatabase, isProbed, user, type Participant, type PeerNaming } from './participant.ts'
import type { Span, SpanLink } from './span.ts'

export interface PairingSettings extends PeerNaming {
  /** How long one half of a call waits for the other. */
  readonly waitMs: number
  /** No more halves wait; what comes beyond is dropped, and counted. */
  readonly maxItems: number
  /** A server without its client's half is linked to the nearest other service above it in the trace. */
  readonly linkAncestors: boolean
}

export interface PairingEars {
  readonly onCall: (call: Call) => void
  /** A call was told of by one end, and the other end told of it later, in other words. */
  readonly onTakenBack: (call: Call) => void
}

/** What happened so far. */
export interface PairingCounts {
  readonly calls: number
  /** Halves whose other half did not come, and that name nobody. */
  readonly expired: number
  /** Halves that came after the other half had stopped waiting, and were paired all the same. */
  readonly late: number
  /** Halves that found no room. */
  readonly dropped: number
}

export interface Pairing {
  /** @returns false when there was no room for it */
  receive(service: Participant, span: Span, nowMs: number): boolean
  /** Lets go of what has waited long enough. */
  expire(nowMs: number): void
  held(): number
  counts(): PairingCounts
}

/** Everything known of one call: at most one client, and servers, of which only messages have several. */
interface Meeting {
  readonly sinceMs: number
  readonly traceId: string
  /** The span of the client: its own, and the servers' parent. */
  readonly spanId: string
  client: Half | undefined
  readonly servers: Half[]
}

/** A meeting that no longer waits, kept for a while for those that are late. */
interface Settled extends Meeting {
  /** Nobody came in time. */
  readonly isExpired: boolean
  /** What one end's word alone was taken for. */
  taken: readonly Call[]
}

/** One message may have many receivers; more of them are not paired. */
const mostServers = 32

/**
 * Pairs the two halves of each call: the client's span, and the server's span whose parent it is. Memory is bounded
 * by `maxItems`, whatever comes.
 */
export function createPairing(settings: PairingSettings, { onCall, onTakenBack }: PairingEars): Pairing {
  const { waitMs, maxItems } = settings
  /** In the order of their arrival, as maps are. */
  const waiting = new Map<string, Meeting>()
  const settled = new Map<string, Settled>()
  const ancestors = settings.linkAncestors ? createAncestors(maxItems) : undefined
  let waitingHalves = 0
  let settledHalves = 0
  let calls = 0
  let expired = 0
  let late = 0
  let dropped = 0

  function tell(call: Call): Call {
    calls += 1
    onCall(call)
    return call
  }

  function stopWaiting(key: string, meeting: Meeting): void {
    waiting.delete(key)
    waitingHalves -= countHalves(meeting)
  }

  function settle(key: string, meeting: Settled): void {
    settled.set(key, meeting)
    settledHalves += countHalves(meeting)
    for (const [oldest, old] of settled) {
      if (settledHalves <= maxItems) break
      settled.delete(oldest)
      settledHalves -= countHalves(old)
    }
  }

  /** Adds a half to what is known of its call, and tells the calls that this completes; false: it was known. */
  function join(meeting: Meeting, half: Half, isClient: boolean): boolean {
    const { client, servers } = meeting
    if (isClient) {
      if (client !== undefined) return false
      meeting.client = half
      for (const server of servers) tell(pairOf(half, server))
    } else {
      if (servers.length >= mostServers || servers.some(({ spanId }) => spanId === half.spanId)) return false
      servers.push(half)
      if (client !== undefined) tell(pairOf(client, half))
    }
    return true
  }

  /** Brings a half to where the span of the client is, and waits there if nobody else is there. */
  function meet(at: SpanLink, half: Half, isClient: boolean, nowMs: number): boolean {
    const key = keyOf(at)
    const meeting = waiting.get(key)
    const before = settled.get(key)
    if (meeting !== undefined) joinWaiting(key, meeting, half, isClient, nowMs)
    else if (before !== undefined) joinSettled(before, half, isClient)
    else if (waitingHalves < maxItems) {
      const [client, servers] = isClient ? [half, []] : [undefined, [half]]
      waiting.set(key, { ...at, sinceMs: nowMs, client, servers })
      waitingHalves += 1
    } else {
      dropped += 1
      return false
    }
    return true
  }

  /** Databases do not speak, as a rule, so nobody waits for them; where one does, its word replaces the client's. */
  function meetDatabase(at: SpanLink, client: Half, database: Participant, nowMs: number): boolean {
    const key = keyOf(at)
    if (waiting.has(key) || settled.has(key)) return meet(at, client, true, nowMs)
    const taken = [tell(callOfClient(client, database, 'database'))]
    settle(key, { ...at, sinceMs: nowMs, client, servers: [], isExpired: false, taken })
    return true
  }

  function joinWaiting(key: string, meeting: Meeting, half: Half, isClient: boolean, nowMs: number): void {
    if (!join(meeting, half, isClient)) return
    waitingHalves += 1
    if (meeting.client === undefined) return
    stopWaiting(key, meeting)
    settle(key, { ...meeting, sinceMs: nowMs, isExpired: false, taken: [] })
  }

  function joinSettled(meeting: Settled, half: Half, isClient: boolean): void {
    if (!join(meeting, half, isClient)) return
    settledHalves += 1
    if (meeting.client === undefined) {
      meeting.taken = [...meeting.taken, ...believe(meeting, half)]
      return
    }
    if (meeting.isExpired) late += 1
    for (const call of meeting.taken) onTakenBack(call)
    calls -= meeting.taken.length
    meeting.taken = []
  }

  /** What a server without a client is taken for: a consumer knows the broker that called it, if not the producer. */
  function believe(meeting: Meeting, server: Half): readonly Call[] {
    const above = ancestors?.nearestOther(meeting.traceId, meeting.spanId, server.service.id)
    const caller = above ?? (server.isMessaging ? server.peer : undefined)
    if (caller !== undefined) return [tell(callOfServer(server, caller))]
    expired += 1
    return []
  }

  function giveUp(key: string, meeting: Meeting, nowMs: number): void {
    const { client } = meeting
    const taken: Call[] = []
    if (client?.peer !== undefined) taken.push(tell(callOfClient(client, client.peer, 'virtual_node')))
    else if (client !== undefined) expired += 1
    for (const server of meeting.servers) taken.push(...believe(meeting, server))
    settle(key, { ...meeting, sinceMs: nowMs, isExpired: true, taken })
  }

  return {
    receive(service, span, nowMs) {
      const { traceId, spanId, parentSpanId, kind } = span
      ancestors?.note(service, span)
      const isClient = kind === 'client' || kind === 'producer'
      if (!isClient && kind !== 'server' && kind !== 'consumer') return true
      const half = readHalf(service, span, settings)
      if (span.links.length > 0) {
        // Whoever takes many messages at once has one parent, and a link to each producer.
        return span.links.map((link) => meet(link, half, false, nowMs)).every(Boolean)
      }
      if (!isClient && parentSpanId === undefined) {
        // Nobody above it was traced: nothing is worth waiting for.
        if (!isProbed(span)) tell(callOfServer(half, half.peer ?? user))
        return true
      }
      const at = { traceId, spanId: isClient ? spanId : (parentSpanId ?? spanId) }
      if (isClient && half.peer !== undefined && callsDatabase(span)) return meetDatabase(at, half, half.peer, nowMs)
      return meet(at, half, isClient, nowMs)
    },
    expire(nowMs) {
      for (const [key, meeting] of settled) {
        if (nowMs - meeting.sinceMs < waitMs) break
        settled.delete(key)
        settledHalves -= countHalves(meeting)
      }
      for (const [key, meeting] of waiting) {
        if (nowMs - meeting.sinceMs < waitMs) break
        stopWaiting(key, meeting)
        giveUp(key, meeting, nowMs)
      }
    },
    held: () => waitingHalves,
    counts: () => ({ calls, expired, late, dropped }),
  }
}

function keyOf({ traceId, spanId }: SpanLink): string {
  return traceId + spanId
}

function countHalves({ client, servers }: Meeting): number {
  return servers.length + (client === undefined ? 0 : 1)
}
