import type { GraphDocument } from '@statusgraph/model'
import { useEffect, useMemo, useState } from 'react'
import { buildScene, placeDrawn } from '@statusgraph/picture'
import type { DrawnGraph, Scene } from '@statusgraph/picture'
import type { LayOut } from './geometry/place-nodes.ts'
import { findUnplaced } from './geometry/place-nodes.ts'

export interface PlacedGraph extends DrawnGraph {
  readonly scene: Scene
}

/** A graph whose nodes all have a place never needs it. */
const noLayout: LayOut = () => new Map()
let loaded: LayOut | undefined
const retryMs = 5_000

/**
 * The graph with everything in its place. A layout is loaded only for a graph that leaves nodes unplaced; until it has
 * come, the last placed graph stays, or nothing.
 */
export function usePlacedGraph(graph: GraphDocument, keepsFrames = false): PlacedGraph | undefined {
  const isUnplaced = useMemo(() => findUnplaced(graph).length > 0, [graph])
  const layOut = useLayOut(isUnplaced)
  const placed = useMemo(() => {
    if (layOut === undefined) return undefined
    const drawn = placeDrawn(graph, layOut, { keepsFrames })
    return { ...drawn, scene: buildScene(drawn.graph, drawn.boxes) }
  }, [graph, layOut, keepsFrames])
  const [last, setLast] = useState(placed)
  if (placed !== undefined && placed !== last) setLast(placed)
  return placed ?? last
}

function useLayOut(isWanted: boolean): LayOut | undefined {
  const [own, setOwn] = useState(() => ({ layOut: loaded }))
  const isMissing = isWanted && own.layOut === undefined
  useEffect(() => {
    if (!isMissing) return undefined
    let isOver = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const load = async (): Promise<void> => {
      try {
        loaded ??= (await import('./geometry/lay-out.ts')).layOutUnplaced
        if (!isOver) setOwn({ layOut: loaded })
      } catch {
        // The server is away for the moment.
        if (!isOver) timer = setTimeout(() => void load(), retryMs)
      }
    }
    void load()
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [isMissing])
  // Changing from none to the real one for a graph that needs neither would place everything again for nothing.
  return isWanted ? own.layOut : noLayout
}
