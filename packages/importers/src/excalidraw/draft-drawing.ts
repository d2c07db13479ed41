import type { NodeKind } from '@statusgraph/model'
import type { Drawing, LooseEdge } from '../complete-drawing.ts'
import type { DraftEdge, DraftNode, ImportDiagnostic } from '../draft.ts'
import { guessKindOfName } from '../guess-kind.ts'
import { tidyLines } from '../plain-text.ts'
import type { ExcalidrawElement } from './read-elements.ts'

const shapes: ReadonlyMap<string, { readonly kind: NodeKind; readonly title: string }> = new Map([
  ['rectangle', { kind: 'service', title: 'Rectangle' }],
  ['ellipse', { kind: 'service', title: 'Ellipse' }],
  ['diamond', { kind: 'diamond', title: 'Diamond' }],
  ['image', { kind: 'box', title: 'Image' }],
  ['text', { kind: 'box', title: 'Text' }],
  ['embeddable', { kind: 'box', title: 'Embedded page' }],
  ['iframe', { kind: 'box', title: 'Embedded page' }],
  ['frame', { kind: 'group', title: 'Frame' }],
  ['magicframe', { kind: 'group', title: 'Frame' }],
])

/** What a drawing holds: shapes with the texts bound to them, arrows between them, frames around them. */
export function draftDrawing(
  elements: readonly ExcalidrawElement[],
): Drawing & { readonly diagnostics: readonly ImportDiagnostic[] } {
  const byId = new Map(elements.map((element) => [element.id, element]))
  const isBound = (element: ExcalidrawElement): boolean =>
    element.type === 'text' && element.containerId !== undefined && byId.has(element.containerId)
  const texts = new Map<string, string[]>()
  for (const element of elements) {
    if (!isBound(element) || element.containerId === undefined) continue
    const known = texts.get(element.containerId)
    if (known === undefined) texts.set(element.containerId, [textOf(element)])
    else known.push(textOf(element))
  }
  const labels = new Map([...texts].map(([id, lines]) => [id, tidyLines(lines.join('\n'))]))
  const unnamed = new Set<string>()
  const nodes = elements.flatMap((element): readonly DraftNode[] => {
    const shape = shapes.get(element.type)
    if (shape === undefined || isBound(element)) return []
    const name = element.type === 'text' ? textOf(element) : (labels.get(element.id) ?? tidyLines(element.name ?? ''))
    if (name === '' && element.type !== 'text') unnamed.add(element.id)
    const guessed = shape.kind === 'service' ? guessKindOfName(name) : undefined
    return [
      {
        ...placed(element),
        key: element.id,
        name: name === '' ? shape.title : name,
        kind: guessed ?? shape.kind,
        parent: element.frameId,
      },
    ]
  })
  const textNodes = new Set(nodes.filter(({ key }) => byId.get(key)?.type === 'text').map(({ key }) => key))
  const keys = new Set(nodes.map(({ key }) => key))
  const endOf = (binding: ExcalidrawElement['startBinding']): string | undefined => {
    // An arrow may be bound to the text of a shape; it means the shape.
    const end = binding === undefined ? undefined : byId.get(binding.elementId)
    const id = end !== undefined && isBound(end) ? end.containerId : end?.id
    return id !== undefined && keys.has(id) ? id : undefined
  }
  const edges: DraftEdge[] = []
  const looseEdges: LooseEdge[] = []
  let strokes = 0
  for (const element of elements) {
    if (shapes.has(element.type) || isBound(element)) continue
    const source = endOf(element.startBinding)
    const target = endOf(element.endBinding)
    const join = (from: string, to: string): DraftEdge => draftEdge(element, from, to, labels.get(element.id))
    if (source !== undefined && target !== undefined) edges.push(join(source, target))
    else if (element.type === 'arrow') looseEdges.push({ source, target, ...endsOf(element), join })
    else strokes++
  }
  const arrows = elements.filter(({ type }) => type === 'arrow').map(headsOf)
  const both = arrows.filter(({ atStart, atEnd }) => atStart && atEnd).length
  const neither = arrows.filter(({ atStart, atEnd }) => !atStart && !atEnd).length
  const diagnostics = [
    tell(strokes, 'Lines that join no shapes and strokes of the pen were left out.'),
    tell(both, 'An arrow with two heads became one edge, in the direction in which it was drawn.'),
    tell(neither, 'An arrow without a head became an edge in the direction in which it was drawn.'),
  ].flat()
  return { nodes, edges, looseEdges, unnamed, texts: textNodes, diagnostics }
}

function tell(count: number, message: string): readonly ImportDiagnostic[] {
  return count === 0 ? [] : [{ kind: 'note', message, count }]
}

/** Dots, bars and diamonds point in no direction. */
const head = /^(?:arrow|triangle)/

function headsOf({ startArrowhead = '', endArrowhead = '' }: ExcalidrawElement): {
  readonly atStart: boolean
  readonly atEnd: boolean
} {
  return { atStart: head.test(startArrowhead), atEnd: head.test(endArrowhead) }
}

/** An arrow with a head at its beginning only points the other way. */
function draftEdge(element: ExcalidrawElement, source: string, target: string, label: string | undefined): DraftEdge {
  const { atStart, atEnd } = headsOf(element)
  return { key: element.id, ...(atStart && !atEnd ? { source: target, target: source } : { source, target }), label }
}

function placed(element: ExcalidrawElement): Pick<DraftNode, 'position' | 'size' | 'links'> {
  const { x, y, width, height, link } = element
  return {
    position: { x, y },
    size: { width, height },
    links: link === undefined || link === '' ? undefined : [{ title: 'Link', url: link }],
  }
}

/** As it was typed; `text` is broken into lines as wide as the shape. */
function textOf({ originalText, rawText, text = '' }: ExcalidrawElement): string {
  return tidyLines([originalText, rawText].find((one) => one !== undefined && one !== '') ?? text)
}

function endsOf({ x, y, points }: ExcalidrawElement): Pick<LooseEdge, 'from' | 'to'> {
  const last = points.at(-1)
  return { from: { x, y }, to: last === undefined ? undefined : { x: x + last[0], y: y + last[1] } }
}
