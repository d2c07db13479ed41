import type { MapPlace, MapTool } from '../editing.ts'
import type { Box, Point } from '../geometry/box.ts'
import type { Scene } from '../geometry/scene.ts'
import { prepareScene } from '../geometry/scene.ts'
import { hasSameElements } from '../geometry/same-elements.ts'
import { adoptRoutes, findKeptRoutes } from '../geometry/scene-routes.ts'
import { everyNodeLimit, Shells } from '../near/shells.ts'
import { readColours } from '../picture/colours.ts'
import { levelAt } from '../picture/level.ts'
import type { Level } from '../picture/level.ts'
import { PictureLayer } from '../picture/picture-layer.ts'
import type { MapTopology } from '../seen/map-topology.ts'
import type { MapStatuses } from '../statuses.ts'
import type { Workbench } from '../workbench.ts'
import type { Camera } from './camera.ts'
import type { Carrying } from './carrying.ts'
import { EdgeLooks } from './edge-looks.ts'
import { findCardNear, findEdgeNear } from './find-near.ts'
import { attachGestures } from './gestures.ts'
import type { Gestures } from './gestures.ts'
import { NearArea } from './near-area.ts'
import { Outlook } from './outlook.ts'
import type { MapElements, MapEvents, MapManners } from './seams.ts'
import { SeenPaint } from './seen-paint.ts'
import { StatusPaint } from './status-paint.ts'
import { toCanvas } from './viewport.ts'

/** In a big map so many nodes in trouble have elements wherever they are, so that the keyboard finds them. */
const troubleLimit = 200
/** From here on the elements of nodes that are not near are put aside while the map moves. */
const manyNodes = 300
/** The elements of a big map wait this long for the first picture, and no longer. */
const dressAfterMs = 500
const settleMs = 140
/** So many nodes under a hand keep their cards wherever they are carried. */
const carriedLimit = 100

/**
 * Everything that has to happen without React: the camera, the picture, the nodes' elements and the statuses on both.
 */
export class LiveMap {
  readonly outlook = new Outlook()
  readonly camera: Camera = this.outlook.camera
  readonly shells: Shells
  readonly looks: EdgeLooks
  readonly #elements: MapElements
  readonly #events: MapEvents
  readonly #picture: PictureLayer
  #carrying: Carrying | undefined
  readonly #gestures: Gestures
  readonly #ending = new AbortController()
  #scene: Scene | undefined
  readonly #statusPaint: StatusPaint
  readonly #seenPaint: SeenPaint
  #near: ReadonlySet<string> = new Set()
  readonly #nearArea = new NearArea()
  #lit: ReadonlySet<string> | undefined
  #pinned: ReadonlySet<string> = new Set()
  #settleTimer: ReturnType<typeof setTimeout> | undefined
  #dressTimer: ReturnType<typeof setTimeout> | undefined
  #prepareTimer: ReturnType<typeof setTimeout> | undefined
  #tool: MapTool | undefined

