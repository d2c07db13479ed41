import type { GraphDocument, GraphEdge, GraphNode } from '@statusgraph/model'
import type { ImportDiagnostic } from '../draft.ts'
import type { Outline } from './outline.ts'

const nodeParts = {
  services: ['name of services in monitoring', 'names of services in monitoring'],
  namespace: ['namespace', 'namespaces'],
  description: ['description', 'descriptions'],
  labels: ['set of labels', 'sets of labels'],
  ports: ['list of ports', 'lists of ports'],
  position: ['position', 'positions'],
  size: ['size', 'sizes'],
  icon: ['icon', 'icons'],
  links: ['list of links beyond the first', 'lists of links beyond the first'],
} as const satisfies Partial<Record<keyof GraphNode, readonly [string, string]>>

const edgeParts = {
  kind: ['kind of edge', 'kinds of edges'],
} as const satisfies Partial<Record<keyof GraphEdge, readonly [string, string]>>

export type NodePart = keyof typeof nodeParts
export type EdgePart = keyof typeof edgeParts

/** What of a graph a format has no place for, each cause once. */
export function findLosses(
  title: string,
  { nodes, edges, description }: GraphDocument,
  outline: Outline,
  holds: ReadonlySet<NodePart | EdgePart>,
): readonly ImportDiagnostic[] {
  const lost = (count: number, [one, many]: readonly [string, string]): readonly ImportDiagnostic[] =>
    count === 0
      ? []
      : [{ kind: 'lost', message: `${count} ${count === 1 ? one : many} cannot be written in ${title}.`, count }]
  return [
    ...keysOf(nodeParts)
      .filter((part) => !holds.has(part))
      .flatMap((part) =>
        lost(
          nodes.filter((node) => (part === 'links' ? (node.links ?? []).length > 1 : isThere(node[part]))).length,
          nodeParts[part],
        ),
      ),
    ...keysOf(edgeParts)
      .filter((part) => !holds.has(part))
      .flatMap((part) => lost(edges.filter((edge) => isThere(edge[part])).length, edgeParts[part])),
    ...lost(isThere(description) ? 1 : 0, ['description of the graph', '']),
    ...(outline.raised === 0
      ? []
      : [
          {
            kind: 'lost' as const,
            message: 'Elements lie in more groups than can be written, and are put into one further out.',
            count: outline.raised,
          },
        ]),
  ]
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
}

function keysOf<Key extends string>(parts: Readonly<Record<Key, unknown>>): readonly Key[] {
  return Object.keys(parts).filter((key): key is Key => Object.hasOwn(parts, key))
}
