import { useEffect, useRef } from 'react'
import type { RefObject } from 'react'
import { encodeAppearance } from '@statusgraph/picture'
import type { Colours, MapStatuses, Scene } from '@statusgraph/picture'
import { readColours } from './picture/colours.ts'
import { drawMiniature } from './picture/draw-miniature.ts'
import type { Viewport } from './view/viewport.ts'

/** A small drawing may be this old: the map itself shows at once what changed. */
const restMs = 200

/**
 * Keeps a small drawing of the whole map in a canvas: redrawn only when something changed, and never in the frame in
 * which the map itself shows the change.
 */
export function useLiveCanvas(
  scene: Scene | undefined,
  statuses: MapStatuses,
  onDrawn?: (at: Viewport) => void,
): RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null)
  const told = useRef(onDrawn)
  useEffect(() => {
    told.current = onDrawn
  })
  useEffect(() => {
    const element = canvas.current
    const pen = element?.getContext('2d')
    if (element === null || pen === null || pen === undefined || scene === undefined) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let width = element.clientWidth
    let height = element.clientHeight
    let colours: Colours = readColours(element)
    const draw = (): void => {
      clearTimeout(timer)
      timer = undefined
      if (width === 0 || height === 0) return
      const density = Math.min(2, window.devicePixelRatio)
      if (element.width !== Math.round(width * density)) element.width = Math.round(width * density)
      if (element.height !== Math.round(height * density)) element.height = Math.round(height * density)
      const at = drawMiniature(
        pen,
        scene,
        (id) => encodeAppearance(statuses.get(id)),
        colours,
        { width, height },
        density,
      )
      told.current?.(at)
    }
    const order = (): void => {
      timer ??= setTimeout(draw, restMs)
    }
    const unsubscribe = statuses.subscribeAll(order)
    const resized = new ResizeObserver(() => {
      width = element.clientWidth
      height = element.clientHeight
      draw()
    })
    resized.observe(element)
    const themed = new MutationObserver(() => {
      colours = readColours(element)
      draw()
    })
    themed.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    return () => {
      clearTimeout(timer)
      unsubscribe()
      resized.disconnect()
      themed.disconnect()
    }
  }, [scene, statuses])
  return canvas
}
