import { isIP } from 'node:net'
import type { LabelMatch } from './edge-plan.ts'

/** Whether the labels of a series are those that were meant. */
export type Matches = (read: (label: string) => string) => boolean

export function compileMatch(match: LabelMatch): Matches {
  const tests = Object.entries(match).map(([label, wanted]) => ({ label, test: compileText(wanted) }))
  return (read) => tests.every(({ label, test }) => test(read(label)))
}

function compileText(wanted: string): (text: string) => boolean {
  if (wanted.startsWith('!')) {
    const test = compileText(wanted.slice(1))
    return (text) => !test(text)
  }
  if (wanted === '<address>') return (text) => isIP(text) !== 0
  if (!wanted.includes('*')) return (text) => text === wanted
  const [first = '', ...rest] = wanted.split('*')
  return (text) => text.startsWith(first) && hasInOrder(text, rest, first.length)
}

/** Whether the pieces between the stars follow one another from here, the last one at the very end. */
function hasInOrder(text: string, pieces: readonly string[], from: number): boolean {
  let at = from
  for (const piece of pieces.slice(0, -1)) {
    const found = text.indexOf(piece, at)
    if (found === -1) return false
    at = found + piece.length
  }
  const last = pieces.at(-1) ?? ''
  return text.length - last.length >= at && text.endsWith(last)
}
