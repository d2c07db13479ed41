import type { GraphEdge, GraphNode } from '../graph/document.ts'
import { listLimits } from '../graph/document.ts'
import type { GraphFields } from './fields.ts'
import { plainEdgeFields, plainGraphFields, plainNodeFields, withField } from './fields.ts'
import type { ContestedPorts, OnClash, Versions } from './merge-values.ts'
import { mergeRules } from './merge-rules.ts'
import { mergePorts, mergeRecord, mergeSet, mergeValue } from './merge-values.ts'

/** An element that both have; `base` is missing where both added it. */
export interface ElementVersions<Element> {
  readonly base: Element | undefined
  readonly mine: Element
  readonly theirs: Element
}

/** One node of two, field by field. Where both changed a field, mine is taken and the clash is told. */
export function mergeNode(
  versions: ElementVersions<GraphNode>,
  onClash: OnClash,
  contestedPorts: ContestedPorts = 'stay',
): GraphNode {
  const untouched = takeSide(versions)
  if (untouched !== undefined) return untouched
  let node = versions.theirs
  for (const key of plainNodeFields) node = withField(node, key, mergeValue([key], fieldOf(versions, key), onClash))
  const { services: servicesLimit, links: linksLimit, ports: portsLimit } = listLimits
  const ports = mergePorts(fieldOf(versions, 'ports'), contestedPorts, portsLimit, onClash)
  const services = mergeSet(['services'], fieldOf(versions, 'services'), servicesLimit, onClash)
  const links = mergeSet(['links'], fieldOf(versions, 'links'), linksLimit, onClash)
  node = withField(node, 'labels', mergeRecord(['labels'], fieldOf(versions, 'labels'), onClash))
  node = withField(node, 'ports', ports)
  node = withField(node, 'services', services)
  return withField(node, 'links', links)
}

/** Where an edge ends: a node and, as one with it, the node's port. */
export interface EdgeEnd {
  readonly node: string
  readonly port: string | null
}

export function endOf(edge: GraphEdge, end: 'source' | 'target'): EdgeEnd {
  return end === 'source' ? { node: edge.source, port: edge.sourcePort } : { node: edge.target, port: edge.targetPort }
}

export function withEnd(edge: GraphEdge, end: 'source' | 'target', { node, port }: EdgeEnd): GraphEdge {
  return end === 'source'
    ? withField(withField(edge, 'source', node), 'sourcePort', port)
    : withField(withField(edge, 'target', node), 'targetPort', port)
}

/** One edge of two. Each end is one field, a node with its port: half of mine and half of theirs would be nowhere. */
export function mergeEdge(versions: ElementVersions<GraphEdge>, onClash: OnClash): GraphEdge {
  const untouched = takeSide(versions)
  if (untouched !== undefined) return untouched
  let edge = versions.theirs
  for (const end of ['source', 'target'] as const) {
    const { base, mine, theirs } = versions
    const ends = { base: base && endOf(base, end), mine: endOf(mine, end), theirs: endOf(theirs, end) }
    edge = withEnd(edge, end, mergeValue([end], ends, onClash) ?? ends.mine)
  }
  for (const key of plainEdgeFields) edge = withField(edge, key, mergeValue([key], fieldOf(versions, key), onClash))
  return edge
}

/** The graph's own fields. */
export function mergeGraphFields(versions: ElementVersions<GraphFields>, onClash: OnClash): GraphFields {
  let fields = versions.theirs
  for (const key of plainGraphFields) {
    // What a file said is nothing that people could decide about.
    const ask = key === 'imported' ? () => undefined : onClash
    fields = withField(fields, key, mergeValue([key], fieldOf(versions, key), ask))
  }
  fields = withField(fields, 'tags', mergeSet(['tags'], fieldOf(versions, 'tags'), listLimits.tags, onClash))
  return withField(fields, 'rules', mergeRules(fieldOf(versions, 'rules'), onClash))
}

function takeSide<Element>({ base, mine, theirs }: ElementVersions<Element>): Element | undefined {
  if (base === mine || mine === theirs) return theirs
  return base === theirs ? mine : undefined
}

function fieldOf<Element, Key extends keyof Element>(
  { base, mine, theirs }: ElementVersions<Element>,
  key: Key,
): Versions<Element[Key]> {
  return { base: base?.[key], mine: mine[key], theirs: theirs[key] }
}
