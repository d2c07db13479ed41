import type { GraphDocument } from '../graph/document.ts'
import { applyDifference } from './apply.ts'
import type { GraphDifference } from './difference.ts'
import { diffGraphs, invertDifference, isEmptyDifference } from './difference.ts'

/** What one edit did. */
export interface HistoryStep {
  /** Shown in "Undo …": `move`, `rename checkout`. */
  readonly label: string
  readonly difference: GraphDifference
  /** The next edit with the same key joins this step. */
  readonly coalesceKey?: string
}

/** What can be undone and redone, oldest first. Plain data, to be kept with the draft. */
export interface History {
  readonly done: readonly HistoryStep[]
  readonly undone: readonly HistoryStep[]
}

/** Where undo or redo leads. */
export interface HistoryMove {
  readonly history: History
  readonly graph: GraphDocument
  readonly label: string
}

export const historyLimit = 1_000

export const emptyHistory: History = { done: [], undone: [] }

/**
 * The history after one more edit; what was undone before can no longer be redone. An edit that changed nothing is no
 * step.
 *
 * @param coalesceKey joins the edit to the newest step when that has the same key: typing into one field
 */
export function recordStep(
  history: History,
  label: string,
  before: GraphDocument,
  after: GraphDocument,
  coalesceKey?: string,
): History {
  const newest = history.done.at(-1)
  const isJoined = coalesceKey !== undefined && newest?.coalesceKey === coalesceKey && history.undone.length === 0
  // Others' edits may have come in between, so the step so far is taken out of the document as it is now.
  const start = isJoined ? applyDifference(before, invertDifference(newest.difference)) : before
  const difference = diffGraphs(start, after)
  if (isEmptyDifference(difference) && !isJoined) return history
  const earlier = isJoined ? history.done.slice(0, -1) : history.done
  if (isEmptyDifference(difference)) return { done: earlier, undone: [] }
  const step = { label, difference, ...(coalesceKey === undefined ? {} : { coalesceKey }) }
  return { done: [...earlier, step].slice(-historyLimit), undone: [] }
}

/** The next edit begins a new step, whatever its key. */
export function sealStep(history: History): History {
  const newest = history.done.at(-1)
  if (newest?.coalesceKey === undefined) return history
  const { label, difference } = newest
  return { ...history, done: [...history.done.slice(0, -1), { label, difference }] }
}

/** Takes back the newest step: one's own values, and nothing that others saved since. Undefined: nothing to undo. */
export function undoStep({ done, undone }: History, graph: GraphDocument): HistoryMove | undefined {
  const step = done.at(-1)
  if (step === undefined) return undefined
  const earlier = applyDifference(graph, invertDifference(step.difference))
  // What others built on this step goes with it (an edge to a node that is not there), and comes back with it.
  const taken = { ...step, difference: diffGraphs(earlier, graph) }
  return { history: { done: done.slice(0, -1), undone: [...undone, taken] }, graph: earlier, label: step.label }
}

/** Does again what was undone last. Undefined: nothing to redo. */
export function redoStep({ done, undone }: History, graph: GraphDocument): HistoryMove | undefined {
  const step = undone.at(-1)
  if (step === undefined) return undefined
  const later = applyDifference(graph, step.difference)
  const taken = { ...step, difference: diffGraphs(graph, later) }
  return { history: { done: [...done, taken], undone: undone.slice(0, -1) }, graph: later, label: step.label }
}
