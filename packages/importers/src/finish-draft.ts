import { listLimits, parseGraphDocument } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import type { Draft, DraftEdge, DraftNode, ImportDiagnostic } from './draft.ts'
import { importLimits } from './limits.ts'
import { makeIds } from './make-ids.ts'
import { makeReadable } from './make-readable.ts'

export type FinishedDraft =
  | { readonly ok: true; readonly graph: GraphDocument; readonly diagnostics: readonly ImportDiagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly ImportDiagnostic[] }

const longestName = 400
const longestPort = 200
const longestText = 4_000
const webLink = /^(?:https?:|mailto:)/i

/**
 * Turns what an importer found into a graph document that passes every rule of one. Ids come from keys, so the same
 * element has the same id in the next version of the file.
 *
 * @param fallbackId the id of the graph when the draft has no name to make one from
 */
export function finishDraft(draft: Draft, fallbackId = 'imported'): FinishedDraft {
  if (draft.document !== undefined) return { ok: true, graph: draft.document, diagnostics: [] }
  if (draft.nodes.length > importLimits.nodes || draft.edges.length > importLimits.edges) {
    const message = `This is more than a graph may hold: ${draft.nodes.length} nodes of ${importLimits.nodes}, ${draft.edges.length} edges of ${importLimits.edges}.`
    return { ok: false, diagnostics: [{ kind: 'error', message }] }
  }
  const diagnostics: ImportDiagnostic[] = []
  const drafted = firstOfEach(draft.nodes, diagnostics)
  const ids = makeIds(drafted.map(({ key }) => key))
  const groups = new Set(drafted.filter(({ kind }) => kind === 'group').map(({ key }) => key))
  const parents = findParents(drafted, groups, diagnostics)
  const nodes = drafted.map((node) => finishNode(node, ids, parents, diagnostics))
  const ports = new Map(drafted.map((node) => [node.key, new Set(portsOf(node).map(({ id }) => id))]))
  const edges = finishEdges(draft.edges, ids, ports, diagnostics)
  const name = cut(draft.name?.trim(), longestName)
  const parsed = parseGraphDocument({
    version: 1,
    id: slugOf(name ?? '') || fallbackId,
    ...withValue('name', name),
    ...withValue('description', cut(draft.description?.trim(), longestText)),
    nodes,
    edges,
  })
  if (parsed.ok) {
    const { graph, grown } = makeReadable(parsed.graph)
    const message = 'A shape that is too small for its name became larger, and the drawing wider as far as that takes.'
    const told: readonly ImportDiagnostic[] = grown === 0 ? [] : [{ kind: 'note', message, count: grown }]
    return { ok: true, graph, diagnostics: [...diagnostics, ...told] }
  }
  // A draft that breaks the rules of documents is a defect of ours or a file nobody foresaw: said, never thrown.
  const faults = parsed.faults.slice(0, 20).map(({ path, message }) => ({
    kind: 'error' as const,
    message: `The diagram does not fit into a graph document: ${path.join('.')}: ${message}.`,
  }))
  return { ok: false, diagnostics: [...diagnostics, ...faults] }
}

function finishNode(
  node: DraftNode,
  ids: ReadonlyMap<string, string>,
  parents: ReadonlyMap<string, string>,
  diagnostics: ImportDiagnostic[],
): unknown {
  const id = ids.get(node.key) ?? node.key
  const whole = oneLine(node.name)
  const name = cut(whole, longestName)
  if (name !== whole) {
    const message = `A name of more than ${longestName} characters was cut; the whole of it stands in the description.`
    diagnostics.push({ kind: 'note', message, ...node.at })
  }
  const description = name === whole ? node.description : [node.name, node.description ?? ''].join('\n\n')
  const parent = parents.get(node.key)
  const labels = Object.entries({
    ...node.labels,
    ...(node.technology === undefined || node.technology === '' ? {} : { technology: node.technology }),
  }).map(([key, value]) => [cut(oneLine(key), longestName) ?? '', cut(oneLine(value), longestName) ?? ''] as const)
  const links = node.links?.filter(({ url, title }) => {
    const isGood = webLink.test(url.trim()) && url.length <= longestText
    if (!isGood)
      diagnostics.push({ kind: 'lost', message: `A link that is no web address was left out: ${title}.`, ...node.at })
    return isGood
  })
  return {
    id,
    name: name === undefined || name === '' ? id : name,
    kind: node.kind,
    ...withValue('services', listOf(node.services?.flatMap((service) => cut(service.trim(), longestName) || []))),
    ...withValue('namespace', cut(node.namespace, longestName)),
    ...withValue('description', cut(description?.trim(), longestText)),
    ...(labels.length === 0 ? {} : { labels: Object.fromEntries(labels) }),
    ...withValue('ports', listOf(portsOf(node).map(finishPort))),
    ...withValue('parent', parent === undefined ? undefined : ids.get(parent)),
    ...withValue('position', roundPoint(node.position)),
    ...withValue('size', roundSize(node.size)),
    ...withValue('icon', node.icon),
    ...withValue(
      'links',
      listOf(
        links
          ?.slice(0, 50)
          .map(({ title, url }) => ({ title: cut(oneLine(title), longestName) || url.slice(0, 80), url: url.trim() })),
      ),
    ),
  }
}

