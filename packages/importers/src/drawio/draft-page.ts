import { nodeKinds } from '@statusgraph/model'
import type { NodeKind } from '@statusgraph/model'
import type { Drawing, LooseEdge } from '../complete-drawing.ts'
import type { DraftEdge, DraftNode, ImportDiagnostic } from '../draft.ts'
import { kindStyle } from '../export-mark.ts'
import { guessKind } from '../guess-kind.ts'
import { decodeCharacters, htmlToText, looksLikeHtml, tidyLines } from '../plain-text.ts'
import { describeShape } from './describe-shape.ts'
import type { Page } from './find-pages.ts'
import { readC4 } from './read-c4.ts'
import type { C4Element } from './read-c4.ts'
import { readCells, styleName } from './read-cells.ts'
import type { Cell, CellGeometry, Point } from './read-cells.ts'

export interface PageDraft extends Drawing {
  readonly name: string
  /** Where the edges of the page have arrow heads, by their keys; of edges with a loose end, too. */
  readonly heads: ReadonlyMap<string, Heads>
  readonly diagnostics: readonly ImportDiagnostic[]
}

interface Heads {
  readonly atStart: boolean
  readonly atEnd: boolean
}

const deepest = 64
const knownData = new Set(['id', 'label', 'link', 'placeholders', 'tooltip', 'tags', 'placeholder'])
const secretName = /pass|secret|token|credential|api[-_]?key|private/i

/** One page as a draft: what lies in one another, who is joined to whom, and where everything stands. */
export function draftPage(page: Page): PageDraft {
  const cells = readCells(page)
  const byId = new Map(cells.map((cell) => [cell.id, cell]))
  const parentOf = (cell: Cell): Cell | undefined => (cell.parent === undefined ? undefined : byId.get(cell.parent))
  const isOnEdge = (cell: Cell): boolean => {
    let at = parentOf(cell)
    for (let steps = 0; at !== undefined && steps < deepest; steps++) {
      if (at.isEdge) return true
      at = parentOf(at)
    }
    return false
  }
  const vertices = cells.filter((cell) => cell.isVertex && !cell.isEdge && !isOnEdge(cell))
  const isVertex = new Set(vertices.map(({ id }) => id))
  const groupOf = (cell: Cell): string | undefined => {
    let at = parentOf(cell)
    for (let steps = 0; at !== undefined && steps < deepest; steps++) {
      if (isVertex.has(at.id)) return at.id
      at = parentOf(at)
    }
    return undefined
  }
  const parents = new Map(vertices.map((cell) => [cell.id, groupOf(cell)]))
  const groups = new Set(parents.values())
  const placeOf = createPlacer(byId)
  const unnamed = new Set<string>()
  const texts = new Set<string>()
  const nodes = vertices.map((cell): DraftNode => {
    const node = draftNode(cell, groups.has(cell.id), parents.get(cell.id), placeOf(cell))
    if (node.name === '') unnamed.add(cell.id)
    if (isText(cell)) texts.add(cell.id)
    return node.name === '' ? { ...node, name: describeShape(cell.style, '').title } : node
  })
  const labelsOnEdges = new Map<string, string[]>()
  for (const cell of cells) {
    if (cell.isEdge || cell.parent === undefined || byId.get(cell.parent)?.isEdge !== true) continue
    labelsOnEdges.set(cell.parent, [...(labelsOnEdges.get(cell.parent) ?? []), textOf(cell)])
  }
  const edges: DraftEdge[] = []
  const looseEdges: LooseEdge[] = []
  const diagnostics: ImportDiagnostic[] = []
  for (const cell of cells) {
    if (!cell.isEdge) continue
    const label = [textOf(cell), ...(labelsOnEdges.get(cell.id) ?? [])].filter((text) => text !== '').join(' ')
    const end = (id: string | undefined): string | undefined => (id !== undefined && isVertex.has(id) ? id : undefined)
    const source = end(cell.source)
    const target = end(cell.target)
    if (source !== undefined && target !== undefined) edges.push(draftEdge(cell, source, target, label))
    else {
      const join = (from: string, to: string): DraftEdge => draftEdge(cell, from, to, label)
      looseEdges.push({ source, target, ...loosePoints(cell, placeOf), at: cell.at, join })
    }
  }
  const heads = new Map(cells.filter(({ isEdge }) => isEdge).map((cell) => [cell.id, headsOf(cell)]))
  const lost = cells.filter((cell) => cell.isVertex && cell.isEdge).length
  if (lost > 0)
    diagnostics.push({
      kind: 'note',
      message: 'A cell that says it is a shape and an edge was read as an edge.',
      count: lost,
    })
  const hidden = vertices.filter((cell) => isHidden(cell, parentOf)).length
  if (hidden > 0)
    diagnostics.push({
      kind: 'note',
      message: 'A shape that is hidden in the drawing, or lies on a hidden layer, was read like any other.',
      count: hidden,
    })
  return { name: page.name, nodes, edges, looseEdges, unnamed, texts, heads, diagnostics }
}

