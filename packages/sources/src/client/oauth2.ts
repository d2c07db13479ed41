import type { Instant } from '@statusgraph/model'
import { UpstreamError } from './failure.ts'
import { reveal, withoutSecrets } from './credentials.ts'
import { parseJson } from './json.ts'
import { signAssertion } from './jwt-assertion.ts'
import type { AssertionOptions, OAuth2Options } from './options.ts'
import { isRecord } from '../reading/shape.ts'
import { openTransport } from './transport.ts'

/** Fetches an access token and keeps it until shortly before it expires. */
export interface TokenKeeper {
  token(signal: AbortSignal): Promise<string>
  /** The upstream refused the token: the next request fetches a new one. */
  forget(): void
  close(): Promise<void>
}

/** A token without `expires_in` is used for this long. */
const unstatedLifeSeconds = 300
/** A token is not used in its last seconds, so that it does not expire on the way. */
const marginSeconds = 10
const limitBytes = 1024 * 1024
const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

export function keepTokens(options: OAuth2Options, timeoutMs: number, now: () => Instant): TokenKeeper {
  const transport = openTransport(options)
  let kept: { readonly token: string; readonly untilMonoMs: number } | undefined
  let fetching: Promise<string> | undefined

  async function ask(
    grant: 'client_credentials' | typeof jwtBearer,
    { authorization, ...proof }: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ) {
    const scope = options.scopes.length > 0 ? { scope: options.scopes.join(' ') } : {}
    // Some endpoints want a grant type of their own, so a configured parameter may replace that.
    const form = new URLSearchParams({ grant_type: grant, ...options.endpointParams, ...scope, ...proof })
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      ...(authorization === undefined ? {} : { authorization }),
    }
    const url = new URL(options.tokenUrl)
    return transport.send({ method: 'POST', url, headers, body: form.toString(), timeoutMs, limitBytes, signal })
  }

  async function askWithSecret(secret: string, signal: AbortSignal) {
    const pair = `${encodeURIComponent(options.clientId)}:${encodeURIComponent(secret)}`
    // The standard wants servers to take the header; some only take the fields, and say so with 400 or 401.
    const authorization = `Basic ${Buffer.from(pair).toString('base64')}`
    const answer = await ask('client_credentials', { authorization }, signal)
    if (answer.status !== 400 && answer.status !== 401) return answer
    return ask('client_credentials', { client_id: options.clientId, client_secret: secret }, signal)
  }

  async function askWithAssertion(pem: string, by: AssertionOptions, signal: AbortSignal) {
    const { keyId, algorithm, claims } = by
    const { clientId, scopes } = options
    const said = {
      issuer: by.issuer ?? clientId,
      subject: clientId,
      audience: by.audience ?? options.tokenUrl,
      scopes,
      claims,
    }
    const key = { pem, algorithm, ...(keyId === undefined ? {} : { id: keyId }) }
    return ask(jwtBearer, { assertion: signAssertion(said, key, now().wallMs) }, signal)
  }

  async function fetchToken(signal: AbortSignal): Promise<string> {
    const proof = 'assertion' in options ? options.assertion.key : options.clientSecret
    const secret = reveal(() => proof.reveal()).trim()
    const askedAt = now()
    try {
      const answer =
        'assertion' in options
          ? await askWithAssertion(secret, options.assertion, signal)
          : await askWithSecret(secret, signal)
      if (answer.status !== 200) {
        throw new UpstreamError('unauthorized', `It answered with status ${answer.status}.`)
      }
      const said = parseJson(answer.bytes)
      const token = isRecord(said) ? said['access_token'] : undefined
      if (!isRecord(said) || typeof token !== 'string' || token === '') {
        throw new UpstreamError('wrong-shape', 'Its answer holds no access_token.')
      }
      const seconds = typeof said['expires_in'] === 'number' ? said['expires_in'] : unstatedLifeSeconds
      kept = { token, untilMonoMs: askedAt.monoMs + Math.max(0, seconds - marginSeconds) * 1000 }
      return token
    } catch (error) {
      if (!(error instanceof UpstreamError) || error.code === 'secret') throw error
      const cause = withoutSecrets(error.message, [secret])
      const code = error.code === 'timeout' ? 'timeout' : 'unauthorized'
      throw new UpstreamError(code, `The token endpoint gave no access token: ${cause}`, {
        retryAfterMs: error.retryAfterMs,
      })
    }
  }

  return {
    token(signal) {
      if (kept && now().monoMs < kept.untilMonoMs) return Promise.resolve(kept.token)
      // Requests that come together share one answer of the token endpoint.
      fetching ??= fetchToken(signal).finally(() => {
        fetching = undefined
      })
      return fetching
    },
    forget() {
      kept = undefined
    },
    close: () => transport.close(),
  }
}
