import type { Instant } from '@statusgraph/model'
import type { RequestKind } from '../source.ts'
import { cleanText } from '../client/clean-text.ts'
import { UpstreamError } from '../client/failure.ts'
import { readPrometheusError, type HttpClient } from '../client/http-client.ts'
import { parseJson } from '../client/json.ts'
import { listOf, optionalText, recordOf, textOf, textsOf } from '../reading/shape.ts'

/** What stood in Prometheus's envelope. */
export interface Said {
  readonly data: Readonly<Record<string, unknown>>
  /** Warnings, and a note when the answer is partial; `infos` say nothing about completeness and are left out. */
  readonly warnings: readonly string[]
}

/** As {@link Said}, of a question that is answered with a list. */
export interface SaidList {
  readonly data: readonly unknown[]
  readonly warnings: readonly string[]
}

export interface Request {
  readonly facet: RequestKind
  readonly path: string
  readonly parameters: URLSearchParams
  readonly limitBytes?: number
  readonly signal: AbortSignal
}

/** The HTTP API of a Prometheus, or of what speaks like one. */
export interface PrometheusApi {
  get(request: Request): Promise<Said>
  /** For the values of a label. */
  list(request: Request): Promise<SaidList>
  /** For `query` and `query_range`: by POST, because queries may be long; by GET where a proxy refuses that. */
  query(request: Request): Promise<Said>
  /** The upstream's wall clock now, as far as its Date headers have told it. */
  wallMs(): number
  /** How far that clock is ahead of ours, ms. */
  skewMs(): number
  /** `undefined` where the upstream does not tell. */
  version(signal: AbortSignal, facet: RequestKind): Promise<string | undefined>
  /**
   * How long its process has been up, ms by its own clock; `undefined` where it does not tell. Asked after the answer
   * that it is to speak for: before it, it could be about a process that is gone.
   */
  upForMs(signal: AbortSignal, facet: RequestKind): Promise<number | undefined>
}

const mostWarnings = 20
/** A version changes with a restart at most: it is asked for this rarely, also where it is refused. */
const versionAgeMs = 10 * 60_000
const patienceMs = 1_000

export function openPrometheusApi(client: HttpClient, now: () => Instant): PrometheusApi {
  let isPostRefused = false
  let upRefusedMonoMs = -Infinity
  let known: { readonly version: string | undefined; readonly atMonoMs: number } | undefined

  const skewMs = () => client.clockAheadMs() ?? 0

  async function readEnvelope(request: Request, method: 'GET' | 'POST', timeoutMs?: number) {
    const { bytes, redact } = await client.ask({
      facet: request.facet,
      path: request.path,
      ...(method === 'POST' ? { form: request.parameters } : { query: request.parameters }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      ...(request.limitBytes === undefined ? {} : { limitBytes: request.limitBytes }),
      signal: request.signal,
    })
    return openEnvelope(bytes, redact)
  }

  async function read(request: Request, method: 'GET' | 'POST', timeoutMs?: number): Promise<Said> {
    const { data, warnings } = await readEnvelope(request, method, timeoutMs)
    return { data: recordOf(data, 'its data'), warnings }
  }

  return {
    get: (request) => read(request, 'GET'),
    async list(request) {
      const { data, warnings } = await readEnvelope(request, 'GET')
      return { data: listOf(data, 'its data'), warnings }
    },
    async query(request) {
      if (isPostRefused) return read(request, 'GET')
      try {
        return await read(request, 'POST')
      } catch (error) {
        if (!(error instanceof UpstreamError) || !(error.status === 403 || error.status === 405)) throw error
        const said = await read(request, 'GET')
        // Only now it is known that POST was refused, and not the question or who asks it.
        isPostRefused = true
        return said
      }
    },
    wallMs: () => now().wallMs + skewMs(),
    skewMs,
    async version(signal, facet) {
      if (known && now().monoMs - known.atMonoMs < versionAgeMs) return known.version
      let version: string | undefined
      try {
        const path = '/api/v1/status/buildinfo'
        const { data } = await read({ facet, path, parameters: new URLSearchParams(), signal }, 'GET', patienceMs)
        version = optionalText(data['version'])
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error
      }
      known = { version, atMonoMs: now().monoMs }
      return version
    },
    async upForMs(signal, facet) {
      if (now().monoMs - upRefusedMonoMs < versionAgeMs) return undefined
      try {
        const path = '/api/v1/status/runtimeinfo'
        const parameters = new URLSearchParams()
        const { data } = await read({ facet, path, parameters, signal }, 'GET', patienceMs)
        const startedAtMs = Date.parse(optionalText(data['startTime']) ?? '')
        return Number.isFinite(startedAtMs) ? Math.max(0, now().wallMs + skewMs() - startedAtMs) : undefined
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error
        // What speaks like a Prometheus and is none need not have it.
        if (error.status !== undefined && error.status < 500) upRefusedMonoMs = now().monoMs
        return undefined
      }
    },
  }
}

function openEnvelope(bytes: Buffer, redact: (text: string) => string) {
  const envelope = recordOf(parseJson(bytes), 'the answer')
  if (textOf(envelope['status'], 'its status') !== 'success') {
    throw new UpstreamError(
      'upstream-error',
      `It answered with an error: ${readPrometheusError(bytes, redact) ?? 'none is named'}`,
    )
  }
  const warnings = textsOf(envelope['warnings']).map((warning) => cleanText(redact(warning), 300))
  // VictoriaMetrics marks an incomplete answer this way, Thanos by warnings.
  if (envelope['isPartial'] === true) warnings.unshift('The answer is partial.')
  return { data: envelope['data'], warnings: warnings.slice(0, mostWarnings) }
}
