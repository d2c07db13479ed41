import { createAncestors } from './ancestors.ts'
import {
  callsDatabase,
  isProbed,
  readPeer,
  readProtocol,
  user,
  type Participant,
  type PeerNaming,
} from './participant.ts'
import type { Span } from './span.ts'

/** How a call became known, in the words of service graph metrics; `''` is a call that both ends told of. */
export type Connection = '' | 'messaging_system' | 'database' | 'virtual_node'

/** One call from one participant to another. */
export interface Call {
  readonly client: Participant
  readonly server: Participant
  readonly connection: Connection
  readonly failed: boolean
  readonly clientSeconds: number | undefined
  readonly serverSeconds: number | undefined
  readonly protocol: string | undefined
}

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

/** One end's word on a call. */
interface Half {
  readonly service: Participant
  readonly spanId: string
  readonly isMessaging: boolean
  readonly failed: boolean
  readonly seconds: number | undefined
  readonly peer: Participant | undefined
  readonly protocol: string | undefined
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
    if (meeting.isExpired) late += 1
    if (meeting.client === undefined) return
    for (const call of meeting.taken) onTakenBack(call)
    calls -= meeting.taken.length
    meeting.taken = []
  }

  function giveUp(key: string, meeting: Meeting, nowMs: number): void {
    const { client } = meeting
    const taken: Call[] = []
    if (client?.peer !== undefined) taken.push(tell(callOfClient(client, client.peer, 'virtual_node')))
    else if (client !== undefined) expired += 1
    for (const server of meeting.servers) {
      const above = ancestors?.nearestOther(meeting.traceId, meeting.spanId, server.service.id)
      if (above === undefined) expired += 1
      else taken.push(tell(callOfServer(server, above)))
    }
    settle(key, { ...meeting, sinceMs: nowMs, isExpired: true, taken })
  }

  return {
    receive(service, span, nowMs) {
      const { traceId, spanId, parentSpanId, kind } = span
      ancestors?.note(service, span)
      const isClient = kind === 'client' || kind === 'producer'
      if (!isClient && kind !== 'server' && kind !== 'consumer') return true
      const half = readHalf(service, span, settings)
      if (!isClient && parentSpanId === undefined) {
        // Nobody above it was traced: nothing is worth waiting for.
        if (!isProbed(span)) tell(callOfServer(half, half.peer ?? user))
        return true
      }
      const meetingSpanId = isClient ? spanId : (parentSpanId ?? spanId)
      const key = traceId + meetingSpanId
      const [client, servers] = isClient ? [half, []] : [undefined, [half]]
      const fresh: Meeting = { sinceMs: nowMs, traceId, spanId: meetingSpanId, client, servers }
      const meeting = waiting.get(key)
      const before = settled.get(key)
      if (meeting !== undefined) joinWaiting(key, meeting, half, isClient, nowMs)
      else if (before !== undefined) joinSettled(before, half, isClient)
      else if (half.peer !== undefined && callsDatabase(span)) {
        // Databases do not speak, as a rule; where one does, its word replaces this one.
        settle(key, { ...fresh, isExpired: false, taken: [tell(callOfClient(half, half.peer, 'database'))] })
      } else if (waitingHalves < maxItems) {
        waiting.set(key, fresh)
        waitingHalves += 1
      } else {
        dropped += 1
        return false
      }
      return true
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

function countHalves({ client, servers }: Meeting): number {
  return servers.length + (client === undefined ? 0 : 1)
}

function readHalf(service: Participant, span: Span, naming: PeerNaming): Half {
  return {
    service,
    spanId: span.spanId,
    isMessaging: span.kind === 'producer' || span.kind === 'consumer',
    failed: span.failed,
    seconds: span.seconds,
    peer: readPeer(span, naming),
    protocol: readProtocol(span),
  }
}

function pairOf(client: Half, server: Half): Call {
  return {
    client: client.service,
    server: server.service,
    connection: client.isMessaging || server.isMessaging ? 'messaging_system' : '',
    failed: client.failed || server.failed,
    clientSeconds: client.seconds,
    serverSeconds: server.seconds,
    protocol: client.protocol ?? server.protocol,
  }
}

function callOfClient(half: Half, server: Participant, connection: Connection): Call {
  return {
    client: half.service,
    server,
    connection,
    failed: half.failed,
    clientSeconds: half.seconds,
    serverSeconds: undefined,
    protocol: half.protocol,
  }
}

function callOfServer(half: Half, client: Participant): Call {
  return {
    client,
    server: half.service,
    connection: client.speaks ? '' : 'virtual_node',
    failed: half.failed,
    clientSeconds: undefined,
    serverSeconds: half.seconds,
    protocol: half.protocol,
  }
}
