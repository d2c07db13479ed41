import { createHash, timingSafeEqual } from 'node:crypto'
import { routes } from '@statusgraph/protocol'
import type { Secret } from '@statusgraph/sources'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { tellLimit } from '../http/body-limit.ts'
import { DomainError } from '../http/domain-error.ts'
import { serve } from '../http/routing.ts'

interface Nudges {
  readonly nudge: () => void
  readonly token: () => Secret | undefined
  readonly onNudge: (route: 'webhook' | 'prometheus') => void
}

/** More than any notification needs; nothing of it is believed anyway. */
const bodyBytes = 4 * 1024 * 1024

/** The two ways to be told that alerts changed. Each makes a poll happen at once, and nothing else. */
export function serveNudges(app: FastifyInstance, { nudge, token, onNudge }: Nudges): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: bodyBytes },
      async (_request: FastifyRequest, body: Buffer) => body,
    )
    tellLimit(scope, () => bodyBytes)
    // Before the body is read, so that strangers cost nothing.
    scope.addHook('onRequest', async (request) => refuseStrangers(request, token()))

    serve(scope, routes.nudgeByWebhook, (request) => {
      refuseOtherThanObject(request.body)
      onNudge('webhook')
      nudge()
      return { status: 'nudged' }
    })
    serve(scope, routes.nudgeByPrometheus, () => {
      onNudge('prometheus')
      nudge()
      return { status: 'nudged' }
    })
  })
}

function refuseStrangers(request: FastifyRequest, token: Secret | undefined): void {
  if (token === undefined) return
  const given = readToken(request.headers.authorization)
  if (given !== undefined && isEqualSecret(given, readWanted(token))) return
  throw new DomainError(
    'nudge/unauthorized',
    'Send server.nudge_token as a bearer token or as the password of basic auth.',
    {
      headers: { 'www-authenticate': 'Bearer realm="statusgraph nudge", Basic realm="statusgraph nudge"' },
    },
  )
}

/** A file that was emptied or is gone closes the door: an empty token is no token. */
function readWanted(token: Secret): string {
  try {
    const wanted = token.reveal()
    if (wanted !== '') return wanted
  } catch {
    // Said below: why a secret cannot be read concerns nobody outside.
  }
  throw new DomainError('server/not-ready', 'The file of server.nudge_token_file cannot be read, or is empty.')
}

function readToken(header: string | undefined): string | undefined {
  const [scheme = '', value = ''] = (header ?? '').split(/ +/, 2)
  if (scheme.toLowerCase() === 'bearer') return value
  if (scheme.toLowerCase() !== 'basic') return undefined
  const text = Buffer.from(value, 'base64').toString()
  return text.includes(':') ? text.slice(text.indexOf(':') + 1) : undefined
}

// Digests are of one length, so the time tells nothing of the token's.
function isEqualSecret(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

function refuseOtherThanObject(body: unknown): void {
  try {
    const data: unknown = JSON.parse(Buffer.isBuffer(body) ? body.toString() : '')
    if (typeof data === 'object' && data !== null && !Array.isArray(data)) return
  } catch (cause) {
    throw new DomainError(
      'body/syntax',
      'The body is not JSON; Alertmanager sends an object with version and alerts.',
      {
        cause,
      },
    )
  }
  throw new DomainError('body/syntax', 'The body is not a JSON object as Alertmanager sends it.')
}