/** Tells of the edges that were read how many have no one direction; those that were left out say nothing. */
export function tellDirections(
  edges: readonly DraftEdge[],
  headsByKey: PageDraft['heads'],
): readonly ImportDiagnostic[] {
  const heads = edges.flatMap(({ key = '' }) => headsByKey.get(key) ?? [])
  const both = heads.filter(({ atStart, atEnd }) => atStart && atEnd).length
  const neither = heads.filter(({ atStart, atEnd }) => !atStart && !atEnd).length
  const tell = (count: number, what: string): readonly ImportDiagnostic[] => {
    const message = `An edge ${what} became one in the direction in which it was drawn.`
    return count === 0 ? [] : [{ kind: 'note', message, count }]
  }
  return [...tell(both, 'with two arrow heads'), ...tell(neither, 'without an arrow head')]
}

function isHidden(cell: Cell, parentOf: (cell: Cell) => Cell | undefined): boolean {
  let at: Cell | undefined = cell
  for (let steps = 0; at !== undefined && steps < deepest; steps++) {
    if (!at.isVisible) return true
    at = parentOf(at)
  }
  return false
}

/** Dots, diamonds and the feet of crows point in no direction. */
const head = /^(?:classic|block|open|async)/

function headsOf({ style }: Cell): Heads {
  // Without a word about its end an edge has a head there.
  return { atStart: head.test(style.get('startArrow') ?? ''), atEnd: head.test(style.get('endArrow') ?? 'classic') }
}

/** An edge between two cells; an arrow at its beginning only points the other way. */
function draftEdge(cell: Cell, source: string, target: string, label: string): DraftEdge {
  const { atStart, atEnd } = headsOf(cell)
  return {
    key: cell.id,
    ...(atStart && !atEnd ? { source: target, target: source } : { source, target }),
    label: label === '' ? undefined : label,
    technology: textFrom(cell.data.get('c4Technology')),
    description: textFrom(cell.data.get('tooltip')),
    at: cell.at,
  }
}

function draftNode(cell: Cell, isGroup: boolean, parent: string | undefined, corner: Point): DraftNode {
  const own = ownKind(cell)
  const text = textOf(cell)
  // What we have exported is as it was: a name in it may have any form.
  const c4 = cell.style.has(kindStyle) ? undefined : readC4(text, plainData(cell))
  const name = c4?.name ?? text
  const { kind, technology } = describeShape(cell.style, name)
  const plainKind = isText(cell) ? 'box' : kind === 'service' ? (guessKind(c4?.technology) ?? kind) : kind
  return {
    key: cell.id,
    name,
    kind: isGroup ? 'group' : (own ?? kindOfC4(c4) ?? plainKind),
    parent,
    description: told(c4?.description) ?? textFrom(cell.data.get('tooltip')),
    technology: told(c4?.technology) ?? technology,
    labels: labelsOf(cell.data),
    links: linksOf(cell, name),
    position: corner,
    size: cell.geometry === undefined || cell.geometry.width === 0 ? undefined : cell.geometry,
    at: cell.at,
  }
}

const kindsOfC4: readonly (readonly [pattern: RegExp, kind: NodeKind])[] = [
  [/person|user|actor/i, 'actor'],
  [/data ?(?:base|store)/i, 'database'],
  [/queue|message/i, 'queue'],
  [/external|\bext$/i, 'external'],
]

