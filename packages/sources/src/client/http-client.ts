import type { Instant } from '@statusgraph/model'
import type { RequestKind } from '../source.ts'
import { cleanText } from './clean-text.ts'
import { createClockSkew } from './clock-skew.ts'
import { readCredentials, withoutSecrets } from './credentials.ts'
import { UpstreamError, type FailureCode } from './failure.ts'
import { createGate } from './gate.ts'
import { notJson } from './json.ts'
import { keepTokens } from './oauth2.ts'
import { readLines } from './lines.ts'
import type { ClientOptions } from './options.ts'
import { openTransport, type IncomingAnswer } from './transport.ts'

/** Most bytes of an answer, after decompression: 50,000 alerts are about 46 MiB. */
const defaultLimitBytes = 64 * 1024 * 1024
/** Alertmanager answers 503 when too many ask at once; nobody needs more than this from one poller. */
const parallelRequests = 4
/** Of an error page, no more than this is looked at. */
const mostErrorBytes = 64 * 1024
/** Longest line of an answer that goes on. */
const longestLine = 4 * 1024 * 1024
/** However long an upstream asks us to stay away, we look again after this long. */
const longestRetryAfterMs = 5 * 60_000

export interface Question {
  /** What the request is for, in the metrics of the server. */
  readonly facet: RequestKind
  /** Appended to the path of the upstream's URL; empty for the URL itself. */
  readonly path: string
  readonly query?: URLSearchParams
  /** Sent as a form by POST instead of in the URL by GET. */
  readonly form?: URLSearchParams
  readonly limitBytes?: number
  readonly timeoutMs?: number
  readonly signal: AbortSignal
}

/** A question whose answer goes on; its time is for the beginning of the answer alone. */
export interface OngoingQuestion extends Omit<Question, 'form' | 'limitBytes'> {
  /** Called when the answer has begun, though there may be nothing in it yet. */
  readonly onBegin?: () => void
}

/** An answer with status 200 that is not empty. */
export interface Answer {
  readonly bytes: Buffer
  /** The upstream's own clock from its Date header, ms since 1970. */
  readonly upstreamWallMs: number | undefined
  /** Takes out of a text what must not be shown of this request, before any of the text is cut or shown. */
  readonly redact: (text: string) => string
}

/** Asks one upstream (one member of a cluster) with its credentials. */
export interface HttpClient {
  /** @throws {UpstreamError} whenever there is no good answer */
  ask(question: Question): Promise<Answer>
  /**
   * The lines of an answer that goes on, until the upstream ends it or the signal does. It takes none of the places
   * that other requests share.
   * @throws {UpstreamError} when no answer begins, or when it breaks off
   */
  follow(question: OngoingQuestion): AsyncGenerator<string>
  /** How far its clock is ahead of ours, ms; undefined until an answer told the time. */
  clockAheadMs(): number | undefined
  close(): Promise<void>
}

export interface HttpClientSettings {
  readonly url: string
  readonly options: ClientOptions
  /** A socket in the file system that is dialled, whatever host the URL names. */
  readonly socketPath?: string
  readonly timeoutMs: number
  readonly now: () => Instant
  readonly onRequest: (facet: RequestKind, seconds: number, outcome: string) => void
}

export function openHttpClient(settings: HttpClientSettings): HttpClient {
  const { options, timeoutMs, now } = settings
  const { socketPath } = settings
  const transport = openTransport(socketPath === undefined ? options : { ...options, socketPath })
  const tokens = options.oauth2 ? keepTokens(options.oauth2, timeoutMs, now) : undefined
  const gate = createGate(parallelRequests)
  const skew = createClockSkew()

  async function exchange(question: Question): Promise<Answer> {
    const credentials = await readCredentials(options, tokens, question.signal)
    const redact = (text: string) => withoutSecrets(text, credentials.confidential)
    const { form } = question
    const askedAt = now()
    try {
      const answer = await transport.send({
        method: form ? 'POST' : 'GET',
        url: addressOf(settings.url, question),
        headers: form
          ? { ...credentials.headers, 'content-type': 'application/x-www-form-urlencoded' }
          : credentials.headers,
        ...(form ? { body: form.toString() } : {}),
        timeoutMs: Math.min(question.timeoutMs ?? timeoutMs, timeoutMs),
        limitBytes: question.limitBytes ?? defaultLimitBytes,
        signal: question.signal,
      })
      if (answer.status === 401) tokens?.forget()
      const accepted = accept(answer, settings.url, redact)
      if (accepted.upstreamWallMs !== undefined) skew.measure(askedAt, accepted.upstreamWallMs, now())
      return accepted
    } catch (error) {
      throw redacted(error, redact)
    }
  }

  async function begin(question: OngoingQuestion) {
    const credentials = await readCredentials(options, tokens, question.signal)
    const redact = (text: string) => withoutSecrets(text, credentials.confidential)
    try {
      const { status, headers, body } = await transport.follow({
        method: 'GET',
        url: addressOf(settings.url, question),
        headers: credentials.headers,
        timeoutMs: Math.min(question.timeoutMs ?? timeoutMs, timeoutMs),
        signal: question.signal,
      })
      if (status === 401) tokens?.forget()
      if (status === 200) return { body, redact }
      throw refusalOf({ status, headers, bytes: await readBeginning(body) }, settings.url, redact)
    } catch (error) {
      throw redacted(error, redact)
    }
  }

  /** Tells the server's metrics how long something took, and how it ended. */
  async function measured<Result>(facet: RequestKind, doing: () => Promise<Result>): Promise<Result> {
    const startedAt = now().monoMs
    let outcome = 'ok'
    try {
      return await doing()
    } catch (error) {
      outcome = error instanceof UpstreamError ? error.code : 'failed'
      throw error
    } finally {
      settings.onRequest(facet, (now().monoMs - startedAt) / 1000, outcome)
    }
  }

  return {
    ask: (question) => gate.through(() => measured(question.facet, () => exchange(question)), question.signal),
    async *follow(question) {
      const { body, redact } = await measured(question.facet, () => begin(question))
      question.onBegin?.()
      try {
        yield* readLines(body, longestLine)
      } catch (error) {
        throw redacted(error, redact)
      }
    },
    clockAheadMs: () => skew.aheadMs(),
    async close() {
      await Promise.all([transport.close(), tokens?.close()])
    },
  }
}

