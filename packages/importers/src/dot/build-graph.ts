import type { FilePlace } from '../draft.ts'
import { importLimits } from '../limits.ts'
import { DotFault } from './scan.ts'
import type { DotAttributes, DotGraph, DotValue, EdgeEnd, NodeName, Statement, Subgraph } from './tree.ts'

/** A node with every attribute that it has, its own and inherited ones. */
export interface DotNode {
  readonly name: string
  readonly attributes: Map<string, DotValue>
  readonly at: FilePlace
}

export interface DotEdge {
  readonly source: DotNode
  readonly target: DotNode
  readonly sourcePort: string | undefined
  readonly targetPort: string | undefined
  readonly attributes: Map<string, DotValue>
  readonly at: FilePlace
}

/** A subgraph that is drawn as a box. */
export interface DotCluster {
  /** Its name, and a number where several in different places have the same one. */
  readonly id: string
  readonly name: string
  readonly attributes: ReadonlyMap<string, DotValue>
  readonly parent: DotCluster | undefined
  readonly at: FilePlace
}

export interface BuiltGraph {
  readonly attributes: ReadonlyMap<string, DotValue>
  readonly nodes: readonly DotNode[]
  readonly edges: readonly DotEdge[]
  readonly clusters: readonly DotCluster[]
  /** The cluster that a node is drawn in. */
  readonly clusterOf: ReadonlyMap<DotNode, DotCluster>
  /** Nodes that a cluster names and that are not drawn in it. */
  readonly torn: readonly DotNode[]
}

/** What statements apply to: the whole graph, or a subgraph in it. */
interface Scope {
  readonly parent: Scope | undefined
  readonly name: string | undefined
  readonly at: FilePlace
  readonly attributes: Map<string, DotValue>
  readonly nodeDefaults: Map<string, DotValue>
  readonly edgeDefaults: Map<string, DotValue>
  readonly members: Set<DotNode>
  readonly inner: Scope[]
  /** Those of them that have a name, by which later statements go on with them. */
  readonly named: Map<string, Scope>
}

/**
 * Follows the statements in order, as Graphviz does: an attribute is inherited by what is made after it was set.
 *
 * @throws DotFault when a few words make more than a graph may hold, as sets of ends can
 */
export function buildGraph(graph: DotGraph): BuiltGraph {
  const root = openScope(undefined, undefined, graph.at)
  const nodes = new Map<string, DotNode>()
  const edges: DotEdge[] = []
  /** Edges that a later statement speaks of again, instead of making another. */
  const known = new Map<string, DotEdge>()

  const findNode = ({ name, at }: NodeName, scope: Scope): DotNode => {
    if (nodes.size >= importLimits.nodes && !nodes.has(name)) throw new DotFault(tooMuch, at)
    const node = nodes.get(name) ?? { name, at, attributes: inherit(scope, 'nodeDefaults') }
    nodes.set(name, node)
    for (let around: Scope | undefined = scope; around !== undefined; around = around.parent) around.members.add(node)
    return node
  }

  const findScope = ({ name, at }: Subgraph, scope: Scope): Scope => {
    const same = name === undefined ? undefined : scope.named.get(name)
    if (same !== undefined) return same
    const opened = openScope(scope, name, at)
    scope.inner.push(opened)
    if (name !== undefined) scope.named.set(name, opened)
    return opened
  }

  const connect = (
    [source, sourcePort]: End,
    [target, targetPort]: End,
    scope: Scope,
    attributes: DotAttributes,
    at: FilePlace,
  ): void => {
    const identity = identityOf(source.name, target.name, attributes.get('key')?.text, graph)
    const same = identity === undefined ? undefined : known.get(identity)
    if (same !== undefined) return assign(same.attributes, attributes)
    if (edges.length >= importLimits.edges) throw new DotFault(tooMuch, at)
    const edge = { source, target, sourcePort, targetPort, attributes: inherit(scope, 'edgeDefaults'), at }
    assign(edge.attributes, attributes)
    edges.push(edge)
    if (identity !== undefined) known.set(identity, edge)
  }

  const follow = (statements: readonly Statement[], scope: Scope): void => {
    for (const statement of statements) {
      switch (statement.kind) {
        case 'mention':
          for (const node of statement.nodes) assign(findNode(node, scope).attributes, statement.attributes)
          break
        case 'defaults':
          assign(scope[targets[statement.of]], statement.attributes)
          break
        case 'subgraph':
          follow(statement.statements, findScope(statement, scope))
          break
        case 'edges': {
          const ends = statement.ends.map((end) => readEnd(end, scope))
          for (const [at, heads] of ends.slice(1).entries()) {
            for (const tail of ends[at] ?? []) {
              for (const head of heads) connect(tail, head, scope, statement.attributes, statement.at)
            }
          }
        }
      }
    }
  }

  const readEnd = (end: EdgeEnd, scope: Scope): readonly End[] => {
    if (!('kind' in end)) return end.map((node) => [findNode(node, scope), node.port])
    const inner = findScope(end, scope)
    follow(end.statements, inner)
    return [...inner.members].map((node) => [node, undefined])
  }

  follow(graph.statements, root)
  return { attributes: root.attributes, nodes: [...nodes.values()], edges, ...findClusters(root) }
}