function kindOfC4(c4: C4Element | undefined): NodeKind | undefined {
  return c4 === undefined ? undefined : kindsOfC4.find(([pattern]) => pattern.test(c4.kind))?.[1]
}

function plainData({ data }: Cell): ReadonlyMap<string, string> {
  return new Map([...data].filter(([name]) => name.startsWith('c4')).map(([name, value]) => [name, htmlToText(value)]))
}

/** What our own export has written; a group without members is a box like any other. */
function ownKind({ style }: Cell): NodeKind | undefined {
  const told = style.get(kindStyle)
  return nodeKinds.find((kind) => kind === told && kind !== 'group')
}

function isText(cell: Cell): boolean {
  return cell.style.get(styleName) === 'text' || cell.style.get('shape') === 'text'
}

function labelsOf(data: ReadonlyMap<string, string>): Readonly<Record<string, string>> | undefined {
  const own = [...data].filter(
    ([name, value]) => !knownData.has(name) && !name.startsWith('c4') && !secretName.test(name) && value !== '',
  )
  return own.length === 0
    ? undefined
    : Object.fromEntries(own.slice(0, 20).map(([name, value]) => [name, htmlToText(value)]))
}

const anchor = /<a\s[^<>]{0,500}?\bhref\s*=\s*["']([^"'<>]{1,2000})["'][^<>]{0,500}>([^<>]{0,200})/gi

/** The link of the shape, and those in its text. */
function linksOf(cell: Cell, name: string): DraftNode['links'] {
  const url = cell.data.get('link') ?? cell.style.get('link') ?? ''
  const inText = [...cell.label.matchAll(anchor)].map(([, href = '', title = '']) => ({
    title: htmlToText(title) || name || 'Link',
    url: decodeCharacters(href),
  }))
  const links = [...(url === '' ? [] : [{ title: name || 'Link', url }]), ...inText]
  return links.length === 0 ? undefined : links
}

function textOf(cell: Cell): string {
  const isHtml = cell.style.get('html') === '1' || looksLikeHtml(cell.label)
  return isHtml ? htmlToText(cell.label) : tidyLines(cell.label)
}

function textFrom(html: string | undefined): string | undefined {
  return told(html === undefined ? undefined : htmlToText(html))
}

function told(text: string | undefined): string | undefined {
  return text === '' ? undefined : text
}

/** Where cells stand on the page: theirs is a place in what is around them. */
function createPlacer(cells: ReadonlyMap<string, Cell>): (cell: Cell) => Point {
  const known = new Map<string, Point>()
  const placeOf = (cell: Cell, depth: number): Point => {
    const done = known.get(cell.id)
    if (done !== undefined) return done
    const around = cell.parent === undefined || depth > deepest ? undefined : cells.get(cell.parent)
    const outer = around === undefined ? { x: 0, y: 0 } : placeOf(around, depth + 1)
    const inner = within(cell.geometry, around?.geometry)
    const place = { x: outer.x + inner.x, y: outer.y + inner.y }
    known.set(cell.id, place)
    return place
  }
  return (cell) => placeOf(cell, 0)
}

function within(geometry: CellGeometry | undefined, around: CellGeometry | undefined): Point {
  if (geometry === undefined) return { x: 0, y: 0 }
  if (!geometry.isRelative) return geometry
  const { x, y, offset } = geometry
  return { x: x * (around?.width ?? 0) + offset.x, y: y * (around?.height ?? 0) + offset.y }
}

function loosePoints(cell: Cell, placeOf: (cell: Cell) => Point): { readonly from?: Point; readonly to?: Point } {
  const { geometry } = cell
  if (geometry === undefined) return {}
  // The points of an edge are places in what is around the edge.
  const own = placeOf({ ...cell, id: `${cell.id} points`, geometry: undefined })
  const shift = (point: Point | undefined): Point | undefined =>
    point === undefined ? undefined : { x: own.x + point.x, y: own.y + point.y }
  const from = shift(geometry.sourcePoint)
  const to = shift(geometry.targetPoint)
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}
