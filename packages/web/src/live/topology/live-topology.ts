import { emptyTopologyView } from '@statusgraph/model'
import type { TopologyEdge, TopologyNode, TopologySource, TopologyView } from '@statusgraph/model'
import { isTopologyDelta } from '@statusgraph/protocol'
import type { Freshness } from '../freshness.ts'
import type { Surroundings } from '../surroundings.ts'
import { presentEdge, presentNode } from './present-seen.ts'
import { isSameEdgeShape, isSameNodeShape } from './shape.ts'
import { openTopologyReader } from './topology-reader.ts'
import type { ReadTopology, TopologyAnswer } from './topology-reader.ts'

/** What the page as a whole knows of discovery; a new object whenever something of it changed. */
export interface TopologyOutline {
  /** False until the first answer, and while the graph asks for no discovery. */
  readonly isKnown: boolean
  readonly sources: Readonly<Record<string, TopologySource>>
  /** Why the newest could not be read; what is shown is older then. */
  readonly trouble: { readonly reason: string; readonly since: string } | undefined
  /** How much of the page's own knowledge may be believed. */
  readonly freshness: Freshness
}

/** What discovery knows of one graph, one element at a time, shown only as far as it is fresh. */
export interface LiveTopology {
  readonly node: (id: string) => TopologyNode | undefined
  readonly edge: (id: string) => TopologyEdge | undefined
  /** Calls when the node or edge of this id changed. */
  readonly subscribe: (id: string, call: () => void) => () => void
  readonly subscribeAll: (call: (changedIds: readonly string[]) => void) => () => void
  readonly outline: () => TopologyOutline
  readonly subscribeOutline: (call: () => void) => () => void
  /** Everything as it is shown now; a new object after every change. */
  readonly whole: () => TopologyView
  /** The same object until something came, went, moved or got another name: what a picture is laid out from. */
  readonly shape: () => TopologyView
  /** Whether the graph asks for discovery at all: nothing is fetched for one that does not. */
  readonly setWanted: (isWanted: boolean) => void
  /** The server says that there is a newer one; undefined: there may be, because the connection is a new one. */
  readonly hear: (revision: number | undefined) => void
  readonly setFreshness: (freshness: Freshness) => void
  readonly stop: () => void
}

const fresh: Freshness = { kind: 'fresh' }

