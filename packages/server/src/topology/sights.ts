import {
  diffTopology,
  drawTopology,
  emptyTopologyView,
  viewTopology,
  type GraphDocument,
  type Instant,
  type Topology,
  type TopologyDelta,
  type TopologyRules,
  type TopologyView,
} from '@statusgraph/model'
import { placeFound } from '@statusgraph/layout'
import type { Places } from './places.ts'

/** What discovery shows of one graph, or of everything, in its newest revision. */
export interface Sight {
  readonly view: TopologyView
  readonly revision: number
}

interface SightsOptions {
  readonly places: Places
  /** The rules of the configuration, for every graph. */
  readonly rules: () => TopologyRules
  /** The topology as it is now, aged. */
  readonly topology: () => Topology
  /** Monotonic ms: when time alone will change what can be seen. */
  readonly nextChangeAfter: (now: Instant) => number | undefined
  /** The first revision: none that an earlier process may have given out. */
  readonly firstRevision: number
}

interface Kept extends Sight {
  readonly topology: Topology
  readonly graph: GraphDocument | undefined
  readonly rules: TopologyRules
  readonly staleAtMs: number
  /** Of each revision that can still be continued, what came with the next one; oldest first. */
  readonly steps: readonly Step[]
  /** The graph as it is drawn, the discovered included. */
  readonly shown: GraphDocument | undefined
}

interface Step {
  readonly revision: number
  readonly delta: TopologyDelta
  readonly size: number
}

/** Changes that are kept for viewers who come back; larger gaps are closed with everything. */
const stepLimit = 120
const stepElementLimit = 50_000
/** The channel of what no graph is seen through. */
const everything = ''

/** What discovery shows, of each graph that wants to be shown it, and the way from each of its revisions to the next. */
export class Sights {
  readonly #options: SightsOptions
  readonly #kept = new Map<string, Kept>()
  readonly #listeners = new Map<string, Set<() => void>>()
  /** Of all graphs, so that no revision of a graph is given twice, not even when discovery is off for a while. */
  #newestRevision: number

  constructor(options: SightsOptions) {
    this.#options = options
    this.#newestRevision = options.firstRevision
  }

  /**
   * Looks at the topology through a graph; undefined when the graph wants none of it.
   *
   * @returns what is seen, the graph as it is to be drawn, and whether that is news
   */
  look(
    graph: GraphDocument,
    now: Instant,
  ): { readonly sight: Sight; readonly shown: GraphDocument; readonly isNew: boolean } | undefined {
    if (graph.dynamic === undefined || graph.dynamic === 'off') {
      this.#drop(graph.id)
      return undefined
    }
    const before = this.#kept.get(graph.id)
    const kept = this.#renew(graph.id, graph, now)
    return { sight: kept, shown: kept.shown ?? graph, isNew: kept.revision !== before?.revision }
  }

  /** What can be seen through a graph that was looked at, or without any. */
  current(graph: undefined, now: Instant): Sight
  current(graph: string | undefined, now: Instant): Sight | undefined
  current(graph: string | undefined, now: Instant): Sight | undefined {
    return graph === undefined ? this.#renew(everything, undefined, now) : this.#kept.get(graph)
  }

  /** What was seen when somebody looked last. */
  peek(graph: string | undefined): Sight | undefined {
    return this.#kept.get(graph ?? everything)
  }

  /** The way from a revision to that of {@link peek}; undefined when it is no longer known. */
  since(graph: string | undefined, revision: number): TopologyDelta | undefined {
    const kept = this.#kept.get(graph ?? everything)
    if (kept === undefined) return undefined
    if (revision === kept.revision) return joinDeltas([])
    const at = kept.steps.findIndex((step) => step.revision === revision)
    return at === -1 ? undefined : joinDeltas(kept.steps.slice(at).map(({ delta }) => delta))
  }

