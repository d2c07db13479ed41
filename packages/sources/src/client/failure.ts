import type { UpstreamFailure } from '@statusgraph/model'
import { errors } from 'undici'
import { cleanText } from './clean-text.ts'

/** Every way in which an upstream can fail to answer; stable, for machines. */
export type FailureCode =
  | 'timeout'
  | 'refused'
  | 'unreachable'
  | 'forbidden-address'
  | 'dns'
  | 'tls'
  | 'proxy'
  | 'reset'
  | 'not-http'
  | 'http-status'
  | 'unauthorized'
  | 'too-many-requests'
  | 'redirect'
  | 'empty'
  | 'not-json'
  | 'wrong-shape'
  | 'too-large'
  | 'upstream-error'
  | 'secret'
  | 'stopped'
  | 'failed'

export interface UpstreamErrorDetails {
  readonly retryAfterMs?: number | undefined
  readonly status?: number | undefined
  readonly cause?: unknown
}

/**
 * An upstream did not give what was asked. The message is one sentence that names the cause; it holds no URL with
 * credentials, no secret and no control character, so it may be shown to anyone who may see the upstream.
 */
export class UpstreamError extends Error {
  readonly code: FailureCode
  /** How long the upstream asked us to stay away, ms. */
  readonly retryAfterMs: number | undefined
  /** The HTTP status, where there was one. */
  readonly status: number | undefined

  constructor(code: FailureCode, message: string, options: UpstreamErrorDetails = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : {})
    this.name = 'UpstreamError'
    this.code = code
    this.retryAfterMs = options.retryAfterMs
    this.status = options.status
  }

  get failure(): UpstreamFailure {
    return { code: this.code, message: this.message }
  }

  /** The same failure in other words. */
  saying(message: string): UpstreamError {
    return new UpstreamError(this.code, message, { retryAfterMs: this.retryAfterMs, status: this.status })
  }
}

/** The answer is JSON, but not the JSON that this upstream should send. */
export function wrongShape(what: string): UpstreamError {
  return new UpstreamError('wrong-shape', `The answer has an unexpected shape: ${what}.`)
}

/** Names the cause of whatever was thrown while talking to `host`. */
export function upstreamErrorOf(thrown: unknown, host: string): UpstreamError {
  if (thrown instanceof UpstreamError) return thrown
  const code = codeOf(thrown)
  const named = (failure: FailureCode, message: string) => new UpstreamError(failure, message, { cause: thrown })
  if (/^(?:ETIMEDOUT|UND_ERR_(?:CONNECT|HEADERS|BODY)_TIMEOUT)$/.test(code)) {
    return named('timeout', `No connection to ${host} within the time allowed.`)
  }
  if (code === 'ENOENT') return named('unreachable', `There is no socket ${host}.`)
  if (code === 'EACCES' && host.startsWith('/')) return named('unreachable', `The socket ${host} may not be opened.`)
  if (code === 'ECONNREFUSED') return named('refused', `The connection to ${host} was refused.`)
  if (/^(?:ENETUNREACH|EHOSTUNREACH|EADDRNOTAVAIL|EACCES|ENETDOWN)$/.test(code)) {
    return named('unreachable', `No route to ${host} (${code}).`)
  }
  if (/^(?:ENOTFOUND|EAI_AGAIN|EAI_\w+)$/.test(code)) return named('dns', `The name of ${host} cannot be resolved.`)
  if (/^(?:ERR_TLS|ERR_SSL|ERR_OSSL|EPROTO$|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|HOSTNAME_MISMATCH)/.test(code)) {
    return named('tls', `The TLS connection to ${host} failed (${code}).`)
  }
  // The last two are what undici makes of a proxy's 407, and of a tunnel that it refuses.
  if (/^UND_ERR_(?:PRX|SOCKS|INVALID_ARG|ABORTED)/.test(code))
    return named('proxy', `The proxy of this upstream failed or refused (${code}).`)
  if (/^(?:ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)$/.test(code)) {
    return named('reset', `${host} closed the connection before the answer was complete.`)
  }
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return named('too-large', `The headers of ${host} are too large.`)
  if (thrown instanceof errors.HTTPParserError) return named('not-http', `What ${host} speaks is not HTTP.`)
  return named('failed', code === '' ? `The request to ${host} failed.` : `The request to ${host} failed (${code}).`)
}

/** The machine's own code of an error, or of what caused it; never its message, which may quote anything. */
function codeOf(thrown: unknown, depth = 0): string {
  if (typeof thrown !== 'object' || thrown === null || depth > 4) return ''
  if ('code' in thrown && typeof thrown.code === 'string') return cleanText(thrown.code, 60)
  return 'cause' in thrown ? codeOf(thrown.cause, depth + 1) : ''
}
