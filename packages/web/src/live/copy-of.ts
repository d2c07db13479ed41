import type { RevisionedGraph } from '@statusgraph/protocol'

const longestName = 400

/** The document of a copy, which remembers what it was copied from. The server makes an id of its name that nobody has. */
export function copyOf({ graph: { id, ...graph }, revision }: RevisionedGraph): object {
  return { ...graph, name: `${graph.name} (copy)`.slice(0, longestName), origin: { graph: id, revision } }
}
