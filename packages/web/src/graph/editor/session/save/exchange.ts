import { diffGraphs, isEmptyDifference } from '@statusgraph/model'
import type { RevisionedGraph } from '@statusgraph/protocol'
import type { EditServer } from '../surroundings.ts'
import type { Work, WorkEvent } from '../work/work.ts'
import { judgeFailure } from './judge-failure.ts'

/** The two things that are done with a server: each throws what the request fails with. */
export interface Exchange {
  /** Sends the work as it is now. False: somebody was faster; theirs is in the work now. */
  readonly send: () => Promise<boolean>
  /** Puts a revision of the server into the work. */
  readonly take: (theirs: RevisionedGraph) => Promise<void>
}

interface ExchangeOptions {
  readonly work: () => Work
  readonly happen: (event: WorkEvent) => void
  readonly server: EditServer
}

/** Exchanges a work with a server. While one of the two is at work, the other must not begin. */
export function createExchange({ work, happen, server }: ExchangeOptions): Exchange {
  const noteSaved = (index: number, stored: RevisionedGraph): void => {
    const sent = work().sent[index]
    if (sent === undefined) return
    const correction = diffGraphs(sent, stored.graph)
    const { revision } = stored
    happen({ kind: 'saved', index, revision, ...(isEmptyDifference(correction) ? {} : { correction }) })
  }

  /** The revision right after the base, if anybody can still tell it. */
  const readNext = async (theirs: RevisionedGraph): Promise<RevisionedGraph | undefined> => {
    const { graph, revision } = work().base
    if (theirs.revision <= revision + 1) return theirs.revision === revision + 1 ? theirs : undefined
    try {
      return await server.readRevision(graph.id, revision + 1)
    } catch (failure) {
      // Without it, what an unanswered save brought there looks like somebody else's: a question more, no loss.
      if (judgeFailure(failure).kind === 'away') throw failure
      return undefined
    }
  }

  /** An own save whose answer was lost is known again by what it holds; otherwise one would be in conflict with oneself. */
  const recogniseOwn = async (theirs: RevisionedGraph): Promise<void> => {
    if (work().sent.length === 0) return
    const next = await readNext(theirs)
    if (next === undefined) return
    const index = work().sent.findLastIndex((sent) => isEmptyDifference(diffGraphs(sent, next.graph)))
    if (index !== -1) noteSaved(index, next)
  }

  const take = async (theirs: RevisionedGraph): Promise<void> => {
    await recogniseOwn(theirs)
    const { base } = work()
    if (theirs.revision === base.revision) return
    happen({ kind: 'received', revision: theirs.revision, difference: diffGraphs(base.graph, theirs.graph) })
  }

  return {
    take,
    async send() {
      happen({ kind: 'sent' })
      const { base, graph } = work()
      try {
        const stored = await server.saveGraph(graph, base.revision)
        noteSaved(work().sent.lastIndexOf(graph), stored)
        return true
      } catch (failure) {
        if (judgeFailure(failure).kind !== 'stale') throw failure
      }
      const theirs = await server.readGraph(base.graph.id)
      // A server that was set back to an older state has a lower number, and its document counts all the same.
      if (theirs.revision === base.revision) throw new Error('the server calls its own newest revision too old')
      await take(theirs)
      return false
    },
  }
}
