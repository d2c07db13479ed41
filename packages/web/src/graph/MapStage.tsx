import type { GraphDocument } from '@statusgraph/model'
import { isTooMuch } from '@statusgraph/picture'
import { useQuery } from '@tanstack/react-query'
import { useImperativeHandle, useMemo, useRef } from 'react'
import type { Ref, RefObject } from 'react'
import type { LiveGraph } from '../live/live-graph.ts'
import { sparklinesQuery } from '../live/queries.ts'
import { useTopologyOutline } from '../live/topology/use-topology.ts'
import { GraphMap } from '../map/index.ts'
import type { GraphMapHandle } from '../map/index.ts'
import { useReducedMotion } from '../parts/use-reduced-motion.ts'
import { ZoomButtons } from '../parts/ZoomButtons.tsx'
import type { ViewState } from '../routes/view-state.ts'
import { useTheme } from '../theme/theme.ts'
import type { Editing } from './editor/use-editing.ts'
import type { ShownInstead } from './use-graph-tools.tsx'
import { withGroups } from './state/neighbours.ts'
import type { Topology } from './state/neighbours.ts'

/** The panel's width and the air around it. */
const panelPx = 404
/** The same of the rail of tools. */
const railPx = 104
/** Up to here the panel is a sheet at the bottom. */
const phonePx = 760

/** What the page may ask of the picture. */
export interface StageHandle {
  readonly fit: () => void
  readonly zoomIn: () => void
  readonly zoomOut: () => void
  readonly centreOn: (id: string) => void
  /** Brings both ends of an edge into view. */
  readonly revealEdge: (id: string) => void
  /** The canvas point in the middle and the scale: the same on every screen, whatever its size. */
  readonly centre: () => ViewState['viewport']
}

interface MapStageProps {
  readonly ref: Ref<StageHandle>
  /** The picture itself, for whoever does more with it than look around. */
  readonly map: RefObject<GraphMapHandle | null>
  readonly graph: GraphDocument
  readonly live: LiveGraph
  readonly topology: Topology
  /** What passes the filters; undefined: everything. */
  readonly shown: ReadonlySet<string> | undefined
  readonly state: ViewState
  readonly editing: Editing
  /** Shown for a while in place of the graph, which nobody edits then. */
  readonly instead: ShownInstead | undefined
  /** Whether a panel of a tool lies over the right side. */
  readonly isCovered: boolean
  readonly onSelect: (id: string | undefined) => void
  readonly onSelectEdge: (id: string) => void
  readonly onFold: (group: string, isClosed: boolean) => void
  /** Undefined where nobody may draw. */
  readonly onDraw: (() => void) | undefined
}

/** The picture with its few controls. */
export function MapStage({
  ref,
  map,
  graph,
  live,
  topology,
  shown,
  state,
  editing,
  instead,
  isCovered,
  onSelect,
  onSelectEdge,
  onFold,
  onDraw,
}: MapStageProps) {
  const opened = instead === undefined ? editing.opened : undefined
  const { isKnown, trouble } = useTopologyOutline(live.topology)
  const isComing = graph.dynamic === 'auto' && !isKnown && trouble === undefined
  const hasPanel = opened === undefined ? (state.node ?? state.edge) !== undefined : editing.isSelecting
  const isNarrow = globalThis.innerWidth <= phonePx
  const theme = useTheme()
  const reducedMotion = useReducedMotion()
  const { data: sparklines } = useQuery(sparklinesQuery(graph.id))
  const highlight = useMemo(() => (shown === undefined ? undefined : withGroups(topology, shown)), [shown, topology])
  const stage = useRef<HTMLDivElement>(null)
  useImperativeHandle(ref, () => ({
    fit: () => map.current?.fit(),
    zoomIn: () => map.current?.zoomIn(),
    zoomOut: () => map.current?.zoomOut(),
    centreOn: (id) => map.current?.centreOn(id),
    revealEdge: (id) => map.current?.revealEdge(id),
    centre() {
      const view = map.current?.viewport()
      const { width = 0, height = 0 } = stage.current?.getBoundingClientRect() ?? {}
      if (view === undefined) return undefined
      return { x: (width / 2 - view.x) / view.scale, y: (height / 2 - view.y) / view.scale, scale: view.scale }
    },
  }))
  // Where the address says, once, as soon as there is a picture; from then on it belongs to whoever moves it.
  const wanted = useRef<Pick<ViewState, 'viewport' | 'node' | 'edge'> | undefined>({
    viewport: state.viewport,
    node: state.node,
    edge: state.edge,
  })
  const begin = () => {
    const goal = wanted.current
    // A node that is wanted may be among what discovery is still to bring.
    if (goal === undefined || (isComing && goal.viewport === undefined)) return
    wanted.current = undefined
    const { width = 0, height = 0 } = stage.current?.getBoundingClientRect() ?? {}
    // The picture is in the middle of its first move; ours comes after it.
    queueMicrotask(() => {
      if (goal.viewport !== undefined) {
        const { x, y, scale } = goal.viewport
        map.current?.setViewport({ x: width / 2 - x * scale, y: height / 2 - y * scale, scale })
      } else if (goal.node !== undefined) map.current?.centreOn(goal.node)
      else if (goal.edge !== undefined) map.current?.revealEdge(goal.edge)
    })
  }
  return (
    <div className="map-stage" ref={stage}>
      <GraphMap
        handleRef={map}
        wall={state.isKiosk}
        coveredRightPx={!isNarrow && (hasPanel || isCovered) ? panelPx : 0}
        coveredLeftPx={editing.opened === undefined || isNarrow ? 0 : railPx}
        graph={graph}
        keepsFrames={graph.dynamic === 'auto' && isTooMuch(graph)}
        statuses={live.statuses}
        topology={live.topology}
        selection={opened === undefined ? state.node : undefined}
        selected={opened === undefined ? undefined : editing.selection}
        tool={opened?.tool}
        overlay={instead?.overlay ?? opened?.overlay}
        onSelect={onSelect}
        selectedEdge={opened === undefined ? state.edge : undefined}
        onSelectEdge={state.isKiosk ? undefined : onSelectEdge}
        onFold={state.isKiosk ? undefined : onFold}
        highlight={highlight}
        sparklines={sparklines}
        theme={theme}
        reducedMotion={reducedMotion}
        onViewportChange={begin}
      />
      {graph.nodes.length === 0 && opened === undefined && (
        <div className="map-empty">
          <p>This graph has no nodes yet.</p>
          {onDraw !== undefined && !state.isKiosk && (
            <button type="button" className="button" onClick={onDraw}>
              Draw it
            </button>
          )}
        </div>
      )}
      {!state.isKiosk && <ZoomButtons map={map} hasKeys />}
    </div>
  )
}
