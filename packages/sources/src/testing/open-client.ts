import { once } from 'node:events'
import type { Server } from 'node:net'
import { inspect } from 'node:util'
import { onTestFinished } from 'vitest'
import { UpstreamError } from '../client/failure.ts'
import { openHttpClient, type HttpClientSettings } from '../client/http-client.ts'
import type { ClientOptions } from '../client/options.ts'
import { startFaultServer, type Answering } from './fault-server.ts'

export const plainOptions: ClientOptions = { headers: [] }
/** A request that every server here answers. */
export const question = { facet: 'alerts', path: '/api', signal: new AbortController().signal } as const

/** An upstream for the time of one test. */
export async function serve(answering: Answering = () => ({ body: [] })) {
  const server = await startFaultServer(answering)
  onTestFinished(() => server.close())
  return server
}

/** Any other server for the time of one test. */
export async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.close()
    await once(server, 'close')
  })
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** A client for the time of one test. */
export function openClient(url: string, options: ClientOptions = plainOptions, more: Partial<HttpClientSettings> = {}) {
  const client = openHttpClient({
    url,
    options,
    timeoutMs: 15_000,
    now: () => ({ monoMs: performance.now(), wallMs: Date.now() }),
    onRequest: () => {},
    ...more,
  })
  onTestFinished(() => client.close())
  return client
}

export async function failureOf(asking: Promise<unknown>): Promise<UpstreamError> {
  const thrown: unknown = await asking.then(
    () => 'no failure',
    (error: unknown) => error,
  )
  if (!(thrown instanceof UpstreamError)) throw new Error(`expected an UpstreamError, got ${inspect(thrown)}`)
  return thrown
}
