import { applyTopologyDelta, drawTopology, emptyTopologyView } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import type { WireTopology, WireTopologyDelta } from '@statusgraph/protocol'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { graphQuery, topologyQuery } from '../live/queries.ts'

/** A graph as its map shows it, with what discovery draws into it; undefined while it is fetched. */
export function useStillGraph(id: string, revision: number): GraphDocument | undefined {
  const { data: loaded } = useQuery(graphQuery(id, revision))
  const drawsItself = loaded?.graph.dynamic === 'auto'
  const { data: topology } = useQuery({ ...topologyQuery(id), enabled: drawsItself })
  return useMemo(
    () => (loaded === undefined || !drawsItself ? loaded?.graph : drawFound(loaded.graph, topology)),
    [loaded, drawsItself, topology],
  )
}

type Found = Pick<WireTopology | WireTopologyDelta, 'nodes' | 'edges'>

function drawFound(graph: GraphDocument, found: Found | undefined): GraphDocument | undefined {
  if (found === undefined) return undefined
  const { nodes, edges } = found
  const nothing = { nodes: [], edges: [] }
  return drawTopology(graph, applyTopologyDelta(emptyTopologyView, { nodes, edges, removed: nothing }))
}
