import { shapesIn } from './board.ts'
import type { Shape } from './board.ts'
import type { Entry, KeyPart } from './syntax.ts'

/** Variables may be spread into one another, and patterns mean everything, without end. */
export const mostSteps = 4_000_000

/** Whether an entry speaks of shapes by a pattern with stars. */
export function isPattern({ path, edge }: Entry): boolean {
  return [path, ...(edge?.ends ?? [])].some((one) => one.some(hasStar))
}

export function hasStar({ text, isQuoted }: KeyPart): boolean {
  return !isQuoted && text.includes('*')
}

/** The shapes that a path with patterns means; those that are there. */
export function expand(shape: Shape, path: readonly KeyPart[], work: { steps: number }): readonly Shape[] {
  let found: readonly Shape[] = [shape]
  for (const part of path) {
    found = found.flatMap((at) => {
      if (!part.isQuoted && part.text === '_') return [at.parent ?? at]
      if (!hasStar(part)) return [at.children.get(part.text.toLowerCase()) ?? []].flat()
      work.steps += at.children.size
      if (work.steps > mostSteps) return []
      if (/^\*{2,}$/.test(part.text)) return shapesIn(at)
      return [...at.children.values()].filter(({ name }) => fits(name.toLowerCase(), part.text.toLowerCase()))
    })
  }
  return found
}

/** Whether the parts of the pattern between its stars stand in the name, one after the other. */
function fits(name: string, pattern: string): boolean {
  const parts = pattern.split('*')
  const first = parts[0] ?? ''
  const last = parts.at(-1) ?? ''
  if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false
  let at = first.length
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, at)
    if (found === -1 || found + part.length > name.length - last.length) return false
    at = found + part.length
  }
  return true
}
