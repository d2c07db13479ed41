import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { answerBadly, type Fault } from './faults.ts'

export interface Received {
  readonly method: string
  readonly path: string
  /** From the URL, or from the form of a POST. */
  readonly parameters: URLSearchParams
  readonly headers: IncomingMessage['headers']
}

export interface Reply {
  /** Sent as JSON; a text is sent as it is. */
  readonly body: unknown
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** Gives what an upstream would say, or undefined where it has nothing: 404. */
export type Answering = (request: Received) => Reply | undefined

/** An upstream over real HTTP on loopback that answers well, or in any of the ways of {@link Fault}. */
export interface FaultServer {
  readonly url: string
  /** Every request so far, oldest first. */
  readonly received: readonly Received[]
  /** From now on requests (those that match) are answered in the manner of the fault; undefined heals them all. */
  fail(fault: Fault | undefined, matching?: (request: Received) => boolean): void
  answer(answering: Answering): void
  close(): Promise<void>
}

/**
 * ```ts
 * const server = await startFaultServer(answerAsAlertmanager({ alerts: [] }))
 * server.fail('gzip-bomb')
 * ```
 */
export async function startFaultServer(first: Answering, port = 0): Promise<FaultServer> {
  let answering = first
  let failing: { readonly fault: Fault; readonly matching: (request: Received) => boolean } | undefined
  const received: Received[] = []

  async function respond(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(message)
    received.push(request)
    const reply = answering(request)
    const good = typeof reply?.body === 'string' ? reply.body : JSON.stringify(reply?.body ?? null)
    if (failing?.matching(request)) return answerBadly(failing.fault, response, good)
    if (!reply) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found\n')
      return
    }
    response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers }).end(good)
  }

  const server = createServer((message, response) => {
    respond(message, response).catch(() => response.destroy())
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the fault server has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    received,
    fail(fault, matching = () => true) {
      failing = fault && { fault, matching }
    },
    answer(next) {
      answering = next
    },
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function readRequest(message: IncomingMessage): Promise<Received> {
  const { method = 'GET', url = '/', headers } = message
  const { pathname, searchParams } = new URL(url, 'http://upstream')
  let body = ''
  for await (const chunk of message) body += String(chunk)
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true
  return { method, path: pathname, headers, parameters: isForm ? new URLSearchParams(body) : searchParams }
}
