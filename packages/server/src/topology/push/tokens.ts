import { createHash, timingSafeEqual } from 'node:crypto'
import type { PushSourceConfig, PushToken } from '../../config/sources/push.ts'
import { DomainError } from '../../http/domain-error.ts'

const tokenParameters: ReadonlySet<string> = new Set(['token', 'access_token', 'api_key', 'apikey', 'authorization'])

/**
 * Refuses secrets in addresses, which proxies and browsers write down.
 *
 * @throws DomainError
 */
export function refuseTokenInAddress(query: unknown): void {
  if (typeof query !== 'object' || query === null) return
  const given = Object.keys(query).find((name) => tokenParameters.has(name.toLowerCase()))
  if (given === undefined) return
  throw new DomainError(
    'request/invalid',
    'A token never stands in an address, where logs keep it. Send it as "Authorization: Bearer …", and change this one.',
  )
}

/**
 * Lets a request pass that brings the token of its source, or whose source has none.
 *
 * @param others the other sources, to tell a wrong token from one that belongs elsewhere
 * @throws DomainError
 */
export function checkToken(
  header: string | undefined,
  source: PushSourceConfig,
  others: readonly PushSourceConfig[],
): void {
  if (source.token === undefined) return
  const given = readBearer(header)
  if (given === undefined) throw refuse('Send the token of the source as "Authorization: Bearer …".', '')
  const digest = digestOf(given)
  const wanted = digestOfToken(source.token)
  if (wanted === undefined) {
    throw new DomainError('server/not-ready', 'The file with the token of this source cannot be read, or is empty.')
  }
  if (timingSafeEqual(digest, wanted)) return
  // All are compared, so that the time tells nothing.
  const elsewhere = others.filter(({ token }) => {
    const other = token === undefined ? undefined : digestOfToken(token)
    return other !== undefined && timingSafeEqual(digest, other)
  })
  if (elsewhere.length > 0) {
    throw new DomainError('topology/forbidden', 'This token belongs to another source, and may push for that one only.')
  }
  throw refuse('This is not the token of the source.', ', error="invalid_token"')
}

function refuse(message: string, more: string): DomainError {
  return new DomainError('topology/unauthorized', message, {
    headers: { 'www-authenticate': `Bearer realm="statusgraph push"${more}` },
  })
}

function readBearer(header: string | undefined): string | undefined {
  const [scheme = '', value = ''] = (header ?? '').trim().split(/ +/, 2)
  return scheme.toLowerCase() === 'bearer' && value !== '' ? value : undefined
}

/** Digests are of one length, so comparing them tells nothing of the token's. Undefined: there is no token to be had. */
function digestOfToken(token: PushToken): Buffer | undefined {
  if (token.kind === 'sha256') return Buffer.from(token.digest, 'hex')
  try {
    const value = token.secret.reveal()
    return value === '' ? undefined : digestOf(value)
  } catch {
    return undefined
  }
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
