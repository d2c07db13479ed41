import type { ImportDiagnostic } from '../draft.ts'
import { importLimits } from '../limits.ts'
import { resolve } from './model.ts'
import type { LikeC4Element, LikeC4Relationship, LikeC4Tree } from './model.ts'
import { readField } from './read-field.ts'
import { isSign, peek, skipBlock, skipLine, takeSign, takeText, takeWord } from './token-reader.ts'
import type { TokenReader } from './token-reader.ts'

export interface ModelReader extends TokenReader {
  /** What is read at the moment: the model, or a deployment. */
  tree: LikeC4Tree
  readonly diagnostics: ImportDiagnostic[]
  /** `extend x { … }`, to be read when x is there: it may come later in the file. */
  readonly extensions: Extension[]
}

interface Extension {
  readonly name: string
  readonly tree: LikeC4Tree
  readonly scope: LikeC4Element | undefined
  readonly depth: number
  readonly at: number
  readonly line: number
}

/** Reads `model { … }` or `deployment { … }`: elements in each other, relationships, and what extends them. */
export function readModel(reader: ModelReader): void {
  if (takeSign(reader, '{')) readBody(reader, undefined, 0)
}

/** Extensions wait for each other no longer than this. */
const mostRounds = 64

/** Reads what extends elements, each when its element is there; what is in another file is made by its name. */
export function readExtensions(reader: ModelReader): void {
  for (let round = 0; round < mostRounds && reader.extensions.length > 0; round++) {
    const waiting = reader.extensions.splice(0)
    const later = waiting.filter((extension) => !extend(reader, extension))
    const isStuck = later.length === waiting.length
    // What one of them adds may be what another one waits for.
    for (const extension of later) {
      if (isStuck) makePath(reader, extension)
      reader.extensions.push(extension)
    }
  }
}

/** The elements that a name speaks of, when they are in a file that is not there. */
function makePath(reader: ModelReader, { name, tree, line }: Extension): void {
  let parent: LikeC4Element | undefined
  for (const part of name.split('.').slice(0, importLimits.depth)) {
    const siblings: Map<string, LikeC4Element> = parent?.children ?? tree.roots
    parent =
      siblings.get(part) ?? addElement(tree, { parent, kind: '', name: part, line, instanceOf: undefined, depth: 0 })
  }
  const message = `There is no element ${name} in this file; what extends it is kept under its name.`
  reader.diagnostics.push({ kind: 'guessed', message, line })
}

function extend(reader: ModelReader, { name, tree, scope, depth, at }: Extension): boolean {
  const element = resolve(tree, name, scope)
  if (element === undefined) return false
  reader.tree = tree
  reader.at = at
  readBlock(reader, element, depth)
  return true
}

function readBody(reader: ModelReader, element: LikeC4Element | undefined, depth: number): void {
  for (let token = peek(reader); token !== undefined; token = peek(reader)) {
    if (takeSign(reader, '}')) return
    if (isTooMuch(reader)) return
    const before = reader.at
    readStatement(reader, element, depth)
    // Whatever is not understood is passed, so that reading ends.
    if (reader.at === before) {
      reader.diagnostics.push({
        kind: 'lost',
        message: `This is not understood: ${token.text.slice(0, 60)}`,
        line: token.line,
      })
      skipUnknown(reader)
    }
  }
  reader.diagnostics.push({ kind: 'guessed', message: 'A block is never closed: expected }.', ...lastPlace(reader) })
}

/** Beyond the limits nothing more is read: the draft is refused, or it is no model at all. */
export function isTooMuch({ tree, diagnostics, tokens }: ModelReader): boolean {
  const isOver = diagnostics.length > importLimits.misunderstood || tree.elements.length > importLimits.nodes
  if (isOver && tokens.length > 0 && diagnostics.at(-1)?.message !== stopped) {
    diagnostics.push({ kind: 'lost', message: stopped })
  }
  return isOver
}

const stopped = 'Too much is not understood or too large; the rest of the file was not read.'

