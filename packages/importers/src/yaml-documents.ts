import { LineCounter, isAlias, isMap, isNode, isPair, isScalar, isSeq, parseAllDocuments, visit } from 'yaml'
import type { Document, Node, Pair, YAMLMap } from 'yaml'
import type { FilePlace, ImportDiagnostic } from './draft.ts'
import { indentFlow } from './indent-flow.ts'
import { importLimits } from './limits.ts'

/** Where something is in a document: keys and places in lists, from outside in. */
export type YamlPath = readonly (string | number)[]

export interface YamlDocument {
  /** Maps, lists and scalars, with aliases and merge keys resolved. Keys may be called like anything: it holds no objects. */
  readonly value: unknown
  /** Where `path` stands in the file; the nearest thing around it when it is not there. */
  locate(path: YamlPath): FilePlace
}

export type YamlText =
  | {
      readonly ok: true
      readonly documents: readonly YamlDocument[]
      readonly diagnostics: readonly ImportDiagnostic[]
    }
  | { readonly ok: false; readonly diagnostics: readonly ImportDiagnostic[] }

/** Aliases are looked for one by one, and each may stand for much: real files have some hundreds. */
const mostAliases = 5_000
/** What one alias of another may multiply to; the library stops at 100, and real files have more. */
const aliasCost = 2_000
/** Merged maps are copied; real files come to some thousands of keys. */
const mostMergedKeys = 300_000
/** What a worker can hold: the tree of a text takes fifty times its size. */
const longestYaml = 4 * 1024 * 1024
/** A longer text is not read a second time with its indentation mended, which takes time and memory again. */
const longestIndented = 256 * 1024
/** A JSON text this long was written by a program, and the YAML reader would take seconds. */
const longJsonCharacters = 512 * 1024

/**
 * Reads all documents of a YAML or JSON text. A document that cannot be read is told and left out, as long as another
 * can be read.
 *
 * @example
 * const text = readYamlDocuments('kind: Service\n---\nkind: Deployment\n')
 * if (text.ok) text.documents.length // 2
 */
export function readYamlDocuments(text: string): YamlText {
  const json = readLongJson(text)
  if (json !== undefined) return { ok: true, documents: [json], diagnostics: [] }
  if (text.length > longestYaml) {
    const message = `YAML of more than ${longestYaml} characters is not read; bring it in parts.`
    return { ok: false, diagnostics: [{ kind: 'error', line: 1, message }] }
  }
  try {
    const first = parse(text)
    if (first.faults === 0 || text.length > longestIndented) return readAll(first)
    const indented = indentFlow(text)
    const second = indented === text ? first : parse(indented)
    return readAll(second.faults < first.faults ? second : first)
  } catch (error) {
    // The parser calls itself for every level, and a hostile text has more levels than the stack.
    if (!(error instanceof RangeError)) throw error
    return { ok: false, diagnostics: [{ kind: 'error', line: 1, message: tooDeep }] }
  }
}

interface Parsed {
  readonly text: string
  readonly documents: readonly Document.Parsed[]
  readonly lines: LineCounter
  /** How many of the documents are no YAML. */
  readonly faults: number
}

function parse(text: string): Parsed {
  const lines = new LineCounter()
  const documents = [
    ...parseAllDocuments(text, {
      lineCounter: lines,
      prettyErrors: false,
      merge: true,
      // A key that is there twice is told, and does not hide the rest of the file.
      uniqueKeys: false,
      logLevel: 'silent',
    }),
  ]
  return { text, documents, lines, faults: documents.filter(({ errors }) => errors.length > 0).length }
}

function readAll({ text, documents, lines }: Parsed): YamlText {
  return gather(documents.map((document) => readOne(document, lines, text)))
}

type OneDocument =
  | { readonly ok: true; readonly document: YamlDocument; readonly diagnostics: readonly ImportDiagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly ImportDiagnostic[] }

const tooDeep = `The text is nested deeper than ${importLimits.depth} levels.`

function gather(read: readonly OneDocument[]): YamlText {
  const documents = read.flatMap((one) => (one.ok ? [one.document] : []))
  const diagnostics = read.flatMap((one) => one.diagnostics)
  if (documents.length > 0) {
    const told = diagnostics.map((one) => (one.kind === 'error' ? { ...one, kind: 'lost' as const } : one))
    return { ok: true, documents, diagnostics: told }
  }
  if (diagnostics.length > 0) return { ok: false, diagnostics }
  return { ok: false, diagnostics: [{ kind: 'error', line: 1, message: 'There is nothing in the file.' }] }
}

