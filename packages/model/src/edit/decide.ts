import { findCycles } from '../graph/cycles.ts'
import type { GraphDocument, GraphEdge, GraphNode } from '../graph/document.ts'
import type { Conflict, Decision, DeletionConflict, FieldConflict } from './conflict.ts'
import {
  composedNodeFields,
  graphFields,
  keepItems,
  mapItems,
  plainEdgeFields,
  plainNodeFields,
  withElements,
  withField,
} from './fields.ts'
import { mendStructure } from './mend.ts'
import { endOf } from './merge-elements.ts'
import { decideRule } from './merge-rules.ts'
import { reconnectEdge, updateEdge } from './operations/edges.ts'
import { updateFields } from './operations/fields.ts'
import { updateNode } from './operations/nodes.ts'
import { addPort } from './operations/ports.ts'
import { indexNodes, withMembers } from './tree.ts'

/** The three documents that were merged. */
export interface MergeSources {
  readonly base: GraphDocument
  readonly mine: GraphDocument
  readonly theirs: GraphDocument
}

/**
 * Does what somebody decided about a conflict of a merged graph, which may have been edited since. A field becomes what
 * the chosen side has. A deletion is done as its side meant it: with the members of the group that it deleted and with
 * all edges, while what that side still has elsewhere goes back there; or it is called off, and everything stays.
 */
export function decideConflict(
  merged: GraphDocument,
  sources: MergeSources,
  conflict: Conflict,
  decision: Decision,
): GraphDocument {
  switch (conflict.kind) {
    case 'field':
      return decideField(merged, sources[decision], conflict)
    case 'deletion': {
      const isDeleted = (conflict.deletedBy === 'me') === (decision === 'mine')
      return isDeleted ? deleteAsMeant(merged, sources, sources[decision], conflict) : merged
    }
  }
}

function decideField(merged: GraphDocument, chosen: GraphDocument, { element, path }: FieldConflict): GraphDocument {
  switch (element.kind) {
    case 'graph': {
      const key = graphFields.find((one) => one === path[0])
      if (key === 'rules') return updateFields(merged, { rules: decideRule(merged.rules, chosen.rules, path) })
      return key === undefined ? merged : updateFields(merged, { [key]: chosen[key] })
    }
    case 'node': {
      const node = chosen.nodes.find(({ id }) => id === element.id)
      return node === undefined ? merged : decideNodeField(merged, chosen, node, path)
    }
    case 'edge': {
      const edge = chosen.edges.find(({ id }) => id === element.id)
      const isThere = merged.edges.some(({ id }) => id === element.id)
      return edge === undefined || !isThere ? merged : decideEdgeField(merged, chosen, edge, path[0])
    }
  }
}

function decideNodeField(
  merged: GraphDocument,
  chosen: GraphDocument,
  node: GraphNode,
  [field, ...parts]: FieldConflict['path'],
): GraphDocument {
  const [part, inner] = parts
  if (field === 'parent') return decideParent(merged, chosen, node)
  if (field === 'labels' && part !== undefined) return decideLabel(merged, node, part)
  if (field === 'ports' && part !== undefined) return decidePort(merged, node, part, inner)
  const key = [...plainNodeFields, ...composedNodeFields].find((one) => one === field)
  return key === undefined ? merged : updateNode(merged, node.id, { [key]: node[key] })
}

function decideLabel(merged: GraphDocument, { id, labels: chosen = {} }: GraphNode, key: string): GraphDocument {
  const own = merged.nodes.find((node) => node.id === id)?.labels ?? {}
  const others = Object.entries(own).filter(([name]) => name !== key)
  const labels = Object.fromEntries([...others, ...Object.entries(chosen).filter(([name]) => name === key)])
  return updateNode(merged, id, { labels: Object.keys(labels).length === 0 ? undefined : labels })
}

function decidePort(
  merged: GraphDocument,
  { id, ports: chosen = [] }: GraphNode,
  port: string,
  inner: string | undefined,
): GraphDocument {
  const own = merged.nodes.find((node) => node.id === id)?.ports ?? []
  const wanted = chosen.find((one) => one.id === port)
  const present = own.find((one) => one.id === port)
  const key = (['name', 'label'] as const).find((one) => one === inner)
  if (key !== undefined && (wanted === undefined || present === undefined)) return merged
  const changed = key === undefined || present === undefined ? wanted : withField(present, key, wanted?.[key])
  const kept = own.flatMap((one) => (one === present ? (changed ?? []) : one))
  const ports = present === undefined && changed !== undefined ? [...kept, changed] : kept
  return updateNode(merged, id, { ports: ports.length === 0 ? undefined : ports })
}

