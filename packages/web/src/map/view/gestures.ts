import type { MapDrag, MapPlace, MapTool } from '../editing.ts'
import type { Box, Point } from '../geometry/box.ts'
import type { Camera } from './camera.ts'
import type { EdgePan } from './edge-pan.ts'
import { panBy, zoomAt } from './viewport.ts'
import { turnWheel } from './wheel.ts'
import type { Workbench } from '../workbench.ts'

/** What the map does with what a hand does. */
export interface GestureTarget {
  readonly camera: Camera
  /** Who gets what is done on the map; undefined: it pans and selects. */
  tool(): MapTool | undefined
  placeOf(event: MouseEvent): MapPlace
  /** The part of the map that nothing lies over. */
  seen(): Box
  /** Without a tool: a press on empty canvas without a movement. */
  tapCanvas(event: PointerEvent): void
}

export interface Gestures {
  /** Once, before the first tool. */
  equip(workbench: Workbench): void
  end(): void
}

/** Further than this a press is a drag and no longer a click. */
const slopPx = { mouse: 4, finger: 9 } as const
const longPressMs = 500
const doubleTapMs = 350
const doubleTapPx = 24

/** A hand on the map, from its first finger to its last. */
interface Press {
  readonly event: PointerEvent
  readonly at: Point
  /** Where it began, for the tool that may get it. */
  readonly place: MapPlace | undefined
  readonly tool: MapTool | undefined
  stage: 'still' | 'pan' | 'drag' | 'over'
  drag?: MapDrag | undefined
  /** The newest movement of a drag. */
  last?: PointerEvent
}