function readOne(document: Document.Parsed, lines: LineCounter, text: string): OneDocument {
  const at = (offset: number): FilePlace => placeOf(lines, offset)
  const refuse = (message: string, offset = 0): OneDocument => ({
    ok: false,
    diagnostics: [{ kind: 'error', ...at(offset), message }],
  })
  const [first] = document.errors
  if (first !== undefined) {
    if (/call stack|stack overflow/i.test(first.message)) return refuse(tooDeep, first.pos[0])
    const [from, , to] = document.range
    const isTemplate = /\{\{|\{%/.test(text.slice(from, to))
    const advice = isTemplate ? ' This looks like a template: render it first, for example with "helm template".' : ''
    return refuse(`This is no YAML: ${sentence(first.message)}${advice}`, first.pos[0])
  }
  const { diagnostics, fault } = inspect(document, at)
  if (fault !== undefined) return refuse(fault)
  try {
    const value: unknown = document.toJS({ maxAliasCount: aliasCost, mapAsMap: true })
    return {
      ok: true,
      document: { value, locate: (path) => at(offsetOf(document.contents, path, document)) },
      diagnostics,
    }
  } catch (error) {
    // So the library says that aliases of aliases would fill the memory, that one names nothing, or that what is merged
    // is no map; nothing else is called here.
    if (!(error instanceof Error)) throw error
    return refuse(`This document cannot be put together: ${sentence(error.message)}`)
  }
}

/** Walks the tree once: removes what is tagged `!reset`, tells keys that are there twice, and measures. */
function inspect(
  document: Document.Parsed,
  at: (offset: number) => FilePlace,
): { readonly diagnostics: readonly ImportDiagnostic[]; readonly fault?: string } {
  const diagnostics: ImportDiagnostic[] = []
  let aliases = 0
  let merged = 0
  let isDeep = false
  /** How many keys each map with an anchor has, those that are merged into it counted. */
  const sizes = new Map<string, number>()
  visit(document, {
    Alias: () => (++aliases > mostAliases ? visit.BREAK : undefined),
    Pair: (_key, pair, path) => {
      // Each level is a collection and a pair on the path, or a collection alone in a list.
      isDeep ||= path.filter((step) => !isPair(step)).length > importLimits.depth
      if (isDeep) return visit.BREAK
      return isNode(pair.value) && pair.value.tag === '!reset' ? visit.REMOVE : undefined
    },
    Map: (_key, map) => {
      const inherited = map.items.filter(isMerge).flatMap(({ value }) => aliasesIn(value))
      const size = inherited.reduce((total, alias) => total + (sizes.get(alias) ?? 0), map.items.length)
      if (map.anchor !== undefined) sizes.set(map.anchor, size)
      if (inherited.length > 0) merged += size
      if (merged > mostMergedKeys) return visit.BREAK
      for (const [key, offset] of keysThereTwice(map.items)) {
        diagnostics.push({
          kind: 'note',
          ...at(offset),
          message: `The key "${key}" is there twice, and the last one counts.`,
        })
      }
      return undefined
    },
  })
  if (isDeep) return { diagnostics, fault: tooDeep }
  if (merged > mostMergedKeys) return { diagnostics, fault: 'The merge keys of this document would fill the memory.' }
  if (aliases > mostAliases) return { diagnostics, fault: `The document has more than ${mostAliases} aliases.` }
  return { diagnostics }
}

function isMerge({ key }: Pair): boolean {
  return isScalar(key) && (key.value === '<<' || typeof key.value === 'symbol')
}

function aliasesIn(value: unknown): readonly string[] {
  const nodes: readonly unknown[] = isSeq(value) ? value.items : [value]
  return nodes.flatMap((node) => (isAlias(node) ? [node.source] : []))
}

function keysThereTwice(pairs: readonly Pair[]): readonly (readonly [string, number])[] {
  const seen = new Set<string>()
  return pairs.flatMap(({ key }) => {
    if (!isScalar(key) || typeof key.value !== 'string') return []
    const isTwice = seen.has(key.value)
    seen.add(key.value)
    return isTwice ? [[key.value, key.range?.[0] ?? 0] as const] : []
  })
}

function offsetOf(contents: Node | null, path: YamlPath, document: Document.Parsed): number {
  let node: unknown = contents
  let offset = contents?.range?.[0] ?? 0
  for (const step of path) {
    // What an alias stands for was written elsewhere; people look for it there.
    const inside: unknown = isAlias(node) ? node.resolve(document) : node
    if (isMap(inside)) {
      const pair = pairsOf(inside).get(String(step))
      if (pair === undefined) return offset
      offset = isScalar(pair.key) ? (pair.key.range?.[0] ?? offset) : offset
      node = pair.value
    } else if (isSeq(inside) && typeof step === 'number') {
      node = inside.items[step]
      offset = isNode(node) ? (node.range?.[0] ?? offset) : offset
    } else {
      return offset
    }
  }
  return offset
}

/** The pairs of a map by their keys, kept: places are asked for by thousands, and a search through all pairs adds up. */
function pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
  const known = pairsByKey.get(map)
  if (known !== undefined) return known
  const pairs = new Map(
    map.items.flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value), pair] as const] : [])),
  )
  pairsByKey.set(map, pairs)
  return pairs
}

const pairsByKey = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>()

function readLongJson(text: string): YamlDocument | undefined {
  if (text.length < longJsonCharacters || !text.trimStart().startsWith('{')) return undefined
  try {
    const value: unknown = JSON.parse(text, (_key, part: unknown) =>
      typeof part === 'object' && part !== null && !Array.isArray(part) ? new Map(Object.entries(part)) : part,
    )
    // A program writes all into one line: no place would help anyone.
    return { value, locate: () => ({ line: 1 }) }
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function placeOf(lines: LineCounter, offset: number): FilePlace {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(1, line), column: Math.max(1, col) }
}

function sentence(message: string): string {
  return message.endsWith('.') ? message : `${message}.`
}
