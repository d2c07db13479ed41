import type { DraftNode } from '../draft.ts'
import type { BuiltGraph } from './build-graph.ts'
import type { DotValue } from './tree.ts'

type Attributes = ReadonlyMap<string, DotValue>
type Place = Pick<DraftNode, 'position' | 'size'>

/** How places in the file become places on ours. */
export interface Canvas {
  /** px for one unit of `pos`. */
  readonly scale: number
  /** The y of the upper edge, in units of `pos`: there y grows upwards. */
  readonly top: number
}

const pxPerInch = 96
const pointsPerInch = 72

/**
 * A file that Graphviz has laid out has the box around all of it, and counts in points; one that a person wrote for
 * neato has none, and counts in inches.
 */
export function readCanvas({ attributes, nodes }: BuiltGraph): Canvas {
  const box = numbersOf(attributes.get('bb'))
  if (box.length === 4) return { scale: pxPerInch / pointsPerInch, top: Math.max(box[1] ?? 0, box[3] ?? 0) }
  const heights = nodes.flatMap((node) => numbersOf(node.attributes.get('pos'))[1] ?? [])
  return { scale: pxPerInch, top: heights.reduce((a, b) => Math.max(a, b), 0) }
}

/** `pos` is the middle of a node; its width and height are in inches. */
export function placeNode(attributes: Attributes, { scale, top }: Canvas): Place {
  const [x, y] = numbersOf(attributes.get('pos'))
  if (x === undefined || y === undefined) return {}
  const [width = 0.75] = numbersOf(attributes.get('width'))
  const [height = 0.5] = numbersOf(attributes.get('height'))
  const size = { width: width * pxPerInch, height: height * pxPerInch }
  return { position: { x: x * scale - size.width / 2, y: (top - y) * scale - size.height / 2 }, size }
}

/** `bb` is the left, lower, right and upper edge of a cluster. */
export function placeCluster(attributes: Attributes, { scale, top }: Canvas): Place {
  const [left, lower, right, upper] = numbersOf(attributes.get('bb'))
  if (left === undefined || lower === undefined || right === undefined || upper === undefined) return {}
  return {
    position: { x: left * scale, y: (top - upper) * scale },
    size: { width: (right - left) * scale, height: (upper - lower) * scale },
  }
}

function numbersOf(value: DotValue | undefined): readonly number[] {
  if (value === undefined || value.text.length > 200) return []
  // A mark behind the numbers pins the node.
  const numbers = value.text
    .replace('!', '')
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map(Number)
  return numbers.every((one) => Number.isFinite(one)) ? numbers : []
}
