import type { GraphDocument, GraphNode } from '@statusgraph/model'
import type { ImportDiagnostic } from '../draft.ts'
import type { Outline } from './outline.ts'
import { webLink } from './web-link.ts'

/** What a node may have that a format has no place for: in words, and how much of it a node has. */
const nodeParts = {
  services: ['name in monitoring', 'names in monitoring', ({ services = [] }) => services.length],
  namespace: ['namespace', 'namespaces', ({ namespace }) => countText(namespace)],
  description: ['description', 'descriptions', ({ description }) => countText(description)],
  labels: ['label', 'labels', ({ labels = {} }) => Object.keys(labels).length],
  ports: ['port', 'ports', ({ ports = [] }) => ports.length],
  icon: ['icon', 'icons', ({ icon }) => countText(icon)],
  links: ['link', 'links', (node) => (node.links ?? []).length - (webLink(node) === undefined ? 0 : 1)],
  position: ['position', 'positions', ({ position }) => (position === undefined ? 0 : 1)],
} as const satisfies Record<string, readonly [string, string, (node: GraphNode) => number]>

export type NodePart = keyof typeof nodeParts
/** What of a graph a format has no place for, each cause once. Of links, every format holds the first. */
export function findLosses(
  title: string,
  { nodes, edges, description }: GraphDocument,
  { byId, raised }: Outline,
  { holds, emptyGroups }: { readonly holds: ReadonlySet<NodePart>; readonly emptyGroups: boolean },
): readonly ImportDiagnostic[] {
  const lost = (count: number, one: string, many: string): readonly ImportDiagnostic[] =>
    count === 0
      ? []
      : [{ kind: 'lost', message: `${count} ${count === 1 ? one : many} cannot be written in ${title}.`, count }]
  const empty = [...byId.values()].filter(({ node, members }) => node.kind === 'group' && members.length === 0).length
  return [
    ...keysOf(nodeParts)
      .filter((part) => !holds.has(part))
      .flatMap((part) => {
        const [one, many, countIn] = nodeParts[part]
        return lost(
          nodes.reduce((sum, node) => sum + countIn(node), 0),
          one,
          many,
        )
      }),
    ...lost(edges.filter(({ kind }) => countText(kind) > 0).length, 'kind of edge', 'kinds of edges'),
    ...lost(countText(description), 'description of the graph', ''),
    ...(raised === 0
      ? []
      : [
          {
            kind: 'lost' as const,
            message: 'Elements lie in more groups than can be written, and are put into one further out.',
            count: raised,
          },
        ]),
    ...(emptyGroups || empty === 0
      ? []
      : [
          {
            kind: 'note' as const,
            message: `A group without members is a shape like any other in ${title}.`,
            count: empty,
          },
        ]),
  ]
}

function countText(text: string | undefined): number {
  return text === undefined || text === '' ? 0 : 1
}

function keysOf<Key extends string>(parts: Readonly<Record<Key, unknown>>): readonly Key[] {
  return Object.keys(parts).filter((key): key is Key => Object.hasOwn(parts, key))
}
