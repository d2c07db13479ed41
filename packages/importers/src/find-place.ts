import type { FilePlace } from './draft.ts'

/**
 * Finds line and column of places in a text, both counted from 1; cheap to ask many times.
 *
 * @example placeFinder('a\nbc')(3) // { line: 2, column: 2 }
 */
export function placeFinder(text: string): (offset: number) => FilePlace {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: Math.max(0, offset - (starts[low] ?? 0)) + 1 }
  }
}
