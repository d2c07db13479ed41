import english from 'zod/v4/locales/en.js'
import * as z from 'zod/mini'
import { _default as withDefault } from 'zod/mini'
import { faultsOf } from './faults.ts'
import { findLostChildren, isRecord, modernise } from './modernise.ts'
import type { GraphParts } from './structure.ts'
import { findStructuralFaults } from './structure.ts'

/** What a node is drawn as. */
export const nodeKinds = [
  'service',
  'box',
  'hexagon',
  'diamond',
  'actor',
  'database',
  'queue',
  'cache',
  'storage',
  'function',
  'gateway',
  'external',
  'group',
] as const
export type NodeKind = (typeof nodeKinds)[number]

/** What discovery does to a graph. */
export const dynamicModes = ['off', 'overlay', 'auto'] as const
export type DynamicMode = (typeof dynamicModes)[number]

export const graphLimits = { nodes: 20_000, edges: 60_000, bytes: 32 * 1024 * 1024 } as const

/** How many items the lists of one graph or node may have. */
export const listLimits = { services: 200, ports: 200, links: 50, tags: 50, rules: 5_000 } as const

// zod/mini weighs a third of zod in every browser, and says nothing in words until it is given a language.
z.config(english())

const text = z.string().check(z.maxLength(4_000))
const shortText = z.string().check(z.maxLength(400))
const someText = z.string().check(z.maxLength(400), z.minLength(1))
const nodeId = z.string().check(z.minLength(1), z.maxLength(200))
const fingerprint = z.string().check(z.maxLength(40))
const coordinate = z.number().check(z.gte(-1e7), z.lte(1e7))
const extent = z.number().check(z.gte(8), z.lte(20_000))
export const graphIdSchema = z
  .string()
  .check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'an id is 1 to 64 of a-z, 0-9 and -, and begins with a letter or digit'))

const portSchema = z.strictObject({
  id: nodeId,
  name: z.optional(shortText).check(z.describe('the protocol or kind, such as GRPC')),
  label: z.optional(shortText).check(z.describe('what is offered there, such as /create')),
})

const nodeSchema = z.strictObject({
  id: nodeId.check(z.describe('unique in the graph')),
  name: z.optional(someText).check(z.describe('shown; default: the id')),
  kind: withDefault(z.enum(nodeKinds), 'service'),
  services: z
    .optional(z.array(someText).check(z.maxLength(listLimits.services)))
    .check(z.describe('default: the name')),
  namespace: z.optional(shortText),
  description: z.optional(text),
  labels: z.optional(z.record(shortText, shortText)),
  ports: z.optional(z.array(portSchema).check(z.maxLength(listLimits.ports))),
  parent: z.optional(nodeId).check(z.describe('id of a group')),
  position: z.optional(z.strictObject({ x: coordinate, y: coordinate })),
  size: z.optional(z.strictObject({ width: extent, height: extent })),
  icon: z
    .optional(
      z
        .string()
        .check(
          z.regex(/^[a-z0-9][a-z0-9-]*:[a-z0-9][a-z0-9._-]*$/i, 'an icon is set:name, such as logos:postgresql'),
          z.maxLength(200),
        ),
    )
    .check(z.describe('shown beside the name; default: guessed from labels, name and services; none:none for none')),
  links: z.optional(
    z
      .array(z.strictObject({ title: shortText, url: z.string().check(z.maxLength(4_000)) }))
      .check(z.maxLength(listLimits.links)),
  ),
  pinned: z.optional(z.boolean()).check(z.describe('an automatic layout leaves it where it stands')),
  collapsed: z.optional(z.boolean()).check(z.describe('a group that is shown as one node; ignored on others')),
})

const edgeSchema = z.strictObject({
  id: z.optional(nodeId).check(z.describe('unique in the graph; default: made from its ends')),
  source: nodeId,
  target: nodeId,
  sourcePort: z.optional(z.nullable(nodeId)),
  targetPort: z.optional(z.nullable(nodeId)),
  label: z.optional(shortText),
  description: z.optional(text),
  kind: z.optional(shortText),
})

