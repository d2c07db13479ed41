import { silenceLimitMs } from '@statusgraph/protocol'
import type { WireSnapshot } from '@statusgraph/protocol'
import { chooseDelayMs } from './back-off.ts'
import { createEventParser } from './event-parser.ts'
import { readStreamEvent } from './messages.ts'
import type { FeedMessage } from './messages.ts'
import type { Surroundings } from './surroundings.ts'

export interface Link {
  /** Tries at once instead of waiting: the page came back into sight, the network came back, or someone asked. */
  readonly retryNow: () => void
  /** Breaks a link that may be dead without knowing it, such as after the machine slept, and resumes. */
  readonly renew: () => void
  readonly stop: () => void
}

type Ending = {
  readonly reason: string
  readonly askedMs?: number
  readonly isGone?: boolean
  readonly needsSignIn?: boolean
}

/**
 * Keeps one event stream to the server open for as long as it is wanted: reads, resumes with `Last-Event-ID`,
 * backs off with jitter, and says what it hears.
 *
 * @param readFirst brings a whole snapshot by a shorter way than the stream, which then goes on from there: an answer
 * can be compressed, and may be on its way before this page has run. Undefined: the stream brings it.
 */
export function openLink(
  url: string,
  surroundings: Surroundings,
  tell: (message: FeedMessage) => void,
  readFirst?: (signal: AbortSignal) => Promise<WireSnapshot | undefined>,
): Link {
  const { monoMs, after } = surroundings
  let isStopped = false
  let failures = 0
  let lastEventId: string | undefined
  let cancelWait: (() => void) | undefined
  let current: AbortController | undefined

  const begin = async (controller: AbortController): Promise<void> => {
    const snapshot = await readFirst?.(controller.signal)
    if (snapshot === undefined || current !== controller || isStopped) return
    tell({ kind: 'snapshot', snapshot })
    lastEventId = String(snapshot.sequence)
  }

  const run = async (): Promise<void> => {
    cancelWait = undefined
    const controller = new AbortController()
    current = controller
    const ending = await readOnce(controller)
    if (isStopped || current !== controller) return
    current = undefined
    if (ending.isGone === true) {
      tell({ kind: 'link', link: { kind: 'gone' } })
    } else {
      const { reason, needsSignIn } = ending
      const link = { kind: 'lost', reason, isOffline: surroundings.isOffline() } as const
      tell({ kind: 'link', link: needsSignIn === true ? { ...link, needsSignIn } : link })
    }
    const delayMs = chooseDelayMs({
      failures: ending.isGone === true ? Math.max(failures, 4) : failures,
      isHidden: surroundings.isHidden(),
      random: surroundings.random(),
      ...(ending.askedMs === undefined ? {} : { serverAsksMs: ending.askedMs }),
    })
    failures++
    cancelWait = after(delayMs, () => void run())
  }

  const readOnce = async (controller: AbortController): Promise<Ending> => {
    let heardAtMs = monoMs()
    let cancelWatch: () => void = () => undefined
    const watch = () => {
      const leftMs = heardAtMs + silenceLimitMs - monoMs()
      if (leftMs <= 0) controller.abort()
      else cancelWatch = after(leftMs, watch)
    }
    watch()
    try {
      if (lastEventId === undefined && readFirst !== undefined) await begin(controller)
      controller.signal.throwIfAborted()
      heardAtMs = monoMs()
      const headers: Record<string, string> = { Accept: 'text/event-stream' }
      if (lastEventId !== undefined) headers['Last-Event-ID'] = lastEventId
      const response = await surroundings.fetch(url, { headers, cache: 'no-store', signal: controller.signal })
      if (!response.ok) return refusalOf(response)
      if (!(response.headers.get('content-type') ?? '').startsWith('text/event-stream') || response.body === null) {
        return {
          reason:
            'something between this page and the server answered in its place, such as a sign-in: reload the page',
        }
      }
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
      const parser = createEventParser()
      let askedMs: number | undefined
      tell({ kind: 'link', link: { kind: 'open' } })
      for (;;) {
        const { done, value } = await reader.read()
        if (done) break
        heardAtMs = monoMs()
        if (current !== controller) return { reason: 'replaced' }
        tell({ kind: 'beat' })
        for (const event of parser.push(value)) {
          const message = readStreamEvent(event)
          if (message?.kind === 'moving') askedMs = message.afterMs
          else if (message !== undefined) tell(message)
          // Only what was applied may be skipped at the next resume.
          if (event.id !== undefined) lastEventId = event.id
          failures = 0
        }
      }
      return askedMs === undefined
        ? { reason: 'the server closed the connection' }
        : { reason: 'the server is restarting', askedMs }
    } catch (cause) {
      if (controller.signal.aborted) return { reason: 'the server fell silent' }
      // A network failure is a TypeError; anything else is an event that could not be read, and must not be resumed
      // from: the next answer is a whole snapshot.
      if (cause instanceof TypeError) return { reason: 'the server cannot be reached' }
      lastEventId = undefined
      return { reason: 'the server sent something this page cannot read' }
    } finally {
      cancelWatch()
      controller.abort()
    }
  }

  const retryNow = () => {
    if (isStopped || cancelWait === undefined) return
    cancelWait()
    void run()
  }

  tell({ kind: 'link', link: { kind: 'connecting' } })
  void run()

  return {
    retryNow,
    renew() {
      if (isStopped) return
      if (current === undefined) return retryNow()
      const old = current
      current = undefined
      old.abort()
      void run()
    },
    stop() {
      isStopped = true
      cancelWait?.()
      current?.abort()
    },
  }
}

function refusalOf(response: Response): Ending {
  void response.body?.cancel()
  if (response.status === 404 || response.status === 410) return { reason: 'no such graph', isGone: true }
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  const needsSignIn = response.status === 401 || response.status === 403
  const reason = needsSignIn
    ? `you are no longer signed in (${response.status}): reload the page`
    : `the server answered ${response.status}`
  const ending = { reason, needsSignIn }
  return Number.isFinite(seconds) && seconds >= 0 ? { ...ending, askedMs: seconds * 1000 } : ending
}
