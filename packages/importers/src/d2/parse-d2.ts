import { importLimits } from '../limits.ts'
import { readBareKey, readBareValue, readBlockText, readQuotedText, skipSpaces } from './read-scalars.ts'
import type { D2Cursor } from './read-scalars.ts'
import type { EdgeChain, Entry, KeyPart, MapValue, Scalar, SyntaxFault, Value } from './syntax.ts'

/** The tree of a text, as far as it can be read, and every fault of its syntax. */
export function parseD2(text: string): { readonly map: MapValue; readonly faults: readonly SyntaxFault[] } {
  const cursor: D2Cursor = { text: text.replace(/^\uFEFF/, ' '), at: 0, faults: [] }
  const map = readMap(cursor, 0)
  return { map, faults: cursor.faults }
}

function readMap(cursor: D2Cursor, depth: number): MapValue {
  const entries: Entry[] = []
  const opened = cursor.at - 1
  for (;;) {
    skipBlank(cursor)
    if (cursor.at >= cursor.text.length) {
      // Of maps in each other the innermost is told, and none after a fault that ended the text.
      if (depth > 0 && cursor.faults.length === 0)
        cursor.faults.push({ message: 'A map is not closed: "}" was expected.', offset: opened })
      return closeMap(entries)
    }
    if (cursor.text.charAt(cursor.at) === '}') {
      if (depth > 0) {
        cursor.at++
        return closeMap(entries)
      }
      cursor.faults.push({ message: 'A "}" closes no map.', offset: cursor.at })
      cursor.at++
      continue
    }
    const start = cursor.at
    const entry = readEntry(cursor, depth)
    if (entry !== undefined) entries.push(entry)
    skipSpaces(cursor)
    if (cursor.at < cursor.text.length && !'\n;#}'.includes(cursor.text.charAt(cursor.at))) {
      const found = cursor.text.slice(cursor.at, cursor.at + 20).split('\n')[0] ?? ''
      cursor.faults.push({ message: `The end of the line was expected, and "${found}" found.`, offset: cursor.at })
      skipToLineEnd(cursor)
    }
    if (cursor.at === start) cursor.at++
  }
}

function closeMap(entries: readonly Entry[]): MapValue {
  return { kind: 'map', entries, hasFilter: entries.some(({ kind }) => kind === 'filter') }
}

/** White space, separators and comments. */
function skipBlank(cursor: D2Cursor): void {
  for (;;) {
    while (cursor.at < cursor.text.length && ' \t\r\n;'.includes(cursor.text.charAt(cursor.at))) cursor.at++
    if (cursor.text.startsWith('"""', cursor.at)) {
      const end = cursor.text.indexOf('"""', cursor.at + 3)
      cursor.at = end === -1 ? cursor.text.length : end + 3
    } else if (cursor.text.charAt(cursor.at) === '#') skipToLineEnd(cursor)
    else return
  }
}

function skipToLineEnd(cursor: D2Cursor): void {
  const newline = cursor.text.indexOf('\n', cursor.at)
  cursor.at = newline === -1 ? cursor.text.length : newline
}

function readEntry(cursor: D2Cursor, depth: number): Entry | undefined {
  const offset = cursor.at
  const { text } = cursor
  if (text.startsWith('...', cursor.at)) {
    cursor.at += 3
    const rest = readBareValue(cursor)?.text ?? ''
    const kind = rest.startsWith('@') ? 'import' : 'spread'
    return { kind, path: [{ text: rest.replace(/^@|^\$\{|\}$/g, ''), isQuoted: true }], offset }
  }
  const filter = /^!?&/.exec(text.slice(cursor.at, cursor.at + 2))?.[0]
  if (filter !== undefined) cursor.at += filter.length
  const path = text.charAt(cursor.at) === '(' ? [] : readPath(cursor, false)
  const edge = readEdges(cursor, path)
  if (path.length === 0 && edge === undefined) {
    cursor.faults.push({ message: 'A key was expected.', offset: cursor.at })
    skipToLineEnd(cursor)
    return undefined
  }
  const { primary, value } = readAfterKey(cursor, depth)
  const isChain = edge !== undefined && edge.isPlain
  return {
    kind: filter === undefined ? 'key' : 'filter',
    isNot: filter === '!&',
    path: isChain ? [] : path,
    edge: edge?.chain,
    primary,
    value,
    offset,
  }
}

/** `a.b."c d"`; a dot that ends it belongs to what follows. */
function readPath(cursor: D2Cursor, isInBrackets: boolean): readonly KeyPart[] {
  const path: KeyPart[] = []
  for (;;) {
    skipSpaces(cursor)
    const isBlock = cursor.text.charAt(cursor.at) === '|'
    const quoted = isBlock ? readBlockText(cursor) : readQuotedText(cursor)
    const part: KeyPart | undefined =
      quoted === undefined ? readBareKey(cursor, isInBrackets) : { text: quoted.text.trim(), isQuoted: true }
    if (part === undefined) return path
    path.push(part)
    skipSpaces(cursor)
    if (cursor.text.charAt(cursor.at) !== '.') return path
    cursor.at++
    if (cursor.text.charAt(cursor.at) === '(') return path
  }
}