  /** Calls `listener` after each new revision, and when there is nothing to see any more; returns the way to stop. */
  subscribe(graph: string | undefined, listener: () => void): () => void {
    const channel = graph ?? everything
    const listeners = this.#listeners.get(channel) ?? new Set()
    this.#listeners.set(channel, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#listeners.delete(channel)
    }
  }

  /** Looks at everything again, if somebody watches it. */
  renewWatched(now: Instant): void {
    if (this.#listeners.has(everything)) this.#renew(everything, undefined, now)
  }

  /** Lets go of a graph that is gone. */
  forget(graph: string): void {
    this.#kept.delete(graph)
    // Also those whose graph wants nothing of discovery wait for its end.
    this.#tell(graph)
    this.#options.places.forget(graph)
  }

  #drop(graph: string): void {
    if (this.#kept.delete(graph)) this.#tell(graph)
  }

  #tell(channel: string): void {
    for (const listener of this.#listeners.get(channel) ?? []) listener()
  }

  #renew(channel: string, graph: GraphDocument | undefined, now: Instant): Kept {
    const { topology: readTopology, rules: readRules, nextChangeAfter } = this.#options
    const before = this.#kept.get(channel)
    const [topology, rules] = [readTopology(), readRules()]
    const isFresh = before !== undefined && now.monoMs < before.staleAtMs
    if (isFresh && before.topology === topology && before.graph === graph && before.rules === rules) return before
    const staleAtMs = nextChangeAfter(now) ?? Infinity
    const { view, shown } = this.#see(topology, graph, now)
    const delta = diffTopology(before?.view ?? emptyTopologyView, view)
    const kept: Kept =
      before !== undefined && delta === undefined
        ? { ...before, topology, graph, rules, staleAtMs, shown: redraw(before, graph, shown) }
        : {
            view,
            revision: (this.#newestRevision += 1),
            topology,
            graph,
            rules,
            staleAtMs,
            shown,
            steps: before === undefined || delta === undefined ? [] : addStep(before, delta),
          }
    this.#kept.set(channel, kept)
    if (kept.revision !== before?.revision) this.#tell(channel)
    return kept
  }

  #see(
    topology: Topology,
    graph: GraphDocument | undefined,
    now: Instant,
  ): { readonly view: TopologyView; readonly shown: GraphDocument | undefined } {
    const { places, rules } = this.#options
    if (graph === undefined) return { view: viewTopology(topology, { rules: rules() }, now), shown: undefined }
    const known = places.of(graph.id)
    const view = viewTopology(topology, { graph, rules: rules(), places: known }, now)
    if (graph.dynamic !== 'auto') return { view, shown: graph }
    const placed = placeFound(graph, view, known)
    places.keep(graph.id, placed, now.wallMs)
    const settled = placeIn(view, placed)
    return { view: settled, shown: drawTopology(graph, settled) }
  }
}

/** An unchanged picture stays the same object, so that nobody colours it anew. */
function redraw(before: Kept, graph: GraphDocument | undefined, shown: GraphDocument | undefined) {
  return before.graph === graph ? before.shown : shown
}

function addStep(before: Kept, delta: TopologyDelta): readonly Step[] {
  const { nodes, edges, removed } = delta
  const size = nodes.length + edges.length + removed.nodes.length + removed.edges.length
  const steps = [...before.steps, { revision: before.revision, delta, size }].slice(-stepLimit)
  let total = 0
  const first = steps.findLastIndex((step) => (total += step.size) > stepElementLimit)
  return steps.slice(first + 1)
}

/** Several steps in one. */
function joinDeltas(deltas: readonly TopologyDelta[]): TopologyDelta {
  const nodes = joinChanges(deltas.map((delta) => ({ changed: delta.nodes, removed: delta.removed.nodes })))
  const edges = joinChanges(deltas.map((delta) => ({ changed: delta.edges, removed: delta.removed.edges })))
  const sources = deltas.findLast((delta) => delta.sources !== undefined)?.sources
  const suggestions = deltas.findLast((delta) => delta.suggestions !== undefined)?.suggestions
  return {
    nodes: nodes.changed,
    edges: edges.changed,
    removed: { nodes: nodes.removed, edges: edges.removed },
    ...(sources === undefined ? {} : { sources }),
    ...(suggestions === undefined ? {} : { suggestions }),
  }
}

interface Changes<Element> {
  readonly changed: readonly Element[]
  readonly removed: readonly string[]
}

function joinChanges<Element extends { readonly id: string }>(steps: readonly Changes<Element>[]): Changes<Element> {
  const changed = new Map<string, Element>()
  const removed = new Set<string>()
  for (const step of steps) {
    for (const id of step.removed) {
      changed.delete(id)
      removed.add(id)
    }
    for (const element of step.changed) {
      removed.delete(element.id)
      changed.set(element.id, element)
    }
  }
  return { changed: [...changed.values()], removed: [...removed] }
}

function placeIn(
  view: TopologyView,
  placed: ReadonlyMap<string, { readonly x: number; readonly y: number }>,
): TopologyView {
  const nodes: Record<string, TopologyView['nodes'][string]> = Object.create(null)
  for (const [id, node] of Object.entries(view.nodes)) {
    const position = placed.get(id)
    nodes[id] = node.drawn === true || position === undefined ? node : { ...node, position }
  }
  return { ...view, nodes }
}
