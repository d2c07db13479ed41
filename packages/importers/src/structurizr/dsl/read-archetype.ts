import { splitTags } from './read-relationship.ts'
import { textOf } from './reading.ts'
import type { Reading } from './reading.ts'
import type { Statement } from './statements.ts'

/** The type behind a word: archetypes are made of types, or of each other. */
export function baseOf(reading: Reading, word: string): string {
  let type = word
  for (let depth = 0; depth < 16; depth++) {
    const archetype = reading.archetypes.get(type)
    if (archetype === undefined || archetype.base === type) break
    type = archetype.base
  }
  return type
}

/** Reads `application = container { technology "Java" }`, `https = -> { … }` and defaults such as `container { … }`. */
export function readArchetype(reading: Reading, { tokens, body = [] }: Statement): void {
  const isAssigned = tokens[1]?.text === '='
  const name = (tokens[0]?.text ?? '').toLowerCase()
  const written = isAssigned ? (tokens[2]?.text ?? '') : name
  const base = written.replace(/^--(.+)->$/, '$1').toLowerCase()
  const inherited = reading.archetypes.get(base)
  const field = (word: string): string | undefined => {
    const found = body.find((one) => one.tokens[0]?.text.toLowerCase() === word)
    return found === undefined ? undefined : textOf(reading, found.tokens[1])
  }
  const tags = body
    .filter((one) => /^tags?$/i.test(one.tokens[0]?.text ?? ''))
    .flatMap((one) => one.tokens.slice(1).flatMap((token) => splitTags(textOf(reading, token))))
  reading.archetypes.set(name === '->' ? '' : name, {
    base,
    description: field('description') ?? inherited?.description,
    technology: field('technology') ?? inherited?.technology,
    tags: [...(inherited?.tags ?? []), ...tags],
  })
}
