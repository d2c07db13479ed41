import type { Point } from '../geometry/box.ts'
import type { Camera } from './camera.ts'
import { panBy, zoomAt } from './viewport.ts'

/** Moves the camera by a wheel or a trackpad; `at` is where the pointer is, in pixels of the map. */
export function turnWheel(camera: Camera, event: WheelEvent, at: Point): void {
  const unit = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1
  camera.isFitted = false
  if (event.ctrlKey || event.metaKey || isMouseWheel(event)) {
    // A pinch on a trackpad arrives as small steps with Ctrl set; a wheel's notch is a hundred at once.
    const speed = event.ctrlKey && Math.abs(event.deltaY) < 50 ? 0.01 : 0.0016
    camera.set(zoomAt(camera.view, at.x, at.y, Math.exp(-event.deltaY * unit * speed)))
  } else {
    const dx = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX
    const dy = event.shiftKey && event.deltaX === 0 ? 0 : event.deltaY
    camera.set(panBy(camera.view, -dx * unit, -dy * unit))
  }
}

/** A wheel with notches zooms, a trackpad pans: notches are whole, big and go one way only. */
function isMouseWheel(event: WheelEvent): boolean {
  return (
    event.deltaMode === 1 ||
    (event.deltaX === 0 && !event.shiftKey && Math.abs(event.deltaY) >= 100 && Number.isInteger(event.deltaY))
  )
}
