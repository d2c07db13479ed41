import { createPrivateKey, randomUUID, sign } from 'node:crypto'
import { UpstreamError } from './failure.ts'

/** What a client says of itself, signed, to be given a token (RFC 7523, section 2.1). */
export interface AssertionClaims {
  readonly issuer: string
  readonly subject: string
  readonly audience: string
  readonly scopes: readonly string[]
  /** Further claims; they win over those above. */
  readonly claims: Readonly<Record<string, string>>
}

export interface AssertionKey {
  /** PEM text of an RSA key. */
  readonly pem: string
  /** Which of the keys that the endpoint knows it is. */
  readonly id?: string
  readonly algorithm: 'RS256' | 'RS384' | 'RS512'
}

const hashes = { RS256: 'sha256', RS384: 'sha384', RS512: 'sha512' } as const
/** As long as Prometheus makes them. It is used at once, and once. */
const lifeSeconds = 600

/** @throws {UpstreamError} when the key is none; its text is not told */
export function signAssertion(said: AssertionClaims, { pem, id, algorithm }: AssertionKey, wallMs: number): string {
  const issuedAt = Math.floor(wallMs / 1000)
  const header = { alg: algorithm, typ: 'JWT', ...(id === undefined ? {} : { kid: id }) }
  const payload = {
    iss: said.issuer,
    sub: said.subject,
    jti: randomUUID(),
    aud: said.audience,
    iat: issuedAt,
    exp: issuedAt + lifeSeconds,
    ...(said.scopes.length > 0 ? { scope: said.scopes.join(' ') } : {}),
    ...said.claims,
  }
  const signed = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  return `${signed}.${sign(hashes[algorithm], Buffer.from(signed), readKey(pem)).toString('base64url')}`
}

function readKey(pem: string) {
  try {
    const key = createPrivateKey(pem)
    if (key.asymmetricKeyType === 'rsa') return key
  } catch {
    // Falls through to the same words: what the parser says may quote the text.
  }
  throw new UpstreamError('secret', 'The client certificate key is no RSA key in PEM form without a passphrase.')
}
