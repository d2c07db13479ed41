import type { ImportDiagnostic } from '../draft.ts'
import { importLimits } from '../limits.ts'
import { childOf, createShape, shapesIn } from './board.ts'
import type { Connection, Shape } from './board.ts'
import { boardKinds, keywords } from './keywords.ts'
import { expand, hasStar, isPattern, mostSteps } from './match-pattern.ts'
import { mapsCalled, refuseStyleOfVariables } from './refuse-style.ts'
import { createVariables } from './substitute.ts'
import type { Variables } from './substitute.ts'
import type { EdgeChain, Entry, KeyPart, MapValue, Scalar, SyntaxFault } from './syntax.ts'

export interface Board {
  readonly root: Shape
  readonly connections: readonly Connection[]
  readonly classes: ReadonlyMap<string, MapValue>
  readonly variables: Variables
  readonly faults: readonly SyntaxFault[]
  readonly diagnostics: readonly (ImportDiagnostic & { readonly offset: number })[]
}

interface Work {
  readonly root: Shape
  readonly connections: Set<Connection>
  readonly byEnds: Map<Shape, Map<Shape, Connection[]>>
  readonly classes: Map<string, MapValue>
  /** What speaks of shapes by a pattern is done last: it means those that come later, too. */
  readonly patterns: { readonly shape: Shape; readonly entry: Entry }[]
  readonly variables: Variables
  readonly faults: SyntaxFault[]
  readonly diagnostics: (ImportDiagnostic & { readonly offset: number })[]
  steps: number
}

/** One board: its maps on top of each other, as a scenario lies on what it changes. */
export function buildBoard(maps: readonly MapValue[], inherited: readonly MapValue[] = []): Board {
  const vars = [...inherited, ...maps].flatMap((map) => mapsCalled(map, 'vars')).toReversed()
  const work: Work = {
    root: createShape('', undefined, 0),
    connections: new Set(),
    byEnds: new Map(),
    classes: new Map(),
    patterns: [],
    variables: createVariables(vars),
    faults: [],
    diagnostics: [],
    steps: 0,
  }
  for (const map of [...inherited, ...maps]) {
    for (const classes of mapsCalled(map, 'classes')) {
      for (const { path, value } of classes.entries) {
        const [name] = path
        if (name !== undefined && value?.kind === 'map') work.classes.set(name.text.toLowerCase(), value)
      }
    }
  }
  for (const map of maps) {
    refuseStyleOfVariables(map, work.faults)
    applyMap(map, work.root, work, 0)
  }
  for (const { shape, entry } of work.patterns) applyPattern(shape, entry, work)
  if (work.steps > mostSteps) {
    work.faults.push({
      message: 'The file asks for more than can be done: its patterns or variables mean too much.',
      offset: 0,
    })
  }
  return { ...work, connections: [...work.connections] }
}

function applyMap(map: MapValue, shape: Shape, work: Work, depth: number): void {
  for (const entry of map.entries) {
    if (++work.steps > mostSteps) return
    const name = entry.path[0]?.text ?? ''
    if (entry.kind === 'filter') continue
    if (entry.kind === 'import') {
      work.diagnostics.push({ kind: 'lost', message: 'What another file holds was left out.', offset: entry.offset })
    } else if (entry.kind === 'spread') {
      const spread = work.variables.mapOf(name)
      if (spread !== undefined && depth < importLimits.depth) applyMap(spread, shape, work, depth + 1)
    } else if (isPattern(entry)) work.patterns.push({ shape, entry })
    else if (entry.edge !== undefined) applyEdge(shape, entry, entry.edge, work)
    else applyKey(shape, entry, work, depth)
  }
}

function applyKey(shape: Shape, entry: Entry, work: Work, depth: number): void {
  const { at, rest } = walk(shape, entry.path, entry.offset, work.faults)
  if (rest.length > 0) {
    setField(at, rest, entry, work)
    return
  }
  if (isNull(entry)) {
    remove(at, work)
    return
  }
  if (entry.primary !== undefined) at.primary = entry.primary
  if (entry.value?.kind === 'map' && depth < importLimits.depth) applyMap(entry.value, at, work, depth + 1)
  if (entry.value?.kind === 'import') {
    work.diagnostics.push({ kind: 'lost', message: 'What another file holds was left out.', offset: entry.offset })
  }
}

