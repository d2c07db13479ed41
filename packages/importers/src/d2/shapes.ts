import type { Board } from './boards.ts'
import { fieldOf, isBoard, isField, isKeyword, pathOnBoard } from './tree.ts'
import type { Edge, Field, Tree } from './tree.ts'
import type { Scalar } from './syntax.ts'

/** A shape as it is drawn, with what it and its classes say. */
export interface Shape {
  readonly name: string
  readonly parent: Shape | undefined
  /** By their names in small letters. */
  readonly children: Map<string, Shape>
  /** `label`, `shape`, `icon`, `link`, `tooltip`, `text-transform`. */
  readonly says: Map<string, Scalar>
  /** What lies in a `sql_table` or `class`, as it is written. */
  readonly columns: string[]
  readonly offset: number
}

export interface Connection {
  readonly source: Shape
  readonly target: Shape
  readonly arrow: string
  readonly says: Map<string, Scalar>
  readonly offset: number
}

export interface Drawing {
  readonly root: Shape
  readonly connections: readonly Connection[]
}

/** Shapes whose children are their columns and fields. */
const tables = new Set(['sql_table', 'class'])

/** The shapes and connections of a board. */
export function drawBoard({ tree, classes }: Board): Drawing {
  const root = createShape('', undefined, 0)
  const connections: Connection[] = []
  fillShape(root, tree, { classes, connections })
  return { root, connections }
}

interface Drawn {
  readonly classes: readonly Tree[]
  readonly connections: Connection[]
}

function createShape(name: string, parent: Shape | undefined, offset: number): Shape {
  return { name, parent, children: new Map(), says: new Map(), columns: [], offset }
}

function fillShape(shape: Shape, tree: Tree, drawn: Drawn): void {
  sayAll(shape.says, tree, drawn.classes)
  const isTable = tables.has(formOf(shape))
  for (const field of tree.fields.values()) {
    if (isKeyword(field)) continue
    if (isTable) {
      shape.columns.push(field.primary === undefined ? field.name : `${field.name}: ${field.primary.text}`)
      continue
    }
    const child = childOf(shape, field.name, field.offset)
    if (field.primary !== undefined) child.says.set('label', field.primary)
    if (field.map !== undefined) fillShape(child, field.map, drawn)
  }
  for (const edge of tree.edges) drawn.connections.push(drawEdge(edge, shape, tree, drawn.classes))
}

function drawEdge(edge: Edge, shape: Shape, tree: Tree, classes: readonly Tree[]): Connection {
  const above = depthOf(tree)
  const endOf = (field: Field): Shape => {
    let at = shape
    for (const name of pathOnBoard(field).slice(above)) {
      // An edge of a column ends at its table.
      if (tables.has(formOf(at))) break
      at = childOf(at, name, field.offset)
    }
    return at
  }
  const says = new Map<string, Scalar>()
  if (edge.primary !== undefined) says.set('label', edge.primary)
  if (edge.map !== undefined) sayAll(says, edge.map, classes)
  return { source: endOf(edge.source), target: endOf(edge.target), arrow: edge.arrow, says, offset: edge.offset }
}

/** How many names of shapes lead to a map. */
function depthOf(tree: Tree): number {
  return isBoard(tree) || !isField(tree.owner) ? 0 : pathOnBoard(tree.owner).length
}

/** What classes say, and then what is said itself, which counts for more. */
function sayAll(says: Map<string, Scalar>, tree: Tree, classes: readonly Tree[]): void {
  const named = fieldOf(tree, 'class')
  for (const { text } of named?.list ?? (named?.primary === undefined ? [] : [named.primary])) {
    for (const one of classes) {
      const map = one.fields.get(text.toLowerCase())?.map
      if (map === undefined) continue
      say(says, map)
      break
    }
  }
  say(says, tree)
}

function say(says: Map<string, Scalar>, tree: Tree): void {
  for (const field of tree.fields.values()) {
    if (isKeyword(field) && field.primary !== undefined) says.set(field.name.toLowerCase(), field.primary)
  }
  const transform = fieldOf(fieldOf(tree, 'style')?.map, 'text-transform')?.primary
  if (transform !== undefined) says.set('text-transform', transform)
}

/**
 * The child of that name, which is made when it is not there. In the groups of a sequence diagram the actors of the
 * diagram are meant.
 */
function childOf(shape: Shape, name: string, offset: number): Shape {
  const diagram = diagramAround(shape)
  const actor = diagram?.children.get(name.toLowerCase())
  const home = diagram !== undefined && actor?.name === name && shape.name !== name ? diagram : shape
  const key = name.toLowerCase()
  const known = home.children.get(key)
  if (known !== undefined) return known
  const child = createShape(name, home, offset)
  home.children.set(key, child)
  return child
}

function diagramAround(shape: Shape): Shape | undefined {
  let at = shape.parent
  while (at !== undefined && formOf(at) !== 'sequence_diagram') at = at.parent
  return at
}

export function formOf({ says }: Shape): string {
  return says.get('shape')?.text.toLowerCase() ?? ''
}

/** Every shape inside, each before what lies in it; not what is around them. */
export function shapesIn(root: Shape): readonly Shape[] {
  const found: Shape[] = []
  const open = [...root.children.values()].toReversed()
  for (let shape = open.pop(); shape !== undefined; shape = open.pop()) {
    found.push(shape)
    open.push(...[...shape.children.values()].toReversed())
  }
  return found
}

/** The names from outside in, with quotes where a name has a dot. */
export function pathOf(shape: Shape): string {
  const names: string[] = []
  for (let at: Shape | undefined = shape; at?.parent !== undefined; at = at.parent) {
    names.push(/[.\n]/.test(at.name) ? `"${at.name}"` : at.name)
  }
  return names.toReversed().join('.')
}
