import type { DraftEdge, DraftNode, ImportDiagnostic } from './draft.ts'

interface Point {
  readonly x: number
  readonly y: number
}

/** An edge with an end that is attached to nothing. */
export interface LooseEdge {
  readonly source?: string | undefined
  readonly target?: string | undefined
  /** Where the loose ends are drawn. */
  readonly from?: Point | undefined
  readonly to?: Point | undefined
  readonly at?: DraftNode['at']
  /** The edge, once both of its ends are known. */
  readonly join: (source: string, target: string) => DraftEdge
}

/** What a drawing tool knows: shapes with places, of which people see more than the file says. */
export interface Drawing {
  readonly nodes: readonly DraftNode[]
  readonly edges: readonly DraftEdge[]
  readonly looseEdges: readonly LooseEdge[]
  /** Keys of shapes that have no text of their own. */
  readonly unnamed: ReadonlySet<string>
  /** Keys of nodes that are nothing but a text. */
  readonly texts: ReadonlySet<string>
}

export interface CompletedDrawing {
  readonly nodes: readonly DraftNode[]
  readonly edges: readonly DraftEdge[]
  readonly diagnostics: readonly ImportDiagnostic[]
}

interface Box {
  readonly node: DraftNode
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** An arrow that ends farther than this from every shape points at none. */
const reachPx = 60
/** A text that stands farther than this from an icon is not its name. */
const captionPx = 30
/** How far something may stick out of the frame that is drawn around it. */
const marginPx = 2
/** Every shape is compared with every other: more of them would take too long. */
const mostShapes = 2_000

/**
 * Completes a drawing by what a person would see in it: arrows that end at a shape belong to it, a text beside an icon
 * is its name, and what is drawn inside a frame lies in a group. All of it is guessed, and told so.
 */
export function completeDrawing(drawing: Drawing): CompletedDrawing {
  if (drawing.nodes.length > mostShapes) {
    const message = `Nothing was guessed from where things are drawn: there are more than ${mostShapes} of them.`
    return { nodes: drawing.nodes, edges: drawing.edges, diagnostics: [{ kind: 'note', message }] }
  }
  const diagnostics: ImportDiagnostic[] = []
  const joined = joinLooseEdges(drawing, diagnostics)
  const edges = [...drawing.edges, ...joined]
  const captioned = takeCaptions(drawing, edges, diagnostics)
  return { nodes: findFrames(captioned, drawing.texts, diagnostics), edges, diagnostics }
}

/** Whether {@link completeDrawing} would find anything. */
export function canComplete(drawing: Drawing): boolean {
  return completeDrawing(drawing).diagnostics.some(({ kind }) => kind === 'guessed')
}

function joinLooseEdges({ nodes, looseEdges, texts }: Drawing, diagnostics: ImportDiagnostic[]): readonly DraftEdge[] {
  const boxes = nodes.filter(({ key }) => !texts.has(key)).flatMap(boxOf)
  return looseEdges.flatMap((loose) => {
    const source = loose.source ?? nearestTo(loose.from, boxes, loose.target)
    const target = loose.target ?? nearestTo(loose.to, boxes, source)
    if (source === undefined || target === undefined) {
      diagnostics.push({
        kind: 'lost',
        message: 'An edge with a loose end was left out: it ends near no shape.',
        ...loose.at,
      })
      return []
    }
    diagnostics.push({
      kind: 'guessed',
      message: 'A loose end of an edge was joined to the shape that is nearest.',
      ...loose.at,
    })
    return [loose.join(source, target)]
  })
}

function takeCaptions(
  { nodes, unnamed, texts }: Drawing,
  edges: readonly DraftEdge[],
  diagnostics: ImportDiagnostic[],
): readonly DraftNode[] {
  const joined = new Set(edges.flatMap(({ source, target }) => [source, target]))
  const captions = nodes
    .filter(({ key, kind }) => texts.has(key) && kind !== 'group' && !joined.has(key))
    .flatMap(boxOf)
  const icons = nodes.filter(({ key, kind }) => unnamed.has(key) && kind !== 'group' && !texts.has(key)).flatMap(boxOf)
  const pairs = icons
    .flatMap((icon) =>
      captions
        .filter(({ node }) => node.parent === icon.node.parent)
        .map((caption) => ({ icon, caption, gap: gapBetween(icon, caption) }))
        .filter(({ gap }) => gap <= captionPx),
    )
    .toSorted((a, b) => a.gap - b.gap)
  const names = new Map<string, string>()
  const taken = new Set<string>()
  for (const { icon, caption } of pairs) {
    if (names.has(icon.node.key) || taken.has(caption.node.key)) continue
    names.set(icon.node.key, caption.node.name)
    taken.add(caption.node.key)
    diagnostics.push({
      kind: 'guessed',
      message: 'The text beside a shape without one was taken for its name.',
      ...icon.node.at,
    })
  }
  return nodes.filter(({ key }) => !taken.has(key)).map((node) => ({ ...node, name: names.get(node.key) ?? node.name }))
}

function findFrames(
  nodes: readonly DraftNode[],
  texts: ReadonlySet<string>,
  diagnostics: ImportDiagnostic[],
): readonly DraftNode[] {
  const boxes = nodes.flatMap(boxOf)
  const bySize = boxes.filter(({ node }) => !texts.has(node.key)).toSorted((a, b) => areaOf(a) - areaOf(b))
  const frames = new Map<string, string>()
  for (const box of boxes) {
    // The smallest that is drawn around it, among what lies in the same group.
    const frame = bySize.find((other) => other.node.parent === box.node.parent && isAround(other, box))
    if (frame !== undefined) frames.set(box.node.key, frame.node.key)
  }
  // A frame with nothing but texts in it is a shape with a long label.
  const real = new Set([...frames].flatMap(([key, frame]) => (texts.has(key) ? [] : [frame])))
  return nodes.map((node) => {
    const frame = frames.get(node.key)
    const parent = frame !== undefined && real.has(frame) ? frame : node.parent
    if (!real.has(node.key)) return { ...node, parent }
    if (node.kind !== 'group') {
      diagnostics.push({
        kind: 'guessed',
        message: 'A shape that is drawn around others was taken for a group.',
        ...node.at,
      })
    }
    return { ...node, kind: 'group' as const, parent }
  })
}

function nearestTo(point: Point | undefined, boxes: readonly Box[], not: string | undefined): string | undefined {
  if (point === undefined) return undefined
  let best: { readonly box: Box; readonly distance: number } | undefined
  for (const box of boxes) {
    if (box.node.key === not) continue
    const distance = distanceTo(point, box)
    if (distance > reachPx) continue
    const isNearer = best === undefined || distance < best.distance
    const isInside = best !== undefined && distance === best.distance && areaOf(box) < areaOf(best.box)
    if (isNearer || isInside) best = { box, distance }
  }
  return best?.box.node.key
}

/** To the border of the box, from inside as from outside: an arrow ends at what it means, not in the middle of a frame. */
function distanceTo({ x, y }: Point, { left, top, right, bottom }: Box): number {
  const dx = Math.max(left - x, 0, x - right)
  const dy = Math.max(top - y, 0, y - bottom)
  if (dx > 0 || dy > 0) return Math.hypot(dx, dy)
  return Math.min(x - left, right - x, y - top, bottom - y)
}

function gapBetween(a: Box, b: Box): number {
  const dx = Math.max(a.left - b.right, 0, b.left - a.right)
  const dy = Math.max(a.top - b.bottom, 0, b.top - a.bottom)
  return Math.hypot(dx, dy)
}

function isAround(outer: Box, inner: Box): boolean {
  return (
    outer !== inner &&
    areaOf(outer) > areaOf(inner) &&
    outer.left <= inner.left + marginPx &&
    outer.top <= inner.top + marginPx &&
    outer.right >= inner.right - marginPx &&
    outer.bottom >= inner.bottom - marginPx
  )
}

function areaOf({ left, top, right, bottom }: Box): number {
  return (right - left) * (bottom - top)
}

function boxOf(node: DraftNode): readonly Box[] {
  const { position, size } = node
  if (position === undefined || size === undefined) return []
  const { x: left, y: top } = position
  return [{ node, left, top, right: left + size.width, bottom: top + size.height }]
}