/**
 * Where the chosen parent is no group any more, it is one again, as it is on the chosen side; where groups would be
 * inside one another, the others in the ring go where the chosen side has them too.
 */
function decideParent(merged: GraphDocument, chosen: GraphDocument, { id, parent }: GraphNode): GraphDocument {
  const present = indexNodes(merged)
  if (!present.has(id) || (parent !== undefined && !present.has(parent))) return merged
  const wanted = indexNodes(chosen)
  const regrouped = mapItems(merged.nodes, (one) => (one.id === parent ? withField(one, 'kind', 'group') : one))
  const moved = new Set<string>()
  let nodes = regrouped
  for (let ring: readonly string[] = [id]; ring.length > 0;) {
    for (const one of ring) moved.add(one)
    nodes = mapItems(regrouped, (one) =>
      moved.has(one.id) ? withField(one, 'parent', wanted.get(one.id)?.parent) : one,
    )
    const cycles = findCycles(nodes, new Map(nodes.map((one) => [one.id, one])))
    ring = cycles.flat().filter((one) => !moved.has(one))
  }
  return mendStructure(withElements(merged, nodes), (one) => wanted.get(one)?.parent)
}

function decideEdgeField(merged: GraphDocument, chosen: GraphDocument, edge: GraphEdge, field: string): GraphDocument {
  if (field === 'source' || field === 'target') {
    const end = endOf(edge, field)
    // The chosen end may be a port that is gone; choosing it brings it back.
    const port = chosen.nodes.find(({ id }) => id === end.node)?.ports?.find(({ id }) => id === end.port)
    return reconnectEdge(port === undefined ? merged : addPort(merged, end.node, port), edge.id, field, end)
  }
  const key = plainEdgeFields.find((one) => one === field)
  return key === undefined ? merged : updateEdge(merged, edge.id, { [key]: edge[key] })
}

function deleteAsMeant(
  merged: GraphDocument,
  { base }: MergeSources,
  deleter: GraphDocument,
  { element }: DeletionConflict,
): GraphDocument {
  if (element.kind === 'graph') return merged
  if (element.kind === 'edge') {
    return withElements(
      merged,
      merged.nodes,
      keepItems(merged.edges, ({ id }) => id !== element.id),
    )
  }
  const gone = findGone(merged, base, deleter, element.id)
  if (gone.size === 0) return merged
  const meant = indexNodes(deleter)
  const meantEdges = new Map(deleter.edges.map((edge) => [edge.id, edge]))
  const nodes = keepItems(merged.nodes, ({ id }) => !gone.has(id))
  const rehoused = mapItems(nodes, (node) => {
    const isHomeless = node.parent !== undefined && gone.has(node.parent)
    return isHomeless && meant.has(node.id) ? withField(node, 'parent', meant.get(node.id)?.parent) : node
  })
  const edges = mapItems(merged.edges, (edge) =>
    gone.has(edge.source) || gone.has(edge.target) ? (meantEdges.get(edge.id) ?? edge) : edge,
  )
  const former = indexNodes(merged)
  return mendStructure(withElements(merged, rehoused, edges), (id) => (former.get(id) ?? meant.get(id))?.parent)
}

/**
 * The node and what goes with it: whatever the deleting side deleted inside, and what the other side has newly put
 * there, unless the deleting side only took the group away from around its members.
 */
function findGone(
  merged: GraphDocument,
  base: GraphDocument,
  deleter: GraphDocument,
  root: string,
): ReadonlySet<string> {
  const inside = withMembers(merged, [root])
  const known = indexNodes(base)
  const kept = indexNodes(deleter)
  const emptied = new Set<string>()
  for (const { id, parent } of base.nodes) if (parent !== undefined && !kept.has(id)) emptied.add(parent)
  for (const { id, parent } of base.nodes) if (parent !== undefined && kept.has(id)) emptied.delete(parent)
  const byId = indexNodes(merged)
  const gone = new Set<string>()
  const emptyGone = new Set<string>()
  // Outer nodes come first, so whether the group around goes is known by then.
  for (const id of inside) {
    const parent = byId.get(id)?.parent
    const isInside = id === root || (parent !== undefined && gone.has(parent))
    if (!isInside || kept.has(id)) continue
    if (!known.has(id) && (parent === undefined || !emptyGone.has(parent))) continue
    gone.add(id)
    if (!known.has(id) || emptied.has(id)) emptyGone.add(id)
  }
  return gone
}
