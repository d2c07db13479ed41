import {
  countSaid,
  findBuriedMs,
  findSaid,
  keyOfElement,
  type Instant,
  type Topology,
  type TopologyWrite,
} from '@statusgraph/model'

/** A sender's clock may be wrong by so much. */
const clockSkewMs = 5 * 60_000

/** What becomes of a line that was understood. */
export type Verdict =
  | { readonly kind: 'taken' }
  /** It speaks of a moment before the one that is known. */
  | { readonly kind: 'ignored' }
  | { readonly kind: 'refused'; readonly error: string }

export interface ElementLimits {
  readonly maxNodes: number
  readonly maxEdges: number
  /** How long what has no time of its own is believed. */
  readonly forgetAfterMs: number
}

interface Known {
  readonly isThere: boolean
  readonly tsMs: number | undefined
}

/** Tells of each write of a batch, in their order, what will become of it, so that its sender can be told. */
export class Judge {
  readonly #topology: Topology
  readonly #source: string
  readonly #limits: ElementLimits
  readonly #at: Instant
  readonly #known = new Map<string, Known>()
  readonly #isAnew: boolean
  readonly #counts: { node: number; edge: number }

  /** @param isAnew what was said before and is not said again is gone */
  constructor(topology: Topology, source: string, limits: ElementLimits, isAnew: boolean, at: Instant) {
    const { nodes, edges } = countSaid(topology, source)
    this.#topology = topology
    this.#source = source
    this.#limits = limits
    this.#isAnew = isAnew
    this.#counts = isAnew ? { node: 0, edge: 0 } : { node: nodes, edge: edges }
    this.#at = at
  }

  judge(write: TopologyWrite): Verdict {
    const { type } = write
    const key = keyOfWrite(write)
    const known = this.#look(type, key)
    const agoMs = write.tsMs === undefined ? 0 : this.#at.wallMs - write.tsMs
    if (agoMs < -clockSkewMs) return { kind: 'refused', error: '"ts" is in the future' }
    if (write.tsMs !== undefined && known.tsMs !== undefined && write.tsMs < known.tsMs) return { kind: 'ignored' }
    // It would be gone before anybody saw it.
    if (write.op !== 'delete' && agoMs > (write.ttlMs ?? this.#limits.forgetAfterMs)) return { kind: 'ignored' }
    const tsMs = write.tsMs ?? known.tsMs
    switch (write.op) {
      case 'delete':
        if (known.isThere) this.#counts[type] -= 1
        this.#known.set(`${type} ${key}`, { isThere: false, tsMs })
        return { kind: 'taken' }
      case 'touch':
        if (!known.isThere) return { kind: 'refused', error: `there is no such ${type} to touch; upsert it` }
        this.#known.set(`${type} ${key}`, { isThere: true, tsMs })
        return { kind: 'taken' }
      case 'upsert': {
        const most = type === 'node' ? this.#limits.maxNodes : this.#limits.maxEdges
        if (!known.isThere && this.#counts[type] >= most) {
          return { kind: 'refused', error: `the source has ${most} ${type}s already, which is its limit` }
        }
        if (!known.isThere) this.#counts[type] += 1
        this.#known.set(`${type} ${key}`, { isThere: true, tsMs })
        return { kind: 'taken' }
      }
    }
  }

  #look(type: TopologyWrite['type'], key: string): Known {
    const here = this.#known.get(`${type} ${key}`)
    if (here !== undefined) return here
    const said = findSaid(this.#topology, this.#source, type, key, this.#at)
    const buriedMs = findBuriedMs(this.#topology, this.#source, type, key)
    const newestMs = Math.max(said?.tsMs ?? -Infinity, buriedMs ?? -Infinity)
    return { isThere: said !== undefined && !this.#isAnew, tsMs: newestMs === -Infinity ? undefined : newestMs }
  }
}

/** Which element a write is about, the same for every spelling of its name. */
export function keyOfWrite(write: TopologyWrite): string {
  if (write.op !== 'upsert') return keyOfElement(write)
  return write.type === 'node'
    ? keyOfElement({ type: 'node', id: write.node.id })
    : keyOfElement({ type: 'edge', source: write.edge.source, target: write.edge.target })
}