/** An id, or a pattern of ids in which `*` stands for any text. */
const idPattern = z.string().check(z.maxLength(200), z.minLength(1))

const rulesSchema = z.strictObject({
  sources: z
    .optional(z.array(someText).check(z.maxLength(listLimits.rules)))
    .check(z.describe('which sources are looked at; default: all')),
  aliases: z
    .optional(z.array(z.strictObject({ from: idPattern, to: idPattern })).check(z.maxLength(listLimits.rules)))
    .check(z.describe('what is discovered as `from` is the same as `to`: a discovered id, or the id of a drawn node')),
  ignore: z
    .optional(
      z
        .array(z.union([z.strictObject({ node: idPattern }), z.strictObject({ source: idPattern, target: idPattern })]))
        .check(z.maxLength(listLimits.rules)),
    )
    .check(z.describe('what is discovered and not wanted: nodes with their edges, or edges; `*` stands for any text')),
  kinds: z.optional(z.record(nodeId, z.enum(nodeKinds))).check(z.describe('what discovered nodes are drawn as, by id')),
  pins: z
    .optional(z.record(nodeId, z.strictObject({ x: coordinate, y: coordinate })))
    .check(z.describe('where discovered nodes stand, by id; kept when they disappear')),
})

/** The graph document as people write it: see the published JSON Schema. */
export const graphDocumentSchema = z.strictObject({
  version: z.literal(1),
  id: z.optional(graphIdSchema),
  name: z.optional(someText).check(z.describe('shown; default: the id')),
  description: z.optional(text),
  tags: z.optional(z.array(someText).check(z.maxLength(listLimits.tags))),
  origin: z
    .optional(z.strictObject({ graph: graphIdSchema, revision: z.int().check(z.gte(1)) }))
    .check(z.describe('what this graph was copied from')),
  imported: z
    .optional(
      z.strictObject({
        format: someText,
        name: z.optional(shortText).check(z.describe('of the file')),
        nodes: withDefault(z.record(nodeId, fingerprint), {}),
        edges: withDefault(z.record(nodeId, fingerprint), {}),
      }),
    )
    .check(
      z.describe(
        'the diagram that this graph was made from, with a fingerprint of each element as it stood there, so that a newer file can be told from what people changed; written by the import',
      ),
    ),
  dynamic: z
    .optional(z.enum(dynamicModes))
    .check(
      z.describe(
        'what discovery does to this graph: nothing (off, the default), colour and mark what is drawn and list the rest beside it (overlay), or draw everything (auto)',
      ),
    ),
  rules: z.optional(rulesSchema).check(z.describe('how what is discovered is understood in this graph')),
  nodes: withDefault(z.array(nodeSchema).check(z.maxLength(graphLimits.nodes)), []),
  edges: withDefault(z.array(edgeSchema).check(z.maxLength(graphLimits.edges)), []),
})

export type Port = Readonly<z.output<typeof portSchema>>
export type NodeLink = { readonly title: string; readonly url: string }

/** A node with its defaults filled in. */
export type GraphNode = Readonly<Omit<z.output<typeof nodeSchema>, 'name'>> & { readonly name: string }

/** An edge with its defaults filled in. */
export type GraphEdge = Readonly<Omit<z.output<typeof edgeSchema>, 'id' | 'sourcePort' | 'targetPort'>> & {
  readonly id: string
  readonly sourcePort: string | null
  readonly targetPort: string | null
}

/** The diagram that a graph was made from, and a fingerprint of each of its elements, by id. */
export interface ImportRecord {
  readonly format: string
  readonly name?: string | undefined
  readonly nodes: Readonly<Record<string, string>>
  readonly edges: Readonly<Record<string, string>>
}

/** Aliases, what to ignore, kinds and pins of what is discovered. */
export type TopologyRules = Readonly<z.output<typeof rulesSchema>>

/** A graph document that has been read and found good; the only form in which the rest of the code sees one. */
export interface GraphDocument {
  readonly version: 1
  readonly id: string
  readonly name: string
  readonly description?: string | undefined
  readonly tags?: readonly string[] | undefined
  /** What this graph was copied from. */
  readonly origin?: { readonly graph: string; readonly revision: number } | undefined
  readonly imported?: ImportRecord | undefined
  readonly dynamic?: DynamicMode | undefined
  readonly rules?: TopologyRules | undefined
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
}

