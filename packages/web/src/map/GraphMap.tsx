import type { GraphDocument } from '@statusgraph/model'
import { useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { ReactNode, Ref } from 'react'
import { mergeStatuses, mergeTopology, noTopology } from '@statusgraph/picture'
import type { MapStatuses, MapTopology, Spark } from '@statusgraph/picture'
import { DrawingContext, drawingOf } from './drawing.ts'
import type { MapTool } from './editing.ts'
import type { Box } from './geometry/box.ts'
import { handleOf } from './map-handle.ts'
import type { GraphMapHandle } from './map-handle.ts'
import { EdgeSpots } from './near/EdgeSpot.tsx'
import { EdgeTip } from './near/EdgeTip.tsx'
import { FoldButtons } from './near/FoldButtons.tsx'
import { HatchPattern } from './near/HatchPattern.tsx'
import { LeavingCards } from './near/LeavingCards.tsx'
import { Minimap } from './Minimap.tsx'
import { NearCards } from './near/NearCards.tsx'
import { SpotWords, Spotlight } from './near/Spotlight.tsx'
import { warmPainter } from './picture/open-painter.ts'
import type { Level } from './picture/level.ts'
import { usePlacedGraph } from './use-scene.ts'
import { useLit } from './use-lit.ts'
import { useSpot } from './use-spot.ts'
import { LiveMap } from './view/live-map.ts'
import type { Viewport } from './view/viewport.ts'
import './map.css'

export interface GraphMapProps {
  readonly graph: GraphDocument
  readonly statuses: MapStatuses
  /** What discovery knows of what is drawn. */
  readonly topology?: MapTopology | undefined
  readonly selection: string | undefined
  /** All that is selected, while many can be; without it, `selection` alone. */
  readonly selected?: ReadonlySet<string> | undefined
  readonly onSelect: (nodeId: string | undefined) => void
  readonly selectedEdge?: string | undefined
  /** An edge was pressed. Without it edges are nothing to press. */
  readonly onSelectEdge?: ((edgeId: string) => void) | undefined
  /** Everything else steps back: search, filter, focus on n hops. */
  readonly highlight?: ReadonlySet<string> | undefined
  readonly sparklines?: Readonly<Record<string, Spark>> | undefined
  /** Closed groups are as large as their frames: for graphs of many large groups, which would be dots far apart. */
  readonly keepsFrames?: boolean
  readonly theme: 'light' | 'dark'
  readonly reducedMotion: boolean
  /** A screen on the wall: names as large as they can be, no rows, no minimap. */
  readonly wall?: boolean
  /** What an editor does with what a hand does. With it nothing lights up on its own, and `onSelect` is not called. */
  readonly tool?: MapTool | undefined
  /**
   * Drawn above the nodes, in canvas units. In it `var(--hair)` is one pixel of the screen at any distance. A press goes
   * through it, but for elements with `data-map-control`.
   */
  readonly overlay?: ReactNode
  readonly onViewportChange?: (view: Viewport) => void
  /** A group was closed to one card, or opened, on the map. Without it groups have no button for that. */
  readonly onFold?: ((groupId: string, isClosed: boolean) => void) | undefined
  /** Width at the right that something lies over, such as a panel: what is brought into view stays left of it. */
  readonly coveredRightPx?: number
  /** The same at the left, such as a rail of tools. */
  readonly coveredLeftPx?: number
  /** Where to look first; without it the whole map is fitted. */
  readonly initialViewport?: Viewport | undefined
  readonly handleRef?: Ref<GraphMapHandle>
}

const noSizes: ReadonlyMap<string, Box> = new Map()
/** In a map too big for an element per node, this many selected ones have theirs wherever they are. */
const pinLimit = 200

/** The live map of one graph. */
export function GraphMap(props: GraphMapProps): ReactNode {
  const {
    graph,
    selection,
    highlight,
    sparklines,
    theme,
    reducedMotion,
    wall = false,
    tool,
    coveredRightPx = 0,
    coveredLeftPx = 0,
  } = props
  useState(warmPainter)
  const placed = usePlacedGraph(graph, props.keepsFrames)
  const merged = placed?.merged
  const statuses = useMemo(
    () => (merged === undefined ? props.statuses : mergeStatuses(props.statuses, merged)),
    [props.statuses, merged],
  )
  const { topology: wholeTopology = noTopology } = props
  const topology = useMemo(
    () => (merged === undefined ? wholeTopology : mergeTopology(wholeTopology, merged)),
    [wholeTopology, merged],
  )
  const root = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const world = useRef<HTMLElement>(null)
  const shells = useRef<HTMLDivElement>(null)
  const overlay = useRef<HTMLDivElement>(null)
  const live = useRef<LiveMap>(undefined)
  const [map, setMap] = useState<LiveMap>()
  const [near, setNear] = useState<ReadonlySet<string>>(() => new Set())
  const [level, setLevel] = useState<Level>('near')
  const [scale, setScale] = useState(1)
  const [sizes, setSizes] = useState<ReadonlyMap<string, Box>>(noSizes)
  const latest = useRef(props)
  useLayoutEffect(() => {
    latest.current = props
  })

  useLayoutEffect(() => {
    if (root.current === null || canvas.current === null || world.current === null) return
    if (shells.current === null || overlay.current === null) return
    const opened = new LiveMap(
      {
        root: root.current,
        canvas: canvas.current,
        world: world.current,
        shells: shells.current,
        overlay: overlay.current,
      },
      {
        onNear: setNear,
        onView: (view, level) => {
          setLevel(level)
          latest.current.onViewportChange?.(view)
        },
        onSettled: (view) => setScale(view.scale),
        onSized: setSizes,
        onTap(node, edge) {
          const { onSelect, onSelectEdge } = latest.current
          if (edge === undefined || onSelectEdge === undefined) onSelect(node)
          else onSelectEdge(edge)
        },
      },
    )
    const { initialViewport } = latest.current
    if (initialViewport !== undefined) {
      opened.camera.moveTo(initialViewport)
    }
    live.current = opened
    setMap(opened)
    return () => {
      live.current = undefined
      opened.end()
    }
  }, [])

  // What the map is told does not wait for the next rendering, in which it has come back as state.
  useLayoutEffect(() => {
    live.current?.setManners({ isMotionReduced: reducedMotion, isWall: wall, coveredRightPx, coveredLeftPx })
  }, [reducedMotion, wall, coveredRightPx, coveredLeftPx])
  useLayoutEffect(() => live.current?.setTool(tool), [tool])
  useLayoutEffect(() => {
    live.current?.showTheme(theme)
  }, [theme])
  useLayoutEffect(() => live.current?.setStatuses(statuses), [statuses])
  useLayoutEffect(() => live.current?.setTopology(topology), [topology])
  useLayoutEffect(() => {
    if (placed !== undefined) live.current?.setScene(placed.scene)
  }, [placed])
  const selected = useMemo(
    () => props.selected ?? new Set(selection === undefined ? [] : [selection]),
    [props.selected, selection],
  )
  useLayoutEffect(() => map?.shells.select(selected), [map, selected])
  useEffect(() => {
    if (selection !== undefined) map?.reveal(selection)
  }, [map, selection])

  const isEditing = tool !== undefined
  const { node: pointed, edge: pointedEdge } = useSpot(map, root, latest)
  // Whoever edits points at everything all the time: nothing steps back then.
  const spot = isEditing ? undefined : pointed
  useLayoutEffect(() => {
    map?.pin(new Set([pointed, ...[...selected].slice(0, pinLimit)].filter((id) => id !== undefined)))
  }, [map, selected, pointed])
  const lit = useLit(placed?.scene, spot, highlight)
  // Close up the picture holds only lines, which the style sheet dims at once; further away it holds the cards too.
  const litInPicture = level === 'near' ? highlight : lit
  useLayoutEffect(() => map?.setHighlight(litInPicture), [map, litInPicture])
  useLayoutEffect(() => map?.shells.light(lit), [map, lit])

  // The handle works from the first effect of whoever holds it, before the map has come back as state.
  useImperativeHandle(props.handleRef, () => handleOf(live), [])

  const scene = placed?.scene
  const beamId = isEditing ? undefined : (spot ?? selection)
  return (
    <div
      ref={root}
      className="sg-map"
      data-level={level}
      data-spot={spot !== undefined && level === 'near' ? '' : undefined}
      data-tool={isEditing ? '' : undefined}
    >
      <canvas ref={canvas} className="sg-picture" aria-hidden="true" />
      <section ref={world} className="sg-world" aria-label={`Map of ${graph.name}`}>
        <HatchPattern />
        {scene !== undefined && beamId !== undefined && map !== undefined && (
          <Spotlight scene={scene} nodeId={beamId} level={level} scale={scale} map={map} />
        )}
        {scene !== undefined && map !== undefined && !isEditing && (
          <EdgeSpots
            map={map}
            scene={scene}
            scale={scale}
            topology={topology}
            pointed={pointedEdge?.id}
            selected={props.selectedEdge}
          />
        )}
        <div ref={shells} className="sg-shells" />
        {scene !== undefined && beamId !== undefined && spot !== undefined && (
          <SpotWords scene={scene} nodeId={beamId} level={level} scale={scale} />
        )}
        {scene !== undefined && props.onFold !== undefined && level === 'near' && (
          <FoldButtons scene={scene} ids={near} onFold={props.onFold} />
        )}
        <div ref={overlay} className="sg-overlay">
          <DrawingContext value={drawingOf(scene)}>{props.overlay}</DrawingContext>
        </div>
      </section>
      {scene !== undefined && map !== undefined && (
        <LeavingCards scene={scene} shells={map.shells} isSoft={!isEditing && !reducedMotion && level === 'near'} />
      )}
      {scene !== undefined && map !== undefined && (
        <NearCards
          scene={scene}
          sizes={sizes}
          ids={near}
          shells={map.shells}
          statuses={statuses}
          topology={topology}
          sparklines={sparklines}
        />
      )}
      {scene !== undefined && pointedEdge !== undefined && !isEditing && (
        <EdgeTip scene={scene} at={pointedEdge} statuses={statuses} topology={topology} />
      )}
      {scene !== undefined && map !== undefined && !wall && (
        <Minimap scene={scene} statuses={statuses} camera={map.camera} coveredRightPx={coveredRightPx} />
      )}
    </div>
  )
}