function readStatement(reader: ModelReader, element: LikeC4Element | undefined, depth: number): void {
  if (takeSign(reader, ',', ';')) return
  if (isSign(peek(reader), '#')) {
    reader.at++
    const tag = takeWord(reader)
    if (tag !== undefined) element?.tags.push(tag)
    return
  }
  if (readRelationship(reader, element)) return
  const token = peek(reader)
  if (token?.kind !== 'word') return
  if (token.text === 'extend' && peek(reader, 1)?.kind === 'word') return readExtension(reader, element, depth)
  if (element !== undefined && readField(reader, element)) return
  readElement(reader, element, depth)
}

/** `x = kind 'Title' { … }` or `kind x 'Title' { … }`; of deployments also `instanceOf model.element`. */
function readElement(reader: ModelReader, parent: LikeC4Element | undefined, depth: number): void {
  const { line = 1 } = peek(reader) ?? {}
  const first = takeWord(reader) ?? ''
  const isAssigned = takeSign(reader, '=')
  const second = peek(reader)
  const isNamed = second?.kind === 'word' && (isAssigned || second.line === line)
  const isInstance = isAssigned ? second?.text === 'instanceOf' : first === 'instanceOf'
  if (isInstance) {
    if (isAssigned) reader.at++
    const model = takeWord(reader) ?? ''
    const name = isAssigned ? first : (model.split('.').at(-1) ?? model)
    return finishElement(reader, { parent, kind: 'instanceOf', name, line, instanceOf: model, depth })
  }
  if (isNamed) reader.at++
  const [kind, name] = isAssigned ? [second?.text ?? '', first] : [first, isNamed ? second.text : '']
  if (name === '') {
    reader.diagnostics.push({ kind: 'lost', message: `Expected a name after ${first}.`, line })
    return skipUnknown(reader)
  }
  finishElement(reader, { parent, kind, name, line, instanceOf: undefined, depth })
}

interface NewElement {
  readonly parent: LikeC4Element | undefined
  readonly kind: string
  readonly name: string
  readonly line: number
  readonly instanceOf: string | undefined
  readonly depth: number
}

function finishElement(reader: ModelReader, { parent, kind, name, line, instanceOf, depth }: NewElement): void {
  const { tree } = reader
  const known = (parent?.children ?? tree.roots).get(name)
  const element = known ?? addElement(tree, { parent, kind, name, line, instanceOf, depth })
  if (known !== undefined) {
    const message = `There are two elements ${known.id}; they were read as one.`
    reader.diagnostics.push({ kind: 'guessed', message, line })
  }
  const title = takeText(reader)
  const description = takeText(reader)
  const technology = takeText(reader)
  while (isSign(peek(reader), '#')) {
    reader.at++
    element.tags.push(takeWord(reader) ?? '')
    takeSign(reader, ',')
  }
  readBlock(reader, element, depth)
  // What stands in the line of the element counts more than its block; only of descriptions the longer one does.
  if (title !== undefined && title !== '') element.title = title
  if (technology !== undefined && technology !== '') element.technology = technology
  if (description !== undefined && description !== '') element.description ??= description
}

function addElement(tree: LikeC4Tree, { parent, kind, name, line, instanceOf }: NewElement): LikeC4Element {
  const id = parent === undefined ? name : `${parent.id}.${name}`
  const element: LikeC4Element = { id, name, kind, parent, children: new Map(), line, instanceOf, tags: [], links: [] }
  const siblings = parent?.children ?? tree.roots
  siblings.set(name, element)
  tree.elements.push(element)
  const named = tree.byName.get(name)
  if (named === undefined) tree.byName.set(name, [element])
  else named.push(element)
  return element
}

function readBlock(reader: ModelReader, element: LikeC4Element, depth: number): void {
  if (!isSign(peek(reader), '{')) return
  if (depth >= importLimits.depth) {
    const { line = 1 } = peek(reader) ?? {}
    reader.diagnostics.push({
      kind: 'lost',
      message: `Elements lie more than ${importLimits.depth} deep in one another.`,
      line,
    })
    return skipBlock(reader)
  }
  reader.at++
  readBody(reader, element, depth + 1)
}

