import type { FilePlace } from '../draft.ts'
import type { Page } from './find-pages.ts'
import type { XmlElement } from './read-xml.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

export interface CellGeometry extends Point {
  readonly width: number
  readonly height: number
  /** The place is a part of the size of what is around it, or along an edge. */
  readonly isRelative: boolean
  readonly offset: Point
  readonly sourcePoint?: Point
  readonly targetPoint?: Point
  /** Corners of an edge. */
  readonly points: readonly Point[]
}

/** A vertex, an edge, or a layer. */
export interface Cell {
  readonly id: string
  readonly isVertex: boolean
  readonly isEdge: boolean
  readonly isVisible: boolean
  readonly parent?: string | undefined
  readonly source?: string | undefined
  readonly target?: string | undefined
  /** As written: HTML when the style says so. */
  readonly label: string
  readonly style: ReadonlyMap<string, string>
  /** What draw.io calls the data of the cell. */
  readonly data: ReadonlyMap<string, string>
  readonly geometry?: CellGeometry | undefined
  readonly at: FilePlace
}

/** Words of the style that stand alone, such as `ellipse;html=1`, are kept under this name. */
export const styleName = 'style name'
/** A short label with placeholders may stand for a very long one. */
const longestLabel = 20_000

/** All cells of a page, in the order in which they are drawn. */
export function readCells(page: Page): readonly Cell[] {
  const cells = page.root.children.flatMap((element, index) => readCell(page, element, index))
  const ancestors = new Map(cells.map((cell) => [cell.id, cell]))
  return cells.map((cell) =>
    cell.data.get('placeholders') === '1' ? { ...cell, label: fillPlaceholders(cell, ancestors) } : cell,
  )
}

function readCell(page: Page, element: XmlElement, index: number): readonly Cell[] {
  const inner = element.name === 'mxCell' ? element : element.children.find(({ name }) => name === 'mxCell')
  if (inner === undefined) return []
  const wrapper = inner === element ? inner.children.find((child) => child.attributes.get('as') === 'value') : element
  const { attributes } = inner
  const style = readStyle(attributes.get('style') ?? '')
  return [
    {
      id: element.attributes.get('id') ?? attributes.get('id') ?? `cell-${index}`,
      isVertex: attributes.get('vertex') === '1',
      isEdge: attributes.get('edge') === '1',
      isVisible: attributes.get('visible') !== '0',
      parent: attributes.get('parent'),
      source: attributes.get('source'),
      target: attributes.get('target'),
      label: wrapper?.attributes.get('label') ?? attributes.get('value') ?? '',
      style,
      data: wrapper?.attributes ?? new Map<string, string>(),
      geometry: readGeometry(inner.children.find(({ name }) => name === 'mxGeometry')),
      at: page.place(element),
    },
  ]
}

function readStyle(text: string): ReadonlyMap<string, string> {
  const style = new Map<string, string>()
  for (const part of text.split(';')) {
    const at = part.indexOf('=')
    if (at > 0) style.set(part.slice(0, at).trim(), part.slice(at + 1).trim())
    else if (part.trim() !== '' && !style.has(styleName)) style.set(styleName, part.trim())
  }
  return style
}

function readGeometry(element: XmlElement | undefined): CellGeometry | undefined {
  if (element === undefined) return undefined
  const named = new Map(element.children.map((child) => [child.attributes.get('as') ?? '', child]))
  const { x, y } = pointOf(element)
  const sourcePoint = named.get('sourcePoint')
  const targetPoint = named.get('targetPoint')
  return {
    x,
    y,
    width: numberOf(element, 'width'),
    height: numberOf(element, 'height'),
    isRelative: element.attributes.get('relative') === '1',
    offset: pointOf(named.get('offset')),
    points: named.get('points')?.children.map(pointOf) ?? [],
    ...(sourcePoint === undefined ? {} : { sourcePoint: pointOf(sourcePoint) }),
    ...(targetPoint === undefined ? {} : { targetPoint: pointOf(targetPoint) }),
  }
}

function pointOf(element: XmlElement | undefined): Point {
  return element === undefined ? { x: 0, y: 0 } : { x: numberOf(element, 'x'), y: numberOf(element, 'y') }
}

function numberOf(element: XmlElement, name: string): number {
  const number = Number(element.attributes.get(name) ?? 0)
  return Number.isFinite(number) ? number : 0
}

/** `%name%` is the cell's data of that name, or that of what is around it; what is nowhere stays as it is written. */
function fillPlaceholders(cell: Cell, cells: ReadonlyMap<string, Cell>): string {
  let length = 0
  return cell.label.replaceAll(/%([^%\s<>]{1,100})%/g, (whole, name) => {
    if (length > longestLabel) return ''
    let at: Cell | undefined = cell
    for (let steps = 0; at !== undefined && steps < 64; steps++) {
      const value = at.data.get(String(name))
      if (value !== undefined && name !== 'label') {
        length += value.length
        return value
      }
      at = at.parent === undefined ? undefined : cells.get(at.parent)
    }
    return whole
  })
}
