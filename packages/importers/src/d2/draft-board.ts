import type { NodeKind } from '@statusgraph/model'
import type { Draft, DraftEdge, DraftNode, FilePlace, ImportDiagnostic } from '../draft.ts'
import { guessKind, guessKindOfName } from '../guess-kind.ts'
import { markdownToText, tidyLines } from '../plain-text.ts'
import { technologyOfPicture } from '../technology-of-picture.ts'
import { formOf, pathOf, shapesIn } from './shapes.ts'
import type { Drawing, Shape } from './shapes.ts'

const kindsOfShapes: ReadonlyMap<string, NodeKind> = new Map([
  ['cylinder', 'database'],
  ['stored_data', 'storage'],
  ['queue', 'queue'],
  ['person', 'actor'],
  ['c4-person', 'actor'],
  ['cloud', 'external'],
  ['diamond', 'diamond'],
  ['hexagon', 'hexagon'],
  ['page', 'box'],
  ['document', 'box'],
  ['callout', 'box'],
  ['text', 'box'],
  ['code', 'box'],
  ['class', 'box'],
  ['sql_table', 'box'],
])
/** A board as a draft. */
export function draftBoard(
  { root, connections }: Drawing,
  isCapital: boolean,
  placeOf: (offset: number) => FilePlace,
): { readonly draft: Draft; readonly diagnostics: readonly ImportDiagnostic[] } {
  const diagnostics: ImportDiagnostic[] = []
  const shapes = shapesIn(root)
  const joined = new Set(connections.flatMap(({ source, target }) => [source, target]))
  const nodes = shapes.map((shape) => draftNode(shape, joined.has(shape), isCapital, placeOf))
  const inOrder = connections.toSorted((one, other) => one.offset - other.offset)
  const edges = inOrder.map((connection): DraftEdge => {
    const source = pathOf(connection.source)
    const target = pathOf(connection.target)
    const isBackward = connection.arrow === '<-'
    const label = textOf(connection.says, 'label', isCapital)
    return {
      ...(isBackward ? { source: target, target: source } : { source, target }),
      label: label === '' ? undefined : label,
      description: textOf(connection.says, 'tooltip', false),
      at: placeOf(connection.offset),
    }
  })
  const both = connections.filter(({ arrow }) => arrow === '<->').length
  if (both > 0) {
    const message = 'A connection with two arrow heads became one edge, in the direction in which it is written.'
    diagnostics.push({ kind: 'note', message, count: both })
  }
  const plain = connections.filter(({ arrow }) => arrow === '--').length
  if (plain > 0) {
    const message = 'A connection without an arrow head became an edge in the direction in which it is written.'
    diagnostics.push({ kind: 'guessed', message, count: plain })
  }
  const tables = shapes.filter(({ columns }) => columns.length > 0)
  if (tables.length > 0) {
    const message = 'Columns and fields of tables and classes became their descriptions.'
    diagnostics.push({ kind: 'note', message, count: tables.length })
  }
  return { draft: { name: titleOf(shapes), nodes, edges }, diagnostics }
}

function draftNode(
  shape: Shape,
  isJoined: boolean,
  isCapital: boolean,
  placeOf: (offset: number) => FilePlace,
): DraftNode {
  const { says } = shape
  const form = formOf(shape)
  const label = textOf(says, 'label', isCapital && form !== 'code')
  const name = label === undefined || label === '' ? transform(shape.name, says, isCapital) : label
  const technology = technologyOfPicture(says.get('icon')?.text)
  // Text alone is a remark; what connections end at is a thing, however its name is written.
  const isRemark = isText(says) && !isJoined
  const plainKind = kindsOfShapes.get(form) ?? guessKind(technology) ?? guessKindOfName(name) ?? 'service'
  const link = says.get('link')?.text
  return {
    key: pathOf(shape),
    name,
    kind: shape.children.size > 0 ? 'group' : isRemark ? 'box' : plainKind,
    parent: shape.parent?.parent === undefined ? undefined : pathOf(shape.parent),
    description: textOf(says, 'tooltip', false) ?? (shape.columns.join('\n') || undefined),
    technology,
    links: link === undefined ? undefined : [{ title: name.slice(0, 100), url: link }],
    at: placeOf(shape.offset),
  }
}

/** A text that stands at the upper edge of the whole drawing is what it is called. */
function titleOf(shapes: readonly Shape[]): string | undefined {
  const title = shapes.find(
    ({ says, parent }) => parent?.parent === undefined && says.get('near')?.text === 'top-center' && isText(says),
  )
  return title === undefined ? undefined : textOf(title.says, 'label', false)?.split('\n')[0]
}

function isText(says: Shape['says']): boolean {
  const form = says.get('shape')?.text.toLowerCase()
  return form === 'text' || (form === undefined && says.get('label')?.form === 'block')
}

function textOf(says: Shape['says'], name: string, isCapital: boolean): string | undefined {
  const scalar = says.get(name)
  if (scalar === undefined) return undefined
  const { form, tag, text } = scalar
  const isMarkdown = form === 'block' && (tag === 'md' || tag === 'markdown')
  return transform(isMarkdown ? markdownToText(text.replaceAll(/\\$/gm, '')) : tidyLines(text), says, isCapital)
}

/** As D2 writes it: in the capitals that a style or the theme asks for. */
function transform(text: string, says: Shape['says'], isCapital: boolean): string {
  switch (says.get('text-transform')?.text.toLowerCase() ?? '') {
    case 'uppercase':
      return text.toUpperCase()
    case 'lowercase':
      return text.toLowerCase()
    case 'capitalize':
      return text.replaceAll(/(?<=^|\s)\p{L}/gu, (letter) => letter.toUpperCase())
    case 'none':
      return text
    default:
      return isCapital ? text.toUpperCase() : text
  }
}
