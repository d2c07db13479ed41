import type { Facet, Handover, Instant } from '@statusgraph/model'
import type { PollState } from '../source.ts'
import { startRhythm } from './rhythm.ts'

type WithoutStamp<Kind> = Kind extends Handover ? Omit<Kind, 'upstream' | 'at' | 'intervalMs'> : never
/** What a facet's question found; the polling adds upstream, instant and interval. */
export type Finding = WithoutStamp<Exclude<Handover, { kind: 'failed' }>>

export interface PollingOptions {
  readonly upstream: string
  readonly facet: Facet
  readonly intervalMs: number
  /** Asks the upstream once; throws an UpstreamError when there is no good answer. */
  readonly ask: (signal: AbortSignal) => Promise<Finding>
  readonly now: () => Instant
  readonly random: () => number
  readonly onHandover: (handover: Handover) => void
  /** Called when a good answer follows a failure. */
  readonly onRecovery?: () => void
  /** After a nudged poll, look once more this soon: see alertmanager/. */
  readonly secondLookMs?: number
}

/** One facet of one upstream, asked again and again until it is stopped. */
export interface Polling {
  /** Polls at once. Nudges during a poll make exactly one more after it. */
  nudge(): void
  /** Whether the last poll failed. */
  isFailing(): boolean
  state(): PollState
  stop(): Promise<void>
}

/** Polls one facet in its rhythm, and hands over what each poll found. */
export function startPolling({ upstream, facet, onHandover, ...options }: PollingOptions): Polling {
  const rhythm = startRhythm<Finding>({
    ...options,
    onFound: (found, stamp) => onHandover({ ...found, upstream, ...stamp }),
    onFailure: (failure, stamp) => onHandover({ kind: 'failed', facet, upstream, ...stamp, warnings: [], failure }),
  })
  return { ...rhythm, state: () => ({ facet, ...rhythm.state() }) }
}
