import type { StreamEvent } from '@statusgraph/protocol'

/** One event as bytes: made once per change and shared by every viewer. */
export interface StreamMessage {
  readonly sequence: number
  readonly bytes: Buffer
}

/** Writes one server-sent event. JSON holds no line breaks, so its data is always one line. */
export function encodeEvent(event: StreamEvent, data: { readonly sequence: number }): StreamMessage {
  const text = `event: ${event}\nid: ${data.sequence}\ndata: ${JSON.stringify(data)}\n\n`
  return { sequence: data.sequence, bytes: Buffer.from(text) }
}

/** An event without an id: nothing that a viewer would resume from. */
export function encodeAside(event: StreamEvent, data: object): Buffer {
  return Buffer.from(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
}

/** The farewell of a server that goes away. It has no id, because it is no change of the graph. */
function encodeMoving(afterMs: number): Buffer {
  return encodeAside('moving', { afterMs })
}

/** What every stream says beside its messages, in the words of its format. */
export interface StreamDialect {
  /** Said first; may be empty. */
  readonly opening: string
  /** Says that the stream lives, and nothing else. */
  readonly heartbeat: Buffer
  readonly encodeMoving: (afterMs: number) => Buffer
}

export const eventDialect: StreamDialect = {
  // How long a browser waits by itself before it comes back.
  opening: 'retry: 2000\n\n',
  heartbeat: Buffer.from(':\n\n'),
  encodeMoving,
}
