import type { Box } from '../geometry/box.ts'
import { carryInScene } from '../geometry/carry.ts'
import { arrowOf, pathOf } from '../geometry/curve.ts'
import { outlineOf } from '../geometry/outline.ts'
import type { Scene, SceneEdge } from '../geometry/scene.ts'
import { routeInScene } from '../geometry/scene-routes.ts'

/** More edges than these are not drawn under a hand: nobody follows them with their eyes. */
const edgeLimit = 300

interface DrawnEdge {
  readonly edge: SceneEdge
  readonly element: SVGGElement
  readonly line: SVGPathElement
  readonly head: SVGPathElement
}

/**
 * What the picture leaves out while nodes are under a hand: their edges, and the areas of groups. Drawn by hand into
 * an SVG below the cards, so that a movement costs two attributes an edge and nothing else.
 */
export class HandLayer {
  readonly #svg = document.createElementNS(svgNamespace, 'svg')
  #edges: readonly DrawnEdge[] = []
  #frames: ReadonlyMap<number, SVGPathElement> = new Map()
  #headPx = 0

  /** @param before the element of the map that it lies under */
  constructor(before: HTMLElement) {
    this.#svg.classList.add('sg-hand')
    this.#svg.setAttribute('aria-hidden', 'true')
    before.before(this.#svg)
  }

  /** Takes nodes under the hand, by number. Those that are seen come first, when there are too many edges. */
  take(scene: Scene, indexes: ReadonlySet<number>, headPx: number, isSeen: (index: number) => boolean): void {
    this.clear()
    this.#headPx = headPx
    this.#frames = new Map(
      scene.groups.flatMap(({ index }) => {
        if (!indexes.has(index)) return []
        const path = this.#add(this.#svg, 'sg-hand-group')
        return [[index, path] as const]
      }),
    )
    const touched = [...new Set([...indexes].flatMap((index) => scene.edgesOf[index] ?? []))]
    const edges = touched.flatMap((at) => scene.edges[at] ?? [])
    const chosen =
      edges.length <= edgeLimit
        ? edges
        : edges.filter(({ source, target }) => isSeen(source) || isSeen(target)).slice(0, edgeLimit)
    this.#edges = chosen.map((edge) => {
      const element = document.createElementNS(svgNamespace, 'g')
      this.#svg.append(element)
      return { edge, element, line: this.#add(element, 'sg-hand-line'), head: this.#add(element, 'sg-hand-head') }
    })
    this.#drawEdges(scene)
  }

  /** Draws everything where it is now. */
  show(scene: Scene, boxes: ReadonlyMap<number, Box>): void {
    for (const [index, path] of this.#frames) {
      const box = boxes.get(index)
      if (box === undefined) continue
      path.setAttribute('d', outlineOf('group', box.width, box.height))
      path.setAttribute('transform', `translate(${box.x} ${box.y})`)
    }
    const carried = carryInScene(scene, boxes)
    const redrawn: DrawnEdge[] = []
    for (const one of this.#edges) {
      const shift = commonShift(scene, one.edge, boxes)
      // An edge whose ends go the same way keeps its form.
      if (shift === undefined) redrawn.push(one)
      else one.element.setAttribute('transform', `translate(${shift.x} ${shift.y})`)
    }
    this.#drawEdges(carried, redrawn)
  }

  clear(): void {
    this.#svg.replaceChildren()
    this.#edges = []
    this.#frames = new Map()
  }

  #drawEdges(scene: Scene, edges: readonly DrawnEdge[] = this.#edges): void {
    for (const { edge, element, line, head } of edges) {
      const { curve, to } = routeInScene(scene, edge)
      element.removeAttribute('transform')
      line.setAttribute('d', pathOf(curve))
      head.setAttribute(
        'd',
        `M${arrowOf(curve, to, this.#headPx)
          .map(({ x, y }) => `${x} ${y}`)
          .join('L')}Z`,
      )
    }
  }

  #add(to: Element, className: string): SVGPathElement {
    const path = document.createElementNS(svgNamespace, 'path')
    path.classList.add(className)
    to.append(path)
    return path
  }
}

const svgNamespace = 'http://www.w3.org/2000/svg'

/** How far both ends of an edge have gone, when that is the same way and nothing changed its size. */
function commonShift(
  scene: Scene,
  { source, target }: SceneEdge,
  boxes: ReadonlyMap<number, Box>,
): { readonly x: number; readonly y: number } | undefined {
  const [fromBefore, toBefore] = [scene.nodes[source]?.box, scene.nodes[target]?.box]
  const [from, to] = [boxes.get(source), boxes.get(target)]
  if (fromBefore === undefined || toBefore === undefined || from === undefined || to === undefined) return undefined
  const x = from.x - fromBefore.x
  const y = from.y - fromBefore.y
  const isSame =
    to.x - toBefore.x === x &&
    to.y - toBefore.y === y &&
    from.width === fromBefore.width &&
    from.height === fromBefore.height &&
    to.width === toBefore.width &&
    to.height === toBefore.height
  return isSame ? { x, y } : undefined
}
