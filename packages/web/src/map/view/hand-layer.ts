import { arrowOf, carryInScene, outlineOf, pathOf, pointAlong, routeInScene } from '@statusgraph/picture'
import type { EdgeLook, Scene, SceneEdge } from '@statusgraph/picture'
import type { Box, Point } from '../geometry/box.ts'
import { card } from '../geometry/node-size.ts'
import { fitText } from '../geometry/text-width.ts'

/** More edges than these are not drawn under a hand: nobody follows them with their eyes. */
const edgeLimit = 300
const labelWidthPx = 140

interface DrawnEdge {
  readonly edge: SceneEdge
  readonly line: SVGPathElement
  readonly head: SVGPathElement
  readonly label: SVGTextElement | undefined
}

/** How the picture shows what it leaves to the hand. */
export interface HandLook {
  readonly headPx: number
  /** Those that are seen come first, when there are too many edges. */
  readonly isSeen: (index: number) => boolean
  /** How an edge looks, by its number. */
  readonly lookOf: (index: number) => EdgeLook
}

/**
 * What the picture leaves out while nodes are under a hand: their edges, and the areas of groups. Drawn by hand into
 * an SVG below the cards, so that a movement costs two attributes an edge and nothing else.
 */
export class HandLayer {
  readonly #svg = document.createElementNS(svgNamespace, 'svg')
  /** Edges between two nodes under the hand: while all go the same way, these keep their form. */
  readonly #inner = document.createElementNS(svgNamespace, 'g')
  #innerEdges: readonly DrawnEdge[] = []
  #outerEdges: readonly DrawnEdge[] = []
  #frames: ReadonlyMap<number, SVGPathElement> = new Map()
  #headPx = 0
  /** The inner edges are drawn where they were; a shift brings them along. */
  #isInnerAtHome = true

  /** @param before the element of the map that it lies under */
  constructor(before: HTMLElement) {
    this.#svg.classList.add('sg-hand')
    this.#svg.setAttribute('aria-hidden', 'true')
    before.before(this.#svg)
  }

  /** Takes nodes under the hand, by number. */
  take(scene: Scene, indexes: ReadonlySet<number>, { headPx, isSeen, lookOf }: HandLook): void {
    this.clear()
    this.#headPx = headPx
    this.#frames = new Map(
      scene.groups.flatMap(({ index }) =>
        indexes.has(index) ? [[index, this.#add(this.#svg, 'sg-hand-group')] as const] : [],
      ),
    )
    this.#svg.append(this.#inner)
    const touched = new Set([...indexes].flatMap((index) => scene.edgesOf[index] ?? []))
    const edges = [...touched].flatMap((at) => scene.edges[at] ?? [])
    const isInner = ({ source, target }: SceneEdge): boolean => indexes.has(source) && indexes.has(target)
    const chosen =
      edges.length <= edgeLimit
        ? edges
        : edges.filter(({ source, target }) => isSeen(source) || isSeen(target)).slice(0, edgeLimit)
    const draw = (edge: SceneEdge, to: Element): DrawnEdge => {
      const line = this.#add(to, 'sg-hand-line')
      const head = this.#add(to, 'sg-hand-head')
      const { lamp, widthPx, dash, alpha, hasHead } = lookOf(edge.index)
      for (const path of [line, head]) {
        if (lamp !== undefined) path.dataset['tone'] = lamp
        path.style.opacity = String(alpha)
      }
      line.style.strokeWidth = `calc(${widthPx} * var(--map-hair))`
      if (dash.length > 0) line.style.strokeDasharray = dash.map((part) => `calc(${part} * var(--map-hair))`).join(' ')
      if (!hasHead) head.style.display = 'none'
      return { edge, line, head, label: this.#addLabel(to, edge.edge.label) }
    }
    this.#innerEdges = chosen.filter(isInner).map((edge) => draw(edge, this.#inner))
    this.#outerEdges = chosen.filter((edge) => !isInner(edge)).map((edge) => draw(edge, this.#svg))
    this.#drawEdges(scene, this.#innerEdges)
    this.#isInnerAtHome = true
  }

  /** Draws everything where it is now. */
  show(scene: Scene, boxes: ReadonlyMap<number, Box>): void {
    for (const [index, path] of this.#frames) {
      const box = boxes.get(index)
      if (box === undefined) continue
      path.setAttribute('d', outlineOf('group', box.width, box.height))
      path.setAttribute('transform', `translate(${box.x} ${box.y})`)
    }
    const shift = commonShift(scene, boxes)
    if (shift !== undefined && !this.#isInnerAtHome) this.#drawEdges(scene, this.#innerEdges)
    this.#isInnerAtHome = shift !== undefined
    if (shift === undefined) this.#inner.removeAttribute('transform')
    else this.#inner.setAttribute('transform', `translate(${shift.x} ${shift.y})`)
    const redrawn = shift === undefined ? [...this.#innerEdges, ...this.#outerEdges] : this.#outerEdges
    if (redrawn.length > 0) this.#drawEdges(carryInScene(scene, boxes), redrawn)
  }

  clear(): void {
    this.#svg.replaceChildren()
    this.#inner.replaceChildren()
    this.#innerEdges = []
    this.#outerEdges = []
    this.#frames = new Map()
  }

  #drawEdges(scene: Scene, edges: readonly DrawnEdge[]): void {
    for (const { edge, line, head, label } of edges) {
      const { curve, to } = routeInScene(scene, edge)
      if (label !== undefined) {
        const { x, y } = pointAlong(curve, 0.5)
        label.setAttribute('x', String(x))
        label.setAttribute('y', String(y))
      }
      line.setAttribute('d', pathOf(curve))
      head.setAttribute(
        'd',
        `M${arrowOf(curve, to, this.#headPx)
          .map(({ x, y }) => `${x} ${y}`)
          .join('L')}Z`,
      )
    }
  }

  #addLabel(to: Element, text: string | undefined): SVGTextElement | undefined {
    if (text === undefined || text.trim() === '') return undefined
    const label = document.createElementNS(svgNamespace, 'text')
    label.classList.add('sg-hand-label')
    label.textContent = fitText(text, card.chipSizePx, 400, labelWidthPx)
    to.append(label)
    return label
  }

  #add(to: Element, className: string): SVGPathElement {
    const path = document.createElementNS(svgNamespace, 'path')
    path.classList.add(className)
    to.append(path)
    return path
  }
}

const svgNamespace = 'http://www.w3.org/2000/svg'

/** Sums of places are not exact to the last digit. */
const closeEnough = 0.001

/** How far everything has gone, when that is the same way for all and nothing changed its size. */
function commonShift(scene: Scene, boxes: ReadonlyMap<number, Box>): Point | undefined {
  let shift: Point | undefined
  for (const [index, box] of boxes) {
    const before = scene.nodes[index]?.box
    if (before === undefined) continue
    shift ??= { x: box.x - before.x, y: box.y - before.y }
    const isSame =
      Math.abs(box.x - before.x - shift.x) < closeEnough &&
      Math.abs(box.y - before.y - shift.y) < closeEnough &&
      box.width === before.width &&
      box.height === before.height
    if (!isSame) return undefined
  }
  return shift
}
