import { useEffect, useState } from 'react'
import type { RefObject } from 'react'
import type { Scene, SceneNode } from '@statusgraph/picture'
import type { GraphMapProps } from './GraphMap.tsx'
import { centreOf } from './geometry/box.ts'
import type { LiveMap } from './view/live-map.ts'
import { panBy } from './view/viewport.ts'

const panStepPx = 80
const arrows = new Map([
  ['ArrowLeft', { x: -1, y: 0 }],
  ['ArrowRight', { x: 1, y: 0 }],
  ['ArrowUp', { x: 0, y: -1 }],
  ['ArrowDown', { x: 0, y: 1 }],
])

/** What is pointed at, by pointer or keyboard. */
export interface Spot {
  readonly node: string | undefined
  /** Only where there is no node. */
  readonly edge: EdgeSpotted | undefined
}

export interface EdgeSpotted {
  readonly id: string
  /** Where the pointer came upon it, in pixels of the map. */
  readonly x: number
  readonly y: number
}

/**
 * Follows pointer and keyboard over the nodes and edges: what is selected, where the keyboard goes next.
 * Answers what is under the pointer or has the keyboard.
 */
export function useSpot(
  map: LiveMap | undefined,
  root: RefObject<HTMLElement | null>,
  latest: RefObject<GraphMapProps>,
): Spot {
  const [edge, setEdge] = useState<EdgeSpotted>()
  const [hovered, setHovered] = useState<string>()
  const [focused, setFocused] = useState<string>()
  useEffect(() => {
    const element = root.current
    if (element === null || map === undefined) return
    const ending = new AbortController()
    const { signal } = ending
    element.addEventListener(
      'pointermove',
      (event) => {
        if (event.pointerType === 'touch' || event.buttons !== 0) return
        const isFree = !isControl(event.target)
        const node = nodeIdOf(event.target) ?? (isFree ? map.pointing.nodeNear(event) : undefined)
        setHovered(node)
        const isSought = isFree && node === undefined && latest.current.onSelectEdge !== undefined
        const id = isSought && latest.current.tool === undefined ? map.pointing.edgeNear(event) : undefined
        const corner = element.getBoundingClientRect()
        const place = { x: event.clientX - corner.left, y: event.clientY - corner.top }
        setEdge((before) => (id === undefined ? undefined : before?.id === id ? before : { id, ...place }))
        if (id === undefined) delete element.dataset['onEdge']
        else element.dataset['onEdge'] = ''
      },
      { signal },
    )
    const forget = (): void => {
      setHovered(undefined)
      setEdge(undefined)
    }
    element.addEventListener('pointerleave', forget, { signal })
    // What is pressed is no longer only pointed at.
    element.addEventListener('pointerdown', () => setEdge(undefined), { signal })
    element.addEventListener('wheel', () => setEdge(undefined), { signal, passive: true })
    element.addEventListener(
      'focusin',
      (event) => {
        const id = nodeIdOf(event.target)
        // A click focuses too, but asks for the panel and not for everything else to step back.
        const isByKey = event.target instanceof Element && event.target.matches(':focus-visible')
        setFocused(isByKey ? id : undefined)
        if (id !== undefined && isByKey) map.reveal(id)
      },
      { signal },
    )
    element.addEventListener('focusout', () => setFocused(undefined), { signal })
    element.addEventListener(
      'click',
      (event) => {
        const id = nodeIdOf(event.target)
        const { tool, onSelect } = latest.current
        if (id === undefined) return
        if (tool === undefined) onSelect(id)
        // What a pointer does has been told as a tap; this one comes from a key or a screen reader.
        else if (event.detail === 0) tool.choose(id, event)
      },
      { signal },
    )
    element.addEventListener(
      'keydown',
      (event) => {
        const arrow = arrows.get(event.key)
        if (arrow === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return
        const { tool, selected } = latest.current
        // In an editor arrows move what is selected, and with Alt they select what stands beside it.
        if (tool !== undefined && (event.altKey || (selected !== undefined && selected.size > 0))) return
        event.preventDefault()
        const id = nodeIdOf(document.activeElement)
        if (!event.altKey) {
          map.camera.moveTo(panBy(map.camera.view, -arrow.x * panStepPx, -arrow.y * panStepPx))
        } else if (id !== undefined && map.scene !== undefined) {
          const next = findNeighbour(map.scene, id, arrow.x, arrow.y)
          if (next !== undefined) map.focus(next)
        }
      },
      { signal },
    )
    return () => ending.abort()
  }, [map, root, latest])
  return { node: hovered ?? focused, edge }
}

function nodeIdOf(target: EventTarget | null): string | undefined {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-node-id]') : null
  return element?.dataset['nodeId']
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-map-control]') !== null
}

/** The neighbour by edge that lies best in a direction: straight ahead and close. */
export function findNeighbour(scene: Scene, id: string, dx: number, dy: number): string | undefined {
  const from = scene.byId.get(id)
  if (from === undefined) return undefined
  const centre = centreOf(from.box)
  let best: string | undefined
  let bestCost = Infinity
  for (const at of scene.edgesOf[from.index] ?? []) {
    const edge = scene.edges[at]
    if (edge === undefined) continue
    const other: SceneNode | undefined = scene.nodes[edge.source === from.index ? edge.target : edge.source]
    if (other === undefined || other === from) continue
    const point = centreOf(other.box)
    const ahead = (point.x - centre.x) * dx + (point.y - centre.y) * dy
    const aside = Math.abs((point.x - centre.x) * dy) + Math.abs((point.y - centre.y) * dx)
    if (ahead <= 0) continue
    const cost = ahead + 2 * aside
    if (cost < bestCost) {
      best = other.node.id
      bestCost = cost
    }
  }
  return best
}
