import { isoOf } from '@statusgraph/model'
import type { GraphDocument, Instant } from '@statusgraph/model'
import { describeGraph } from '../describe-graph.ts'
import { isSameGraph } from '../same-graph.ts'
import type { GraphLine } from '../sqlite/graph-line.ts'
import { StoreFailure } from '../store.ts'
import type { DamagedGraph, GraphChange, StoredGraph } from '../store.ts'
import type { ProvisionedGraph, ProvisionedState } from './provisioned-folders.ts'

interface Held {
  readonly stored: StoredGraph
  /** False when the disk refused to record it; it is shown all the same, and recorded later. */
  readonly isRecorded: boolean
}

/**
 * The graphs that files provide now. Each content is recorded as a revision of a line of its own, so that revisions
 * and last good contents survive a restart, and a file that takes over a drawn graph loses none of it.
 */
export class ProvisionedGraphs {
  readonly #line: GraphLine
  readonly #drawn: GraphLine
  readonly #now: () => Instant
  #held: ReadonlyMap<string, Held> = new Map()
  #state: ProvisionedState = { graphs: [], faults: [] }
  #isRemovalPending = false

  constructor(line: GraphLine, drawn: GraphLine, now: () => Instant) {
    this.#line = line
    this.#drawn = drawn
    this.#now = now
  }

  /** What each file held when it was last good, as recorded before this start. */
  recall(): ReadonlyMap<string, GraphDocument> {
    return new Map(
      this.#line.list().flatMap(({ info, graph }): [string, GraphDocument][] => {
        const file = this.#line.revisions(info.id)?.[0]?.message
        return file === undefined ? [] : [[file, graph]]
      }),
    )
  }

  has(id: string): boolean {
    return this.#held.has(id)
  }

  read(id: string): StoredGraph | undefined {
    return this.#held.get(id)?.stored
  }

  list(): readonly StoredGraph[] {
    return [...this.#held.values()].map((held) => held.stored)
  }

  /** Files that provide no graph at all; a fault beside a graph stands with the graph. */
  damaged(): readonly DamagedGraph[] {
    const providing = new Set(this.#state.graphs.map((one) => one.file))
    return this.#state.faults
      .filter(({ file }) => !providing.has(file))
      .map(({ file, message }) => ({ id: file, reason: message }))
  }

  /** Takes over what the files say now; returns what that changed for those who read. */
  accept(state: ProvisionedState): readonly GraphChange[] {
    const before = this.#held
    this.#state = state
    this.#held = new Map(state.graphs.map((one) => [one.graph.id, this.#hold(one, before.get(one.graph.id))]))
    this.#isRemovalPending = !this.#forgetGone()
    return [...this.#changesSince(before)]
  }

  /** Tries again what the disk refused. */
  catchUp(): readonly GraphChange[] {
    const isComplete = !this.#isRemovalPending && this.#held.values().every((held) => held.isRecorded)
    return isComplete ? [] : this.accept(this.#state)
  }

  #hold(provisioned: ProvisionedGraph, before: Held | undefined): Held {
    const { stored, isRecorded } = this.#record(provisioned, before)
    const clash = this.#findClash(provisioned)
    const faults = [provisioned.fault, clash].filter((fault) => fault !== undefined)
    const { fault: _, ...info } = stored.info
    return {
      isRecorded,
      stored: { graph: stored.graph, info: faults.length === 0 ? info : { ...info, fault: faults.join('\n') } },
    }
  }

  #record({ file, graph }: ProvisionedGraph, before: Held | undefined): Held {
    try {
      return { stored: this.#line.put(graph, { by: 'provisioning', message: file }), isRecorded: true }
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error
      if (before && isSameGraph(before.stored.graph, graph)) return before
      const revision = (before?.stored.info.revision ?? 0) + 1
      return {
        isRecorded: false,
        stored: {
          graph,
          info: { ...describeGraph(graph), revision, updatedAt: isoOf(this.#now()), provisioned: true },
        },
      }
    }
  }

  #findClash({ file, graph }: ProvisionedGraph): string | undefined {
    const drawn = unlessRefused(() => this.#drawn.read(graph.id))
    return (
      drawn &&
      `${file}:1:1: a graph with the id "${graph.id}" was also drawn here (revision ${drawn.info.revision}); ` +
        `the file is shown, and the drawn graph comes back when the file goes`
    )
  }

  /** False when the disk refused. */
  #forgetGone(): boolean {
    return (
      unlessRefused(() => {
        for (const { info } of this.#line.list()) if (!this.#held.has(info.id)) this.#line.remove(info.id)
        return true
      }) ?? false
    )
  }

  *#changesSince(before: ReadonlyMap<string, Held>): Iterable<GraphChange> {
    for (const [id, { stored }] of this.#held) {
      const old = before.get(id)?.stored.info
      if (old?.revision !== stored.info.revision || old.fault !== stored.info.fault) {
        yield { id, revision: stored.info.revision }
      }
    }
    for (const id of before.keys()) {
      if (this.#held.has(id)) continue
      const drawn = unlessRefused(() => this.#drawn.read(id))
      yield drawn ? { id, revision: drawn.info.revision } : { id, deleted: true }
    }
  }
}

function unlessRefused<T>(ask: () => T): T | undefined {
  try {
    return ask()
  } catch (error) {
    if (error instanceof StoreFailure) return undefined
    throw error
  }
}
