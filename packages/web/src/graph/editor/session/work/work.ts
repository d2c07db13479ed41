import {
  applyDifference,
  decideConflict,
  diffGraphs,
  emptyHistory,
  invertDifference,
  isEmptyDifference,
  mergeGraphs,
  recordStep,
  redoStep,
  sealStep,
  undoStep,
} from '@statusgraph/model'
import type { Conflict, Decision, ElementChange, GraphDifference, GraphDocument, History } from '@statusgraph/model'
import type { RevisionedGraph } from '@statusgraph/protocol'

/** A conflict that nobody has decided yet, with the three documents that it came from. */
export interface OpenConflict {
  readonly conflict: Conflict
  readonly sources: { readonly base: GraphDocument; readonly mine: GraphDocument; readonly theirs: GraphDocument }
}

/** One person's work on one graph: a value, and everything that must survive the end of the tab. */
export interface Work {
  /** The newest revision of the server that is in this work. */
  readonly base: RevisionedGraph
  /** The base with the own edits that are not saved yet. */
  readonly graph: GraphDocument
  readonly history: History
  readonly open: readonly OpenConflict[]
  /** What was sent to be saved over the base, and of which nobody knows yet whether it arrived; oldest first. */
  readonly sent: readonly GraphDocument[]
}

/** Everything that can happen to a work. A work is its beginning and these in order, which is how a draft keeps it. */
export type WorkEvent =
  | {
      readonly kind: 'edited'
      readonly label: string
      readonly coalesce?: string | undefined
      readonly difference: GraphDifference
    }
  | { readonly kind: 'undone' }
  | { readonly kind: 'redone' }
  | { readonly kind: 'sent' }
  /** The server has what was sent as number `index`, as this revision; `correction` is what it made different. */
  | {
      readonly kind: 'saved'
      readonly index: number
      readonly revision: number
      readonly correction?: GraphDifference | undefined
    }
  /** Somebody saved a revision; `difference` leads there from the base. */
  | { readonly kind: 'received'; readonly revision: number; readonly difference: GraphDifference }
  | { readonly kind: 'decided'; readonly conflict: Conflict; readonly decision: Decision }
  /** Work that another tab left behind is put on top of this one. */
  | {
      readonly kind: 'adopted'
      readonly label: string
      readonly base: GraphDocument
      readonly graph: GraphDocument
    }

/** Never answered sends beyond this many are forgotten, the oldest first. */
const longestSent = 8

/** The work of somebody who has done nothing yet. */
export function beginWork(base: RevisionedGraph): Work {
  return { base, graph: base.graph, history: emptyHistory, open: [], sent: [] }
}

/** The work after one more thing happened. An event that means nothing here changes nothing. */
export function advanceWork(work: Work, event: WorkEvent): Work {
  switch (event.kind) {
    case 'edited': {
      const graph = applyDifference(work.graph, event.difference)
      return askAgain(withStep(work, event.label, graph, event.coalesce))
    }
    case 'undone': {
      const step = work.history.done.at(-1)
      const taken = withStepTaken(work, undoStep(work.history, work.graph))
      return askAgain(step === undefined ? taken : keepBroughtBack(taken, invertDifference(step.difference)))
    }
    case 'redone': {
      const step = work.history.undone.at(-1)
      const taken = withStepTaken(work, redoStep(work.history, work.graph))
      return askAgain(step === undefined ? taken : keepBroughtBack(taken, step.difference))
    }
    case 'sent':
      if (work.sent.at(-1) === work.graph) return work
      return { ...work, sent: [...work.sent, work.graph].slice(-longestSent) }
    case 'saved':
      return settleSave(work, event)
    case 'received': {
      const theirs = applyDifference(work.base.graph, event.difference)
      return mergeTheirs(work, { graph: theirs, revision: event.revision })
    }
    case 'decided':
      return settleConflict(work, event.conflict, event.decision)
    case 'adopted': {
      const sources = { base: event.base, mine: event.graph, theirs: work.graph }
      const merged = mergeGraphs(sources.base, sources.mine, sources.theirs)
      return withStep(withConflicts(work, merged.conflicts, sources), event.label, merged.graph)
    }
  }
}

/** Whether the server lacks something of this work. */
export function isUnsaved({ base, graph }: Work): boolean {
  return graph !== base.graph && !isEmptyDifference(diffGraphs(base.graph, graph))
}

