import type { NodeKind } from '@statusgraph/model'
import type { Draft, DraftEdge, DraftNode, FilePlace, ImportDiagnostic } from '../draft.ts'
import { guessKind } from '../guess-kind.ts'
import { markdownToText, tidyLines } from '../plain-text.ts'
import { pathOf, shapesIn } from './board.ts'
import type { Connection, Shape } from './board.ts'
import type { Board } from './build-board.ts'
import { substitute } from './substitute.ts'
import type { Scalar } from './syntax.ts'

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
/** Shapes whose children are their columns and fields. */
const tables = new Set(['sql_table', 'class'])

/** A board as a draft. */
export function draftBoard(
  board: Board,
  placeOf: (offset: number) => FilePlace,
): { readonly draft: Draft; readonly diagnostics: readonly ImportDiagnostic[] } {
  const diagnostics: ImportDiagnostic[] = board.diagnostics.map(({ offset, ...one }) => ({
    ...one,
    ...placeOf(offset),
  }))
  const told = (owner: Shape | Connection, name: string): string | undefined => {
    const scalar = fieldOf(board, owner, name)
    if (scalar === undefined) return undefined
    return textOf(
      scalar,
      substitute(scalar, board.variables, (missing) => {
        diagnostics.push({ kind: 'lost', message: `There is no variable "${missing}".`, ...placeOf(owner.offset) })
      }),
    )
  }
  const shapeOf = (shape: Shape): string => fieldOf(board, shape, 'shape')?.text.toLowerCase() ?? ''
  const tableOf = new Map<Shape, Shape>()
  const nodes: DraftNode[] = []
  for (const shape of shapesIn(board.root)) {
    const around = shape.parent
    const table =
      around === undefined ? undefined : (tableOf.get(around) ?? (tables.has(shapeOf(around)) ? around : undefined))
    if (table !== undefined) tableOf.set(shape, table)
    else {
      const isGroup = shape.children.size > 0 && !tables.has(shapeOf(shape))
      nodes.push(draftNode(shape, isGroup, shapeOf(shape), (name) => told(shape, name), placeOf))
    }
  }
  const edges = board.connections.map((connection): DraftEdge => {
    const source = pathOf(tableOf.get(connection.source) ?? connection.source)
    const target = pathOf(tableOf.get(connection.target) ?? connection.target)
    const isBackward = connection.arrow.startsWith('<') && !connection.arrow.endsWith('>')
    const label = told(connection, 'label')
    return {
      ...(isBackward ? { source: target, target: source } : { source, target }),
      label: label === '' ? undefined : label,
      at: placeOf(connection.offset),
    }
  })
  const both = board.connections.filter(({ arrow }) => arrow.startsWith('<') && arrow.endsWith('>')).length
  if (both > 0) {
    const message = 'A connection with two arrow heads became one edge, in the direction in which it is written.'
    diagnostics.push({ kind: 'note', message, count: both })
  }
  const columns = tableOf.size
  if (columns > 0)
    diagnostics.push({
      kind: 'note',
      message: 'Columns and fields of tables and classes were left out.',
      count: columns,
    })
  return { draft: { nodes, edges }, diagnostics }
}

function draftNode(
  shape: Shape,
  isGroup: boolean,
  form: string,
  told: (name: string) => string | undefined,
  placeOf: (offset: number) => FilePlace,
): DraftNode {
  const label = told('label')
  const name = label === undefined || label === '' ? shape.name : label
  const isText = shape.primary?.form === 'block' && form === ''
  const technology = technologyOf(told('icon'))
  const link = told('link')
  const plainKind = kindsOfShapes.get(form) ?? guessKind(technology) ?? guessKind(name) ?? 'service'
  return {
    key: pathOf(shape),
    name,
    kind: isGroup ? 'group' : isText ? 'box' : plainKind,
    parent: shape.parent?.parent === undefined ? undefined : pathOf(shape.parent),
    description: told('tooltip'),
    technology,
    links: link === undefined ? undefined : [{ title: name.slice(0, 100), url: link }],
    at: placeOf(shape.offset),
  }
}

/** What is set of it, or of its classes. */
function fieldOf(board: Board, owner: Shape | Connection, name: string): Scalar | undefined {
  const own = owner.fields.get(name) ?? (name === 'label' ? owner.primary : undefined)
  if (own !== undefined) return own
  for (const one of owner.classes) {
    const entry = board.classes
      .get(one.toLowerCase())
      ?.entries.findLast(({ path }) => path.length === 1 && path[0]?.text === name)
    if (entry?.primary !== undefined) return entry.primary
  }
  return undefined
}

function textOf({ form, tag }: Scalar, text: string): string {
  if (form !== 'block') return tidyLines(text)
  return tag === 'md' || tag === 'markdown' ? markdownToText(text) : tidyLines(text)
}

/** `https://icons.terrastruct.com/aws%2FDatabase%2FAmazon-RDS.svg` is Amazon RDS; other pictures tell nothing. */
function technologyOf(icon: string | undefined): string | undefined {
  if (icon === undefined || icon.length > 500) return undefined
  const plain = icon.replaceAll('%2F', '/').replaceAll('%20', ' ')
  const match = /icons\.terrastruct\.com\/(?:aws|azure|gcp|dev|tech)\/(?:.*\/)?([^/]+)\.(?:svg|png)/i.exec(plain)
  const name = match?.[1]
    ?.replaceAll(/[-_]+/g, ' ')
    .replace(/^\d+ /, '')
    .replaceAll(/\b(?:light bg|dark bg|original|Service Color)\b/gi, '')
  return name === undefined || name.trim() === '' ? undefined : name.trim()
}
