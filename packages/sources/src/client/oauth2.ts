import type { Instant } from '@statusgraph/model'
import { UpstreamError } from './failure.ts'
import { reveal, withoutSecrets } from './credentials.ts'
import { parseJson } from './json.ts'
import type { ClientOptions } from './options.ts'
import { isRecord } from '../reading/shape.ts'
import { openTransport } from './transport.ts'

/** Fetches an access token by the client credentials grant and keeps it until shortly before it expires. */
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

export function keepTokens(
  options: NonNullable<ClientOptions['oauth2']>,
  timeoutMs: number,
  now: () => Instant,
): TokenKeeper {
  const transport = openTransport({
    ...(options.tls ? { tls: options.tls } : {}),
    ...(options.proxyUrl === undefined ? {} : { proxyUrl: options.proxyUrl }),
  })
  let kept: { readonly token: string; readonly untilMonoMs: number } | undefined
  let fetching: Promise<string> | undefined

  async function ask(secret: string, sendInHeader: boolean, signal: AbortSignal) {
    const form = new URLSearchParams({ grant_type: 'client_credentials', ...options.endpointParams })
    if (options.scopes.length > 0) form.set('scope', options.scopes.join(' '))
    const headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded' }
    if (sendInHeader) {
      const pair = `${encodeURIComponent(options.clientId)}:${encodeURIComponent(secret)}`
      headers['authorization'] = `Basic ${Buffer.from(pair).toString('base64')}`
    } else {
      form.set('client_id', options.clientId)
      form.set('client_secret', secret)
    }
    const url = new URL(options.tokenUrl)
    return transport.send({ method: 'POST', url, headers, body: form.toString(), timeoutMs, limitBytes, signal })
  }

  async function fetchToken(signal: AbortSignal): Promise<string> {
    const secret = reveal(() => options.clientSecret.reveal()).trim()
    const askedAt = now()
    try {
      // The standard wants servers to take the header; some only take the fields, and say so with 400 or 401.
      let answer = await ask(secret, true, signal)
      if (answer.status === 400 || answer.status === 401) answer = await ask(secret, false, signal)
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
      if (!(error instanceof UpstreamError)) throw error
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
