import { parseGraphDocument } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { ApiProblem, problemKinds } from '@statusgraph/protocol'
import type { EditorPresence, ProblemCode, RevisionedGraph } from '@statusgraph/protocol'
import type { EditServer } from '../surroundings.ts'

/** How the way between one client and the server behaves. */
export interface Way {
  /** `answers lost`: requests arrive, and nobody hears of it. */
  state: 'works' | 'cut' | 'answers lost'
}

export interface MemoryServer {
  /** The server as one client reaches it. */
  readonly reach: (way: Way) => EditServer
  readonly newest: (id: string) => RevisionedGraph
  readonly revisionsOf: (id: string) => readonly RevisionedGraph[]
  /** What every request is refused with while it is set. */
  refusal: { readonly code: string; readonly status: number } | undefined
  readonly remove: (id: string) => void
  /** Puts a graph's history back, as from a backup. */
  readonly restore: (id: string, revisions: readonly RevisionedGraph[]) => void
  /** Calls with each stored revision. */
  readonly watch: (call: (stored: RevisionedGraph) => void) => void
  /** How many saves were tried, whatever came of them. */
  readonly saves: () => number
}

/** One order for all revisions, by compare-and-set, as the real server keeps it; in memory. */
export function startMemoryServer(...graphs: readonly GraphDocument[]): MemoryServer {
  const histories = new Map(graphs.map((graph) => [graph.id, [{ graph, revision: 1 }]]))
  const editors = new Map<string, EditorPresence>()
  const watchers: ((stored: RevisionedGraph) => void)[] = []
  let saves = 0

  const refuse = (code: ProblemCode): never => {
    throw new ApiProblem({ type: 'about:blank', code, ...problemKinds[code] })
  }
  const historyOf = (id: string): RevisionedGraph[] => histories.get(id) ?? refuse('graph/not-found')
  const newest = (id: string): RevisionedGraph => historyOf(id).at(-1) ?? refuse('graph/not-found')
  const store = (graph: GraphDocument, revision: number): RevisionedGraph => {
    const stored = { graph: reread(graph), revision }
    histories.set(graph.id, [...(histories.get(graph.id) ?? []), stored])
    for (const call of watchers) call(stored)
    return stored
  }

  const self: MemoryServer = {
    refusal: undefined,
    saves: () => saves,
    newest,
    revisionsOf: historyOf,
    remove: (id) => void histories.delete(id),
    restore: (id, revisions) => void histories.set(id, [...revisions]),
    watch: (call) => void watchers.push(call),
    reach(way) {
      const serve = async <Answer>(answer: () => Answer): Promise<Answer> => {
        await Promise.resolve()
        if (way.state === 'cut') throw new TypeError('fetch failed')
        if (self.refusal !== undefined) {
          throw new ApiProblem({ type: 'about:blank', title: 'The server is away', ...self.refusal })
        }
        const answered = answer()
        // Read again after the answer was made: the way may break in between.
        await Promise.resolve()
        if (isLost(way)) throw new TypeError('fetch failed')
        return answered
      }
      return {
        readGraph: (id) => serve(() => newest(id)),
        readRevision: (id, revision) =>
          serve(() => historyOf(id).find((stored) => stored.revision === revision) ?? refuse('revision/not-found')),
        saveGraph(graph, expected) {
          saves++
          return serve(() => {
            const { revision } = newest(graph.id)
            return revision === expected ? store(graph, revision + 1) : refuse('graph/stale')
          })
        },
        createGraph: (document) =>
          serve(() => {
            const parsed = parseGraphDocument(document, `copy-${histories.size}`)
            return parsed.ok ? store(parsed.graph, 1) : refuse('graph/invalid')
          }),
        announceEditor: (_graph, id, name) =>
          serve(() => {
            editors.set(id, { id, name, since: editors.get(id)?.since ?? String(editors.size) })
            return [...editors.values()]
          }),
        leaveGraph: (_graph, id) => serve(() => void editors.delete(id)),
      }
    },
  }
  return self
}

function isLost(way: Way): boolean {
  return way.state !== 'works'
}

/** As it goes over the wire: written down and read again; whoever sends nonsense hears of it. */
function reread(graph: GraphDocument): GraphDocument {
  const parsed = parseGraphDocument(JSON.parse(JSON.stringify(graph)))
  if (parsed.ok) return parsed.graph
  throw new ApiProblem({
    type: 'about:blank',
    code: 'graph/invalid',
    ...problemKinds['graph/invalid'],
    detail: parsed.faults[0]?.message,
  })
}
