import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export interface StreamEventText {
  readonly event: string
  readonly id: string | undefined
  readonly data: unknown
}

/** A viewer on a real socket, which can also refuse to read. */
export interface EventReader {
  readonly socket: Socket
  /** The HTTP head. */
  readonly head: string
  /** Every byte of the body so far. */
  text(): string
  /** The next event that the test has not taken yet. */
  next(): Promise<StreamEventText>
  /** Takes events until one is as wanted. */
  until(isWanted: (event: StreamEventText) => boolean): Promise<StreamEventText>
  /** Resolves when the server ends the stream. */
  ended: Promise<void>
  close(): void
}

export async function openStream(url: string, headers: Readonly<Record<string, string>> = {}): Promise<EventReader> {
  const { hostname, port, pathname, search, host } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port) })
  const ended = new Promise<void>((resolve) => {
    socket.once('close', () => resolve())
  })
  socket.on('error', () => socket.destroy())
  let received = ''
  let wake = (): void => {}
  socket.setEncoding('utf8')
  socket.on('data', (text: string) => {
    received += text
    wake()
  })
  await once(socket, 'connect')
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(`GET ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n`)
  const waitFor = async (isThere: () => boolean): Promise<void> => {
    while (!isThere()) {
      if (socket.destroyed) throw new Error(`the stream ended after: ${received.slice(-500)}`)
      await Promise.race([
        ended,
        new Promise<void>((resolve) => {
          wake = resolve
        }),
      ])
    }
  }
  await waitFor(() => received.includes('\r\n\r\n'))
  const headLength = received.indexOf('\r\n\r\n') + 4
  let taken = headLength

  const next = async (): Promise<StreamEventText> => {
    for (;;) {
      await waitFor(() => received.indexOf('\n\n', taken) >= 0)
      const end = received.indexOf('\n\n', taken)
      const block = received.slice(taken, end)
      taken = end + 2
      const fields = new Map(
        block.split('\n').map((line) => [line.split(': ', 1)[0], line.slice(line.indexOf(': ') + 2)]),
      )
      const event = fields.get('event')
      if (event === undefined) continue
      return { event, id: fields.get('id'), data: JSON.parse(fields.get('data') ?? 'null') }
    }
  }
  return {
    socket,
    head: received.slice(0, headLength),
    text: () => received.slice(headLength),
    next,
    async until(isWanted) {
      for (;;) {
        const event = await next()
        if (isWanted(event)) return event
      }
    },
    ended,
    close: () => socket.destroy(),
  }
}
