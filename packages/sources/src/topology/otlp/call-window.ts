import { bucketCount, bucketOf, quantileOf } from './latency-buckets.ts'
import type { Call } from './call.ts'
import type { Participant } from './participant.ts'

export interface WindowSettings {
  readonly windowMs: number
  /** The window moves in steps of this length. */
  readonly slotMs: number
  /** No more pairs of participants are counted. */
  readonly maxEdges: number
}

/** The calls from one participant to another within the window. */
export interface CountedEdge {
  readonly client: Participant
  readonly server: Participant
  readonly protocols: readonly string[]
  readonly calls: number
  readonly failures: number
  /** Calls that both ends told of. */
  readonly pairs: number
  /** Calls whose latency is that of the server. */
  readonly servedCalls: number
  readonly p50Seconds: number | undefined
  readonly p95Seconds: number | undefined
}

/** Counts calls over a sliding window, in bounded memory. */
export interface CallWindow {
  add(call: Call, nowMs: number): void
  /** Takes a call back that was added before, as long as its slot is still in the window. */
  takeBack(call: Call): void
  /** The edges with calls in the window. Forgets the others. */
  count(nowMs: number): readonly CountedEdge[]
  /** How many calls found no room since the last question. */
  takeOverflow(): number
}

// The numbers of one slot, in a row.
const slotNumberAt = 0
const callsAt = 1
const failuresAt = 2
const pairsAt = 3
const servedAt = 4
const bucketsAt = 5
const stride = bucketsAt + bucketCount

/** Nothing speaks so many languages. */
const mostProtocols = 4

interface Edge {
  readonly client: Participant
  readonly server: Participant
  readonly protocols: Set<string>
  /** The slots of the window one after the other; slot n has its place at n modulo their number. */
  readonly numbers: Uint32Array
}

export function createCallWindow({ windowMs, slotMs, maxEdges }: WindowSettings): CallWindow {
  const slots = Math.max(1, Math.round(windowMs / slotMs))
  const edges = new Map<string, Edge>()
  /** In which slot a call was counted. */
  const placed = new WeakMap<Call, number>()
  let overflow = 0

  const slotAt = (ms: number): number => Math.floor(ms / slotMs) + 1

  function openEdge(call: Call): Edge | undefined {
    const key = keyOf(call)
    const known = edges.get(key)
    if (known !== undefined) return known
    if (edges.size >= maxEdges) return undefined
    const { client, server } = call
    const edge = { client, server, protocols: new Set<string>(), numbers: new Uint32Array(slots * stride) }
    edges.set(key, edge)
    return edge
  }

  function apply(edge: Edge, call: Call, slot: number, by: 1 | -1): void {
    const at = (slot % slots) * stride
    const { numbers } = edge
    const step = (offset: number): void => {
      numbers[at + offset] = Math.max(0, (numbers[at + offset] ?? 0) + by)
    }
    step(callsAt)
    if (call.failed) step(failuresAt)
    if (call.client.speaks && call.server.speaks) step(pairsAt)
    const seconds = call.serverSeconds ?? call.clientSeconds
    if (seconds === undefined) return
    if (call.serverSeconds !== undefined) step(servedAt)
    step(bucketsAt + bucketOf(seconds))
  }

  return {
    add(call, nowMs) {
      const edge = openEdge(call)
      if (edge === undefined) {
        overflow += 1
        return
      }
      const slot = slotAt(nowMs)
      const at = (slot % slots) * stride
      if (edge.numbers[at + slotNumberAt] !== slot) {
        edge.numbers.fill(0, at, at + stride)
        edge.numbers[at + slotNumberAt] = slot
      }
      apply(edge, call, slot, 1)
      placed.set(call, slot)
      if (call.protocol !== undefined && edge.protocols.size < mostProtocols) edge.protocols.add(call.protocol)
    },
    takeBack(call) {
      const edge = edges.get(keyOf(call))
      const slot = placed.get(call)
      if (edge === undefined || slot === undefined) return
      if (edge.numbers[(slot % slots) * stride + slotNumberAt] === slot) apply(edge, call, slot, -1)
    },
    count(nowMs) {
      const newest = slotAt(nowMs)
      const counted: CountedEdge[] = []
      for (const [key, edge] of edges) {
        const sums = sumSlots(edge.numbers, newest - slots + 1, newest)
        if (sums[callsAt] === 0) edges.delete(key)
        else counted.push(describe(edge, sums))
      }
      return counted
    },
    takeOverflow() {
      const count = overflow
      overflow = 0
      return count
    },
  }
}

function keyOf({ client, server }: Call): string {
  // No canonical id has an arrow in it.
  return `${client.id}→${server.id}`
}

function sumSlots(numbers: Uint32Array, oldest: number, newest: number): readonly number[] {
  const sums = Array.from({ length: stride }, () => 0)
  for (let at = 0; at < numbers.length; at += stride) {
    const slot = numbers[at + slotNumberAt] ?? 0
    if (slot < oldest || slot > newest) continue
    for (let offset = callsAt; offset < stride; offset++)
      sums[offset] = (sums[offset] ?? 0) + (numbers[at + offset] ?? 0)
  }
  return sums
}

function describe({ client, server, protocols }: Edge, sums: readonly number[]): CountedEdge {
  const buckets = sums.slice(bucketsAt)
  return {
    client,
    server,
    protocols: [...protocols].toSorted(),
    calls: sums[callsAt] ?? 0,
    failures: sums[failuresAt] ?? 0,
    pairs: sums[pairsAt] ?? 0,
    servedCalls: sums[servedAt] ?? 0,
    p50Seconds: quantileOf(0.5, buckets),
    p95Seconds: quantileOf(0.95, buckets),
  }
}
