import type { NodeStatus, TopologyNode } from '@statusgraph/model'
import type { Scene, SceneNode } from '@statusgraph/picture'
import type { Box } from '../geometry/box.ts'
import { group, isFrame } from '../geometry/node-size.ts'
import { describeNode } from './describe-node.ts'

/** Up to this many nodes every one is an element at any distance; beyond, those that are near or asked for. */
export const everyNodeLimit = 3_000

const bandPx = 96

/**
 * One button per node, with role, name, `data-node-id` and `data-lamp`, whatever draws the pixels; nothing else on the
 * map has a lamp of its own.
 * They are made and painted by hand: a status touches the attributes of its own element and nothing else, and an
 * element lives as long as its node, so focus survives zooming, new pictures and new revisions.
 */
export class Shells {
  readonly #host: HTMLElement
  readonly #elements = new Map<string, HTMLButtonElement>()
  readonly #statusOf: (id: string) => NodeStatus | undefined
  readonly #seenOf: (id: string) => TopologyNode | undefined
  #scene: Scene | undefined
  #selected: ReadonlySet<string> = new Set()
  #pulsing = 0
  #lit: ReadonlySet<string> | undefined
  /** Elements whose status was known when they were last painted. */
  readonly #known = new WeakSet<HTMLElement>()
  #filled: ReadonlySet<string> = new Set()
  /** What comes with the next scene fades in: it was not there before. */
  isSoft = false

  constructor(
    host: HTMLElement,
    statusOf: (id: string) => NodeStatus | undefined,
    seenOf: (id: string) => TopologyNode | undefined,
  ) {
    this.#host = host
    this.#statusOf = statusOf
    this.#seenOf = seenOf
  }

  get(id: string): HTMLButtonElement | undefined {
    return this.#elements.get(id)
  }

  /** Takes a new scene; elements of nodes that stay are kept. */
  setScene(scene: Scene, wanted: ReadonlySet<string>): void {
    this.#scene = scene
    this.#sync(wanted)
    this.isSoft = false
    for (const [id, element] of this.#elements) {
      const one = scene.byId.get(id)
      delete element.dataset['carried']
      if (one !== undefined) place(element, one)
      this.paint(id)
    }
  }

