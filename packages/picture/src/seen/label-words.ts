import { formatBytes, formatDuration, formatRate, formatShare } from '../words/traffic-words.ts'
import { decodeEdge, numbersPerEdge } from './traits.ts'
import type { SeenCodes } from './traits.ts'

/** How much of an edge's traffic its label says: less where there is less room. */
export type LabelDetail = 'full' | 'short'

/** Closer than this a label says all that is counted. */
const fullScale = 0.85

/** How much labels say at a scale. */
export function detailAt(scale: number): LabelDetail {
  return scale >= fullScale ? 'full' : 'short'
}

/**
 * What the label of an edge may say of its traffic, the longest first; nothing where there is nothing to say.
 *
 * @param isLoud it is in trouble: if only one number has room, it is what fails
 */
export function labelWords(seen: SeenCodes, index: number, detail: LabelDetail, isLoud: boolean): readonly string[] {
  const { state } = decodeEdge(seen.edges[index] ?? 0)
  switch (state) {
    case undefined:
      return []
    case 'missing':
      return ['not seen']
    case 'stale':
      return ['no longer seen']
    case 'idle':
      return ['idle']
    case 'live':
    case 'frozen':
    case 'undeclared': {
      const parts = sayNumbers(seen, index)
      const most = detail === 'full' ? parts.length : Math.min(2, parts.length)
      const choices = Array.from({ length: most }, (_, at) => parts.slice(0, most - at).join(' · '))
      const failing = isLoud ? parts.find((part) => part.endsWith('%')) : undefined
      return failing === undefined ? choices : [...choices.slice(0, -1), failing]
    }
  }
}

/** The most important first: how much, what fails, how slow. */
function sayNumbers(seen: SeenCodes, index: number): readonly string[] {
  const at = index * numbersPerEdge
  const [rate = NaN, errors = NaN, p95 = NaN, bytes = NaN, denied = NaN] = seen.numbers.subarray(
    at,
    at + numbersPerEdge,
  )
  return [
    Number.isNaN(rate) ? (Number.isNaN(bytes) ? '' : formatBytes(bytes)) : formatRate(rate),
    // None of many is what everybody hopes for, and needs no words; the panel has them.
    errors > 0 ? formatShare(errors) : '',
    denied > 0 ? `${formatRate(denied)} denied` : '',
    Number.isNaN(p95) ? '' : formatDuration(p95),
  ].filter((part) => part !== '')
}
