import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import type { GraphDocument } from '@statusgraph/model'
import * as z from 'zod/mini'
import { findPlace } from './place-in-text.ts'

/** The part of a JSON Schema that says what may be written. */
export interface DocumentSchema {
  readonly description?: string | undefined
  readonly type?: string | undefined
  readonly enum?: readonly unknown[] | undefined
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, DocumentSchema>> | undefined
  readonly items?: DocumentSchema | undefined
  readonly anyOf?: readonly DocumentSchema[] | undefined
}

export const documentSchemaSchema: z.ZodMiniType<DocumentSchema> = z.lazy(() =>
  z.object({
    description: z.optional(z.string()),
    type: z.optional(z.string()),
    enum: z.optional(z.array(z.unknown())),
    const: z.optional(z.unknown()),
    properties: z.optional(z.record(z.string(), documentSchemaSchema)),
    items: z.optional(documentSchemaSchema),
    anyOf: z.optional(z.array(documentSchemaSchema)),
  }),
)

/** What a text field may offer from. */
export interface Offers {
  readonly schema: DocumentSchema | undefined
  readonly graph: GraphDocument
  readonly services: readonly string[]
}

interface Offer {
  readonly label: string
  readonly detail?: string
  readonly apply?: string
}

const longestLookBack = 40_000
const mostOffers = 200

/** Offers keys and values of a graph document: from the schema, and the ids and services that there are. */
export function completeGraph(context: CompletionContext, offers: Offers): CompletionResult | null {
  const { state, pos } = context
  const before = state.sliceDoc(Math.max(0, pos - longestLookBack), pos)
  const place = findPlace(before, state.sliceDoc(pos, state.doc.lineAt(pos).to))
  if (place.word === '' && !context.explicit) return null
  const around = schemaAt(offers.schema, place.path)
  const options =
    place.key === undefined
      ? offerKeys(around, place.taken)
      : offerValues(around?.properties?.[place.key], place.path, place.key, offers)
  if (options.length === 0) return null
  return { from: pos - place.word.length, options: options.slice(0, mostOffers), validFor: /^[\w.:-]*$/ }
}

/** The schema of a mapping, by the keys that lead to it; lists are stepped into. */
function schemaAt(schema: DocumentSchema | undefined, path: readonly string[]): DocumentSchema | undefined {
  let at = schema
  for (const key of path) {
    const next = at?.properties?.[key]
    at = next?.items ?? next
  }
  return at
}

function offerKeys(schema: DocumentSchema | undefined, taken: ReadonlySet<string>): readonly Offer[] {
  return Object.entries(schema?.properties ?? {})
    .filter(([key]) => !taken.has(key))
    .map(([key, { description }]) => ({
      label: key,
      ...(description === undefined ? {} : { detail: description }),
      apply: `${key}: `,
    }))
}

function offerValues(
  schema: DocumentSchema | undefined,
  path: readonly string[],
  key: string,
  { graph, services }: Offers,
): readonly Offer[] {
  const known = knownValues(path.at(-1), key, graph, services)
  if (known !== undefined) return known
  const choices = schema?.enum ?? (schema?.const === undefined ? [] : [schema.const])
  if (choices.length > 0) return choices.map((value) => ({ label: String(value) }))
  return schema?.type === 'boolean' ? [{ label: 'true' }, { label: 'false' }] : []
}

function knownValues(
  list: string | undefined,
  key: string,
  graph: GraphDocument,
  services: readonly string[],
): readonly Offer[] | undefined {
  if (list === 'edges' && (key === 'source' || key === 'target')) return graph.nodes.map(offerNode)
  if (list === 'edges' && (key === 'sourcePort' || key === 'targetPort')) {
    return graph.nodes.flatMap((node) => (node.ports ?? []).map(({ id }) => ({ label: id, detail: node.name })))
  }
  if (list !== 'nodes') return undefined
  if (key === 'parent') return graph.nodes.filter(({ kind }) => kind === 'group').map(offerNode)
  if (key === 'services') return services.map((label) => ({ label }))
  return undefined
}

function offerNode({ id, name }: { readonly id: string; readonly name: string }): Offer {
  return id === name ? { label: id } : { label: id, detail: name }
}
