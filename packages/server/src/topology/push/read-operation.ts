import {
  cleanId,
  faultsOf,
  splitId,
  trafficOf,
  type SeenEdge,
  type SeenNode,
  type TopologyWrite,
} from '@statusgraph/model'
import { pushedEdgeSchema, pushedNodeSchema, pushLimits, pushOperationSchemas } from '@statusgraph/protocol'
import type { z } from 'zod'
import { hasMoreText } from './weigh-text.ts'

/** One line of a push as it will be done, or why it will not. */
export type ReadOperation =
  | { readonly ok: true; readonly write: TopologyWrite }
  | { readonly ok: false; readonly error: string }

const tooMuchText = `has more than ${pushLimits.elementCharacters} characters in all that it says`

/** Reads one operation of a batch. */
export function readOperation(data: unknown): ReadOperation {
  if (!isRecord(data)) return refuse('is no JSON object: an operation is {"op": …, "type": …, …}')
  if (hasMoreText(data, pushLimits.elementCharacters)) return refuse(tooMuchText)
  const { op, type } = data
  if (op !== 'upsert' && op !== 'delete' && op !== 'touch') return refuse('"op" must be one of upsert, delete, touch')
  if (type === 'node') return op === 'upsert' ? readNode(pushOperationSchemas.upsertNode, data) : readNodeName(data)
  if (type === 'edge') return op === 'upsert' ? readEdge(pushOperationSchemas.upsertEdge, data) : readEdgeName(data)
  return refuse('"type" must be one of node, edge')
}

/** Reads a node or an edge of a snapshot. */
export function readElement(type: 'node' | 'edge', data: unknown): ReadOperation {
  if (!isRecord(data))
    return refuse(`is no JSON object: ${type === 'node' ? '{"id": …}' : '{"source": …, "target": …}'}`)
  if (hasMoreText(data, pushLimits.elementCharacters)) return refuse(tooMuchText)
  return type === 'node' ? readNode(pushedNodeSchema, data) : readEdge(pushedEdgeSchema, data)
}

function readNode(schema: NodeSchema, data: unknown): ReadOperation {
  const read = schema.safeParse(data)
  if (!read.success) return refuse(wordFaults(schema, data, read.error))
  const { id, name, namespace, cluster, kind, provenance = 'declared', ids, labels, ...timing } = read.data
  const fault = faultOfName('id', id) ?? faultOfLabels(data)
  if (fault !== undefined) return refuse(fault)
  const said = splitId(cleanId(id))
  const place = { namespace: namespace ?? said.namespace, cluster: cluster ?? said.cluster }
  const node: SeenNode = {
    id,
    name: name ?? said.name,
    ...(place.namespace === undefined ? {} : { namespace: place.namespace }),
    ...(place.cluster === undefined ? {} : { cluster: place.cluster }),
    ...(kind === undefined ? {} : { kind }),
    provenance,
    ...(ids === undefined ? {} : { ids }),
    ...(labels === undefined ? {} : { labels }),
  }
  return { ok: true, write: { op: 'upsert', type: 'node', node, ...readTiming(timing) } }
}

function readEdge(schema: EdgeSchema, data: unknown): ReadOperation {
  const read = schema.safeParse(data)
  if (!read.success) return refuse(wordFaults(schema, data, read.error))
  const { source, target, provenance, protocol, label, undirected, traffic, labels, ...timing } = read.data
  const fault = faultOfName('source', source) ?? faultOfName('target', target) ?? faultOfLabels(data)
  if (fault !== undefined) return refuse(fault)
  const edge: SeenEdge = {
    source,
    target,
    provenance: provenance ?? (traffic === undefined ? 'declared' : 'observed'),
    ...(protocol === undefined ? {} : { protocol }),
    ...(label === undefined ? {} : { label }),
    ...(undirected === undefined ? {} : { undirected }),
    ...(traffic === undefined ? {} : { traffic: trafficOf(traffic) }),
    ...(labels === undefined ? {} : { labels }),
  }
  return { ok: true, write: { op: 'upsert', type: 'edge', edge, ...readTiming(timing) } }
}

function readNodeName(data: unknown): ReadOperation {
  const schema = pushOperationSchemas.nameNode
  const read = schema.safeParse(data)
  if (!read.success) return refuse(wordFaults(schema, data, read.error))
  const { op, id, ...timing } = read.data
  const fault = faultOfName('id', id)
  return fault === undefined ? { ok: true, write: { op, type: 'node', id, ...readTiming(timing) } } : refuse(fault)
}

function readEdgeName(data: unknown): ReadOperation {
  const schema = pushOperationSchemas.nameEdge
  const read = schema.safeParse(data)
  if (!read.success) return refuse(wordFaults(schema, data, read.error))
  const { op, source, target, ...timing } = read.data
  const fault = faultOfName('source', source) ?? faultOfName('target', target)
  if (fault !== undefined) return refuse(fault)
  return { ok: true, write: { op, type: 'edge', source, target, ...readTiming(timing) } }
}

type NodeSchema = typeof pushedNodeSchema | typeof pushOperationSchemas.upsertNode
type EdgeSchema = typeof pushedEdgeSchema | typeof pushOperationSchemas.upsertEdge

function readTiming({
  ttlSeconds,
  ts,
}: {
  readonly ttlSeconds?: number | undefined
  readonly ts?: string | number | undefined
}) {
  return {
    ...(ttlSeconds === undefined ? {} : { ttlMs: ttlSeconds * 1_000 }),
    ...(ts === undefined ? {} : { tsMs: typeof ts === 'number' ? ts : Date.parse(ts) }),
  }
}

/** Names are cleaned of what cannot be seen; of some, nothing is left. */
function faultOfName(key: string, name: string): string | undefined {
  return cleanId(name) === cleanId('') && name !== cleanId('') ? `"${key}" has nothing that can be seen` : undefined
}

/** A schema passes silently over a key that could change what all objects are. */
function faultOfLabels(data: unknown): string | undefined {
  const labels = isRecord(data) ? data['labels'] : undefined
  return isRecord(labels) && Object.hasOwn(labels, '__proto__') ? '"labels" has a key called __proto__' : undefined
}

const mostFaults = 3

function wordFaults(schema: z.core.$ZodType, data: unknown, error: z.core.$ZodError): string {
  const faults = error.issues.flatMap((issue) => wordIssue(schema, data, issue))
  const more = faults.length - mostFaults
  const said = faults.slice(0, mostFaults).join('; ')
  return shorten(more > 0 ? `${said}; and ${more} more` : said)
}

function wordIssue(schema: z.core.$ZodType, data: unknown, issue: z.core.$ZodIssue): readonly string[] {
  const name = issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys') {
    const owner = name === '' ? '' : ` in "${name}"`
    return faultsOf(schema, data, issue).map(
      ({ message, hint }) => `${message}${owner}${hint === undefined ? '' : `, ${hint}`}`,
    )
  }
  if (issue.code === 'invalid_type') {
    return [
      issue.message.endsWith('received undefined')
        ? `"${name}" is missing`
        : `"${name}" must be ${nouns[issue.expected] ?? issue.expected}`,
    ]
  }
  return faultsOf(schema, data, issue).map(
    ({ path, message, hint }) => `"${path.map(String).join('.')}" ${message}${hint === undefined ? '' : `, ${hint}`}`,
  )
}

const nouns: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

/** What is wrong may hold a key as its sender wrote it. */
function shorten(text: string): string {
  const clean = text.toWellFormed().replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
  return clean.length > 400 ? `${clean.slice(0, 400)}…` : clean
}

function refuse(error: string): ReadOperation {
  return { ok: false, error }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
