import type { Scalar } from './syntax.ts'

/** A shape of a board, and what lies in it. */
export interface Shape {
  readonly name: string
  readonly parent: Shape | undefined
  /** How many shapes it lies in. */
  readonly depth: number
  /** By their names in small letters: D2 does not tell them apart by case. */
  readonly children: Map<string, Shape>
  /** `label`, `shape`, `icon`, `link`, `tooltip`, as they were set. */
  readonly fields: Map<string, Scalar>
  /** The label that stands after the colon. */
  primary?: Scalar | undefined
  classes: readonly string[]
  readonly offset: number
}

export interface Connection {
  readonly source: Shape
  readonly target: Shape
  readonly arrow: string
  primary?: Scalar | undefined
  readonly fields: Map<string, Scalar>
  classes: readonly string[]
  readonly offset: number
}

export function createShape(name: string, parent: Shape | undefined, offset: number): Shape {
  const depth = parent === undefined ? 0 : parent.depth + 1
  return { name, parent, depth, children: new Map(), fields: new Map(), classes: [], offset }
}

/** The child of that name, which is made when it is not there. */
export function childOf(shape: Shape, name: string, offset: number): Shape {
  const key = name.toLowerCase()
  const known = shape.children.get(key)
  if (known !== undefined) return known
  const child = createShape(name, shape, offset)
  shape.children.set(key, child)
  return child
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
