import type { GraphDocument, GraphEdge, GraphNode, NodeKind } from '@statusgraph/model'
import type { ExportOptions } from './exported.ts'
import { lookOf, titleOf } from './lamps.ts'
import { nameElements } from './name-elements.ts'
import type { Branch, Outline } from './outline.ts'
import { portText } from './port-text.ts'
import { webLink } from './web-link.ts'
import { exportMark } from '../export-mark.ts'
import { cleanText } from '../clean-text.ts'

const shapes: Readonly<Record<Exclude<NodeKind, 'group'>, string>> = {
  service: 'box',
  box: 'box',
  hexagon: 'hexagon',
  diamond: 'diamond',
  actor: 'ellipse',
  database: 'cylinder',
  queue: 'cds',
  cache: 'cylinder',
  storage: 'folder',
  function: 'component',
  gateway: 'invhouse',
  external: 'box',
}

/**
 * Writes a graph for Graphviz. An edge of a group goes to a node in it and is cut at the frame, as Graphviz wants it; and
 * ranks are those of the whole, because with ranks of each frame it gives up on large graphs ("trouble in init_rank").
 */
export function writeDot(graph: GraphDocument, outline: Outline, { statuses }: ExportOptions): string {
  const names = nameElements(graph.nodes, { isGood: (id) => /^[\p{L}\p{N}_][\p{L}\p{N}_ ./:-]{0,119}$/u.test(id) })
  const nameOf = (id: string): string => names.get(id) ?? id
  const inGroup = new Map<string, string>()
  for (const { node } of outline.byId.values()) {
    if (node.kind === 'group') inGroup.set(node.id, findInside(outline, node.id, nameOf))
  }

  const writeBranch = ({ node, members, depth }: Branch): readonly string[] => {
    const indent = '  '.repeat(depth + 1)
    const look = lookOf(statuses, node.id)
    if (node.kind !== 'group') return [`${indent}${quote(nameOf(node.id))} ${writeNode(node, look)}`]
    const attributes = {
      label: textWith(node, look?.words),
      ...linkOf(node),
      ...(look === undefined
        ? {}
        : { style: 'rounded,filled', fillcolor: look.fill, color: look.line, fontcolor: look.text }),
    }
    return [
      `${indent}subgraph ${quote(`cluster_${nameOf(node.id)}`)} {`,
      ...Object.entries(attributes).map(([key, value]) => `${indent}  ${key}=${quote(value)}`),
      ...members.flatMap((member) => writeBranch(member)),
      // A frame without a node is not drawn, and an edge needs something to end at.
      ...(members.length > 0
        ? []
        : [`${indent}  ${quote(emptyName(nameOf(node.id)))} [shape=point, style=invis, label=""]`]),
      `${indent}}`,
    ]
  }
  const writeEdge = ({ source, target, sourcePort, targetPort, label, description }: GraphEdge): string => {
    const attributes = {
      label: label === undefined ? undefined : escape(label),
      taillabel: escapeMaybe(portText(outline.byId.get(source)?.node, sourcePort)),
      tooltip: escapeMaybe(description),
      headlabel: escapeMaybe(portText(outline.byId.get(target)?.node, targetPort)),
      // Of one within the group itself Graphviz warns and draws it uncut; whoever imports it needs to know.
      ltail: inGroup.has(source) ? `cluster_${nameOf(source)}` : undefined,
      lhead: inGroup.has(target) ? `cluster_${nameOf(target)}` : undefined,
    }
    const ends = [source, target].map((id) => quote(inGroup.get(id) ?? nameOf(id)))
    return `  ${ends.join(' -> ')}${listAttributes(attributes)}`
  }

  return [
    `digraph ${quote(graph.id)} {`,
    `  graph [label=${quote(escape(titleOf(graph.name, statuses)))}, labelloc=t, comment=${quote(exportMark)}, rankdir=LR, compound=true, newrank=true, fontname="Helvetica"]`,
    '  node [shape=box, style=filled, fillcolor=white, fontname="Helvetica"]',
    '  edge [fontname="Helvetica"]',
    ...outline.roots.flatMap((branch) => writeBranch(branch)),
    ...graph.edges.map((edge) => writeEdge(edge)),
    '}',
    '',
  ].join('\n')
}

function writeNode(node: GraphNode, look: ReturnType<typeof lookOf>): string {
  const { kind } = node
  return listAttributes({
    label: textWith(node, look?.words),
    shape: kind === 'group' || shapes[kind] === 'box' ? undefined : shapes[kind],
    style: kind === 'service' ? 'rounded,filled' : kind === 'external' ? 'dashed,filled' : undefined,
    tooltip: escapeMaybe(node.description),
    ...linkOf(node),
    ...(look === undefined ? {} : { fillcolor: look.fill, color: look.line, fontcolor: look.text }),
  }).trimStart()
}

/** A node that lies in a group, however deep; the invisible one where there is none. */
function findInside(outline: Outline, group: string, nameOf: (id: string) => string): string {
  let at = outline.byId.get(group)
  while (at !== undefined && at.node.kind === 'group') {
    const next: Branch | undefined = at.members.find(({ node }) => node.kind !== 'group') ?? at.members[0]
    if (next === undefined) return emptyName(nameOf(at.node.id))
    at = next
  }
  return at === undefined ? nameOf(group) : nameOf(at.node.id)
}

function emptyName(group: string): string {
  return `${group}__inside`
}

function linkOf(node: GraphNode): { readonly URL?: string } {
  const link = webLink(node)
  return link === undefined ? {} : { URL: escape(link) }
}

function textWith(node: GraphNode, words: string | undefined): string {
  return escape(words === undefined ? node.name : `${node.name}\n${words}`)
}

function listAttributes(attributes: Readonly<Record<string, string | undefined>>): string {
  const list = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined || value === '' ? [] : [`${key}=${quote(value)}`],
  )
  return list.length === 0 ? '' : ` [${list.join(', ')}]`
}

function escapeMaybe(text: string | undefined): string | undefined {
  return text === undefined ? undefined : escape(text)
}

/** A text as Graphviz's labels want it: `\N` and its kin stand for something, and so do entities. */
function escape(text: string): string {
  return cleanText(text)
    .replaceAll('\\', '\\\\')
    .replaceAll(/&(?=#?\w+;)/g, '&amp;')
    .replaceAll('\n', '\\n')
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '\\"')}"`
}
