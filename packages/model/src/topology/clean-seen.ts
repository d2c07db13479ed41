import { cleanId, splitId } from './identity.ts'
import type { SeenEdge, SeenNode, Traffic } from './sighting.ts'
import { topologyTextLimit } from './sighting.ts'

const mostIds = 50
const mostLabels = 64
const mostSentences = 20
const longestSentence = 1_000

/** Where readers of texts leave undefined what is absent. */
export type Loosely<T> = {
  readonly [Key in keyof T]: object extends Pick<T, Key> ? Loosely<T[Key]> | undefined : T[Key]
}

/** A node as it may be kept, whatever its source sent. */
export function cleanNode(node: Loosely<SeenNode>): SeenNode {
  const { cluster, namespace, kind, provenance, ids, labels } = node
  const id = cleanId(node.id)
  return {
    id,
    name: node.name === '' ? splitId(id).name : cleanId(node.name),
    ...(namespace ? { namespace: cleanId(namespace) } : {}),
    ...(cluster ? { cluster: cleanId(cluster) } : {}),
    ...(kind === undefined ? {} : { kind }),
    provenance,
    ...(ids === undefined || ids.length === 0 ? {} : { ids: ids.slice(0, mostIds).map(cleanId) }),
    ...labelsOf(labels),
  }
}

/** An edge as it may be kept, whatever its source sent. */
export function cleanEdge(edge: Loosely<SeenEdge>): SeenEdge {
  const { provenance, protocol, label, undirected, traffic, labels } = edge
  return {
    source: cleanId(edge.source),
    target: cleanId(edge.target),
    provenance,
    ...(protocol ? { protocol: cleanId(protocol) } : {}),
    ...(label ? { label: cleanId(label) } : {}),
    ...(undirected ? { undirected } : {}),
    ...(traffic === undefined ? {} : { traffic: cleanTraffic(traffic) }),
    ...labelsOf(labels),
  }
}

/** What a source says about itself: as much of it as anybody reads. */
export function cleanSentences(sentences: readonly string[]): readonly string[] {
  return sentences.slice(0, mostSentences).map((sentence) => sentence.slice(0, longestSentence))
}

/** Without numbers that cannot be: a rate below zero, or none at all. */
function cleanTraffic(traffic: Loosely<Traffic>): Traffic {
  const { layer, ...numbers } = traffic
  const clean: { -readonly [Key in keyof Traffic]: Traffic[Key] } = { layer }
  for (const key of numberKeys) {
    const value = numbers[key]
    if (value !== undefined && value >= 0 && value < Infinity) clean[key] = value
  }
  return clean
}

const numberKeys = [
  'ratePerSecond',
  'errorsPerSecond',
  'p50Seconds',
  'p95Seconds',
  'bytesPerSecond',
  'deniedPerSecond',
  'health',
] as const

function labelsOf(labels: Readonly<Record<string, string>> | undefined): {
  readonly labels?: Readonly<Record<string, string>>
} {
  if (labels === undefined) return {}
  const entries = Object.entries(labels)
  if (entries.length === 0) return {}
  // Without a prototype, a label called __proto__ is a label like any other.
  const clean: Record<string, string> = Object.create(null)
  for (const [name, value] of entries.slice(0, mostLabels))
    clean[name.slice(0, topologyTextLimit)] = value.slice(0, topologyTextLimit)
  return { labels: clean }
}
