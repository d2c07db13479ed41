import { readDocumentText } from '@statusgraph/document-text'
import { DiagramReaders } from '@statusgraph/server'
import type { GraphDocument } from '@statusgraph/model'
import { CommandFailure } from '../../terminal.ts'
import { describeGraph } from './describe-graph.ts'

/** Something to push, and where a person finds it. */
export interface PushedItem {
  readonly data: unknown
  /** Such as `shop.ndjson:3`. */
  readonly place: string
}

/** What a file says, as it can be pushed. */
export type Pushed =
  | {
      readonly kind: 'elements'
      readonly nodes: readonly PushedItem[]
      readonly edges: readonly PushedItem[]
      readonly ttlSeconds?: unknown
      /** What is lost on the way, as sentences. */
      readonly notes: readonly string[]
    }
  | { readonly kind: 'operations'; readonly items: readonly PushedItem[] }

/**
 * Reads what is to be pushed: a topology in JSON or YAML, operations a line each, a graph document, or a diagram of
 * another tool.
 *
 * @param name as a person knows it
 * @throws CommandFailure
 */
export async function readPushed(bytes: Uint8Array, name: string): Promise<Pushed> {
  const text = new TextDecoder().decode(bytes)
  if (/\.(?:ndjson|jsonl)$/i.test(name) || looksLikeLines(text)) return readLines(text, name)
  const read = readDocumentText(text, name)
  const topology = read.ok ? readTopology(read.value, (path) => sayPlace(name, read.locate(path))) : undefined
  if (topology !== undefined) return topology
  const { graph, notes } = await readDiagram(bytes, name)
  return { kind: 'elements', ...describeGraph(graph, name, notes) }
}

/** Two lines that are whole JSON objects each are no JSON text together. */
function looksLikeLines(text: string): boolean {
  const [first = '', second] = text.split('\n').filter((line) => line.trim() !== '')
  return isOperation(parseLine(first)) && (second === undefined || parseLine(second) !== undefined)
}

function readLines(text: string, name: string): Pushed {
  const items = text
    .split('\n')
    .map((line, index) => ({ line: line.trim(), place: `${name}:${index + 1}` }))
    .filter(({ line }) => line !== '')
    // What is no JSON is pushed as a text: the server refuses it like every other bad line.
    .map(({ line, place }) => ({ data: parseLine(line) ?? line, place }))
  return { kind: 'operations', items }
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** Undefined: it is something else than a topology. */
function readTopology(data: unknown, placeOf: (path: readonly (string | number)[]) => string): Pushed | undefined {
  const list = Array.isArray(data) ? { items: data, path: [] } : listAt(data, 'ops')
  if (list !== undefined && (list.items.length === 0 || list.items.some(isOperation))) {
    return {
      kind: 'operations',
      items: list.items.map((item, index) => ({ data: item, place: placeOf([...list.path, index]) })),
    }
  }
  if (!isRecord(data) || 'version' in data) return undefined
  const others = Object.keys(data).filter((key) => !['nodes', 'edges', 'ttlSeconds'].includes(key))
  const [nodes, edges] = [listAt(data, 'nodes'), listAt(data, 'edges')]
  if (others.length > 0 || (nodes === undefined && edges === undefined)) return undefined
  const itemsOf = (found: ReturnType<typeof listAt>): readonly PushedItem[] =>
    (found?.items ?? []).map((item, index) => ({ data: item, place: placeOf([...(found?.path ?? []), index]) }))
  const { ttlSeconds } = data
  return {
    kind: 'elements',
    nodes: itemsOf(nodes),
    edges: itemsOf(edges),
    notes: [],
    ...(ttlSeconds === undefined ? {} : { ttlSeconds }),
  }
}

function listAt(
  data: unknown,
  key: string,
): { readonly items: readonly unknown[]; readonly path: readonly string[] } | undefined {
  const items = isRecord(data) ? data[key] : undefined
  return Array.isArray(items) ? { items, path: [key] } : undefined
}

async function readDiagram(
  bytes: Uint8Array,
  name: string,
): Promise<{ readonly graph: GraphDocument; readonly notes: readonly string[] }> {
  const readers = new DiagramReaders({ threads: 1 })
  try {
    const result = await readers.read({ files: [{ bytes, name }], format: undefined, choice: undefined })
    const notes = result.diagnostics.map(
      ({ message, line }) => `${name}${line === undefined ? '' : `:${line}`}: ${message}`,
    )
    if (!result.ok) throw new CommandFailure(`${name} is neither a topology nor a diagram: ${notes.join('; ')}`)
    return { graph: result.graph, notes }
  } finally {
    await readers.stop()
  }
}

function sayPlace(name: string, { line, column }: { readonly line: number; readonly column: number }): string {
  return `${name}:${line}:${column}`
}

function isOperation(data: unknown): boolean {
  return isRecord(data) && 'op' in data
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