function redacted(error: unknown, redact: Answer['redact']): unknown {
  if (!(error instanceof UpstreamError)) return error
  const clean = redact(error.message)
  return clean === error.message ? error : error.saying(clean)
}

/** The beginning of an error page; whatever it goes on with is not waited for. */
async function readBeginning(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes >= mostErrorBytes) break
  }
  return Buffer.concat(chunks)
}

function addressOf(base: string, question: Question): URL {
  const url = new URL(base)
  if (question.path !== '') url.pathname = url.pathname.replace(/\/+$/, '') + question.path
  for (const [name, value] of question.query ?? []) url.searchParams.append(name, value)
  // Credentials belong in a header; undici would refuse or leak them.
  url.username = ''
  url.password = ''
  return url
}

function accept(answer: IncomingAnswer, base: string, redact: Answer['redact']): Answer {
  const { status, headers, bytes } = answer
  if (status !== 200 && status !== 204) throw refusalOf(answer, base, redact)
  if (bytes.length === 0 || bytes.subarray(0, 64).toString('latin1').trim() === '') throw notJson('')
  return { bytes, upstreamWallMs: readDate(headers), redact }
}

/** What time it was there when it answered; an answer that a cache has kept for a while does not tell. */
function readDate(headers: IncomingAnswer['headers']): number | undefined {
  const date = Date.parse(firstOf(headers['date']) ?? '')
  const isKept = Number(firstOf(headers['age']) ?? 0) > 0
  return Number.isFinite(date) && !isKept ? date : undefined
}

/** Turns a status other than 200 into a sentence. */
function refusalOf({ status, headers, bytes }: IncomingAnswer, base: string, redact: Answer['redact']): UpstreamError {
  const retryAfterMs = readRetryAfter(firstOf(headers['retry-after']), firstOf(headers['date']))
  const words = cleanText(redact(readMessage(bytes) ?? bytes.subarray(0, mostErrorBytes).toString('utf8')), 160)
  const saying = words === '' ? '.' : `: ${words}`
  const refuse = (code: FailureCode, message: string) => new UpstreamError(code, message, { retryAfterMs, status })
  if (status >= 300 && status < 400) {
    return refuse(
      'redirect',
      `It answered with a redirect (${status})${targetOf(headers, base)}, which is not followed.`,
    )
  }
  if (status === 401) return refuse('unauthorized', `It refused the credentials (401)${saying}`)
  if (status === 403) return refuse('unauthorized', `It forbids this request (403)${saying}`)
  if (status === 429) return refuse('too-many-requests', `It gets too many requests (429)${saying}`)
  const said = readPrometheusError(bytes, redact)
  if (said !== undefined) return refuse('upstream-error', `It answered with an error (${status}): ${said}`)
  return refuse('http-status', `It answered with status ${status}${saying}`)
}

/** The error in Prometheus's envelope, which Alertmanager's JSON errors resemble. */
export function readPrometheusError(bytes: Buffer, redact: Answer['redact']): string | undefined {
  if (bytes.length > mostErrorBytes) return undefined
  try {
    const said: unknown = JSON.parse(bytes.toString('utf8'))
    if (typeof said !== 'object' || said === null || !('error' in said) || typeof said.error !== 'string')
      return undefined
    const kind = 'errorType' in said && typeof said.errorType === 'string' ? `${said.errorType}: ` : ''
    return cleanText(redact(kind + said.error), 300)
  } catch {
    return undefined
  }
}

/** The message of a JSON error, as Kubernetes, Docker and many others send it. */
function readMessage(bytes: Buffer): string | undefined {
  if (bytes.length > mostErrorBytes) return undefined
  try {
    const said: unknown = JSON.parse(bytes.toString('utf8'))
    if (typeof said !== 'object' || said === null || !('message' in said)) return undefined
    return typeof said.message === 'string' && said.message !== '' ? said.message : undefined
  } catch {
    return undefined
  }
}

/** Only the host: the rest of such an address may hold tokens. */
function targetOf(headers: IncomingAnswer['headers'], base: string): string {
  const location = firstOf(headers['location'])
  if (location === undefined || !URL.canParse(location, base)) return ''
  return ` to ${cleanText(new URL(location, base).host, 100)}`
}

/** Seconds or a date, as the standard allows; dates are compared with the server's own clock. */
function readRetryAfter(value: string | undefined, date: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const ms = /^\s*\d+\s*$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.parse(date ?? '')
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, longestRetryAfterMs) : undefined
}

function firstOf(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : header?.[0]
}
