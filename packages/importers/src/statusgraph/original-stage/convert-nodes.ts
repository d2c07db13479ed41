import { nodeKinds } from '@statusgraph/model'
import type { GraphNode, NodeKind, Port } from '@statusgraph/model'
import { fit, isBlankId, longestText, takeId } from './identity.ts'
import { findParents } from './find-parents.ts'
import type { StageConnector, StageNode } from './stage-schema.ts'

export interface ConvertedNode {
  /** The id in the stage; edges and clusters speak of it by this. */
  readonly stageId: string
  readonly document: GraphNode
  /** Connector ids of the stage and the ports they became. */
  readonly ports: ReadonlyMap<string, string>
}

const kindsOfTypes: ReadonlyMap<string, NodeKind> = new Map<string, NodeKind>([
  ...nodeKinds.map((kind): [string, NodeKind] => [kind, kind]),
  ['rect', 'box'],
  ['poly', 'hexagon'],
  ['cluster', 'group'],
])
/** The farthest from the middle of the canvas that a graph document takes. */
const farthest = 1e7

export function convertNodes(stageNodes: readonly StageNode[], notes: string[]): readonly ConvertedNode[] {
  const ids = chooseIds(stageNodes, notes)
  const parents = findParents(stageNodes, ids, notes)
  return stageNodes.map((node, index) => convertNode(node, ids[index] ?? '', parents.get(index), notes))
}

function chooseIds(stageNodes: readonly StageNode[], notes: string[]): readonly string[] {
  const taken = new Set<string>()
  return stageNodes.map((node, index) => {
    const id = takeId(isBlankId(node.id) ? `node-${index + 1}` : node.id, taken)
    if (id !== node.id) {
      const why = isBlankId(node.id) ? 'has no id' : taken.has(node.id) ? `has the id of another` : 'has a very long id'
      notes.push(`node ${index + 1} ("${node.name}") ${why}, it got "${id}"`)
    }
    return id
  })
}

function convertNode(node: StageNode, id: string, parent: string | undefined, notes: string[]): ConvertedNode {
  const what = `node "${node.name === '' ? id : node.name}"`
  const kind = kindsOfTypes.get(node.type)
  if (kind === undefined) notes.push(`${what} is of the unknown type "${node.type}", it became a service`)
  const labels = convertLabels(node.labels, what, notes)
  const position = convertPosition(node, what, notes)
  const { ports, idsOfConnectors } = convertConnectors(node.connector, what, notes)
  return {
    stageId: node.id,
    ports: idsOfConnectors,
    document: {
      id,
      name: fit(node.name === '' ? id : node.name, `the name of ${what.slice(0, longestText)}`, notes),
      kind: kind ?? 'service',
      ...(node.namespace === '' ? {} : { namespace: fit(node.namespace, `the namespace of ${what}`, notes) }),
      ...(labels === undefined ? {} : { labels }),
      ...(ports.length === 0 ? {} : { ports: [...ports] }),
      ...(parent === undefined ? {} : { parent }),
      ...(position === undefined ? {} : { position }),
    },
  }
}

/** `a=b` becomes the label a with the value b. A text that has no such place becomes a label of its own, so none is lost. */
function convertLabels(texts: readonly string[], what: string, notes: string[]): Record<string, string> | undefined {
  const labels = new Map<string, string>()
  for (const text of texts) {
    const [key = '', ...rest] = text.split('=')
    const value = rest.join('=')
    if (text === '' || labels.get(key) === value) continue
    if (key === '__proto__') {
      notes.push(`${what} has the label "${text}", a name that no document can hold; it was left out`)
    } else if (key !== '' && !labels.has(key)) {
      labels.set(fit(key, `a label of ${what}`, notes), fit(value, `the label ${key} of ${what}`, notes))
    } else {
      labels.set(fit(text, `a label of ${what}`, notes), '')
      notes.push(`${what} has a label "${text}" beside another of that name, it is kept as a label without a value`)
    }
  }
  return labels.size === 0 ? undefined : Object.fromEntries(labels)
}

/**
 * Bounds are absolute in both worlds: the original moves the children itself when their cluster is dragged.
 * A cluster at 0, 0 was never dragged: Go stores a missing place as zero, and it is drawn around its children.
 */
function convertPosition(node: StageNode, what: string, notes: string[]): { x: number; y: number } | undefined {
  const { x, y } = node.bounds ?? {}
  if (typeof x !== 'number' || typeof y !== 'number') return undefined
  if (node.type === 'cluster' && x === 0 && y === 0) return undefined
  if (Math.abs(x) <= farthest && Math.abs(y) <= farthest) return { x, y }
  notes.push(`${what} lies too far away (${x}, ${y}), it will be placed anew`)
  return undefined
}

function convertConnectors(
  connectors: readonly StageConnector[],
  what: string,
  notes: string[],
): { readonly ports: readonly Port[]; readonly idsOfConnectors: ReadonlyMap<string, string> } {
  const taken = new Set<string>()
  const idsOfConnectors = new Map<string, string>()
  const ports = connectors.map((connector, index): Port => {
    const id = takeId(isBlankId(connector.id) ? `port-${index + 1}` : connector.id, taken)
    if (id !== connector.id) {
      notes.push(`connector ${index + 1} ("${connector.label}") of ${what} has no id of its own, it got "${id}"`)
    }
    // Edges to an id that was given twice go to the first, as in the original.
    if (!idsOfConnectors.has(connector.id)) idsOfConnectors.set(connector.id, id)
    return {
      id,
      ...(connector.name === '' ? {} : { name: fit(connector.name, `a connector of ${what}`, notes) }),
      ...(connector.label === '' ? {} : { label: fit(connector.label, `a connector of ${what}`, notes) }),
    }
  })
  return { ports, idsOfConnectors }
}
