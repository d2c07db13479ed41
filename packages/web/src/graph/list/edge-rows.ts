import { compareLamps } from '@statusgraph/model'
import type { EdgeStatus, GraphDocument, GraphEdge, TopologyEdge } from '@statusgraph/model'
import { sayEdge, shareOfErrors, stateWords } from '../../map/index.ts'

/** One edge with everything that a table says of it. */
export interface EdgeRow {
  readonly edge: GraphEdge
  readonly source: string
  readonly target: string
  readonly status: EdgeStatus | undefined
  readonly seen: TopologyEdge | undefined
  readonly ratePerSecond: number | undefined
  readonly errors: number | undefined
  readonly p95Seconds: number | undefined
}

export type EdgeOrder = 'lamp' | 'ends' | 'rate' | 'errors' | 'latency'

/** The edges of a graph as rows, those with an end among `shown` when somebody filters. */
export function listEdges(
  graph: GraphDocument,
  shown: ReadonlySet<string> | undefined,
  statusOf: (id: string) => EdgeStatus | undefined,
  seenOf: (id: string) => TopologyEdge | undefined,
): readonly EdgeRow[] {
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name]))
  return graph.edges
    .filter(({ source, target }) => shown === undefined || shown.has(source) || shown.has(target))
    .map((edge) => {
      const seen = seenOf(edge.id)
      const { ratePerSecond, p95Seconds } = seen?.traffic ?? {}
      return {
        edge,
        source: names.get(edge.source) ?? edge.source,
        target: names.get(edge.target) ?? edge.target,
        status: statusOf(edge.id),
        seen,
        ratePerSecond,
        errors: shareOfErrors(seen?.traffic),
        p95Seconds,
      }
    })
}

/** Whether all words stand somewhere in what a row says: ends, label, lamp, state, sources. */
export function passesWords({ edge, source, target, status, seen }: EdgeRow, text: string): boolean {
  const said = [
    source,
    target,
    edge.label ?? '',
    seen === undefined ? '' : stateWords[seen.state],
    sayEdge(status, seen),
    ...(seen?.provenance ?? []).map((one) => one.source),
  ]
    .join(' ')
    .toLowerCase()
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word))
}

/** What is wrong or most comes first; what nobody knows comes last. */
export function sortEdges(rows: readonly EdgeRow[], order: EdgeOrder): readonly EdgeRow[] {
  return rows.toSorted((a, b) => compareBy(a, b, order) || compareTexts(a, b))
}

function compareBy(a: EdgeRow, b: EdgeRow, order: EdgeOrder): number {
  switch (order) {
    case 'lamp':
      return rankOf(a) - rankOf(b) || compareLampsOf(a, b)
    case 'ends':
      return 0
    case 'rate':
      return (b.ratePerSecond ?? -1) - (a.ratePerSecond ?? -1)
    case 'errors':
      return (b.errors ?? -1) - (a.errors ?? -1)
    case 'latency':
      return (b.p95Seconds ?? -1) - (a.p95Seconds ?? -1)
  }
}

/** Trouble, then what differs from the drawing, then the rest. */
function rankOf({ status, seen }: EdgeRow): number {
  if (status !== undefined && status.lamp !== 'ok') return 0
  return seen?.state === 'missing' ? 1 : seen?.state === 'stale' || seen?.state === 'frozen' ? 2 : 3
}

function compareLampsOf(a: EdgeRow, b: EdgeRow): number {
  if (a.status === undefined || b.status === undefined)
    return Number(a.status === undefined) - Number(b.status === undefined)
  return compareLamps(a.status.lamp, b.status.lamp)
}

function compareTexts(a: EdgeRow, b: EdgeRow): number {
  return a.source.localeCompare(b.source) || a.target.localeCompare(b.target)
}