function readEdges(
  cursor: D2Cursor,
  path: readonly KeyPart[],
): { readonly chain: EdgeChain; readonly isPlain: boolean } | undefined {
  if (cursor.text.charAt(cursor.at) !== '(') {
    const chain = readChain(cursor, path, false)
    return chain === undefined ? undefined : { chain: { ...chain, field: [] }, isPlain: true }
  }
  const offset = cursor.at
  cursor.at++
  const chain = readChain(cursor, readPath(cursor, true), true)
  skipSpaces(cursor)
  if (chain === undefined || cursor.text.charAt(cursor.at) !== ')') {
    cursor.faults.push({ message: 'An edge in brackets is not closed: ")" was expected.', offset })
    return undefined
  }
  cursor.at++
  const index = /^\[([\d*]{1,6})\]/.exec(cursor.text.slice(cursor.at, cursor.at + 10))
  cursor.at += index?.[0].length ?? 0
  let field: readonly KeyPart[] = []
  if (cursor.text.charAt(cursor.at) === '.') {
    cursor.at++
    field = readPath(cursor, false)
  }
  return { chain: { ...chain, index: index?.[1], field }, isPlain: false }
}

/** An arrow may go on in the next line, after a backslash. */
const arrowPattern = /^(?:<(?:-|\\\r?\n[ \t]*)*>?|-(?:-|\\\r?\n[ \t]*)*[>-]|>)/

/** What follows the first end of edges: `-> b <- c`. */
function readChain(
  cursor: D2Cursor,
  first: readonly KeyPart[],
  isInBrackets: boolean,
): Omit<EdgeChain, 'field'> | undefined {
  const ends = [first]
  const arrows: string[] = []
  for (;;) {
    skipSpaces(cursor)
    const drawn = arrowPattern.exec(cursor.text.slice(cursor.at, cursor.at + 80))?.[0]
    if (drawn === undefined) break
    const offset = cursor.at
    cursor.at += drawn.length
    const arrow = drawn.replaceAll(/[^<>-]+/g, '')
    const end = readPath(cursor, isInBrackets)
    if (end.length === 0 || first.length === 0) {
      cursor.faults.push({
        message: `An end of an edge was expected ${first.length === 0 ? 'before' : 'after'} "${arrow}".`,
        offset,
      })
      return undefined
    }
    ends.push(end)
    arrows.push(arrow)
  }
  return arrows.length === 0 ? undefined : { ends, arrows }
}

function readAfterKey(
  cursor: D2Cursor,
  depth: number,
): { readonly primary?: Scalar | undefined; readonly value?: Value | undefined } {
  skipSpaces(cursor)
  if (cursor.text.charAt(cursor.at) === '{') return { value: readInnerMap(cursor, depth) }
  if (cursor.text.charAt(cursor.at) !== ':') return {}
  const colon = cursor.at
  cursor.at++
  skipSpaces(cursor)
  const character = cursor.text.charAt(cursor.at)
  if (character === '{') return { value: readInnerMap(cursor, depth) }
  if (character === '[') return { value: readList(cursor, depth) }
  if (character === '@') {
    cursor.at++
    return { value: { kind: 'import', path: readBareValue(cursor)?.text ?? '' } }
  }
  const primary = readQuotedText(cursor) ?? (character === '|' ? readBlockText(cursor) : readBareValue(cursor))
  if (primary === undefined) {
    if (character !== '|') cursor.faults.push({ message: 'A value was expected after ":".', offset: colon })
    return {}
  }
  skipSpaces(cursor)
  return cursor.text.charAt(cursor.at) === '{' ? { primary, value: readInnerMap(cursor, depth) } : { primary }
}

function readInnerMap(cursor: D2Cursor, depth: number): MapValue {
  if (depth >= importLimits.depth) {
    cursor.faults.push({ message: `The text is nested deeper than ${importLimits.depth} levels.`, offset: cursor.at })
    cursor.at = cursor.text.length
    return closeMap([])
  }
  cursor.at++
  return readMap(cursor, depth + 1)
}

/** Of lists only texts matter here; what else is in them is passed. */
function readList(cursor: D2Cursor, depth: number): Value {
  const items: Scalar[] = []
  const offset = cursor.at
  cursor.at++
  for (;;) {
    skipBlank(cursor)
    const character = cursor.text.charAt(cursor.at)
    if (cursor.at >= cursor.text.length) {
      cursor.faults.push({ message: 'A list is not closed: "]" was expected.', offset })
      return { kind: 'list', items }
    }
    if (character === ']') {
      cursor.at++
      return { kind: 'list', items }
    }
    const start = cursor.at
    if (character === '{') readInnerMap(cursor, depth)
    else if (character === '[' && depth < importLimits.depth) readList(cursor, depth + 1)
    else {
      const item = readQuotedText(cursor) ?? (character === '|' ? readBlockText(cursor) : readBareValue(cursor))
      if (item !== undefined) items.push(item)
    }
    if (cursor.at === start) cursor.at++
  }
}
