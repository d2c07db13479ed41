import type { SessionSurroundings } from '../surroundings.ts'
import type { Keeping } from '../session.ts'
import { isUnsaved } from '../work/work.ts'
import type { Work, WorkEvent } from '../work/work.ts'
import { writeBeginning, writeEvent } from './draft-text.ts'
import type { DraftRecord, DraftShelf } from './shelf.ts'

/** When so much has happened since the beginning, the draft begins anew, so that reading it stays quick. */
const longestEvents = 400
const longestText = 8_000_000
/** A browser that refused to keep something is asked again after so long. */
const retryMs = 5_000

export interface DraftWriter {
  readonly keeping: () => Keeping
  /** Keeps one more thing that happened, at once. */
  readonly note: (before: Work, event: WorkEvent, after: Work) => void
  /** Fulfilled when everything so far is kept, or refused. */
  readonly settle: () => Promise<unknown>
}

interface DraftWriterOptions {
  readonly id: string
  readonly shelf: DraftShelf
  readonly surroundings: Pick<SessionSurroundings, 'wallMs' | 'after'>
  /** The number of the newest event of a draft that goes on; undefined: nothing is kept yet. */
  readonly newest: number | undefined
  readonly work: () => Work
  readonly onKeeping: () => void
  readonly signal: AbortSignal
}

/**
 * Keeps a work on a shelf as its beginning and what happened since: a change costs one small write, however large the
 * graph is. Every write starts at once, because the tab may die in the next moment; the shelf keeps them in order.
 */
export function openDraftWriter(options: DraftWriterOptions): DraftWriter {
  const { id, shelf, surroundings, work, onKeeping, signal } = options
  let number = options.newest ?? 0
  let hasBegun = options.newest !== undefined
  let eventCount = 0
  let textLength = 0
  let keeping: Keeping = { kind: 'kept' }
  let pending: Promise<unknown> = Promise.resolve()
  let isRetrying = false

  const recordOf = (isUnsaved: boolean) => ({
    id,
    graph: work().base.graph.id,
    changedAt: new Date(surroundings.wallMs()).toISOString(),
    isUnsaved,
  })

  const show = (next: Keeping): void => {
    if (next.kind === keeping.kind) return
    keeping = next
    onKeeping()
  }

  const follow = async (write: Promise<boolean>): Promise<void> => {
    try {
      const isWhole = await write
      if (isWhole) show({ kind: 'kept' })
      else begin(work())
    } catch (cause) {
      hasBegun = false
      show({ kind: 'not-kept', reason: explainRefusal(cause) })
      retryLater()
    }
  }
  const watch = (write: Promise<boolean>): void => {
    const done = follow(write)
    pending = Promise.all([pending, done])
  }

  /** Writes the whole work, as it is now, in the place of all that was kept before. */
  const begin = (beginning: Work): void => {
    const text = writeBeginning(beginning)
    hasBegun = true
    eventCount = 0
    textLength = 0
    watch(beginOn(shelf, recordOf(isUnsaved(beginning)), text))
  }

  const retryLater = (): void => {
    if (isRetrying || signal.aborted) return
    isRetrying = true
    const cancel = surroundings.after(retryMs, () => {
      isRetrying = false
      if (!hasBegun && !signal.aborted) begin(work())
    })
    signal.addEventListener('abort', cancel, { once: true })
  }

  /** Whether the work waits for nothing, so that its beginning would say all of it. */
  const isQuiet = ({ open, sent }: Work): boolean => open.length === 0 && sent.length === 0

  return {
    keeping: () => keeping,
    note(before, event, after) {
      if (!hasBegun) begin(before)
      const text = writeEvent(event)
      number++
      eventCount++
      textLength += text.length
      const isLeft = event.kind !== 'saved' && event.kind !== 'received'
      const record = recordOf(isLeft || isUnsaved(after) || after.open.length > 0)
      watch(shelf.append(record, { number, text }))
      const isLong = eventCount >= longestEvents || textLength >= longestText
      if (isLong && event.kind === 'saved' && isQuiet(after)) begin(after)
    },
    settle: () => pending,
  }
}

async function beginOn(shelf: DraftShelf, record: DraftRecord, text: string): Promise<boolean> {
  await shelf.begin(record, text)
  return true
}

function explainRefusal(cause: unknown): string {
  if (cause instanceof Error && cause.name === 'QuotaExceededError') return 'the browser has no room left.'
  return 'the browser refuses to store anything.'
}
