import type { RevisionedGraph } from '@statusgraph/protocol'
import { chooseDelayMs } from '../../../../live/back-off.ts'
import type { SaveState } from '../session.ts'
import type { SessionSurroundings } from '../surroundings.ts'
import { isUnsaved } from '../work/work.ts'
import type { Work, WorkEvent } from '../work/work.ts'
import { createExchange } from './exchange.ts'
import { judgeFailure } from './judge-failure.ts'

/** A save begins when nothing was changed for so long … */
const pauseMs = 2_000
/** … or when the oldest unsaved change is so old. */
const longestUnsavedMs = 10_000

export interface SaveLoop {
  readonly state: () => SaveState
  /** The work was changed by hand. */
  readonly noteChange: () => void
  readonly saveNow: () => Promise<void>
  readonly receive: (theirs: RevisionedGraph) => void
  /** The server may be back. */
  readonly wake: () => void
  readonly stop: () => void
}

interface SaveLoopOptions {
  readonly work: () => Work
  readonly happen: (event: WorkEvent) => void
  readonly publish: () => void
  readonly surroundings: SessionSurroundings
  /** Nothing is exchanged with the server before. */
  readonly ready: Promise<void>
}

/**
 * Brings a work to the server: one request at a time, over the revision that it started from, merged with what others
 * saved, and again when the server was away. It rests only when the server has everything, refuses, or somebody must
 * decide.
 */
export function createSaveLoop({ work, happen, publish, surroundings, ready }: SaveLoopOptions): SaveLoop {
  const { server, monoMs, wallMs, after } = surroundings
  const exchange = createExchange({ work, happen, server })
  let state: SaveState = { kind: 'saved', at: undefined, revision: work().base.revision }
  let savedAt: string | undefined
  let running: Promise<void> | undefined
  /** The newest revision that others saved and that is not in the work yet. */
  let heard: RevisionedGraph | undefined
  let failures = 0
  let changedAtMs = monoMs()
  let unsavedSinceMs: number | undefined
  let cancelTimer: (() => void) | undefined
  let isStopped = false

  const show = (next: SaveState): void => {
    state = next
    publish()
  }

  const wait = (delayMs: number, call: () => void): void => {
    cancelTimer?.()
    cancelTimer = after(delayMs, () => {
      cancelTimer = undefined
      call()
    })
  }

  const schedule = (): void => {
    unsavedSinceMs ??= changedAtMs
    const leftMs = Math.min(changedAtMs + pauseMs, unsavedSinceMs + longestUnsavedMs) - monoMs()
    // The timer is set once and looks again when it rings: a new one for every movement of the hand costs more.
    wait(Math.max(0, leftMs), () => {
      if (Math.min(changedAtMs + pauseMs, (unsavedSinceMs ?? 0) + longestUnsavedMs) > monoMs()) schedule()
      else void run(sendUnsaved)
    })
  }

  /** Says where the work is when nothing is on its way, and what comes next. */
  const rest = (): void => {
    if (work().open.length > 0) return show({ kind: 'conflict' })
    if (isUnsaved(work())) {
      schedule()
      return show({ kind: 'unsaved' })
    }
    unsavedSinceMs = undefined
    cancelTimer?.()
    cancelTimer = undefined
    show({ kind: 'saved', at: savedAt, revision: work().base.revision })
  }

  const fail = (failure: unknown): void => {
    const setback = judgeFailure(failure)
    if (setback.kind === 'refused') return show(setback)
    const since = state.kind === 'offline' ? state.since : new Date(wallMs()).toISOString()
    const reason = setback.kind === 'away' ? setback.reason : 'The server is busy with others.'
    const isHidden = surroundings.isHidden()
    wait(chooseDelayMs({ failures, isHidden, random: surroundings.random() }), () => void run(sendUnsaved))
    failures++
    show({ kind: 'offline', since, reason, needsSignIn: setback.kind === 'away' && setback.needsSignIn })
  }

  const takeHeard = async (): Promise<void> => {
    while (heard !== undefined) {
      const theirs = heard
      if (theirs.revision > work().base.revision) await exchange.take(theirs)
      if (heard === theirs) heard = undefined
    }
  }

  /** Sends what is unsaved; again when somebody was faster, and not again for what was changed meanwhile. */
  const sendUnsaved = async (): Promise<void> => {
    for (;;) {
      await takeHeard()
      if (isStopped || work().open.length > 0 || !isUnsaved(work())) return
      if (state.kind !== 'offline') show({ kind: 'saving' })
      unsavedSinceMs = undefined
      if (await exchange.send()) break
    }
    savedAt = new Date(wallMs()).toISOString()
    await takeHeard()
  }

  /** One thing at a time. */
  const run = (task: () => Promise<void>): Promise<void> => {
    running ??= (async () => {
      cancelTimer?.()
      cancelTimer = undefined
      await ready
      try {
        if (!isStopped) await task()
        failures = 0
        running = undefined
        if (isStopped) return
        rest()
        // Heard in the very moment of finishing.
        if (heard !== undefined) void run(takeHeard)
      } catch (failure) {
        running = undefined
        if (!isStopped) fail(failure)
      }
    })()
    return running
  }

  return {
    state: () => state,
    noteChange() {
      changedAtMs = monoMs()
      unsavedSinceMs ??= changedAtMs
      switch (state.kind) {
        case 'saved':
          return rest()
        case 'refused':
          // Whoever changes what was wrong with it wants it to be tried again.
          if (state.cause === 'invalid' || state.cause === 'too-large') rest()
          return undefined
        case 'conflict':
          if (work().open.length === 0) rest()
          return undefined
        case 'unsaved':
          if (cancelTimer === undefined) schedule()
          return undefined
        case 'saving':
        case 'offline':
          return undefined
      }
    },
    async saveNow() {
      if (running !== undefined) {
        await running
        if (state.kind === 'offline') return
      }
      await run(sendUnsaved)
    },
    receive(theirs) {
      if (isStopped || theirs.revision <= Math.max(work().base.revision, heard?.revision ?? 0)) return
      heard = theirs
      if (running === undefined) void run(takeHeard)
    },
    wake() {
      if (state.kind === 'offline' && running === undefined && !isStopped) void run(sendUnsaved)
    },
    stop() {
      isStopped = true
      cancelTimer?.()
    },
  }
}
