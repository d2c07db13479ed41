import { isTopologyDelta, type WireTopology, type WireTopologyDelta } from '@statusgraph/protocol'
import { eventDialect, type StreamDialect } from '../../stream/message.ts'

/** How a stream is written: server-sent events for browsers, NDJSON for programs. */
export interface StreamFormat {
  readonly name: 'sse' | 'ndjson'
  readonly contentType: string
  readonly dialect: StreamDialect
  readonly encode: (told: WireTopology | WireTopologyDelta) => Buffer
}

// JSON holds no line breaks, so what is told is always one line.
export const streamFormats = {
  sse: {
    name: 'sse',
    contentType: 'text/event-stream',
    dialect: eventDialect,
    encode: (told) => Buffer.from(`event: ${eventOf(told)}\nid: ${told.revision}\ndata: ${JSON.stringify(told)}\n\n`),
  },
  ndjson: {
    name: 'ndjson',
    contentType: 'application/x-ndjson',
    dialect: {
      opening: '',
      heartbeat: encodeLine({ event: 'heartbeat' }),
      encodeMoving: (afterMs) => encodeLine({ event: 'moving', afterMs }),
    },
    encode: (told) => encodeLine({ event: eventOf(told), ...told }),
  },
} as const satisfies Record<string, StreamFormat>

function eventOf(told: WireTopology | WireTopologyDelta): 'delta' | 'snapshot' {
  return isTopologyDelta(told) ? 'delta' : 'snapshot'
}

function encodeLine(data: object): Buffer {
  return Buffer.from(`${JSON.stringify(data)}\n`)
}
