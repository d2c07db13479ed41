import { decodeNode } from './traits.ts'

/** What of a node's look comes from discovery, the same in every renderer. */
export interface NodeLook {
  /** Nobody drew it: it is there, and a little softer than what people drew. */
  readonly isSoft: boolean
  /** It was drawn, and nobody sees it: an outline with nothing in it. */
  readonly isHollow: boolean
  readonly alpha: number
}

/** How much there is of the surface of what nobody drew. */
export const softAlpha = 0.6

const looks: NodeLook[] = []

/** How a node looks, by the code of what discovery knows of it. */
export function lookOfNode(traits: number): NodeLook {
  return (looks[traits] ??= readLook(traits))
}

function readLook(traits: number): NodeLook {
  const { state, isFound } = decodeNode(traits)
  return { isSoft: isFound && state !== undefined, isHollow: state === 'missing', alpha: state === 'stale' ? 0.5 : 1 }
}
