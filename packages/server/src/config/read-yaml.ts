import { LineCounter, isAlias, isMap, isScalar, isSeq, parseAllDocuments } from 'yaml'
import type { Document, Node, YAMLError } from 'yaml'
import type { Diagnostic } from './config.ts'
import type { Entry, Place, Tree } from './tree.ts'

/** The largest configuration file. */
export const configBytesLimit = 4 * 1024 * 1024
const nodesLimit = 200_000
const depthLimit = 64

/** What a file says, as far as it could be read. */
export interface ReadYaml {
  /** Undefined for an empty file, and for one that is no YAML at all. */
  readonly tree?: Tree
  readonly diagnostics: readonly Diagnostic[]
  /** False when something that was written is not in the tree, so that nothing can be said to be missing. */
  readonly isWhole: boolean
}

/** Reads YAML (and so JSON) with the place of everything. */
export function readYaml(file: string, text: string): ReadYaml {
  const start: Place = { file, line: 1, column: 1 }
  const refuse = (message: string): ReadYaml => ({ diagnostics: [errorAt(start, message)], isWhole: false })
  if (text.length > configBytesLimit) return refuse('the file is larger than 4 MiB')
  if (nestsTooDeep(text)) return refuse('the file nests too deep')
  const lines = new LineCounter()
  const documents = parseDocuments(text, lines)
  if (documents === undefined) return refuse('the file nests too deep')
  const [document, second] = documents
  if (document === undefined) return { diagnostics: [], isWhole: true }
  const diagnostics = firstOfEachLine(document.errors.map((error) => syntaxFault(file, error, lines)))
  if (second !== undefined && diagnostics.length === 0) {
    const place = placeOf(file, lines, second.range[0])
    diagnostics.push(errorAt(place, 'a second document begins here', 'write everything as one document, without "---"'))
  }
  // A key that stands twice leaves everything else as clear as it was.
  const isReadable = document.errors.every(({ code }) => code === 'DUPLICATE_KEY') && second === undefined
  if (!isReadable || document.contents === null) return { diagnostics, isWhole: isReadable }
  const read = convert(file, document, document.contents, lines)
  return { ...read, diagnostics: [...diagnostics, ...read.diagnostics] }
}