const tooMuch = `This is more than a graph may hold: ${importLimits.nodes} nodes and ${importLimits.edges} edges.`

/** A node at which an edge ends, and the port there. */
type End = readonly [DotNode, string | undefined]

const targets = { graph: 'attributes', node: 'nodeDefaults', edge: 'edgeDefaults' } as const

function openScope(parent: Scope | undefined, name: string | undefined, at: FilePlace): Scope {
  return {
    parent,
    name,
    at,
    // A subgraph begins with what the graph around it says of itself, its label too.
    attributes: new Map(parent?.attributes),
    nodeDefaults: new Map(),
    edgeDefaults: new Map(),
    members: new Set(),
    inner: [],
    named: new Map(),
  }
}

function inherit(scope: Scope, defaults: 'nodeDefaults' | 'edgeDefaults'): Map<string, DotValue> {
  const scopes: Scope[] = []
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) scopes.push(at)
  return new Map(scopes.toReversed().flatMap((one) => [...one[defaults]]))
}

function assign(to: Map<string, DotValue>, attributes: DotAttributes): void {
  for (const [name, value] of attributes) to.set(name, value)
}

/** By what an edge is the same as another one; undefined when every statement makes an edge of its own. */
function identityOf(source: string, target: string, key: string | undefined, graph: DotGraph): string | undefined {
  if (!graph.isStrict && key === undefined) return undefined
  const ends = graph.isDirected ? [source, target] : [source, target].toSorted()
  return JSON.stringify([...ends, graph.isStrict ? undefined : key])
}

function findClusters(root: Scope): Pick<BuiltGraph, 'clusters' | 'clusterOf' | 'torn'> {
  const clusters: DotCluster[] = []
  const called = new Map<string, number>()
  const clusterOf = new Map<DotNode, DotCluster>()
  const ranks: { readonly members: ReadonlySet<DotNode>; readonly around: DotCluster | undefined }[] = []
  const visit = (scope: Scope, parent: DotCluster | undefined): void => {
    for (const inner of scope.inner) {
      if (!isCluster(inner)) {
        visit(inner, parent)
        if (ranked.has(inner.attributes.get('rank')?.text ?? '')) ranks.push({ members: inner.members, around: parent })
        continue
      }
      const name = inner.name ?? `%${clusters.length}`
      const times = (called.get(name) ?? 0) + 1
      called.set(name, times)
      const id = times === 1 ? name : `${name} ${times}`
      const cluster: DotCluster = { id, name, attributes: inner.attributes, parent, at: inner.at }
      clusters.push(cluster)
      visit(inner, cluster)
      // Of several clusters the first one that holds the node keeps it, as Graphviz draws it.
      for (const node of inner.members) if (!clusterOf.has(node)) clusterOf.set(node, cluster)
    }
  }
  visit(root, undefined)
  const isNewRanking = root.attributes.get('newrank')?.text.toLowerCase() === 'true'
  const torn = isNewRanking ? [] : ranks.flatMap(({ members, around }) => tearOut(members, around, clusterOf))
  return { clusters, clusterOf, torn }
}

const ranked = new Set(['same', 'min', 'max', 'source', 'sink'])

/** Nodes of a cluster that are also put into one rank with others outside of it: Graphviz draws them out there. */
function tearOut(
  members: ReadonlySet<DotNode>,
  around: DotCluster | undefined,
  clusterOf: Map<DotNode, DotCluster>,
): readonly DotNode[] {
  return [...members].filter((node) => {
    const own = clusterOf.get(node)
    if (own === undefined || own === around || !isInside(own, around)) return false
    if (around === undefined) clusterOf.delete(node)
    else clusterOf.set(node, around)
    return true
  })
}

function isInside(cluster: DotCluster, around: DotCluster | undefined): boolean {
  for (let at: DotCluster | undefined = cluster; at !== undefined; at = at.parent) if (at === around) return true
  return around === undefined
}

function isCluster({ name, attributes }: Scope): boolean {
  if (name?.toLowerCase().startsWith('cluster') === true) return true
  return /^(?:true|yes|[1-9]\d*)$/i.test(attributes.get('cluster')?.text ?? '')
}
