import { readPeer, readProtocol, type Participant, type PeerNaming } from './participant.ts'
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

/** One end's word on a call. */
export interface Half {
  readonly service: Participant
  readonly spanId: string
  readonly isMessaging: boolean
  readonly failed: boolean
  readonly seconds: number | undefined
  readonly peer: Participant | undefined
  readonly protocol: string | undefined
}

/** What a span says of the call that it is one end of. */
export function readHalf(service: Participant, span: Span, naming: PeerNaming): Half {
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

/** A call that both ends told of. */
export function pairOf(client: Half, server: Half): Call {
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

/** A call as its client alone tells of it. */
export function callOfClient(half: Half, server: Participant, connection: Connection): Call {
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

/** A call as its server alone tells of it. */
export function callOfServer(half: Half, client: Participant): Call {
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
