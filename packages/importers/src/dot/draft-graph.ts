import type { NodeKind } from '@statusgraph/model'
import type { Draft, DraftEdge, DraftNode, ImportDiagnostic } from '../draft.ts'
import { guessKind, guessKindOfName } from '../guess-kind.ts'
import type { BuiltGraph, DotCluster, DotEdge, DotNode } from './build-graph.ts'
import { technologyOfPicture } from '../technology-of-picture.ts'
import { labelText, readHtmlPorts, readRecord } from './labels.ts'
import type { LabelContext } from './labels.ts'
import { placeCluster, placeNode, readCanvas } from './places.ts'
import type { Canvas } from './places.ts'
import type { DotValue } from './tree.ts'

/** Shapes that say what a thing is; the many others are boxes of different taste. */
const kinds: ReadonlyMap<string, NodeKind> = new Map<string, NodeKind>([
  ['cylinder', 'database'],
  ['hexagon', 'hexagon'],
  ['diamond', 'diamond'],
  ['Mdiamond', 'diamond'],
  ['cds', 'queue'],
  ['ellipse', 'service'],
  ['oval', 'service'],
  ['circle', 'service'],
  ['doublecircle', 'service'],
  ['component', 'service'],
  ['', 'service'],
])
/** Shapes that are drawn of anything, so that the name may tell what it is. */
const anything = new Set(['', 'box', 'rect', 'rectangle', 'square', 'ellipse', 'oval', 'circle', 'component', 'box3d'])
const untitled = /^(?:%\d+|g|graph|g_?\d*)$/i

/** Nodes, clusters as groups, and edges, as the file has them. */
export function draftGraph(graph: BuiltGraph, name: string | undefined, diagnostics: ImportDiagnostic[]): Draft {
  const context = { graph: name ?? '' }
  const canvas = readCanvas(graph)
  const title = graph.attributes.get('label')
  return {
    name: (title === undefined ? '' : labelText(title, context)).replaceAll('\n', ' ') || usefulName(name),
    nodes: [
      ...graph.clusters.map((cluster) => draftCluster(cluster, context.graph, canvas)),
      ...graph.nodes.map((node) => draftNode(node, context.graph, graph.clusterOf.get(node), canvas)),
    ],
    edges: graph.edges.map((edge) => draftEdge(edge, context.graph, diagnostics)),
  }
}

export function keyOfCluster({ id }: DotCluster): string {
  return `subgraph ${id}`
}

function draftCluster(cluster: DotCluster, graph: string, canvas: Canvas): DraftNode {
  const label = cluster.attributes.get('label')
  return {
    key: keyOfCluster(cluster),
    // A box without a title is called by its name, as one without a label is.
    name: (label === undefined ? '' : labelText(label, { graph })) || cluster.name,
    kind: 'group',
    parent: cluster.parent === undefined ? undefined : keyOfCluster(cluster.parent),
    links: linksOf(cluster.attributes),
    ...placeCluster(cluster.attributes, canvas),
    at: cluster.at,
  }
}

function draftNode(node: DotNode, graph: string, cluster: DotCluster | undefined, canvas: Canvas): DraftNode {
  const { name, attributes, at } = node
  const context = { graph, node: name }
  const label = attributes.get('label')
  const shape = attributes.get('shape')?.text ?? ''
  const isRecord = (shape === 'record' || shape === 'Mrecord') && label?.isHtml === false
  const record = isRecord ? readRecord(label.text, context) : undefined
  const ports = record?.ports ?? (label?.isHtml === true ? readHtmlPorts(label.text) : [])
  const technology = technologyOfPicture(attributes.get('image')?.text)
  const text = record?.text ?? (label === undefined ? name : labelText(label, context))
  return {
    key: name,
    // Fields without a text, such as a drawn queue has, leave the name of the node to tell what it is.
    name: isRecord && text === '' ? name : text,
    kind:
      (anything.has(shape) ? guessKindOfName(text) : undefined) ?? kinds.get(shape) ?? guessKind(technology) ?? 'box',
    technology,
    parent: cluster === undefined ? undefined : keyOfCluster(cluster),
    ports: [...new Map(ports.map((port) => [port.id, port])).values()],
    description: tooltipOf(attributes, context) ?? textBeside(attributes, context),
    links: linksOf(attributes),
    ...placeNode(attributes, canvas),
    at,
  }
}

function draftEdge(
  { source, target, attributes, at, ...ports }: DotEdge,
  graph: string,
  diagnostics: ImportDiagnostic[],
): DraftEdge {
  const label = attributes.get('label') ?? attributes.get('xlabel')
  for (const end of ['headlabel', 'taillabel']) {
    if ((attributes.get(end)?.text ?? '') === '') continue
    diagnostics.push({ kind: 'lost', ...at, message: `The text at one end of an edge (${end}) was left out.` })
  }
  const context = { graph, edge: [source.name, target.name] as const }
  return {
    source: source.name,
    target: target.name,
    sourcePort: ports.sourcePort ?? attributes.get('tailport')?.text,
    targetPort: ports.targetPort ?? attributes.get('headport')?.text,
    label: label === undefined ? undefined : labelText(label, context),
    description: tooltipOf(attributes, context),
    at,
  }
}

function linksOf(attributes: ReadonlyMap<string, DotValue>): DraftNode['links'] {
  const url = (attributes.get('URL') ?? attributes.get('href'))?.text.trim() ?? ''
  return url === '' ? undefined : [{ url, title: url }]
}

/** What is shown of a node, a cluster or an edge when somebody points at it; Graphviz writes its label there when nobody else does. */
function tooltipOf(attributes: ReadonlyMap<string, DotValue>, context: LabelContext): string | undefined {
  const tooltip = attributes.get('tooltip')
  const text = tooltip === undefined ? '' : labelText(tooltip, context).trim()
  const label = attributes.get('label')
  const isLabel = text === context.node || (label !== undefined && text === labelText(label, context).trim())
  return text === '' || isLabel ? undefined : text
}

/** What stands beside a node, outside of its shape. */
function textBeside(attributes: ReadonlyMap<string, DotValue>, context: LabelContext): string | undefined {
  const beside = attributes.get('xlabel')
  return beside === undefined ? undefined : labelText(beside, context) || undefined
}

function usefulName(name: string | undefined): string | undefined {
  return name === undefined || untitled.test(name) ? undefined : name
}
