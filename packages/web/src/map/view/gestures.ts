import type { Point } from '../geometry/box.ts'
import type { Camera } from './camera.ts'
import { panBy, zoomAt } from './viewport.ts'

/** What the map does with what a hand does. */
export interface GestureTarget {
  readonly camera: Camera
  /** The node under the pointer that may be dragged, if there is one. */
  grab(event: PointerEvent): string | undefined
  drag(nodeId: string, dx: number, dy: number): void
  drop(nodeId: string): void
  /** A press on empty canvas without a movement. */
  tapCanvas(event: PointerEvent): void
}

/** Further than this a press is a drag and no longer a click. */
const slopPx = 4

/** Pan by drag, wheel and two fingers; zoom by pinch, and by the wheel with Ctrl, at the pointer. */
export function attachGestures(root: HTMLElement, target: GestureTarget): () => void {
  const { camera } = target
  const pointers = new Map<number, Point>()
  const ending = new AbortController()
  const { signal } = ending
  let start: Point | undefined
  let isDragging = false
  let grabbed: string | undefined

  const place = (event: MouseEvent): Point => {
    const box = root.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  const spread = (): { readonly centre: Point; readonly distance: number } | undefined => {
    const [a, b] = [...pointers.values()]
    if (a === undefined || b === undefined) return undefined
    return { centre: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, distance: Math.hypot(a.x - b.x, a.y - b.y) }
  }

  root.addEventListener(
    'pointerdown',
    (event) => {
      if (event.pointerType === 'mouse' && event.button > 1) return
      if (event.target instanceof Element && event.target.closest('[data-map-control]') !== null) return
      camera.stop()
      pointers.set(event.pointerId, place(event))
      if (pointers.size > 1) return
      start = place(event)
      isDragging = false
      grabbed = event.button === 0 ? target.grab(event) : undefined
    },
    { signal },
  )
  root.addEventListener(
    'pointermove',
    (event) => {
      const last = pointers.get(event.pointerId)
      if (last === undefined) return
      const now = place(event)
      if (!isDragging && start !== undefined && Math.hypot(now.x - start.x, now.y - start.y) > slopPx) {
        isDragging = true
        // From here the press belongs to the map: the node under it sees no click.
        root.setPointerCapture(event.pointerId)
        root.dataset['dragging'] = grabbed === undefined ? 'canvas' : 'node'
      }
      if (!isDragging) return
      const before = spread()
      pointers.set(event.pointerId, now)
      const after = spread()
      camera.isFitted = false
      if (before !== undefined && after !== undefined) {
        const zoomed = zoomAt(
          camera.view,
          before.centre.x,
          before.centre.y,
          after.distance / Math.max(1, before.distance),
        )
        camera.set(panBy(zoomed, after.centre.x - before.centre.x, after.centre.y - before.centre.y))
      } else if (grabbed === undefined) {
        camera.set(panBy(camera.view, now.x - last.x, now.y - last.y))
      } else {
        target.drag(grabbed, (now.x - last.x) / camera.view.scale, (now.y - last.y) / camera.view.scale)
      }
    },
    { signal },
  )
  const end = (event: PointerEvent): void => {
    if (!pointers.delete(event.pointerId) || pointers.size > 0) return
    if (isDragging) {
      if (grabbed !== undefined) target.drop(grabbed)
      swallowClick()
    } else if (event.type === 'pointerup' && isCanvas(event.target)) {
      target.tapCanvas(event)
    }
    delete root.dataset['dragging']
    isDragging = false
    grabbed = undefined
    start = undefined
  }
  root.addEventListener('pointerup', end, { signal })
  root.addEventListener('pointercancel', end, { signal })

  /** The click that follows a drag is not meant; it comes in the same task or never. */
  const swallowClick = (): void => {
    const swallow = (event: Event): void => {
      event.stopPropagation()
      event.preventDefault()
    }
    root.addEventListener('click', swallow, { capture: true, once: true, signal })
    setTimeout(() => root.removeEventListener('click', swallow, { capture: true }), 0)
  }

  root.addEventListener(
    'wheel',
    (event) => {
      if (event.target instanceof Element && event.target.closest('[data-map-control]') !== null) return
      event.preventDefault()
      const unit = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1
      camera.isFitted = false
      if (event.ctrlKey || event.metaKey || isMouseWheel(event)) {
        const at = place(event)
        // A pinch on a trackpad arrives as small steps with Ctrl set; a wheel's notch is a hundred at once.
        const speed = event.ctrlKey && Math.abs(event.deltaY) < 50 ? 0.01 : 0.0016
        camera.set(zoomAt(camera.view, at.x, at.y, Math.exp(-event.deltaY * unit * speed)))
      } else {
        const dx = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX
        const dy = event.shiftKey && event.deltaX === 0 ? 0 : event.deltaY
        camera.set(panBy(camera.view, -dx * unit, -dy * unit))
      }
    },
    { passive: false, signal },
  )
  // Moving focus into a node makes browsers scroll its container, which would tear picture and cards apart.
  root.addEventListener(
    'scroll',
    () => {
      root.scrollTop = 0
      root.scrollLeft = 0
    },
    { signal },
  )
  return () => ending.abort()
}

function isCanvas(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-node-id], [data-map-control]') === null
}

/** A wheel with notches zooms, a trackpad pans: notches are whole, big and go one way only. */
function isMouseWheel(event: WheelEvent): boolean {
  return (
    event.deltaMode === 1 ||
    (event.deltaX === 0 && !event.shiftKey && Math.abs(event.deltaY) >= 100 && Number.isInteger(event.deltaY))
  )
}
