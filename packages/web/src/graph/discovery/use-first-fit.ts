import { useEffect, useEffectEvent, useRef } from 'react'
import type { RefObject } from 'react'
import type { LiveTopology } from '../../live/topology/live-topology.ts'
import { useTopologyOutline } from '../../live/topology/use-topology.ts'
import type { GraphMapHandle } from '../../map/index.ts'

interface FirstFitOptions {
  readonly map: RefObject<GraphMapHandle | null>
  readonly topology: LiveTopology
  /** Discovery draws this graph. */
  readonly isAuto: boolean
  /** The address says where to look. */
  readonly isAimed: boolean
}

/**
 * Shows the whole graph once, when what was discovered has come: the page opens with what people drew, which may be
 * nothing. From then on the view belongs to whoever moves it.
 */
export function useFirstFit({ map, topology, isAuto, isAimed }: FirstFitOptions): void {
  const { isKnown } = useTopologyOutline(topology)
  const isDone = useRef(isAimed)
  const fit = useEffectEvent(() => {
    if (isDone.current) return
    isDone.current = true
    map.current?.fit()
  })
  useEffect(() => {
    if (!isKnown || !isAuto) return undefined
    // The picture of it comes with the next frame.
    const frame = requestAnimationFrame(() => fit())
    return () => cancelAnimationFrame(frame)
  }, [isKnown, isAuto])
}