  constructor(elements: MapElements, events: MapEvents) {
    this.#elements = elements
    this.#events = events
    this.shells = new Shells(
      elements.shells,
      (id) => this.#statusPaint.get(id),
      (id) => this.#seenPaint.get(id),
    )
    this.#picture = new PictureLayer(elements.canvas, () => {
      if (this.#dressTimer === undefined) return
      // Not in the task that shows the picture: its frame comes first.
      clearTimeout(this.#dressTimer)
      requestAnimationFrame(() => {
        if (!this.#ending.signal.aborted) this.#dressTimer = setTimeout(() => this.#dress(), 0)
      })
    })
    this.#statusPaint = new StatusPaint(this.shells, this.#picture, () => this.shells.want(this.#wanted()))
    this.#seenPaint = new SeenPaint(this.shells, this.#picture)
    this.looks = new EdgeLooks(this.#statusPaint, this.#seenPaint)
    this.camera.subscribe(() => this.#follow())
    this.#gestures = attachGestures(elements.root, {
      camera: this.camera,
      tool: () => this.#tool,
      placeOf: (event) => this.placeAt(event.clientX, event.clientY),
      seen: () => this.outlook.seen(),
      tapCanvas: (event) => {
        const node = this.nodeNear(event)
        events.onTap(node, node === undefined ? this.edgeNear(event) : undefined)
      },
    })
    this.#ending.signal.addEventListener('abort', () => this.#gestures.end())
    const observer = new ResizeObserver(() => this.#measure())
    observer.observe(elements.root)
    this.#ending.signal.addEventListener('abort', () => observer.disconnect())
    this.#measure()
  }

  get scene(): Scene | undefined {
    return this.#scene
  }

  get level(): Level {
    return levelAt(this.camera.view.scale, this.outlook.isWall)
  }

  /** Shows a placed graph. The first one is fitted into the window; later ones leave the view where it is. */
  setScene(scene: Scene): void {
    const before = this.#scene
    const isFirst = before === undefined
    const kept = before === undefined ? undefined : findKeptRoutes(before, scene)
    if (before !== undefined && kept !== undefined) adoptRoutes(before, scene, (index) => kept[index] ?? -1)
    this.#scene = scene
    this.outlook.bounds = scene.bounds
    this.#nearArea.forget()
    // The camera first: a picture of another place would be drawn for nothing, and be seen.
    const isFitting = isFirst && this.camera.isFitted
    if (isFitting) this.camera.set(this.outlook.fitted())
    const isSoft =
      before !== undefined &&
      this.#tool === undefined &&
      !this.camera.isMotionReduced &&
      !hasSameElements(before, scene)
    this.#picture.setScene(scene, kept, isSoft)
    this.shells.isSoft = isSoft
    // While the worker takes the scene apart.
    this.#statusPaint.setScene(scene)
    this.#seenPaint.setScene(scene)
    if (this.#lit !== undefined) this.#sendDimmed()
    if (scene.nodes.length > manyNodes) this.#elements.world.dataset['many'] = ''
    else delete this.#elements.world.dataset['many']
    if (!isFitting) this.#follow()
    if (isFirst && scene.nodes.length > manyNodes) this.#dressTimer = setTimeout(() => this.#dress(), dressAfterMs)
    else this.#dress()
    this.#carrying?.setScene(scene)
  }

  /** Makes the elements. In a big map the first picture is seen before that. */
  #dress(): void {
    clearTimeout(this.#dressTimer)
    clearTimeout(this.#prepareTimer)
    this.#dressTimer = undefined
    if (this.#scene === undefined) return
    this.shells.setScene(this.#scene, this.#wanted())
    if (this.#near.size > 0) this.#events.onNear(new Set(this.#near))
    const scene = this.#scene
    this.#prepareTimer = setTimeout(() => prepareScene(scene), settleMs)
  }

  setStatuses(statuses: MapStatuses): void {
    this.#statusPaint.setStatuses(statuses)
  }

  setTopology(topology: MapTopology): void {
    this.#seenPaint.setTopology(topology)
  }

  /** The page has other colours now. */
  showTheme(theme: string): void {
    this.#elements.root.dataset['theme'] = theme
    this.#picture.setColours(readColours(this.#elements.root))
  }

  /** How it behaves. A wall screen shows large names instead of rows, and fits the map tightly. */
  setManners(manners: MapManners): void {
    this.camera.isMotionReduced = manners.isMotionReduced
    this.outlook.coveredRightPx = manners.coveredRightPx
    if (this.outlook.coveredLeftPx !== manners.coveredLeftPx) {
      this.outlook.coveredLeftPx = manners.coveredLeftPx
      // Whoever sees everything goes on seeing everything; a view that somebody chose is not touched.
      if (this.#scene !== undefined && this.camera.isFitted) this.outlook.fit()
    }
    if (this.outlook.isWall === manners.isWall) return
    this.outlook.isWall = manners.isWall
    this.#picture.isWall = manners.isWall
    this.#picture.refresh()
    this.#updateNear()
  }

  /** Lets everything but these step back in the picture. */
  setHighlight(lit: ReadonlySet<string> | undefined): void {
    const wasPlain = this.#lit === undefined
    this.#lit = lit
    if (!(wasPlain && lit === undefined)) this.#sendDimmed()
  }

  /** Nodes that need an element wherever they are: selected, focused, or just asked for. */
  pin(ids: ReadonlySet<string>): void {
    this.#pinned = ids
    this.shells.want(this.#wanted())
  }

  /** Who gets what a hand does; without one the map pans and selects. */
  setTool(tool: MapTool | undefined): void {
    if (this.#tool !== tool) this.#tool?.hover(undefined)
    this.#tool = tool
    if (tool === undefined) this.preview(undefined)
    else if (this.#carrying === undefined) this.#equip(tool.workbench)
  }

  #equip(workbench: Workbench): void {
    this.#gestures.equip(workbench)
    this.#carrying = new workbench.Carrying({
      shells: this.shells,
      picture: this.#picture,
      cards: this.#elements.shells,
      isNear: () => this.level === 'near',
      scale: () => this.camera.view.scale,
      lookOf: (index) => this.looks.of(index),
      onSized: (boxes) => this.#events.onSized(boxes),
    })
    if (this.#scene !== undefined) this.#carrying.setScene(this.#scene)
  }

  /** Shows nodes and groups elsewhere, without touching the document; undefined: as the document has them. */
  preview(boxes: ReadonlyMap<string, Box> | undefined): void {
    if (boxes === undefined) this.#carrying?.end()
    else this.#carrying?.show(boxes)
  }

  /** What lies at a place of the window. */
  placeAt(clientX: number, clientY: number): MapPlace {
    const corner = this.#elements.root.getBoundingClientRect()
    const screen = { x: clientX - corner.left, y: clientY - corner.top }
    const { view } = this.camera
    const point: Point = toCanvas(view, screen.x, screen.y)
    const target =
      this.#scene === undefined || this.#tool === undefined
        ? ({ kind: 'canvas' } as const)
        : this.#tool.workbench.findTarget(this.#scene, point, view.scale, this.level === 'near')
    return { point, screen, target }
  }

  centreOn(id: string): void {
    const one = this.#scene?.byId.get(id)
    if (one !== undefined) this.outlook.centreOn(one.box)
  }

  reveal(id: string): void {
    const one = this.#scene?.byId.get(id)
    if (one !== undefined) this.outlook.reveal(one.box)
  }

  /** The node at a place on the screen, or just beside it; close up nodes are elements and hear for themselves. */
  nodeNear(event: MouseEvent): string | undefined {
    if (this.#scene === undefined || this.level === 'near') return undefined
    return findCardNear(this.#scene, this.#pointOf(event), this.camera.view.scale)
  }

  /** The edge at a place on the screen, or close beside it. */
  edgeNear(event: MouseEvent): string | undefined {
    const isByFinger = event instanceof PointerEvent && event.pointerType === 'touch'
    if (this.#scene === undefined) return undefined
    return findEdgeNear(this.#scene, this.#pointOf(event), this.camera.view.scale, isByFinger)
  }

  #pointOf(event: MouseEvent): Point {
    const corner = this.#elements.root.getBoundingClientRect()
    return toCanvas(this.camera.view, event.clientX - corner.left, event.clientY - corner.top)
  }

  /** Gives the keyboard to a node, making its element first where the map is too big to hold them all. */
  focus(id: string): void {
    this.pin(new Set([...this.#pinned, id]))
    this.shells.get(id)?.focus({ preventScroll: true })
  }

  end(): void {
    this.#ending.abort()
    this.#statusPaint.end()
    this.#seenPaint.end()
    this.camera.stop()
    clearTimeout(this.#settleTimer)
    clearTimeout(this.#dressTimer)
    clearTimeout(this.#prepareTimer)
    this.#carrying?.stop()
    this.#picture.end()
  }

  #measure(): void {
    const { clientWidth: width, clientHeight: height } = this.#elements.root
    const { width: oldWidth, height: oldHeight } = this.camera.screen
    if (width === oldWidth && height === oldHeight) return
    this.camera.resize({ width, height })
    if (this.#scene !== undefined && this.camera.isFitted) this.camera.set(this.outlook.fitted())
    else this.#follow()
  }

  /** Brings everything to where the camera looks. */
  #follow(): void {
    const { view, screen } = this.camera
    const { world } = this.#elements
    world.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`
    // What lies over the map keeps its size on the screen in every frame; for a thousand nodes that would be too much.
    this.#elements.overlay.style.setProperty('--hair', `${1 / view.scale}px`)
    if (world.dataset['moving'] === undefined) world.dataset['moving'] = ''
    clearTimeout(this.#settleTimer)
    this.#settleTimer = setTimeout(() => this.#settle(), settleMs)
    this.#picture.show(view, screen)
    this.#updateNear()
    this.#events.onView(view, this.level)
  }

  /** Text is drawn sharp for the new scale once the movement is over; while moving it is a layer that only slides. */
  #settle(): void {
    const { world } = this.#elements
    delete world.dataset['moving']
    world.style.setProperty('--map-hair', `${1 / this.camera.view.scale}px`)
    this.#events.onSettled(this.camera.view)
  }

  #updateNear(): void {
    if (this.#scene === undefined) return
    if (this.level !== 'near') {
      this.#nearArea.forget()
      if (this.#near.size > 0) this.#tellNear(new Set())
      return
    }
    const ids = this.#nearArea.find(this.#scene, this.camera.view, this.camera.screen)
    if (ids !== undefined) this.#tellNear(ids)
  }

  #tellNear(inSight: ReadonlySet<string>): void {
    const ids = this.#withCarried(inSight)
    this.#near = ids
    this.shells.fill(ids)
    this.shells.want(this.#wanted())
    this.#events.onNear(ids)
  }

  /** What is under a hand keeps its card, however far the hand has carried it from where it stood. */
  #withCarried(inSight: ReadonlySet<string>): ReadonlySet<string> {
    const carried = this.level === 'near' ? (this.#carrying?.ids.slice(0, carriedLimit) ?? []) : []
    return carried.length === 0 ? inSight : new Set([...inSight, ...carried])
  }

  #wanted(): ReadonlySet<string> {
    const scene = this.#scene
    if (scene === undefined || scene.nodes.length <= everyNodeLimit) return this.#near
    return new Set([...this.#near, ...this.#pinned, ...this.#statusPaint.findTrouble(troubleLimit)])
  }

  #sendDimmed(): void {
    const lit = this.#lit
    this.#picture.setDimmed(
      lit === undefined || this.#scene === undefined
        ? undefined
        : Uint8Array.from(this.#scene.nodes, (one) => (lit.has(one.node.id) ? 0 : 1)),
    )
  }
}