function finishEdges(
  edges: readonly DraftEdge[],
  ids: ReadonlyMap<string, string>,
  ports: ReadonlyMap<string, ReadonlySet<string>>,
  diagnostics: ImportDiagnostic[],
): readonly unknown[] {
  const known = edges.filter((edge) => {
    const isKnown = ids.has(edge.source) && ids.has(edge.target)
    if (!isKnown) {
      const message = `An edge was left out because one of its ends is nothing in the diagram: ${edge.source} to ${edge.target}.`
      diagnostics.push({ kind: 'lost', message, ...edge.at })
    }
    return isKnown
  })
  const keys = edgeKeys(known)
  const edgeIds = makeIds(
    keys,
    known.map((edge) => edge.key ?? `${edge.source} ${edge.target}`),
  )
  return known.map((edge, at) => {
    const wholeLabel = labelOf(edge)
    const label = cut(wholeLabel, longestName)
    if (label !== wholeLabel) {
      const message = `The label of an edge was longer than ${longestName} characters and was cut.`
      diagnostics.push({ kind: 'lost', message, ...edge.at })
    }
    const portOf = (end: string, port: string | undefined): string | null =>
      port !== undefined && ports.get(end)?.has(port) === true ? port : null
    return {
      id: edgeIds.get(keys[at] ?? ''),
      source: ids.get(edge.source),
      target: ids.get(edge.target),
      sourcePort: portOf(edge.source, edge.sourcePort),
      targetPort: portOf(edge.target, edge.targetPort),
      ...(label === '' ? {} : withValue('label', label)),
      ...withValue('description', cut(edge.description?.trim(), longestText)),
      ...withValue('kind', cut(edge.kind, longestName)),
    }
  })
}

/** What an edge says and, behind it, what it is made with, as C4 draws it: `places orders [gRPC]`. */
function labelOf(edge: DraftEdge): string {
  const label = oneLine(edge.label ?? '')
  const technology = oneLine(edge.technology ?? '')
  if (label === '' || technology === '') return label === '' ? technology : label
  return label.includes(technology) ? label : `${label} [${technology}]`
}

/** The ports that a node may have; an edge of any other ends at the node itself. */
function portsOf({ ports = [] }: DraftNode): NonNullable<DraftNode['ports']> {
  const named = ports.filter(({ id }) => id !== '' && id.length <= longestPort)
  return [...new Map(named.map((port) => [port.id, port])).values()].slice(0, listLimits.ports)
}

function finishPort({ id, name, label }: NonNullable<DraftNode['ports']>[number]): unknown {
  return { id, ...withValue('name', cut(name, longestName)), ...withValue('label', cut(label, longestName)) }
}

/** A key for each edge that no other has: edges between the same ends, and those that say a key twice, are told apart. */
function edgeKeys(edges: readonly DraftEdge[]): readonly string[] {
  const known = new Set<string>()
  return edges.map(({ key, source, target }, at) => {
    const own = key === undefined || known.has(key) ? `${key ?? `${source}->${target}`}\u0000${at}` : key
    known.add(own)
    return own
  })
}

/**
 * The group of each node. What names no group or lies in itself lies nowhere, and so does what is nested deeper than a
 * person can follow.
 */
function findParents(
  nodes: readonly DraftNode[],
  groups: ReadonlySet<string>,
  diagnostics: ImportDiagnostic[],
): ReadonlyMap<string, string> {
  const parents = new Map<string, string>()
  for (const { key, parent } of nodes) if (parent !== undefined && groups.has(parent)) parents.set(key, parent)
  const depths = new Map<string, number>()
  for (const { key, at: place } of nodes) {
    const path = new Set<string>()
    let at: string | undefined = key
    while (at !== undefined && !depths.has(at) && !path.has(at)) {
      path.add(at)
      at = parents.get(at)
    }
    if (at !== undefined && path.has(at)) parents.delete(at)
    for (const step of [...path].toReversed()) {
      const parent = parents.get(step)
      const depth = parent === undefined ? 0 : (depths.get(parent) ?? 0) + 1
      if (depth > importLimits.depth) {
        parents.delete(step)
        const message = `A group that lies deeper than ${importLimits.depth} others was taken out of them.`
        diagnostics.push({ kind: 'lost', message, ...place })
      }
      depths.set(step, depth > importLimits.depth ? 0 : depth)
    }
  }
  return parents
}

/** The first of each key; a file that says an id twice means one thing, or is damaged. */
function firstOfEach(nodes: readonly DraftNode[], diagnostics: ImportDiagnostic[]): readonly DraftNode[] {
  const known = new Set<string>()
  return nodes.filter(({ key, at }) => {
    if (known.has(key)) {
      diagnostics.push({ kind: 'lost', message: `"${key}" is there twice, and the first one counts.`, ...at })
      return false
    }
    known.add(key)
    return true
  })
}

function withValue<Value>(key: string, value: Value | undefined): Readonly<Record<string, Value>> {
  return value === undefined || value === '' ? {} : { [key]: value }
}

function listOf<Value>(list: readonly Value[] | undefined): readonly Value[] | undefined {
  return list === undefined || list.length === 0 ? undefined : list
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

function cut(text: string | undefined, most: number): string | undefined {
  return text === undefined || text.length <= most ? text : `${text.slice(0, most - 1)}…`
}

function roundPoint(point: DraftNode['position']): DraftNode['position'] {
  if (point === undefined || !Number.isFinite(point.x) || !Number.isFinite(point.y)) return undefined
  if (Math.abs(point.x) > 1e7 || Math.abs(point.y) > 1e7) return undefined
  return { x: Math.round(point.x), y: Math.round(point.y) }
}

function roundSize(size: DraftNode['size']): DraftNode['size'] {
  if (size === undefined || !Number.isFinite(size.width) || !Number.isFinite(size.height)) return undefined
  const fit = (value: number): number => Math.min(20_000, Math.max(8, Math.round(value)))
  return { width: fit(size.width), height: fit(size.height) }
}

/** A name as an id of a graph: small letters, digits and single hyphens; empty when nothing of it can be one. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 64)
    .replace(/-$/, '')
}