/** `extend a.b { … }` adds to what is there; `extend a -> b { … }` adds nothing that is kept. */
function readExtension(reader: ModelReader, scope: LikeC4Element | undefined, depth: number): void {
  const { line = 1 } = peek(reader) ?? {}
  reader.at++
  const name = takeWord(reader) ?? ''
  if (isSign(peek(reader), '->', '-[')) return skipUnknown(reader)
  reader.extensions.push({ name, tree: reader.tree, scope, depth, at: reader.at, line })
  if (isSign(peek(reader), '{')) skipBlock(reader)
}

/** `-> b`, `a -> b 'Title' 'Technology'`, `a -[kind]-> b { … }`, `a .kind b`. */
function readRelationship(reader: ModelReader, scope: LikeC4Element | undefined): boolean {
  const first = peek(reader)
  const hasSource = first?.kind === 'word'
  const at = hasSource ? lengthOfName(reader) : 0
  const arrow = peek(reader, at)
  if (arrow === undefined || !isArrow(reader, at)) return false
  const source = hasSource ? takeName(reader) : undefined
  const kind = takeArrow(reader)
  const { line } = arrow
  const target = takeName(reader)
  if (target === undefined) {
    reader.diagnostics.push({ kind: 'lost', message: 'Expected the target of a relationship.', line })
    skipLine(reader)
    return true
  }
  const relationship: LikeC4Relationship = { source, target, scope, kind, line }
  const texts = [takeText(reader), takeText(reader), takeText(reader)].filter((text) => text !== undefined)
  relationship.title = texts[0]
  relationship.description = texts.length > 2 ? texts[1] : undefined
  relationship.technology = texts.length > 1 ? texts.at(-1) : undefined
  while (takeSign(reader, '#', ',')) takeWord(reader)
  if (isSign(peek(reader), '{')) readRelationshipBody(reader, relationship)
  reader.tree.relationships.push(relationship)
  return true
}

/** `cloud.backend`, also with white space behind the dot. */
function takeName(reader: ModelReader): string | undefined {
  let name = takeWord(reader)
  while (name !== undefined && isStickyDot(reader, 0)) {
    reader.at++
    name = `${name}.${takeWord(reader) ?? ''}`
  }
  return name
}

/** How many tokens a name takes. */
function lengthOfName(reader: ModelReader): number {
  let length = 1
  while (isStickyDot(reader, length)) length += 2
  return length
}

/** A dot that follows its name at once parts names; one that stands apart begins the kind of a relationship. */
function isStickyDot(reader: ModelReader, ahead: number): boolean {
  const dot = peek(reader, ahead)
  return isSign(dot, '.') && dot?.isApart === false && peek(reader, ahead + 1)?.kind === 'word'
}

function isArrow(reader: ModelReader, ahead: number): boolean {
  const token = peek(reader, ahead)
  if (isSign(token, '->', '-[')) return true
  const kind = peek(reader, ahead + 1)
  return isSign(token, '.') && token?.isApart === true && kind?.kind === 'word' && !kind.isApart
}

function takeArrow(reader: ModelReader): string | undefined {
  if (takeSign(reader, '->')) return undefined
  const isBracket = takeSign(reader, '-[')
  if (!isBracket) takeSign(reader, '.')
  const kind = takeWord(reader)
  if (isBracket) takeSign(reader, ']->')
  return kind
}

const relationshipFields = ['title', 'description', 'technology'] as const

function readRelationshipBody(reader: ModelReader, relationship: LikeC4Relationship): void {
  reader.at++
  for (let token = peek(reader); token !== undefined; token = peek(reader)) {
    if (takeSign(reader, '}')) return
    if (isSign(token, '{')) {
      skipBlock(reader)
      continue
    }
    reader.at++
    const field = relationshipFields.find((name) => token.kind === 'word' && token.text === name)
    if (field === undefined) continue
    takeSign(reader, ':')
    relationship[field] = takeText(reader) ?? relationship[field]
  }
}

function skipUnknown(reader: ModelReader): void {
  const before = reader.at
  skipLine(reader)
  if (isSign(peek(reader), '{')) skipBlock(reader)
  if (reader.at === before) reader.at++
}

function lastPlace({ tokens }: ModelReader): { line: number } {
  return { line: tokens.at(-1)?.line ?? 1 }
}
