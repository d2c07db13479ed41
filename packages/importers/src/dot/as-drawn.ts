import type { ImportDiagnostic } from '../draft.ts'
import type { BuiltGraph, DotCluster, DotEdge, DotNode } from './build-graph.ts'
import { keyOfCluster } from './draft-graph.ts'
import type { Draft } from '../draft.ts'

/** Whether the picture of the graph differs from what its statements say. */
export function isDrawnOtherwise({ nodes, edges }: BuiltGraph): boolean {
  return (
    nodes.some(isInvisible) ||
    edges.some((edge) => isInvisible(edge) || directionOf(edge) === 'back' || cutEnds(edge).length > 0)
  )
}

/** Tells what the picture would show otherwise, and what no graph of ours can show. */
export function tellDrawing(
  { edges, nodes, torn }: BuiltGraph,
  isDirected: boolean,
  diagnostics: ImportDiagnostic[],
): void {
  const say = (kind: ImportDiagnostic['kind'], of: readonly (DotNode | DotEdge)[], message: string): void => {
    const [first] = of
    if (first !== undefined) diagnostics.push({ kind, ...first.at, message, count: of.length })
  }
  say(
    'note',
    torn,
    'Nodes share a rank with others outside of their cluster; as Graphviz draws them, they lie outside of it.',
  )
  say('note', nodes.filter(isInvisible), 'Nodes that are not drawn (style=invis) came in too.')
  say('note', edges.filter(isInvisible), 'Edges that are not drawn (style=invis) came in too.')
  const visible = edges.filter((edge) => !isInvisible(edge))
  say(
    'note',
    visible.filter((edge) => directionOf(edge) === 'back'),
    'Arrows are drawn against the order of their ends (dir=back).',
  )
  say(
    'note',
    visible.filter((edge) => cutEnds(edge).length > 0),
    'Edges are drawn up to the border of a cluster (lhead, ltail).',
  )
  say(
    'guessed',
    visible.filter((edge) => directionOf(edge) === 'both'),
    'Arrows at both ends became an edge from the first to the second.',
  )
  const plain = isDirected ? visible.filter((edge) => directionOf(edge) === 'none') : visible
  say('guessed', plain, 'Edges without an arrow go from the first to the second.')
}

/** The draft as Graphviz would paint it: nothing invisible, arrows as they point, edges up to the clusters they end at. */
export function draftAsDrawn(draft: Draft, { nodes, edges, clusters }: BuiltGraph): Draft {
  const hidden = new Set(nodes.filter(isInvisible).map(({ name }) => name))
  const byName = new Map(clusters.map((cluster) => [cluster.name, cluster]))
  return {
    ...draft,
    nodes: draft.nodes.filter(({ key }) => !hidden.has(key)),
    edges: draft.edges.flatMap((drafted, at) => {
      const edge = edges[at]
      if (edge === undefined || isInvisible(edge)) return []
      const tail = clusterAt(edge, 'ltail', byName)
      const head = clusterAt(edge, 'lhead', byName)
      const cut = {
        ...drafted,
        ...(tail === undefined ? {} : { source: keyOfCluster(tail), sourcePort: undefined }),
        ...(head === undefined ? {} : { target: keyOfCluster(head), targetPort: undefined }),
      }
      // An edge that is cut at the border of a cluster is seen, whatever it ends at inside.
      if (hidden.has(cut.source) || hidden.has(cut.target)) return []
      if (directionOf(edge) !== 'back') return [cut]
      const { source, target, sourcePort, targetPort, ...rest } = cut
      return [{ ...rest, source: target, target: source, sourcePort: targetPort, targetPort: sourcePort }]
    }),
  }
}

function clusterAt(
  edge: DotEdge,
  end: 'lhead' | 'ltail',
  byName: ReadonlyMap<string, DotCluster>,
): DotCluster | undefined {
  const name = edge.attributes.get(end)?.text
  return name === undefined ? undefined : byName.get(name)
}

function cutEnds({ attributes }: DotEdge): readonly string[] {
  return ['lhead', 'ltail'].filter((end) => (attributes.get(end)?.text ?? '') !== '')
}

function directionOf({ attributes }: DotEdge): string | undefined {
  return attributes.get('dir')?.text.toLowerCase()
}

function isInvisible({ attributes }: DotNode | DotEdge): boolean {
  return /(?:^|,)\s*invis(?:ible)?\s*(?:$|,)/i.test(attributes.get('style')?.text ?? '')
}
