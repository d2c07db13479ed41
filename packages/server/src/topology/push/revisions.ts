import { countSaid, type Instant, type Topology } from '@statusgraph/model'

interface Counted {
  readonly revision: number
  readonly nodes: number
  readonly edges: number
}

/**
 * The revision of what each source says. It follows the clock, so that none is given twice, not even by two lives of
 * the server.
 */
export class Revisions {
  readonly #bySource = new Map<string, Counted>()

  /** The revision now: what time took away counts as a change. 0: there is no such source, and anybody may name one. */
  read(topology: Topology, source: string, now: Instant): number {
    if (!topology.layers.has(source)) return 0
    const counts = countSaid(topology, source)
    const before = this.#bySource.get(source)
    if (before !== undefined && before.nodes === counts.nodes && before.edges === counts.edges) return before.revision
    return this.advance(topology, source, now)
  }

  /** What the source says has changed. */
  advance(topology: Topology, source: string, now: Instant): number {
    const before = this.#bySource.get(source)?.revision ?? 0
    const revision = Math.max(before + 1, Math.floor(now.wallMs))
    this.#bySource.set(source, { revision, ...countSaid(topology, source) })
    return revision
  }

  forget(source: string): void {
    this.#bySource.delete(source)
  }
}