function parseDocuments(text: string, lines: LineCounter): Document.Parsed[] | undefined {
  try {
    // The failsafe schema keeps every scalar as the text that was written.
    const documents = parseAllDocuments(text, {
      lineCounter: lines,
      prettyErrors: false,
      schema: 'failsafe',
      logLevel: 'silent',
    })
    return Array.isArray(documents) ? documents : []
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** A line of brackets can be nested deeper than a parser's stack; nobody writes such a configuration. */
function nestsTooDeep(text: string): boolean {
  return /(?:[[{]\s*|-\s+|\?\s+){500}/.test(text)
}

interface Reading {
  readonly file: string
  readonly document: Document.Parsed
  readonly lines: LineCounter
  readonly diagnostics: Diagnostic[]
  nodes: number
  isTooMuch: boolean
}

function convert(file: string, document: Document.Parsed, contents: Node, lines: LineCounter): ReadYaml {
  const reading: Reading = { file, document, lines, diagnostics: [], nodes: 0, isTooMuch: false }
  const tree = treeOf(reading, contents, 0)
  const { diagnostics, isTooMuch } = reading
  return { ...(isTooMuch ? {} : { tree }), diagnostics, isWhole: diagnostics.length === 0 }
}

function treeOf(reading: Reading, node: unknown, depth: number): Tree {
  const place = placeOf(reading.file, reading.lines, startOf(node))
  const nothing: Tree = { kind: 'scalar', place, text: null }
  if (depth > depthLimit || ++reading.nodes > nodesLimit) {
    // One complaint is enough: an alias that holds itself would give thousands.
    if (!reading.isTooMuch) reading.diagnostics.push(errorAt(place, 'the file nests too deep or repeats too much'))
    reading.isTooMuch = true
    return nothing
  }
  if (isAlias(node)) {
    const target = node.resolve(reading.document)
    if (target !== undefined) return treeOf(reading, target, depth + 1)
    reading.diagnostics.push(
      errorAt(place, `nothing is called "&${node.source}" above`, 'define the anchor before it is used'),
    )
    return nothing
  }
  if (isScalar(node)) return { kind: 'scalar', place, text: textOf(node) }
  if (isSeq(node)) return { kind: 'list', place, items: node.items.map((item) => treeOf(reading, item, depth + 1)) }
  if (isMap(node)) return { kind: 'map', place, entries: entriesOf(reading, node.items, depth) }
  return nothing
}

function entriesOf(
  reading: Reading,
  pairs: readonly { readonly key: unknown; readonly value: unknown }[],
  depth: number,
): ReadonlyMap<string, Entry> {
  const own = new Map<string, Entry>()
  const merged = new Map<string, Entry>()
  for (const pair of pairs) {
    const keyPlace = placeOf(reading.file, reading.lines, startOf(pair.key))
    const key = treeOf(reading, pair.key, depth + 1)
    const value: Tree =
      pair.value === null || pair.value === undefined
        ? { kind: 'scalar', place: keyPlace, text: null }
        : treeOf(reading, pair.value, depth + 1)
    if (key.kind !== 'scalar') {
      const hint = isBareTemplate(key) ? "a template needs quotes, such as '{{label}}'" : undefined
      reading.diagnostics.push(errorAt(keyPlace, 'a key must be a plain word', hint))
    } else if (key.text === '__proto__') reading.diagnostics.push(errorAt(keyPlace, 'the key "__proto__" is reserved'))
    else if (key.text === '<<') mergeInto(reading, merged, value)
    else own.set(key.text ?? '', { keyPlace, value })
  }
  return new Map([...merged, ...own])
}

/** `{{label}}` without quotes is a map whose key is a map. */
function isBareTemplate(key: Tree): boolean {
  return key.kind === 'map' && key.entries.values().every(({ value }) => value.kind === 'scalar' && value.text === null)
}

/** YAML's merge key: what the map says itself wins, then the first of several. */
function mergeInto(reading: Reading, merged: Map<string, Entry>, value: Tree): void {
  const sources = value.kind === 'list' ? value.items : [value]
  for (const source of sources) {
    if (source.kind !== 'map') {
      reading.diagnostics.push(errorAt(source.place, '"<<" takes over a map', 'write <<: *name after &name'))
      continue
    }
    for (const [key, entry] of source.entries) if (!merged.has(key)) merged.set(key, entry)
  }
}

function textOf(scalar: { readonly value: unknown; readonly type?: unknown }): string | null {
  const text = typeof scalar.value === 'string' ? scalar.value : ''
  const isPlain = scalar.type === undefined || scalar.type === 'PLAIN'
  return isPlain && /^(?:|~|null|Null|NULL)$/.test(text) ? null : text
}

function startOf(node: unknown): number {
  const hasRange = typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
  const start: unknown = hasRange && Array.isArray(node.range) ? node.range[0] : 0
  return typeof start === 'number' ? start : 0
}

function placeOf(file: string, lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset)
  // An empty file has no lines at all.
  return { file, line: Math.max(1, line), column: Math.max(1, col) }
}

/** What follows on the same line is the parser finding its feet again. */
function firstOfEachLine(faults: readonly Diagnostic[]): Diagnostic[] {
  return faults.filter(({ line }, index) => faults.findIndex((other) => other.line === line) === index)
}

function syntaxFault(file: string, error: YAMLError, lines: LineCounter): Diagnostic {
  const place = placeOf(file, lines, error.pos[0])
  const [message, hint] = wordSyntaxError(error)
  return errorAt(place, message, hint)
}

function wordSyntaxError(error: YAMLError): readonly [string, string?] {
  switch (error.code) {
    case 'DUPLICATE_KEY':
      return ['this key stands here twice', 'keep one of them']
    case 'TAB_AS_INDENT':
      return ['a tab is used to indent', 'YAML wants spaces']
    case 'BAD_ALIAS':
      return [error.message.replace(/\.$/, ''), 'define the anchor (&name) before it is used (*name)']
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'UNEXPECTED_TOKEN':
      return [
        `not YAML: ${error.message.replace(/\.$/, '')}`,
        'put quotes around a value that holds a colon or a bracket',
      ]
    case 'ALIAS_PROPS':
    case 'BAD_COLLECTION_TYPE':
    case 'BAD_DIRECTIVE':
    case 'BAD_DQ_ESCAPE':
    case 'BAD_INDENT':
    case 'BAD_PROP_ORDER':
    case 'BAD_SCALAR_START':
    case 'BLOCK_IN_FLOW':
    case 'IMPOSSIBLE':
    case 'KEY_OVER_1024_CHARS':
    case 'MISSING_CHAR':
    case 'MULTILINE_IMPLICIT_KEY':
    case 'MULTIPLE_ANCHORS':
    case 'MULTIPLE_DOCS':
    case 'MULTIPLE_TAGS':
    case 'NON_STRING_KEY':
    case 'RESOURCE_EXHAUSTION':
    case 'TAG_RESOLVE_FAILED':
      return [`not YAML: ${error.message.replace(/\.$/, '')}`]
  }
}

/** An error where a person can find it. */
export function errorAt(place: Place, message: string, hint?: string): Diagnostic {
  return { severity: 'error', ...place, message, ...(hint === undefined ? {} : { hint }) }
}

/** A warning where a person can find it. */
export function warningAt(place: Place, message: string, hint?: string): Diagnostic {
  return { severity: 'warning', ...place, message, ...(hint === undefined ? {} : { hint }) }
}
