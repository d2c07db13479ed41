import { LineCounter, isMap, isScalar, isSeq, parseDocument, visit } from 'yaml'
import type { Document, ParsedNode, YAMLError } from 'yaml'

/** A place in a text, both counted from 1 as editors do. */
export interface TextPosition {
  readonly line: number
  readonly column: number
}

/** A fault of a file that people wrote, where they find it. */
export interface TextFault extends TextPosition {
  readonly file: string
  readonly message: string
  readonly hint?: string
}

export type DocumentText =
  | {
      readonly ok: true
      /** Plain data, as unknown as the file it came from. */
      readonly value: unknown
      /** Where the value at `path` stands; the nearest thing around it when it is not there. A key is found by its own place. */
      readonly locate: (path: readonly (string | number)[]) => TextPosition
    }
  | { readonly ok: false; readonly faults: readonly TextFault[] }

const mostFaults = 50
/** A JSON text this long was written by a program: it has no key twice, and the YAML reader would take seconds. */
const longJsonCharacters = 1024 * 1024

/**
 * Reads YAML or JSON into plain data and remembers where everything stood, so that a fault found later in the data can
 * be shown in the file. Keys are unique; aliases, merge keys and unknown tags are refused: they let a small text
 * become a huge document.
 *
 * @example
 * const text = readDocumentText('id: shop\nnodes: 3\n', 'shop.yml')
 * if (text.ok) text.locate(['nodes']) // { line: 2, column: 8 }
 */
export function readDocumentText(text: string, file: string): DocumentText {
  const plain = text.replace(/^\uFEFF/, '')
  try {
    return readLongJson(plain, file) ?? readYaml(plain, file)
  } catch (error) {
    // The parser calls itself for every level, and a hostile text has more levels than the stack.
    if (!(error instanceof RangeError)) throw error
    return { ok: false, faults: [{ file, line: 1, column: 1, ...tooDeep }] }
  }
}

function readLongJson(text: string, file: string): DocumentText | undefined {
  if (text.length < longJsonCharacters || !text.trimStart().startsWith('{')) return undefined
  try {
    const value: unknown = JSON.parse(text)
    // Positions are wanted only when something is wrong, so the slow reading waits until then.
    return {
      ok: true,
      value,
      locate: (path) => {
        const slow = readYaml(text, file)
        return slow.ok ? slow.locate(path) : { line: 1, column: 1 }
      },
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return undefined
  }
}

/** With so many brackets open the parser takes more memory than the text is worth; people write less than ten. */
const mostOpen = 2_000

function hasTooManyOpen(text: string): boolean {
  let open = 0
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    open += bracket === '[' || bracket === '{' ? 1 : -1
    if (open > mostOpen) return true
  }
  return false
}

function readYaml(text: string, file: string): DocumentText {
  if (hasTooManyOpen(text)) return { ok: false, faults: [{ file, line: 1, column: 1, ...tooDeep }] }
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    // What is wrong is told as a fault, and never printed.
    logLevel: 'error',
    uniqueKeys: true,
    merge: false,
    strict: true,
    version: '1.2',
  })
  const at = (offset: number): TextPosition => positionIn(lines, offset)
  // Whatever else is wrong is not looked for: that takes as long as the text is deep.
  const deep = document.errors.find(isTooDeep)
  if (deep !== undefined) return { ok: false, faults: [{ file, ...faultOf(deep, at) }] }
  const faults = [
    ...[...document.errors, ...document.warnings].map((error) => ({ file, ...faultOf(error, at) })),
    ...findForbidden(document).map(({ offset, ...fault }) => ({ file, ...at(offset), ...fault })),
  ]
  if (faults.length > 0) return { ok: false, faults: tidy(faults) }
  return { ok: true, value: document.toJS({ maxAliasCount: 0 }), locate: (path) => at(offsetOf(document, path)) }
}

/** `file:line:column: message, hint`, the form that editors and people know. */
export function formatTextFault({ file, line, column, message, hint }: TextFault): string {
  return `${file}:${line}:${column}: ${message}${hint === undefined ? '' : `, ${hint}`}`
}

/** In the order of the text, and only one for each place: what follows there is the echo of the first. */
function tidy(faults: readonly TextFault[]): readonly TextFault[] {
  const sorted = faults.toSorted((a, b) => a.line - b.line || a.column - b.column)
  return sorted
    .filter((fault, n) => fault.line !== sorted[n - 1]?.line || fault.column !== sorted[n - 1]?.column)
    .slice(0, mostFaults)
}

interface Complaint {
  readonly message: string
  readonly hint?: string
}

const tooDeep: Complaint = { message: 'the document is nested too deeply to be read' }

const plainWords: ReadonlyMap<string, Complaint> = new Map([
  ['TAB_AS_INDENT', { message: 'a tab is used to indent', hint: 'use spaces' }],
  ['DUPLICATE_KEY', { message: 'this key is there twice' }],
  ['MULTIPLE_DOCS', { message: 'the file holds more than one document', hint: 'write one file for each' }],
])

function faultOf(error: YAMLError, at: (offset: number) => TextPosition): TextPosition & Complaint {
  const position = at(error.pos[0])
  if (isTooDeep(error)) return { ...position, ...tooDeep }
  const closing = /end with a ([}\]])$/.exec(error.message)?.[1]
  if (closing !== undefined) return { ...position, message: `a ${closing} is missing, or this is not indented enough` }
  return { ...position, ...(plainWords.get(error.code) ?? { message: error.message }) }
}

function isTooDeep({ message }: YAMLError): boolean {
  return /call stack|stack overflow/i.test(message)
}

function findForbidden(document: Document.Parsed): readonly (Complaint & { readonly offset: number })[] {
  const found: (Complaint & { readonly offset: number })[] = []
  visit(document, {
    Alias(_key, node) {
      found.push({
        offset: node.range?.[0] ?? 0,
        message: `the alias *${node.source} is not read here`,
        hint: 'write the value out',
      })
    },
    Pair(_key, pair) {
      if (isScalar(pair.key) && pair.key.value === '<<') {
        found.push({
          offset: pair.key.range?.[0] ?? 0,
          message: 'the merge key << is not read here',
          hint: 'write the values out',
        })
      }
    },
  })
  return found
}

function offsetOf(document: Document.Parsed, path: readonly (string | number)[]): number {
  let node: ParsedNode | null = document.contents
  let offset = node?.range[0] ?? 0
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((one) => isScalar(one.key) && String(one.key.value) === String(step))
      if (!pair) return offset
      offset = pair.key.range[0]
      node = pair.value
    } else if (isSeq(node) && typeof step === 'number') {
      node = node.items[step] ?? null
    } else {
      return offset
    }
    offset = node?.range[0] ?? offset
  }
  return offset
}

function positionIn(lines: LineCounter, offset: number): TextPosition {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(1, line), column: Math.max(1, col) }
}
