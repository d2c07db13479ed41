import type { GraphDocument, GraphEdge, GraphNode, ImportRecord } from '../graph/document.ts'

/** What a diagram says about a node. Where it stands and which services it is bound to is said by people. */
export const fileNodeFields = [
  'name',
  'kind',
  'namespace',
  'description',
  'parent',
  'icon',
  'labels',
  'ports',
  'links',
] as const satisfies readonly (keyof GraphNode)[]

export const fileEdgeFields = [
  'source',
  'sourcePort',
  'target',
  'targetPort',
  'label',
  'kind',
  'description',
] as const satisfies readonly (keyof GraphEdge)[]

/**
 * The graph with a note of what the file said about each element, as it came from an import and before anybody edits
 * it. The note is a fingerprint per element and not the file: it makes the document a tenth larger and not twice as
 * large, it goes along with copies, exports and restored revisions, and no revision has to be kept for it. It can say
 * whether the file or people changed an element since, which is all that an update needs to know.
 */
export function recordImport(
  file: GraphDocument,
  { format, name }: { readonly format: string; readonly name?: string | undefined },
): ImportRecord {
  return {
    format,
    ...(name === undefined ? {} : { name: name.slice(0, 400) }),
    nodes: Object.fromEntries(file.nodes.map((node) => [node.id, fingerprintNode(node)])),
    edges: Object.fromEntries(file.edges.map((edge) => [edge.id, fingerprintEdge(edge)])),
  }
}

export function fingerprintNode(node: GraphNode): string {
  return fingerprint(fileNodeFields.map((field) => node[field]))
}

export function fingerprintEdge(edge: GraphEdge): string {
  const values = fileEdgeFields.map((field) => edge[field])
  // The description is the last of them: records from before edges had one are still right.
  return fingerprint(edge.description === undefined ? values.slice(0, -1) : values)
}

/** FNV-1a. One change in four thousand millions is missed, and then only until the next one. */
function fingerprint(values: readonly unknown[]): string {
  const text = JSON.stringify(values, sortKeys)
  let hash = 0x81_1c_9d_c5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01_00_01_93)
  return (hash >>> 0).toString(36)
}

/** The order of labels says nothing. */
function sortKeys(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
}