/** Goes down the path, making what is not there, up to the first keyword. */
function walk(
  shape: Shape,
  path: readonly KeyPart[],
  offset: number,
  faults: SyntaxFault[],
): { readonly at: Shape; readonly rest: readonly KeyPart[] } {
  let at = shape
  for (const [index, part] of path.entries()) {
    if (!part.isQuoted && part.text === '_') at = at.parent ?? at
    else if (!part.isQuoted && keywords.has(part.text.toLowerCase())) return { at, rest: path.slice(index) }
    else if (at.depth > importLimits.depth) {
      faults.push({ message: `The shapes lie deeper in each other than ${importLimits.depth} levels.`, offset })
      return { at, rest: [] }
    } else at = childOf(at, part.text, offset)
  }
  return { at, rest: [] }
}

function setField(shape: Shape, [keyword, ...more]: readonly KeyPart[], entry: Entry, work: Work): void {
  const name = keyword?.text.toLowerCase() ?? ''
  if (name === 'style' && more.length === 0 && entry.value?.kind !== 'map') {
    work.faults.push({
      message: 'A map was expected after "style", such as "style.opacity: 0.4".',
      offset: entry.offset,
    })
  } else if (boardKinds.some((kind) => kind === name) && shape !== work.root) {
    work.diagnostics.push({ kind: 'lost', message: 'Boards inside a shape were left out.', offset: entry.offset })
  } else if (more.length === 0) setOwn(shape, name, entry)
}

function setOwn(owner: Pick<Shape, 'fields' | 'classes'>, name: string, { primary, value }: Entry): void {
  if (name === 'class') {
    owner.classes =
      value?.kind === 'list' ? value.items.map(({ text }) => text) : primary === undefined ? [] : [primary.text]
  } else if (primary !== undefined) owner.fields.set(name, primary)
}

function applyEdge(shape: Shape, entry: Entry, chain: EdgeChain, work: Work): void {
  const { at } = walk(shape, entry.path, entry.offset, work.faults)
  const scope = chain.index === undefined ? at : undefined
  const ends = chain.ends.map((end) =>
    // What speaks of edges that are there makes no shapes.
    scope === undefined ? expand(at, end, work)[0] : walk(scopeOf(scope, end), end, entry.offset, work.faults).at,
  )
  chain.arrows.forEach((arrow, index) => {
    const source = ends[index]
    const target = ends[index + 1]
    if (source === undefined || target === undefined) return
    const meant =
      chain.index === undefined
        ? [connect(source, target, arrow, entry.offset, work)]
        : connectionsBetween(source, target, arrow, chain.index, work)
    for (const connection of meant) describeConnection(connection, entry, chain.field, work)
  })
}

/** Those of the same kind of arrow: all, or the one with the number. */
function connectionsBetween(
  source: Shape,
  target: Shape,
  arrow: string,
  index: string,
  work: Work,
): readonly Connection[] {
  const all = work.byEnds.get(source)?.get(target) ?? []
  work.steps += all.length
  if (work.steps > mostSteps) return []
  const same = all.filter((one) => kindOfArrow(one.arrow) === kindOfArrow(arrow))
  return index === '*' ? same : same.slice(Number(index), Number(index) + 1)
}

/** In a group of a sequence diagram the actors of the diagram are meant. */
function scopeOf(shape: Shape, [first]: readonly KeyPart[]): Shape {
  let at: Shape | undefined = shape
  while (at !== undefined && at.fields.get('shape')?.text !== 'sequence_diagram') at = at.parent
  return first !== undefined && at?.children.has(first.text.toLowerCase()) === true ? at : shape
}

