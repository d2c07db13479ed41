/** One dispatched event of a `text/event-stream`. */
export interface ParsedEvent {
  readonly name: string
  readonly data: string
  readonly id?: string
}

export interface EventParser {
  /** Takes the next piece of the stream and returns the events it completed. */
  readonly push: (text: string) => readonly ParsedEvent[]
}

/** More than this without an end of line is no stream of ours. */
const longestLine = 64 * 1024 * 1024

/**
 * Reads server-sent events from pieces of text.
 * EventSource is not used because it hides comments, and the comment heartbeat is how we know that the link lives.
 */
export function createEventParser(): EventParser {
  let rest = ''
  let name = ''
  let data: string[] = []
  let id: string | undefined
  let isAfterCarriageReturn = false

  const takeLine = (line: string): ParsedEvent | undefined => {
    if (line === '') {
      const done = data.length === 0 ? undefined : eventOf(name || 'message', data.join('\n'), id)
      name = ''
      data = []
      return done
    }
    if (line.startsWith(':')) return undefined
    const colon = line.indexOf(':')
    const field = colon === -1 ? line : line.slice(0, colon)
    const raw = colon === -1 ? '' : line.slice(colon + 1)
    const value = raw.startsWith(' ') ? raw.slice(1) : raw
    if (field === 'event') name = value
    else if (field === 'data') data.push(value)
    else if (field === 'id' && !value.includes('\0')) id = value
    return undefined
  }

  return {
    push(text) {
      const events: ParsedEvent[] = []
      let piece = text
      // A line feed that only completes a CRLF cut in two is not one more empty line.
      if (isAfterCarriageReturn && piece.startsWith('\n')) piece = piece.slice(1)
      if (text !== '') isAfterCarriageReturn = text.endsWith('\r')
      const lines = (rest + piece).split(/\r\n|\r|\n/)
      rest = lines.pop() ?? ''
      if (rest.length > longestLine) throw new Error('the stream sent a line without an end')
      for (const line of lines) {
        const event = takeLine(line)
        if (event !== undefined) events.push(event)
      }
      return events
    },
  }
}

function eventOf(name: string, data: string, id: string | undefined): ParsedEvent {
  return id === undefined ? { name, data } : { name, data, id }
}
