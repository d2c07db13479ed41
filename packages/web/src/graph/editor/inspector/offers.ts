import type { GraphDocument } from '@statusgraph/model'

/** More in a list that drops down nobody reads. */
const mostOffered = 100

/** The namespaces that nodes of a graph have, by name. */
export function listNamespaces(graph: GraphDocument): readonly string[] {
  return distinct(graph.nodes.map(({ namespace }) => namespace))
}

/** The kinds that edges of a graph have, by name. */
export function listEdgeKinds(graph: GraphDocument): readonly string[] {
  return distinct(graph.edges.map(({ kind }) => kind))
}

/** The keys of labels that nodes of a graph have, by name. */
export function listLabelKeys(graph: GraphDocument): readonly string[] {
  return distinct(graph.nodes.flatMap(({ labels }) => Object.keys(labels ?? {})))
}

function distinct(texts: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(texts.flatMap((text) => (text === undefined || text === '' ? [] : [text])))]
    .toSorted((a, b) => a.localeCompare(b))
    .slice(0, mostOffered)
}