/** One fault of a document, at the path of the value that is wrong. */
export interface DocumentFault {
  readonly path: readonly (string | number)[]
  readonly message: string
  readonly hint?: string
}

export type ParsedGraph =
  | { readonly ok: true; readonly graph: GraphDocument }
  | { readonly ok: false; readonly faults: readonly DocumentFault[] }

/**
 * Reads a graph document from plain data (the result of a JSON or YAML parser) and reports every fault at once.
 * The original's words are understood: kinds `rect`, `poly`, `cluster`, `connector` for ports, `children` for parent.
 *
 * @param fallbackId the id of a document that names none
 */
export function parseGraphDocument(input: unknown, fallbackId?: string): ParsedGraph {
  const modern = modernise(input)
  const result = graphDocumentSchema.safeParse(modern)
  const id = result.data?.id ?? fallbackId
  const parts = result.success ? takeParts(result.data) : readParts(modern)
  const faults = [
    ...(result.error?.issues.flatMap((issue) => faultsOf(graphDocumentSchema, modern, issue)) ?? []),
    ...(isRecord(modern) && modern['id'] === undefined && fallbackId === undefined ? [missingId] : []),
    ...findLostChildren(input),
    ...findStructuralFaults(parts),
  ]
  if (!result.success || id === undefined || faults.length > 0) return { ok: false, faults }
  const { name = id, nodes: _, edges: __, ...rest } = result.data
  const nodes = parts.nodes.flatMap(({ node }) => node ?? [])
  const edges = parts.edges.flatMap((edge) => edge ?? [])
  return { ok: true, graph: { ...rest, id, name, nodes, edges } }
}

const missingId: DocumentFault = {
  path: ['id'],
  message: 'the document has no id',
  hint: 'add one, such as id: shop',
}

function takeParts({ nodes, edges }: z.output<typeof graphDocumentSchema>): GraphParts {
  return {
    nodes: nodes.map((node) => ({ id: node.id, node: { ...node, name: node.name ?? node.id } })),
    edges: nameEdges(edges),
  }
}

/** What can be read of a document whose shape is not good. */
function readParts(input: unknown): GraphParts {
  const { nodes = [], edges = [] } = isRecord(input) ? input : {}
  return {
    nodes: toList(nodes, graphLimits.nodes).map((item) => {
      const { data } = nodeSchema.safeParse(item)
      const id = isRecord(item) && typeof item['id'] === 'string' ? item['id'] : undefined
      return { id, node: data && { ...data, name: data.name ?? data.id } }
    }),
    edges: nameEdges(toList(edges, graphLimits.edges).map((item) => edgeSchema.safeParse(item).data)),
  }
}

/** A list that is none, or too long to look at, is one with a single item that nothing is known of. */
function toList(value: unknown, limit: number): readonly unknown[] {
  return Array.isArray(value) && value.length <= limit ? value : [undefined]
}

/** The services of a node: its list, or its name. */
export function servicesOf(node: GraphNode): readonly string[] {
  return node.services !== undefined && node.services.length > 0 ? node.services : [node.name]
}

function nameEdges(edges: readonly (z.output<typeof edgeSchema> | undefined)[]): readonly (GraphEdge | undefined)[] {
  const taken = new Set(edges.flatMap((edge) => edge?.id ?? []))
  const next = new Map<string, number>()
  return edges.map((edge) => {
    if (edge === undefined) return edge
    let id = edge.id
    if (id === undefined) {
      const stem = `${edge.source}->${edge.target}`.slice(0, 190)
      id = stem
      // Thousands of edges may join the same two nodes: each goes on counting where the last one stopped.
      let n = next.get(stem) ?? 2
      for (; taken.has(id); n++) id = `${stem}#${n}`
      next.set(stem, n)
      taken.add(id)
    }
    return { ...edge, id, sourcePort: edge.sourcePort ?? null, targetPort: edge.targetPort ?? null }
  })
}