  /** In a big map only some nodes have elements; says which ones those are now. */
  want(wanted: ReadonlySet<string>): void {
    if (this.#scene !== undefined && this.#scene.nodes.length > everyNodeLimit) this.#sync(wanted)
  }

  /** Says in which elements cards are drawn; in the others there is nothing to see. */
  fill(filled: ReadonlySet<string>): void {
    const before = this.#filled
    this.#filled = filled
    for (const id of before) if (!filled.has(id)) this.#elements.get(id)?.setAttribute('data-bare', '')
    for (const id of filled) if (!before.has(id)) this.#elements.get(id)?.removeAttribute('data-bare')
  }

  /** Writes a node's status onto its element. */
  paint(id: string): void {
    const element = this.#elements.get(id)
    const one = this.#scene?.byId.get(id)
    if (element === undefined || one === undefined) return
    const status = this.#statusOf(id)
    const lamp = status?.lamp ?? 'unknown'
    const before = element.dataset['lamp']
    if (before !== lamp) {
      element.dataset['lamp'] = lamp
      // What was red already when somebody came to look has not just become so.
      if (lamp === 'critical' && this.#known.has(element) && one.node.kind !== 'group') this.#pulse(element)
    }
    if (status !== undefined) this.#known.add(element)
    const isStale = status?.overlays.some((overlay) => overlay.kind === 'stale') ?? false
    if (isStale) element.dataset['stale'] = 'true'
    else delete element.dataset['stale']
    const seen = this.#seenOf(id)
    mark(element, 'seen', seen?.state)
    mark(element, 'found', seen !== undefined && seen.drawn !== true ? 'true' : undefined)
    const name = describeNode(one.node, status, (id) => this.#scene?.byId.get(id)?.node.name ?? id, seen)
    const label = element.firstElementChild
    if (label !== null && label.textContent !== name) label.textContent = name
  }

  /** Which nodes are selected, for eye and ear. */
  select(ids: ReadonlySet<string>): void {
    const before = this.#selected
    this.#selected = ids
    for (const id of before) if (!ids.has(id)) this.#mark(id, false)
    for (const id of ids) if (!before.has(id)) this.#mark(id, true)
  }

  /** Lights these and lets the others step back; undefined ends it. */
  light(lit: ReadonlySet<string> | undefined): void {
    this.#lit = lit
    for (const [id, element] of this.#elements) dim(element, lit !== undefined && !lit.has(id))
  }

  /** Whether a card is drawn in a node's element. */
  isFilled(id: string): boolean {
    return this.#filled.has(id)
  }

  /** Shows one element elsewhere than the scene has it: the node is under a hand. */
  carry(id: string, box: Box): void {
    const element = this.#elements.get(id)
    const one = this.#scene?.byId.get(id)
    if (element === undefined || one === undefined) return
    place(element, { node: one.node, box })
    if (element.dataset['carried'] === undefined) element.dataset['carried'] = ''
  }

  /** Shows it where it stands. */
  putBack(one: SceneNode): void {
    const element = this.#elements.get(one.node.id)
    if (element === undefined) return
    delete element.dataset['carried']
    place(element, one)
  }

  /** A slow ring that leaves the card, ten times, under half a beat a second: only when a node becomes critical. */
  #pulse(element: HTMLElement): void {
    if (this.#pulsing >= pulseLimit || matchMedia('(prefers-reduced-motion: reduce)').matches) return
    const ring = document.createElement('span')
    ring.className = 'sg-pulse'
    element.append(ring)
    this.#pulsing++
    const animation = ring.animate(
      [
        { transform: 'scale(1)', opacity: 0.55 },
        { transform: 'scale(1.06, 1.16)', opacity: 0 },
      ],
      { duration: pulseMs, iterations: pulseTimes, easing: 'ease-out' },
    )
    const end = (): void => {
      this.#pulsing--
      ring.remove()
    }
    animation.finished.then(end, end)
  }

  #mark(id: string, isSelected: boolean): void {
    this.#elements.get(id)?.setAttribute('aria-pressed', String(isSelected))
  }

  #sync(wanted: ReadonlySet<string>): void {
    const scene = this.#scene
    if (scene === undefined) return
    const isEvery = scene.nodes.length <= everyNodeLimit
    for (const [id, element] of this.#elements) {
      const isKept = scene.byId.has(id) && (isEvery || wanted.has(id) || element === document.activeElement)
      if (isKept) continue
      // A node that had the keyboard is gone: Tab goes on where it was, and not at the top of the page.
      const home = element === document.activeElement ? element.parentElement?.closest<HTMLElement>('[tabindex]') : null
      element.remove()
      home?.focus({ preventScroll: true })
      this.#elements.delete(id)
    }
    const missing = isEvery
      ? scene.nodes.filter((one) => !this.#elements.has(one.node.id))
      : [...wanted].flatMap((id) => (this.#elements.has(id) ? [] : (scene.byId.get(id) ?? [])))
    if (missing.length === 0) return
    for (const one of missing) {
      const element = this.#create(one)
      this.#elements.set(one.node.id, element)
      if (this.isSoft && missing.length <= softLimit)
        element.animate({ opacity: [0, 1] }, { duration: softMs, easing: 'ease-out' })
    }
    // Tab order is the order of the document, so elements stand in it as their nodes do on the canvas.
    const sorted = [...this.#elements]
      .flatMap(([id, element]) => {
        const one = scene.byId.get(id)
        return one === undefined ? [] : [{ one, element }]
      })
      .toSorted((a, b) => compareByPlace(a.one, b.one))
    let next: Element | null = this.#host.firstElementChild
    for (const { element } of sorted) {
      if (element === next) next = next.nextElementSibling
      else this.#host.insertBefore(element, next)
    }
    for (const one of missing) this.paint(one.node.id)
  }

  #create(one: SceneNode): HTMLButtonElement {
    const element = document.createElement('button')
    element.type = 'button'
    element.className = 'sg-node'
    element.dataset['nodeId'] = one.node.id
    if (!this.#filled.has(one.node.id)) element.dataset['bare'] = ''
    // The name is text inside and no attribute: a card close up shows more than its name says, and WCAG 2.5.3 wants a
    // label in an attribute to repeat all of it. What is drawn is hidden from whoever listens.
    const label = document.createElement('span')
    label.className = 'sg-said'
    element.append(label)
    element.setAttribute('aria-pressed', String(this.#selected.has(one.node.id)))
    dim(element, this.#lit !== undefined && !this.#lit.has(one.node.id))
    place(element, one)
    return element
  }
}

function place(element: HTMLElement, one: Pick<SceneNode, 'node' | 'box'>): void {
  const { box } = one
  // Not by a transform: each would be a node of its own for the compositor to visit in every frame of a pan.
  element.style.left = `${box.x}px`
  element.style.top = `${box.y}px`
  element.style.width = `${box.width}px`
  // A group's element is its title bar, so that what lies in the group stays reachable. Its height is the style's.
  const isTitle = isFrame(one.node)
  if (isTitle) {
    element.style.setProperty('--title', `${Math.min(group.titlePx, box.height)}px`)
    element.style.setProperty('--frame', `${box.height}px`)
  }
  element.style.height = isTitle ? '' : `${box.height}px`
  const kind = one.node.kind === 'group' && !isTitle ? 'closed-group' : one.node.kind
  if (element.dataset['kind'] !== kind) element.dataset['kind'] = kind
}

/** Line by line, as a page is read. */
function compareByPlace(a: SceneNode, b: SceneNode): number {
  return Math.floor(a.box.y / bandPx) - Math.floor(b.box.y / bandPx) || a.box.x - b.box.x || a.index - b.index
}

function mark(element: HTMLElement, name: string, value: string | undefined): void {
  if (element.dataset[name] === value) return
  if (value === undefined) delete element.dataset[name]
  else element.dataset[name] = value
}

function dim(element: HTMLElement, isDim: boolean): void {
  if (isDim) element.dataset['dim'] = ''
  else delete element.dataset['dim']
}

/** More elements than these at once are another picture, and no news in it. */
const softLimit = 200
const softMs = 200
const pulseMs = 2_400
const pulseTimes = 10
/** When more nodes than this turn red together the map is loud enough, and so many moving layers are slow. */
const pulseLimit = 6
