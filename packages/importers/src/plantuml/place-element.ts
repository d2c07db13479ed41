import type { ImportDiagnostic } from '../draft.ts'
import { importLimits } from '../limits.ts'
import { describeElement } from './describe-element.ts'
import { isClassWord } from './kinds.ts'
import { addItem, findKnown, groupAround } from './scope.ts'
import type { Item, Known, Scope } from './scope.ts'
import type { ElementText, EndText } from './statement.ts'

/** Where elements are put, and what is said about it. */
export interface Ground {
  readonly scope: Scope
  readonly diagnostics: ImportDiagnostic[]
  /** In class diagrams the same name in two packages is two classes, and its dots are packages. */
  readonly isClassDiagram: boolean
  /** What parts packages in the name of a class. */
  separator: string | undefined
  /** How many groups have no name: their number is their key, so that they keep it in the next version. */
  nameless: number
}

/** Puts an element where its line stands, or tells more of one that is known. */
export function declare(ground: Ground, element: ElementText, line: number): void {
  if (element.word.startsWith('port')) return declarePort(ground, element, line)
  if (ground.isClassDiagram && isClassLike(element.word)) return declareClass(ground, element, line)
  const known = findKnown(ground.scope, element.code)
  // A second declaration of the same name tells more of the same element, unless it was a group elsewhere.
  if (known?.kind === 'item' && (!known.item.isOpened || known.item.parent === groupAround(ground.scope))) {
    return describeAgain(known.item, element)
  }
  const item = addItem(ground.scope, element.code, describeElement(element), line)
  item.isDeclared = true
  mark(item, element)
}

function isClassLike(word: string): boolean {
  return isClassWord(word) || word === 'interface' || word === 'entity' || word === 'object'
}

function declareClass(ground: Ground, element: ElementText, line: number): void {
  within(ground, element.code, line, (code) => {
    const here = ground.scope.known.get(code)?.within.get(groupAround(ground.scope))
    if (here?.kind === 'item') return describeAgain(here.item, element)
    const described = describeElement(element.label === undefined ? { ...element, code } : element)
    const item = addItem(ground.scope, code, described, line)
    item.isDeclared = true
    mark(item, element)
  })
}

/** Does something in the packages that the name of a class begins with, made where they are not there yet. */
function within(ground: Ground, code: string, line: number, act: (code: string) => void): void {
  const { scope, separator } = ground
  const path = separator === undefined ? [code] : code.split(separator)
  // A name such as `...` or `a..b` is no path.
  if (path.length < 2 || path.length > importLimits.depth || path.slice(1).includes('')) return act(code)
  const last = path.at(-1) ?? code
  const from = scope.open.length
  const isFromRoot = path[0] === '' || (scope.known.get(path[0] ?? '')?.within.has(undefined) ?? false)
  const held = isFromRoot ? scope.open.splice(0) : []
  for (const name of path.slice(path[0] === '' ? 1 : 0, -1)) {
    const here = scope.known.get(name)?.within.get(groupAround(scope))
    const item =
      here?.kind === 'item'
        ? here.item
        : addItem(scope, name, describeElement({ word: 'package', code: name, stereotypes: [] }), line)
    item.isOpened = true
    scope.open.push({ item, line })
  }
  act(last)
  scope.open.splice(isFromRoot ? 0 : from)
  scope.open.push(...held)
}

function describeAgain(item: Item, element: ElementText): void {
  if (element.label !== undefined || !item.isDeclared) item.described = describeElement(element)
  item.isDeclared = true
  mark(item, element)
}

function mark(item: Item, { tags = [], stereotypes }: ElementText): void {
  item.tags.push(...tags)
  item.stereotypes.push(...stereotypes.map((one) => one.trim()))
}

/** A port is drawn on the border of the component around it, as a part of it with a name and links of its own. */
function declarePort({ scope, diagnostics }: Ground, element: ElementText, line: number): void {
  const group = groupAround(scope)
  if (group === undefined) {
    diagnostics.push({ kind: 'lost', message: 'A port that lies in nothing.', line })
    return
  }
  const here = scope.known.get(element.code)?.within.get(group)
  if (here?.kind === 'item') return describeAgain(here.item, element)
  const item = addItem(scope, element.code, describeElement(element), line)
  item.isDeclared = true
  mark(item, element)
}

