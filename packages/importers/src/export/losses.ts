import type { GraphDocument, GraphNode } from '@statusgraph/model'
import type { ImportDiagnostic } from '../draft.ts'
import type { Outline } from './outline.ts'
import { webLink } from './web-link.ts'

/** What a node may have that a format has no place for, in words, and how much of it a node has. */
const nodeParts = {
  services: ['Names in monitoring', ({ services = [] }) => services.length],
  namespace: ['Namespaces', ({ namespace }) => countText(namespace)],
  description: ['Descriptions', ({ description }) => countText(description)],
  labels: ['Labels of nodes', ({ labels = {} }) => Object.keys(labels).length],
  ports: ['Ports', ({ ports = [] }) => ports.length],
  icon: ['Icons', ({ icon }) => countText(icon)],
  links: ['Further links', (node) => (node.links ?? []).length - (webLink(node) === undefined ? 0 : 1)],
  position: ['Positions', ({ position }) => (position === undefined ? 0 : 1)],
} as const satisfies Record<string, readonly [string, (node: GraphNode) => number]>

export type NodePart = keyof typeof nodeParts

/** What a format has a place for. */
export interface Room {
  readonly title: string
  readonly holds: ReadonlySet<NodePart>
  /** Ports are written as labels at the ends of edges. */
  readonly labelsPorts: boolean
  /** A group without members can be told from a node. */
  readonly emptyGroups: boolean
}

/** What of a graph a format has no place for, each cause once. Of the links of a node every format holds one. */
export function findLosses(graph: GraphDocument, { byId, raised }: Outline, room: Room): readonly ImportDiagnostic[] {
  const { nodes, edges, description } = graph
  const { title, holds, labelsPorts, emptyGroups } = room
  const say = (kind: ImportDiagnostic['kind'], count: number, message: string): readonly ImportDiagnostic[] =>
    count === 0 ? [] : [{ kind, message, count }]
  const lost = (count: number, what: string): readonly ImportDiagnostic[] =>
    say('lost', count, `${what} cannot be written in ${title}.`)
  const countNodes = (countIn: (node: GraphNode) => number): number =>
    nodes.reduce((sum, node) => sum + countIn(node), 0)
  const empty = [...byId.values()].filter(({ node, members }) => node.kind === 'group' && members.length === 0)
  return [
    ...keysOf(nodeParts)
      .filter((part) => !holds.has(part) && !(part === 'ports' && labelsPorts))
      .flatMap((part) => lost(countNodes(nodeParts[part][1]), nodeParts[part][0])),
    ...lost(edges.filter(({ kind }) => countText(kind) > 0).length, 'Kinds of edges'),
    ...lost(countText(description), 'The description of the graph'),
    ...lost(raised, 'The innermost groups around elements that lie in very many'),
    ...say(
      'note',
      labelsPorts ? countNodes(nodeParts.ports[1]) : 0,
      `Ports are labels at the ends of edges in ${title}.`,
    ),
    ...say('note', emptyGroups ? 0 : empty.length, `Groups without members are shapes like any other in ${title}.`),
  ]
}

function countText(text: string | undefined): number {
  return text === undefined || text === '' ? 0 : 1
}

function keysOf<Key extends string>(parts: Readonly<Record<Key, unknown>>): readonly Key[] {
  return Object.keys(parts).filter((key): key is Key => Object.hasOwn(parts, key))
}