/** Pan by drag, wheel and two fingers; zoom by pinch, and by the wheel with Ctrl, at the pointer; the rest is a tool's. */
export function attachGestures(root: HTMLElement, target: GestureTarget): Gestures {
  const { camera } = target
  const pointers = new Map<number, Point>()
  const ending = new AbortController()
  const { signal } = ending
  let edgePan: EdgePan | undefined
  let isSpaceHeld = (): boolean => false
  let press: Press | undefined
  let longPress: ReturnType<typeof setTimeout> | undefined
  let lastTap: { readonly at: Point; readonly atMs: number } | undefined

  const pointOf = (event: MouseEvent): Point => {
    const box = root.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  const spread = (): { readonly centre: Point; readonly distance: number } | undefined => {
    const [a, b] = [...pointers.values()]
    if (a === undefined || b === undefined) return undefined
    return { centre: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, distance: Math.hypot(a.x - b.x, a.y - b.y) }
  }
  /** Ends what the hand is doing, as if it had not begun. */
  const giveUp = (stage: 'pan' | 'over'): boolean => {
    clearTimeout(longPress)
    edgePan?.stop()
    if (press === undefined) return false
    press.drag?.cancel()
    press.drag = undefined
    press.stage = stage
    if (stage === 'pan') root.dataset['dragging'] = 'canvas'
    else delete root.dataset['dragging']
    return true
  }

  root.addEventListener(
    'pointerdown',
    (event) => {
      if (event.pointerType === 'mouse' && event.button > 1) return
      if (isControl(event.target)) return
      camera.stop()
      pointers.set(event.pointerId, pointOf(event))
      if (pointers.size > 1) {
        if (press?.stage === 'drag') giveUp('pan')
        clearTimeout(longPress)
        return
      }
      const tool = event.button === 0 && !isSpaceHeld() ? target.tool() : undefined
      const place = tool === undefined ? undefined : target.placeOf(event)
      press = { event, at: pointOf(event), place, tool, stage: 'still' }
      if (event.button === 1) event.preventDefault()
      if (tool !== undefined && place !== undefined && event.pointerType === 'touch') {
        longPress = setTimeout(() => {
          giveUp('over')
          tool.menu(place, event)
        }, longPressMs)
      }
    },
    { signal },
  )
  root.addEventListener(
    'pointermove',
    (event) => {
      const last = pointers.get(event.pointerId)
      if (last === undefined || press === undefined) return
      const now = pointOf(event)
      if (press.stage === 'still' && Math.hypot(now.x - press.at.x, now.y - press.at.y) > slopOf(event))
        begin(press, event)
      if (press.stage === 'drag') {
        press.last = event
        edgePan?.follow(now, target.seen())
        press.drag?.move(target.placeOf(event), event)
      } else if (press.stage === 'pan') {
        const before = spread()
        pointers.set(event.pointerId, now)
        pan(before, last, now)
      }
    },
    { signal },
  )

  /** The press has moved: from here it belongs to the map, and the node under it sees no click. */
  const begin = (press: Press, event: PointerEvent): void => {
    clearTimeout(longPress)
    for (const id of pointers.keys()) root.setPointerCapture(id)
    const isAlone = pointers.size === 1
    press.drag = isAlone && press.place !== undefined ? press.tool?.press(press.place, press.event) : undefined
    press.stage = press.drag === undefined ? 'pan' : 'drag'
    root.dataset['dragging'] = press.stage === 'pan' ? 'canvas' : 'tool'
    if (press.stage === 'pan') root.style.removeProperty('cursor')
    press.last = event
  }

  const pan = (before: ReturnType<typeof spread>, last: Point, now: Point): void => {
    const after = spread()
    camera.isFitted = false
    if (before === undefined || after === undefined) {
      camera.set(panBy(camera.view, now.x - last.x, now.y - last.y))
      return
    }
    const factor = after.distance / Math.max(1, before.distance)
    const zoomed = zoomAt(camera.view, before.centre.x, before.centre.y, factor)
    camera.set(panBy(zoomed, after.centre.x - before.centre.x, after.centre.y - before.centre.y))
  }
  // The map may move under a hand that holds still: by the wheel, or because the hand is at its edge.
  const unsubscribe = camera.subscribe(() => {
    if (press?.stage === 'drag' && press.last !== undefined) press.drag?.move(target.placeOf(press.last), press.last)
  })
  signal.addEventListener('abort', unsubscribe)

  const end = (event: PointerEvent): void => {
    if (!pointers.delete(event.pointerId) || pointers.size > 0 || press === undefined) return
    const ended = press
    press = undefined
    clearTimeout(longPress)
    edgePan?.stop()
    delete root.dataset['dragging']
    if (ended.stage !== 'still') swallowClick()
    if (ended.stage === 'drag') {
      if (event.type === 'pointerup') ended.drag?.drop(target.placeOf(event), event)
      else ended.drag?.cancel()
    } else if (ended.stage === 'still' && event.type === 'pointerup') tap(ended, event)
  }
  root.addEventListener('pointerup', end, { signal })
  root.addEventListener('pointercancel', end, { signal })

  const tap = ({ tool, place, at }: Press, event: PointerEvent): void => {
    if (tool === undefined || place === undefined) {
      if (target.tool() === undefined && isCanvas(event.target)) target.tapCanvas(event)
      return
    }
    const isSecond =
      event.pointerType === 'touch' &&
      lastTap !== undefined &&
      event.timeStamp - lastTap.atMs < doubleTapMs &&
      Math.hypot(at.x - lastTap.at.x, at.y - lastTap.at.y) < doubleTapPx
    lastTap = isSecond ? undefined : { at, atMs: event.timeStamp }
    if (isSecond) tool.doubleTap(place, event)
    else tool.tap(place, event)
  }

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
      if (isControl(event.target)) return
      event.preventDefault()
      turnWheel(camera, event, pointOf(event))
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
  return {
    equip(workbench) {
      edgePan = new workbench.EdgePan(camera)
      isSpaceHeld = workbench.attachToolEvents(root, signal, {
        tool: () => target.tool(),
        placeOf: (event) => target.placeOf(event),
        isPressed: () => press !== undefined,
        cancel: () => press?.stage === 'drag' && giveUp('over'),
        openMenu(event) {
          if (press !== undefined) giveUp('over')
          target.tool()?.menu(target.placeOf(event), event)
        },
      })
    },
    end() {
      ending.abort()
      clearTimeout(longPress)
      edgePan?.stop()
    },
  }
}

function slopOf(event: PointerEvent): number {
  return event.pointerType === 'mouse' ? slopPx.mouse : slopPx.finger
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-map-control]') !== null
}

function isCanvas(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-node-id], [data-map-control]') === null
}
