import type { GraphDocument, TopologyRules } from '../graph/document.ts'
import { parseGraphDocument } from '../graph/document.ts'
import type { Instant } from '../instant.ts'
import { splitId } from '../topology/identity.ts'
import { restoreLayers, writeLayers } from '../topology/layer-text.ts'
import type {
  SeenEdge,
  SeenNode,
  Sighting,
  TopologyHandover,
  TopologySourceDeclaration,
  TopologyWrite,
} from '../topology/sighting.ts'
import type { Topology } from '../topology/topology.ts'
import { ageTopology, createTopology, receiveTopology } from '../topology/topology.ts'
import type { TopologyView } from '../topology/view.ts'
import { viewTopology } from '../topology/view-topology.ts'

export const minute = 60
export const hour = 60 * minute
const epochMs = Date.UTC(2026, 10, 22, 12)

/** Seconds after the story began, on both clocks. */
export function at(seconds: number): Instant {
  return { monoMs: 1_000_000 + seconds * 1000, wallMs: epochMs + seconds * 1000 }
}

export const iso = (seconds: number): string => new Date(epochMs + seconds * 1000).toISOString()
export const ms = (seconds: number): number => epochMs + seconds * 1000

export function source(name: string, more: Partial<TopologySourceDeclaration> = {}): TopologySourceDeclaration {
  return { name, kind: 'prometheus', detail: `${name}, asked`, priority: 0, forgetAfterMs: 24 * hour * 1000, ...more }
}

export function node(id: string, more: Partial<SeenNode> = {}): SeenNode {
  return { id, ...splitId(id), provenance: 'observed', ...more }
}

/** `web→cart`, with requests at the server unless it is said otherwise. */
export function edge(ends: string, more: Partial<SeenEdge> = {}): SeenEdge {
  const [source = '', target = ''] = ends.split('→')
  return { source, target, provenance: 'observed', traffic: { layer: 'server', ratePerSecond: 1 }, ...more }
}

/** An edge without numbers. */
export function silentEdge(ends: string, more: Partial<SeenEdge> = {}): SeenEdge {
  const { traffic: _, ...silent } = edge(ends, more)
  return silent
}

export const putNode = (
  id: string,
  more: Partial<SeenNode> & { ttlMs?: number; tsMs?: number } = {},
): TopologyWrite => {
  const { ttlMs, tsMs, ...rest } = more
  return { op: 'upsert', type: 'node', node: node(id, rest), ...timing(ttlMs, tsMs) }
}

export const putEdge = (
  ends: string,
  more: Partial<SeenEdge> & { ttlMs?: number; tsMs?: number } = {},
): TopologyWrite => {
  const { ttlMs, tsMs, ...rest } = more
  return { op: 'upsert', type: 'edge', edge: edge(ends, rest), ...timing(ttlMs, tsMs) }
}

function timing(ttlMs: number | undefined, tsMs: number | undefined): { ttlMs?: number; tsMs?: number } {
  return { ...(ttlMs === undefined ? {} : { ttlMs }), ...(tsMs === undefined ? {} : { tsMs }) }
}

export function graphOf(document: object): GraphDocument {
  const parsed = parseGraphDocument({ version: 1, id: 'shop', dynamic: 'overlay', ...document })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.graph
}

/** What sources tell, one after the other, and what is seen of it. */
export class TopologyStory {
  topology: Topology
  readonly #declarations: readonly TopologySourceDeclaration[]

  constructor(...declarations: readonly (string | TopologySourceDeclaration)[]) {
    this.#declarations = declarations.map((one) => (typeof one === 'string' ? source(one) : one))
    this.topology = createTopology(this.#declarations)
  }

  /** A polled source, every 30 seconds, answers. */
  seen(source: string, seconds: number, ...elements: readonly (SeenEdge | SeenNode | string)[]): this {
    return this.sighted(source, seconds, sightingOf(elements))
  }

  sighted(source: string, seconds: number, sighting: Sighting, intervalMs = 30_000): this {
    return this.take({ kind: 'seen', source, at: at(seconds), intervalMs, warnings: [], sighting })
  }

  failed(source: string, seconds: number, message = 'refused'): this {
    return this.take({
      kind: 'failed',
      source,
      at: at(seconds),
      intervalMs: 30_000,
      failure: { code: 'refused', message },
    })
  }

  wrote(source: string, seconds: number, ...writes: readonly TopologyWrite[]): this {
    return this.take({ kind: 'written', source, at: at(seconds), writes })
  }

  replaced(source: string, seconds: number, ...writes: readonly TopologyWrite[]): this {
    return this.take({ kind: 'replaced', source, at: at(seconds), writes })
  }

  take(handover: TopologyHandover): this {
    this.topology = receiveTopology(this.topology, handover)
    return this
  }

  aged(seconds: number): this {
    this.topology = ageTopology(this.topology, at(seconds))
    return this
  }

  /** The process ends, and another begins, whose monotonic clock starts anew. */
  restarted(seconds: number): this {
    const texts = writeLayers(this.topology)
    this.topology = restoreLayers(createTopology(this.#declarations), texts, at(seconds)).topology
    return this
  }

  view(seconds: number, lens: { graph?: GraphDocument; rules?: TopologyRules } = {}): TopologyView {
    return viewTopology(this.topology, { rules: {}, ...lens }, at(seconds))
  }

  /** The state of every edge, by id. */
  edges(seconds: number, lens: { graph?: GraphDocument; rules?: TopologyRules } = {}): Record<string, string> {
    return statesOf(this.view(seconds, lens).edges)
  }

  nodes(seconds: number, lens: { graph?: GraphDocument; rules?: TopologyRules } = {}): Record<string, string> {
    return statesOf(this.view(seconds, lens).nodes)
  }
}

function sightingOf(elements: readonly (SeenEdge | SeenNode | string)[]): Sighting {
  const read = elements.map((one) => (typeof one === 'string' ? (one.includes('→') ? edge(one) : node(one)) : one))
  return {
    nodes: read.flatMap((one) => ('id' in one ? [one] : [])),
    edges: read.flatMap((one) => ('id' in one ? [] : [one])),
  }
}

function statesOf(elements: Readonly<Record<string, { readonly state: string }>>): Record<string, string> {
  return Object.fromEntries(Object.entries(elements).map(([id, { state }]) => [id, state]))
}
