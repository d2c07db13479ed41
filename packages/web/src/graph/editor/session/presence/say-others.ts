import { revealHidden } from '@statusgraph/picture'
import type { OtherEditor } from '../session.ts'

/** `Ana and 2 others edit this too`; undefined: nobody else does. */
export function sayOthers(others: readonly OtherEditor[]): string | undefined {
  const [first, second] = others.map(({ name }) => revealHidden(name))
  if (first === undefined) return undefined
  if (second === undefined) return `${first} edits this too`
  if (others.length === 2) return `${first} and ${second} edit this too`
  return `${first} and ${others.length - 1} others edit this too`
}
