import { adoptRoutes, findKeptRoutes, prepareScene } from '@statusgraph/picture'
import type { MapStatuses, MapTopology, Scene } from '@statusgraph/picture'
import type { MapTool } from '../editing.ts'
import type { Box } from '../geometry/box.ts'
import { hasSameElements } from '../geometry/same-elements.ts'
import { Shells } from '../near/shells.ts'
import { readColours } from '../picture/colours.ts'
import { manyNodes } from '../picture/frame.ts'
import { levelAt } from '../picture/level.ts'
import type { Level } from '../picture/level.ts'
import { PictureLayer } from '../picture/picture-layer.ts'
import type { Workbench } from '../workbench.ts'
import type { Camera } from './camera.ts'
import type { Carrying } from './carrying.ts'
import { EdgeLooks } from './edge-looks.ts'
import { attachGestures } from './gestures.ts'
import type { Gestures } from './gestures.ts'
import { NearNodes } from './near-nodes.ts'
import { Outlook } from './outlook.ts'
import { Pointing } from './pointing.ts'
import type { MapElements, MapEvents, MapManners } from './seams.ts'
import { SeenPaint } from './seen-paint.ts'
import { StatusPaint } from './status-paint.ts'

/** The elements of a big map wait this long for the first picture, and no longer. */
const dressAfterMs = 500
const settleMs = 140

/**
 * Everything that has to happen without React: the camera, the picture, the nodes' elements and the statuses on both.
 */
export class LiveMap {
  readonly outlook = new Outlook()
  readonly camera: Camera = this.outlook.camera
  readonly shells: Shells
  readonly looks: EdgeLooks
  readonly pointing: Pointing
  readonly #elements: MapElements
  readonly #events: MapEvents
  readonly #picture: PictureLayer
  #carrying: Carrying | undefined
  readonly #gestures: Gestures
  readonly #ending = new AbortController()
  #scene: Scene | undefined
  readonly #statusPaint: StatusPaint
  readonly #seenPaint: SeenPaint
  readonly #near: NearNodes
  #lit: ReadonlySet<string> | undefined
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
      // Its frame comes first: that in which it is put there, and that in which it is seen.
      clearTimeout(this.#dressTimer)
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          if (!this.#ending.signal.aborted) this.#dressTimer = setTimeout(() => this.#dress(), 0)
        }),
      )
    })
    this.#statusPaint = new StatusPaint(this.shells, this.#picture, () => this.#near.refresh())
    this.#seenPaint = new SeenPaint(this.shells, this.#picture)
    this.looks = new EdgeLooks(this.#statusPaint, this.#seenPaint)
    this.#near = new NearNodes({
      shells: this.shells,
      findTrouble: (limit) => this.#statusPaint.findTrouble(limit),
      carried: () => this.#carrying?.ids ?? [],
      onNear: (ids) => events.onNear(ids),
    })
    this.pointing = new Pointing({
      root: elements.root,
      scene: () => this.#scene,
      view: () => this.camera.view,
      level: () => this.level,
      tool: () => this.#tool,
    })
    this.camera.subscribe(() => this.#follow())
    this.#gestures = attachGestures(elements.root, {
      camera: this.camera,
      tool: () => this.#tool,
      placeOf: (event) => this.pointing.placeAt(event.clientX, event.clientY),
      seen: () => this.outlook.seen(),
      tapCanvas: (event) => {
        const node = this.pointing.nodeNear(event)
        events.onTap(node, node === undefined ? this.pointing.edgeNear(event) : undefined)
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
    this.#near.setScene(scene)
    // The camera first: a picture of another place would be drawn for nothing, and be seen.
    const isFitting = isFirst && this.camera.isFitted
    if (isFitting) this.camera.set(this.outlook.fitted())
    const isSoft =
      before !== undefined &&
      this.#tool === undefined &&
      !this.camera.isMotionReduced &&
      !hasSameElements(before, scene)
    const isLater = isFirst && scene.nodes.length > manyNodes
    if (!isLater) this.#picture.setIcons(scene)
    this.#picture.setScene(scene, kept, isSoft)
    this.shells.isSoft = isSoft
    // While the worker takes the scene apart.
    this.#statusPaint.setScene(scene)
    this.#seenPaint.setScene(scene)
    if (this.#lit !== undefined) this.#sendDimmed()
    if (scene.nodes.length > manyNodes) this.#elements.world.dataset['many'] = ''
    else delete this.#elements.world.dataset['many']
    if (!isFitting) this.#follow()
    if (isLater) this.#dressTimer = setTimeout(() => this.#dress(), dressAfterMs)
    else this.#dress()
    this.#carrying?.setScene(scene)
  }

  /** Makes the elements. In a big map the first picture is seen before that. */
  #dress(): void {
    clearTimeout(this.#dressTimer)
    clearTimeout(this.#prepareTimer)
    this.#dressTimer = undefined
    if (this.#scene === undefined) return
    const scene = this.#scene
    this.#picture.setIcons(scene)
    this.#near.dress(scene)
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
    this.#near.pin(ids)
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

  centreOn(id: string): void {
    const one = this.#scene?.byId.get(id)
    if (one !== undefined) this.outlook.centreOn(one.box)
  }

  reveal(id: string): void {
    const one = this.#scene?.byId.get(id)
    if (one !== undefined) this.outlook.reveal(one.box)
  }

  /** Gives the keyboard to a node, making its element first where the map is too big to hold them all. */
  focus(id: string): void {
    this.#near.pinMore(id)
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
    else {
      this.#follow()
      this.outlook.recentre()
    }
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

  #updateNear(): void {
    this.#near.follow(this.level === 'near', this.camera.view, this.camera.screen)
  }

  /** Text is drawn sharp for the new scale once the movement is over; while moving it is a layer that only slides. */
  #settle(): void {
    const { world } = this.#elements
    delete world.dataset['moving']
    world.style.setProperty('--map-hair', `${1 / this.camera.view.scale}px`)
    this.#events.onSettled(this.camera.view)
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