function describeConnection(connection: Connection, entry: Entry, field: readonly KeyPart[], work: Work): void {
  const [keyword] = field
  if (keyword !== undefined) {
    if (field.length === 1) setOwn(connection, keyword.text.toLowerCase(), entry)
    return
  }
  if (isNull(entry)) {
    drop(connection, work)
    return
  }
  if (entry.primary !== undefined) connection.primary = entry.primary
  if (entry.value?.kind !== 'map') return
  for (const inner of entry.value.entries) {
    const [name] = inner.path
    if (inner.kind === 'key' && inner.path.length === 1 && name !== undefined)
      setOwn(connection, name.text.toLowerCase(), inner)
  }
}

function connect(source: Shape, target: Shape, arrow: string, offset: number, work: Work): Connection {
  const connection: Connection = { source, target, arrow, fields: new Map(), classes: [], offset }
  work.connections.add(connection)
  const targets = work.byEnds.get(source) ?? new Map<Shape, Connection[]>()
  work.byEnds.set(source, targets)
  const list = targets.get(target) ?? []
  list.push(connection)
  targets.set(target, list)
  return connection
}

function drop(connection: Connection, work: Work): void {
  work.connections.delete(connection)
  const list = work.byEnds.get(connection.source)?.get(connection.target) ?? []
  const at = list.indexOf(connection)
  if (at !== -1) list.splice(at, 1)
}

function remove(shape: Shape, work: Work): void {
  shape.parent?.children.delete(shape.name.toLowerCase())
  const gone = new Set([shape, ...shapesIn(shape)])
  work.steps += work.connections.size
  if (work.steps > mostSteps) return
  for (const connection of work.connections) {
    if (gone.has(connection.source) || gone.has(connection.target)) drop(connection, work)
  }
}

/** `*.shape: circle` and `* -> hub`: of shapes that say nothing themselves, and between all that fit. */
function applyPattern(shape: Shape, entry: Entry, work: Work): void {
  const hasFilter = entry.value?.kind === 'map' && entry.value.entries.some(({ kind }) => kind === 'filter')
  if (hasFilter) {
    work.diagnostics.push({ kind: 'note', message: 'A pattern with a filter was left out.', offset: entry.offset })
    return
  }
  if (entry.edge !== undefined) {
    if (entry.edge.index === undefined) connectPattern(shape, entry, entry.edge, work)
    return
  }
  const star = entry.path.findLastIndex(hasStar)
  const rest = entry.path.slice(star + 1)
  for (const match of expand(shape, entry.path.slice(0, star + 1), work)) {
    const own = { primary: match.primary, fields: new Map(match.fields), classes: match.classes }
    const inner: Entry = { ...entry, path: rest }
    if (rest.length > 0) applyKey(match, inner, work, 0)
    else {
      if (entry.primary !== undefined) match.primary = entry.primary
      if (entry.value?.kind === 'map') applyMap(entry.value, match, work, 1)
    }
    // What a shape says of itself counts for more.
    match.primary = own.primary ?? match.primary
    for (const [name, value] of own.fields) match.fields.set(name, value)
    if (own.classes.length > 0) match.classes = own.classes
  }
}

function connectPattern(shape: Shape, entry: Entry, chain: EdgeChain, work: Work): void {
  const { at } = walk(shape, entry.path, entry.offset, work.faults)
  const ends = chain.ends.map((end) =>
    end.some(hasStar) ? expand(at, end, work) : [walk(at, end, entry.offset, work.faults).at],
  )
  chain.arrows.forEach((arrow, index) => {
    for (const source of ends[index] ?? []) {
      for (const target of ends[index + 1] ?? []) {
        if (source === target || ++work.steps > mostSteps || work.connections.size > importLimits.edges) continue
        describeConnection(connect(source, target, arrow, entry.offset, work), entry, chain.field, work)
      }
    }
  })
}

function isNull({ primary, value }: Entry): boolean {
  return value === undefined && isNothing(primary)
}

function isNothing(scalar: Scalar | undefined): boolean {
  return scalar?.form === 'bare' && scalar.text === 'null'
}

function kindOfArrow(arrow: string): string {
  return `${arrow.startsWith('<') ? '<' : ''}-${arrow.endsWith('>') ? '>' : ''}`
}