/** Keeps what discovery knows of one graph, fetched by `read` whenever there is something newer. */
export function createLiveTopology(
  surroundings: Pick<Surroundings, 'wallMs' | 'random' | 'isHidden' | 'after'>,
  read: ReadTopology,
): LiveTopology {
  const nodes = new Map<string, TopologyNode>()
  const edges = new Map<string, TopologyEdge>()
  const shownNodes = new Map<string, TopologyNode>()
  const shownEdges = new Map<string, TopologyEdge>()
  let freshness = fresh
  let suggestions: TopologyView['suggestions'] = []
  let outline: TopologyOutline = { isKnown: false, sources: {}, trouble: undefined, freshness }
  let whole: TopologyView | undefined = emptyTopologyView
  let shape = emptyTopologyView
  const listeners = new Map<string, Set<() => void>>()
  const allListeners = new Set<(changedIds: readonly string[]) => void>()
  const outlineListeners = new Set<() => void>()

  const reader = openTopologyReader(surroundings, read, {
    take: takeAnswer,
    fail(reason) {
      const since = outline.trouble?.since ?? new Date(surroundings.wallMs()).toISOString()
      tellOutline({ trouble: { reason, since } })
    },
  })

  function readNode(id: string): TopologyNode | undefined {
    const known = shownNodes.get(id)
    if (known !== undefined) return known
    const node = nodes.get(id)
    if (node === undefined) return undefined
    const shown = presentNode(node, freshness)
    shownNodes.set(id, shown)
    return shown
  }

  function readEdge(id: string): TopologyEdge | undefined {
    const known = shownEdges.get(id)
    if (known !== undefined) return known
    const edge = edges.get(id)
    if (edge === undefined) return undefined
    const shown = presentEdge(edge, freshness)
    shownEdges.set(id, shown)
    return shown
  }

  function readWhole(): TopologyView {
    return (whole ??= {
      nodes: toRecord(nodes, readNode),
      edges: toRecord(edges, readEdge),
      sources: outline.sources,
      suggestions,
    })
  }

  function tell(changedIds: readonly string[]): void {
    if (changedIds.length === 0) return
    for (const id of changedIds) {
      shownNodes.delete(id)
      shownEdges.delete(id)
    }
    for (const id of changedIds) for (const call of listeners.get(id) ?? []) call()
    for (const call of allListeners) call(changedIds)
  }

  function tellOutline(change: Partial<TopologyOutline>): void {
    outline = { ...outline, ...change }
    for (const call of outlineListeners) call()
  }

  function takeAnswer(answer: TopologyAnswer): void {
    const isDelta = isTopologyDelta(answer)
    const goneNodes = isDelta ? answer.removed.nodes : without(nodes, answer.nodes)
    const goneEdges = isDelta ? answer.removed.edges : without(edges, answer.edges)
    let isOtherShape = !outline.isKnown || goneNodes.length + goneEdges.length > 0
    for (const id of goneNodes) nodes.delete(id)
    for (const id of goneEdges) edges.delete(id)
    for (const node of answer.nodes) {
      const before = nodes.get(node.id)
      isOtherShape ||= before === undefined || !isSameNodeShape(before, node)
      nodes.set(node.id, node)
    }
    for (const edge of answer.edges) {
      const before = edges.get(edge.id)
      isOtherShape ||= before === undefined || !isSameEdgeShape(before, edge)
      edges.set(edge.id, edge)
    }
    suggestions = answer.suggestions ?? suggestions
    whole = undefined
    const changed = [
      ...goneNodes,
      ...goneEdges,
      ...answer.nodes.map(({ id }) => id),
      ...answer.edges.map(({ id }) => id),
    ]
    for (const id of changed) {
      shownNodes.delete(id)
      shownEdges.delete(id)
    }
    if (answer.sources !== undefined) {
      const sources: Record<string, TopologySource> = Object.create(null)
      for (const source of answer.sources) sources[source.name] = source
      outline = { ...outline, sources }
    }
    if (isOtherShape) shape = readWhole()
    tell(changed)
    tellOutline({ isKnown: true, trouble: undefined })
  }

  function forget(): void {
    const gone = [...nodes.keys(), ...edges.keys()]
    nodes.clear()
    edges.clear()
    whole = emptyTopologyView
    shape = emptyTopologyView
    suggestions = []
    tell(gone)
    tellOutline({ isKnown: false, sources: {}, trouble: undefined })
  }

  return {
    node: readNode,
    edge: readEdge,
    subscribe(id, call) {
      const set = listeners.get(id) ?? new Set()
      listeners.set(id, set)
      set.add(call)
      return () => {
        set.delete(call)
        if (set.size === 0) listeners.delete(id)
      }
    },
    subscribeAll(call) {
      allListeners.add(call)
      return () => allListeners.delete(call)
    },
    outline: () => outline,
    subscribeOutline(call) {
      outlineListeners.add(call)
      return () => outlineListeners.delete(call)
    },
    whole: readWhole,
    shape: () => shape,
    setWanted(isWanted) {
      if (!reader.setWanted(isWanted) || isWanted) return
      forget()
    },
    hear: reader.hear,
    setFreshness(next) {
      if (next.kind === freshness.kind) {
        if (next !== freshness) tellOutline({ freshness: next })
        freshness = next
        return
      }
      freshness = next
      whole = undefined
      tell([...nodes.keys(), ...edges.keys()])
      tellOutline({ freshness: next })
    },
    stop: reader.stop,
  }
}

/** A record without a prototype, because ids come from outside. */
function toRecord<Item>(
  items: ReadonlyMap<string, Item>,
  read: (id: string) => Item | undefined,
): Record<string, Item> {
  const record: Record<string, Item> = Object.create(null)
  for (const [id, item] of items) record[id] = read(id) ?? item
  return record
}

function without(known: ReadonlyMap<string, unknown>, kept: readonly { readonly id: string }[]): readonly string[] {
  const ids = new Set(kept.map(({ id }) => id))
  return [...known.keys()].filter((id) => !ids.has(id))
}
