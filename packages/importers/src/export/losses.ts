import type { GraphDocument, GraphEdge, GraphNode } from '@statusgraph/model'
import type { ImportDiagnostic } from '../draft.ts'
import type { Outline } from './outline.ts'
import { webLink } from './web-link.ts'

/** What a node may have that a format has no place for, in words, and how much of it a node has. */
const nodeParts = {
  services: ['names in monitoring', ({ services = [] }) => services.length],
  namespace: ['namespaces', ({ namespace }) => countText(namespace)],
  description: ['descriptions', ({ description }) => countText(description)],
  labels: ['labels of nodes', ({ labels = {} }) => Object.keys(labels).length],
  ports: ['ports', ({ ports = [] }) => ports.length],
  icon: ['icons', ({ icon }) => countText(icon)],
  links: ['further links', (node) => (node.links ?? []).length - (webLink(node) === undefined ? 0 : 1)],
  position: ['positions', ({ position }) => (position === undefined ? 0 : 1)],
  pinned: ['nodes pinned to their place', ({ pinned }) => (pinned === true ? 1 : 0)],
  collapsed: ['groups shown as one node', ({ collapsed }) => (collapsed === true ? 1 : 0)],
} as const satisfies Record<string, readonly [string, (node: GraphNode) => number]>

/** The same for edges. */
const edgeParts = {
  'kind of an edge': ['kinds of edges', ({ kind }) => countText(kind)],
  'description of an edge': ['descriptions of edges', ({ description }) => countText(description)],
} as const satisfies Record<string, readonly [string, (edge: GraphEdge) => number]>

/** What is said of a graph as a whole and stays behind, in words. */
const graphParts: readonly (readonly [string, (graph: GraphDocument) => boolean])[] = [
  ['the description of the graph', ({ description }) => countText(description) > 0],
  ['its tags', ({ tags = [] }) => tags.length > 0],
  ['how it takes in what is discovered', ({ dynamic = 'off', rules }) => dynamic !== 'off' || rules !== undefined],
  ['the record of the diagram it was imported from', ({ imported }) => imported !== undefined],
  ['the graph it was copied from', ({ origin }) => origin !== undefined],
]

type NodePart = keyof typeof nodeParts
type EdgePart = keyof typeof edgeParts

/** What a format has a place for. */
export interface Room {
  readonly title: string
  readonly holds: ReadonlySet<NodePart | EdgePart>
  /** Ports are written as labels at the ends of edges. */
  readonly labelsPorts: boolean
  /** A group without members can be told from a node. */
  readonly emptyGroups: boolean
  /** How many edges its tool draws unless it is told otherwise. */
  readonly edges?: number
}

/** What of a graph a format has no place for, in one sentence. Of the links of a node every format holds one. */
export function findLosses(graph: GraphDocument, { byId, raised }: Outline, room: Room): readonly ImportDiagnostic[] {
  const { title, holds, labelsPorts, emptyGroups } = room
  const note = (count: number, message: string): readonly ImportDiagnostic[] =>
    count === 0 ? [] : [{ kind: 'note', message, count }]
  const countNodes = (part: NodePart): number => graph.nodes.reduce((sum, node) => sum + nodeParts[part][1](node), 0)
  const countEdges = (part: EdgePart): number => graph.edges.reduce((sum, edge) => sum + edgeParts[part][1](edge), 0)
  const lost = [
    ...keysOf(nodeParts)
      .filter((part) => !holds.has(part) && !(part === 'ports' && labelsPorts))
      .map((part) => [nodeParts[part][0], countNodes(part)] as const),
    ...keysOf(edgeParts)
      .filter((part) => !holds.has(part))
      .map((part) => [edgeParts[part][0], countEdges(part)] as const),
    ['innermost groups around what lies in very many', raised] as const,
  ]
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${what} (${count})`)
  const left = [...lost, ...graphParts.flatMap(([what, isThere]) => (isThere(graph) ? [what] : []))]
  const empty = [...byId.values()].filter(({ node, members }) => node.kind === 'group' && members.length === 0)
  return [
    ...(left.length === 0 ? [] : [{ kind: 'lost' as const, message: `${title} has no place for ${inWords(left)}.` }]),
    ...note(labelsPorts ? countNodes('ports') : 0, `Ports are labels at the ends of edges in ${title}.`),
    ...note(emptyGroups ? 0 : empty.length, `Groups without members are shapes like any other in ${title}.`),
    ...(graph.edges.length < (room.edges ?? Infinity)
      ? []
      : note(graph.edges.length, `${title} draws less than ${room.edges} edges unless its maxEdges is raised.`)),
  ]
}

/** `a, b and c` */
function inWords(list: readonly string[]): string {
  return list.length < 2 ? list.join('') : `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`
}

function countText(text: string | undefined): number {
  return text === undefined || text === '' ? 0 : 1
}

function keysOf<Key extends string>(parts: Readonly<Record<Key, unknown>>): readonly Key[] {
  return Object.keys(parts).filter((key): key is Key => Object.hasOwn(parts, key))
}
