import { useCallback, useEffect, useRef, useState } from 'react'
import type { PointerEvent, ReactNode } from 'react'
import type { MapStatuses, Scene } from '@statusgraph/picture'
import { useLiveCanvas } from './use-live-canvas.ts'
import type { Camera } from './view/camera.ts'
import { centreAt, toCanvas, visibleBox } from './view/viewport.ts'
import type { Viewport } from './view/viewport.ts'
import './minimap.css'

interface MinimapProps {
  readonly scene: Scene
  readonly statuses: MapStatuses
  readonly camera: Camera
}

interface PlacedMinimapProps extends MinimapProps {
  /** Width at the right that something lies over: the overview stands beside it. */
  readonly coveredRightPx: number
}

/** The whole map in a corner while only a part of it is seen. A press goes there. */
export function Minimap({ scene, statuses, camera, coveredRightPx }: PlacedMinimapProps): ReactNode {
  const [isOpen, setIsOpen] = useState(true)
  const isUseful = useIsPartly(scene, camera)
  if (!isUseful) return null
  return (
    <div
      className="sg-minimap"
      data-map-control
      data-open={isOpen ? '' : undefined}
      style={{ marginRight: coveredRightPx }}
    >
      {isOpen && <Picture scene={scene} statuses={statuses} camera={camera} />}
      <button
        type="button"
        className="sg-minimap-toggle"
        aria-expanded={isOpen}
        aria-label={isOpen ? 'Hide the overview' : 'Show the overview'}
        onClick={() => setIsOpen(!isOpen)}
      >
        <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
          <path d={isOpen ? 'M4 6l4 4 4-4' : 'M2.5 3.5h11v9h-11zM8.5 8.5h3.5v2.5h-3.5z'} />
        </svg>
      </button>
    </div>
  )
}

function Picture({ scene, statuses, camera }: MinimapProps): ReactNode {
  const [frame, setFrame] = useState<SVGRectElement | null>(null)
  const drawnAt = useRef<Viewport>({ x: 0, y: 0, scale: 1 })
  const follow = useCallback(() => {
    if (frame === null) return
    const seen = visibleBox(camera.view, camera.screen)
    const { x, y, scale } = drawnAt.current
    frame.setAttribute('x', String(seen.x * scale + x))
    frame.setAttribute('y', String(seen.y * scale + y))
    frame.setAttribute('width', String(seen.width * scale))
    frame.setAttribute('height', String(seen.height * scale))
  }, [frame, camera])
  const canvas = useLiveCanvas(scene, statuses, (at) => {
    drawnAt.current = at
    follow()
  })
  useEffect(() => {
    follow()
    return camera.subscribe(follow)
  }, [camera, follow])
  const go = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.buttons === 0) return
    const box = event.currentTarget.getBoundingClientRect()
    const point = toCanvas(drawnAt.current, event.clientX - box.left, event.clientY - box.top)
    camera.moveTo(centreAt(camera.view, point, camera.screen))
  }
  return (
    // Everything it does the arrow keys do too, so it is nothing that a keyboard has to reach.
    <div className="sg-minimap-picture" onPointerDown={go} onPointerMove={go} aria-hidden="true">
      <canvas ref={canvas} />
      <svg>
        <rect ref={setFrame} rx="2" />
      </svg>
    </div>
  )
}

/** Whether a noticeable part of the map lies outside the window. */
function useIsPartly(scene: Scene, camera: Camera): boolean {
  const [isPartly, setIsPartly] = useState(false)
  useEffect(() => {
    const look = (): void => {
      const seen = visibleBox(camera.view, camera.screen, 8)
      const { bounds } = scene
      setIsPartly(
        bounds.width > 0 &&
          (bounds.x < seen.x ||
            bounds.y < seen.y ||
            bounds.x + bounds.width > seen.x + seen.width ||
            bounds.y + bounds.height > seen.y + seen.height),
      )
    }
    look()
    return camera.subscribe(look)
  }, [scene, camera])
  return isPartly
}