/** Whether two conflicts are about the same thing. */
function isSameConflict(a: Conflict, b: Conflict): boolean {
  const isSameElement =
    a.element.kind === b.element.kind &&
    (a.element.kind === 'graph' || b.element.kind === 'graph' || a.element.id === b.element.id)
  if (!isSameElement || a.kind !== b.kind) return false
  return a.kind === 'deletion' || b.kind === 'deletion' || a.field === b.field
}

function withStep(work: Work, label: string, graph: GraphDocument, coalesce?: string): Work {
  if (graph === work.graph) return work
  return { ...work, graph, history: recordStep(work.history, label, work.graph, graph, coalesce) }
}

/** Whoever takes back their deletion while it is in question has answered the question. */
function keepBroughtBack(work: Work, { nodes, edges }: GraphDifference): Work {
  const isBack = ({ element }: Conflict): boolean => {
    if (element.kind === 'graph') return false
    const changes: readonly ElementChange<unknown>[] = element.kind === 'node' ? nodes : edges
    return changes.some(({ id, before, after }) => id === element.id && before === undefined && after !== undefined)
  }
  const open = work.open.filter(
    ({ conflict }) => !(conflict.kind === 'deletion' && conflict.deletedBy === 'me' && isBack(conflict)),
  )
  return open.length === work.open.length ? work : { ...work, open }
}

function withStepTaken(work: Work, taken: ReturnType<typeof undoStep>): Work {
  return taken === undefined ? work : { ...work, graph: taken.graph, history: taken.history }
}

function settleSave(work: Work, { index, revision, correction }: Extract<WorkEvent, { kind: 'saved' }>): Work {
  const sent = work.sent[index]
  if (sent === undefined) return work
  // What comes after a save is a step of its own, even in the same field.
  const saved = { ...work, base: { graph: sent, revision }, history: sealStep(work.history), sent: [] }
  return correction === undefined ? saved : mergeTheirs(saved, { graph: applyDifference(sent, correction), revision })
}

function mergeTheirs(work: Work, theirs: RevisionedGraph): Work {
  const sources = { base: work.base.graph, mine: work.graph, theirs: theirs.graph }
  const { graph, conflicts } = mergeGraphs(sources.base, sources.mine, sources.theirs)
  return { ...askAgain({ ...withConflicts(work, conflicts, sources), base: theirs, graph }), sent: [] }
}

/** A new conflict takes the place of an older one about the same thing. */
function withConflicts(work: Work, conflicts: readonly Conflict[], sources: OpenConflict['sources']): Work {
  if (conflicts.length === 0) return work
  const kept = work.open.filter((one) => !conflicts.some((conflict) => isSameConflict(conflict, one.conflict)))
  return { ...work, open: [...kept, ...conflicts.map((conflict) => ({ conflict, sources }))] }
}

/**
 * Asks the open questions about fields as both sides are now. A question that is none any more is answered: whoever
 * undid their own change, or made the same as the others, has what the others have.
 */
function askAgain(work: Work): Work {
  const asked = work.open.filter(({ conflict }) => holdsMine(conflict))
  if (asked.length === 0) return work
  let { graph } = work
  const theirs = work.base.graph
  const still = new Map<OpenConflict, OpenConflict>()
  for (const base of new Set(asked.map(({ sources }) => sources.base))) {
    const sources = { base, mine: work.graph, theirs }
    const { conflicts } = mergeGraphs(base, work.graph, theirs)
    for (const one of asked.filter((open) => open.sources.base === base)) {
      const conflict = conflicts.find((other) => isSameConflict(other, one.conflict))
      if (conflict === undefined) graph = decideConflict(graph, sources, one.conflict, 'theirs')
      else still.set(one, { conflict, sources })
    }
  }
  return { ...work, graph, open: work.open.flatMap((one) => (asked.includes(one) ? (still.get(one) ?? []) : one)) }
}

/** Whether the document holds mine until it is decided; for a few fields that would be no document. */
function holdsMine(conflict: Conflict): boolean {
  if (conflict.kind === 'deletion') return false
  const [list, , part] = conflict.path
  return list !== 'parent' && list !== 'kind' && (list !== 'ports' || part !== undefined)
}

function settleConflict(work: Work, conflict: Conflict, decision: Decision): Work {
  const found = work.open.find((one) => isSameConflict(one.conflict, conflict))
  if (found === undefined) return work
  const graph = decideConflict(work.graph, found.sources, found.conflict, decision)
  return withStep({ ...work, open: work.open.filter((one) => one !== found) }, 'decide', graph)
}
