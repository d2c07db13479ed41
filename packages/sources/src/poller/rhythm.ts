import type { Instant, UpstreamFailure } from '@statusgraph/model'
import { UpstreamError } from '../client/failure.ts'

/** When an answer or a failure was had, and the interval in force then. */
export interface Stamp {
  readonly at: Instant
  readonly intervalMs: number
}

export interface RhythmOptions<Found> {
  readonly intervalMs: number
  /** Asks the upstream once; throws an UpstreamError when there is no good answer. */
  readonly ask: (signal: AbortSignal) => Promise<Found>
  readonly now: () => Instant
  readonly random: () => number
  readonly onFound: (found: Found, stamp: Stamp) => void
  readonly onFailure: (failure: UpstreamFailure, stamp: Stamp) => void
  /** Called when a good answer follows a failure. */
  readonly onRecovery?: () => void
  /** After a nudged poll, look once more this soon: see alertmanager/. */
  readonly secondLookMs?: number
}

/** How a question's rhythm stands now. */
export interface RhythmState {
  readonly tookMs?: number
  /** The interval in force, ms: stretched by slow answers. */
  readonly intervalMs: number
  readonly nextTryAt?: Instant
}

/** One question to one upstream, asked again and again until it is stopped. */
export interface Rhythm {
  /** Polls at once. Nudges during a poll make exactly one more after it. */
  nudge(): void
  /** Whether the last poll failed. */
  isFailing(): boolean
  state(): RhythmState
  stop(): Promise<void>
}

/** An interval is never shorter than this many times what the answer took, so that we cause at most a quarter of it. */
const stretchFactor = 4
/** Intervals vary by this share either way, so that many pollers do not march in step. */
const jitter = 0.1
/** A failing upstream is tried at least this often (or every interval, if that is longer): it recovers by itself. */
const slowestRetryMs = 60_000
/** Nudges that follow each other closer than this are answered together. */
const shortestGapMs = 50

/**
 * The rhythm of asking. The first poll is at once; each next one starts an interval after the last one started,
 * stretched while answers are slow. Failures in a row double the wait, up to four intervals or a minute: every try
 * after the first failure is a half-open one, a single request that finds out whether the upstream is back.
 */
export function startRhythm<Found>(options: RhythmOptions<Found>): Rhythm {
  const { now } = options
  const stopping = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let failures = 0
  let tookMs: number | undefined
  let intervalMs = options.intervalMs
  let nextTryAt: Instant | undefined
  let isNudged = false
  /** Until the next try is scheduled; a nudge in this time is seen by that schedule. */
  let isBusy = false
  /** Not even a nudge is allowed before this: the upstream said Retry-After, or has only just answered. */
  let notBeforeMonoMs = -Infinity

  async function poll(isSecondLook: boolean): Promise<void> {
    const wasNudged = isNudged
    isNudged = false
    isBusy = true
    const askedAt = now()
    const result = await tryToAsk()
    if (stopping.signal.aborted) return
    const endedAt = now()
    tookMs = endedAt.monoMs - askedAt.monoMs
    if (result.ok) {
      intervalMs = Math.max(options.intervalMs, stretchFactor * tookMs)
      notBeforeMonoMs = endedAt.monoMs + Math.max(tookMs, shortestGapMs)
      const hadFailed = failures > 0
      failures = 0
      // Stamped with the moment of asking: the answer is at least as new as that.
      options.onFound(result.found, { at: askedAt, intervalMs })
      if (hadFailed) options.onRecovery?.()
    } else {
      failures += 1
      notBeforeMonoMs = endedAt.monoMs + Math.max(result.error.retryAfterMs ?? 0, shortestGapMs)
      options.onFailure(result.error.failure, { at: endedAt, intervalMs })
    }
    const regularMonoMs = askedAt.monoMs + waitMs()
    const secondLookMonoMs =
      wasNudged && !isSecondLook && result.ok ? endedAt.monoMs + (options.secondLookMs ?? Infinity) : Infinity
    schedule(Math.min(regularMonoMs, secondLookMonoMs), secondLookMonoMs < regularMonoMs)
  }

  async function tryToAsk(): Promise<{ ok: true; found: Found } | { ok: false; error: UpstreamError }> {
    try {
      return { ok: true, found: await options.ask(stopping.signal) }
    } catch (error) {
      if (error instanceof UpstreamError) return { ok: false, error }
      // Our own mistake must neither look like an answer nor end the polling.
      const name = error instanceof Error ? error.name : typeof error
      const message = `The answer could not be read because of a mistake in Statusgraph (${name}).`
      return { ok: false, error: new UpstreamError('failed', message, { cause: error }) }
    }
  }

  function waitMs(): number {
    const varied = intervalMs * (1 - jitter + 2 * jitter * options.random())
    if (failures < 2) return varied
    const slowest = Math.max(intervalMs, Math.min(4 * intervalMs, slowestRetryMs))
    return Math.min(varied * 2 ** Math.min(failures - 1, 10), slowest)
  }

  function schedule(wantedMonoMs: number, isSecondLook: boolean): void {
    isBusy = false
    if (stopping.signal.aborted) return
    clearTimeout(timer)
    const { monoMs, wallMs } = now()
    const wanted = isNudged ? monoMs : wantedMonoMs
    const delayMs = Math.max(0, Math.max(wanted, notBeforeMonoMs) - monoMs)
    nextTryAt = { monoMs: monoMs + delayMs, wallMs: wallMs + delayMs }
    timer = setTimeout(() => start(isSecondLook), delayMs)
  }

  function start(isSecondLook: boolean): void {
    nextTryAt = undefined
    running = poll(isSecondLook)
  }

  start(false)
  return {
    nudge() {
      if (isNudged || stopping.signal.aborted) return
      isNudged = true
      if (!isBusy) schedule(now().monoMs, false)
    },
    isFailing: () => failures > 0,
    state: () => ({
      intervalMs,
      ...(tookMs === undefined ? {} : { tookMs }),
      ...(nextTryAt === undefined ? {} : { nextTryAt }),
    }),
    async stop() {
      stopping.abort()
      clearTimeout(timer)
      await running
    },
  }
}