/** Opens a group; what is known by its name becomes one where it is, as PlantUML has it. */
export function open(ground: Ground, element: ElementText | undefined, line: number): void {
  const { scope, diagnostics } = ground
  if (element === undefined) {
    scope.open.push({ item: undefined, line })
    return
  }
  if (scope.open.length >= importLimits.depth) {
    diagnostics.push({ kind: 'lost', message: `Groups lie more than ${importLimits.depth} deep in one another.`, line })
    scope.open.push({ item: undefined, line })
    return
  }
  if (element.code === '') {
    const described = describeElement({ ...element, code: element.word })
    const item = addItem(scope, `${element.word} without a name ${++ground.nameless}`, described, line)
    return enter(scope, item, element, line)
  }
  if (!ground.isClassDiagram) return openHere(ground, element, element.code, line)
  let opened: Item | undefined
  within(ground, element.code, line, (code) => {
    const shown = element.label === undefined ? { ...element, code } : element
    openHere(ground, shown, code, line)
    opened = scope.open.pop()?.item
  })
  scope.open.push({ item: opened, line })
}

function openHere(ground: Ground, element: ElementText, code: string, line: number): void {
  const { scope } = ground
  const known = groupToOpen(ground, code)
  if (known === undefined) return enter(scope, addItem(scope, code, describeElement(element), line), element, line)
  // What a declaration has called it stays; a link has only named it.
  if (!known.isDeclared || (element.label !== undefined && !known.isOpened)) known.described = describeElement(element)
  enter(scope, known, element, line)
}

function groupToOpen({ scope, isClassDiagram }: Ground, code: string): Item | undefined {
  const names = scope.known.get(code)
  const only = names?.within.size === 1 && !isClassDiagram ? names.first : undefined
  const known = only ?? names?.within.get(groupAround(scope))
  return known?.kind === 'item' ? known.item : undefined
}

function enter(scope: Scope, item: Item, element: ElementText, line: number): void {
  item.isOpened = true
  item.isDeclared = true
  mark(item, element)
  scope.open.push({ item, line })
}

/** What the end of a link speaks of, made where nothing has that name; undefined for a note. */
export function findEnd(ground: Ground, { code, word }: EndText, line: number): Item | undefined {
  const { scope } = ground
  const known = findNamed(ground, code) ?? findMemberOf(scope, code)
  if (known !== undefined) return known.kind === 'item' ? known.item : undefined
  let made: Item | undefined
  const add = (code: string): void => {
    made = addItem(
      scope,
      code,
      describeElement({ word: word ?? (ground.isClassDiagram ? 'class' : 'component'), code, stereotypes: [] }),
      line,
    )
  }
  if (ground.isClassDiagram) within(ground, code, line, add)
  else add(code)
  return made
}

/** What a name speaks of, with the packages before it or without. */
export function findNamed(ground: Ground, code: string): Known | undefined {
  return findKnown(ground.scope, code) ?? findByPath(ground, code)
}

/** `shop.Order`, the class of a package. */
function findByPath({ scope, isClassDiagram, separator }: Ground, code: string): Known | undefined {
  if (!isClassDiagram || separator === undefined || !code.includes(separator)) return undefined
  const key = code.split(separator).join('.').replace(/^\./, '')
  const names = scope.known.get(code.split(separator).at(-1) ?? '')
  return [...(names?.within.values() ?? [])].find((known) => known.kind === 'item' && known.item.key === key)
}

/** `Order::total`, a field of a class; or `gateway::http`, a port of a component. */
function findMemberOf(scope: Scope, code: string): Known | undefined {
  const at = code.indexOf('::')
  if (at <= 0) return undefined
  const owner = findKnown(scope, code.slice(0, at))
  const within = owner?.kind === 'item' ? scope.known.get(code.slice(at + 2))?.within.get(owner.item) : undefined
  return within ?? owner
}
