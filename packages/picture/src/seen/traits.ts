import type { TopologyEdge, TopologyNode, TopologyState, Traffic } from '@statusgraph/model'

// Written out here, because the worker that reads it shall not load the model and its schemas.
const codedStates = [
  'live',
  'idle',
  'stale',
  'frozen',
  'missing',
  'undeclared',
] as const satisfies readonly TopologyState[]

const stateBits = 7
const foundBit = 8
const widthShift = 3
const deniedBit = 64
const undirectedBit = 128
const foundEdgeBit = 256

/** How many numbers an edge has in {@link SeenCodes.numbers}: rate, share of errors, p95, bytes and refused, per second. */
export const numbersPerEdge = 5

/** What discovery knows of a scene as the painter takes it: a byte for each node, two for each edge, and the numbers of edges. */
export interface SeenCodes {
  readonly nodes: Uint8Array
  readonly edges: Uint16Array
  /** {@link numbersPerEdge} for each edge; NaN is not known. */
  readonly numbers: Float32Array
}

export const noSeenCodes: SeenCodes = {
  nodes: new Uint8Array(0),
  edges: new Uint16Array(0),
  numbers: new Float32Array(0),
}

export interface NodeTraits {
  /** Undefined: nobody looks for it. */
  readonly state: TopologyState | undefined
  /** Discovery alone put it here: nobody drew it. */
  readonly isFound: boolean
}

export interface EdgeTraits {
  readonly state: TopologyState | undefined
  /** From 1 to 5 with the logarithm of its rate; 0 when nobody counts. */
  readonly widthStep: number
  readonly isDenied: boolean
  readonly isUndirected: boolean
  /** Discovery alone put it here: what it is called is no more than its protocol. */
  readonly isFound: boolean
}

export function encodeNode(node: TopologyNode | undefined): number {
  if (node === undefined) return 0
  return (codedStates.indexOf(node.state) + 1) | (node.drawn === true ? 0 : foundBit)
}

export function decodeNode(code: number): NodeTraits {
  return { state: codedStates[(code & stateBits) - 1], isFound: (code & foundBit) !== 0 }
}

export function encodeEdge(edge: TopologyEdge | undefined): number {
  if (edge === undefined) return 0
  let code = codedStates.indexOf(edge.state) + 1
  code |= stepOf(edge.traffic) << widthShift
  if ((edge.traffic?.deniedPerSecond ?? 0) > 0) code |= deniedBit
  if (edge.undirected === true) code |= undirectedBit
  if (edge.drawn !== true) code |= foundEdgeBit
  return code
}

export function decodeEdge(code: number): EdgeTraits {
  return {
    state: codedStates[(code & stateBits) - 1],
    widthStep: (code >> widthShift) & 7,
    isDenied: (code & deniedBit) !== 0,
    isUndirected: (code & undirectedBit) !== 0,
    isFound: (code & foundEdgeBit) !== 0,
  }
}

/** Few steps, each ten times the one before: finer ones nobody tells apart. */
function stepOf(traffic: Traffic | undefined): number {
  if (traffic === undefined) return 0
  const { ratePerSecond, bytesPerSecond } = traffic
  // Where nobody counts requests, a kilobyte weighs as much as one.
  const amount = ratePerSecond ?? (bytesPerSecond === undefined ? undefined : bytesPerSecond / 1000)
  if (amount === undefined) return 0
  return amount < 1 ? 1 : Math.min(5, 2 + Math.floor(Math.log10(amount)))
}

/** Writes the numbers of one edge at its place. */
export function writeNumbers(numbers: Float32Array, index: number, traffic: Traffic | undefined): void {
  numbers.set(numbersOf(traffic), index * numbersPerEdge)
}

function numbersOf(traffic: Traffic | undefined): readonly number[] {
  const { p95Seconds = NaN, bytesPerSecond = NaN, deniedPerSecond = NaN } = traffic ?? {}
  return [traffic?.ratePerSecond ?? NaN, shareOfErrors(traffic) ?? NaN, p95Seconds, bytesPerSecond, deniedPerSecond]
}

/** Failed requests of all; undefined when either is not known, or there are none at all. */
export function shareOfErrors(traffic: Traffic | undefined): number | undefined {
  const { ratePerSecond, errorsPerSecond } = traffic ?? {}
  if (ratePerSecond === undefined || errorsPerSecond === undefined || ratePerSecond <= 0) return undefined
  return Math.min(1, errorsPerSecond / ratePerSecond)
}
