import { parseGraphDocument } from '@statusgraph/model'
import type { DocumentFault, GraphDocument, GraphEdge, GraphNode } from '@statusgraph/model'
import { safeLink } from '../../../parts/safe-link.ts'

type Path = DocumentFault['path']

/** What the model finds wrong with one field of a node, in the words that the server would use. */
export function findNodeFault(node: GraphNode, field: Path): string | undefined {
  // Whether the parent exists is asked where one is chosen; everything else can be judged by the node alone.
  const { parent: _parent, ...alone } = node
  return findFault({ ...blank, nodes: [alone] }, ['nodes', 0, ...field])
}

/** What the model finds wrong with one field of an edge, as far as the edge alone tells. */
export function findEdgeFault(edge: GraphEdge, field: Path): string | undefined {
  const ends = [...new Set([edge.source, edge.target])]
  const nodes = ends.map((id): GraphNode => ({ id, name: id, kind: 'service' }))
  return findFault({ ...blank, nodes, edges: [{ ...edge, sourcePort: null, targetPort: null }] }, [
    'edges',
    0,
    ...field,
  ])
}

/** What the model finds wrong with the name, the description or the tags of a graph. */
export function findGraphFault(
  fields: { readonly name?: string; readonly description?: string; readonly tags?: readonly string[] },
  field: Path,
): string | undefined {
  return findFault({ ...blank, ...fields }, field)
}

/** Why an address cannot be a link; undefined when it can. */
export function findLinkFault(url: string): string | undefined {
  if (url.trim() === '') return 'a link needs an address'
  return safeLink(url) === undefined ? 'only http, https and mailto addresses can be opened' : undefined
}

const blank: GraphDocument = { version: 1, id: 'x', name: 'x', nodes: [], edges: [] }

function findFault(document: GraphDocument, path: Path): string | undefined {
  const parsed = parseGraphDocument(document)
  if (parsed.ok) return undefined
  const fault = parsed.faults.find((one) => path.every((key, at) => one.path[at] === key))
  if (fault === undefined) return undefined
  return fault.hint === undefined ? fault.message : `${fault.message} (${fault.hint})`
}
