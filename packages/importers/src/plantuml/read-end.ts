import type { EndText } from './statement.ts'

/** Something that lines speak of, and where the text goes on behind it. */
export interface ReadEnd {
  readonly end: EndText
  readonly next: number
}

/** Dots and colons only inside: `a..>b` and `a -> b: c` are written without spaces, too. */
const name = String.raw`[\p{L}\p{N}_@$]+(?:(?:::|\.)[\p{L}\p{N}_@$]+)*`
const forms: readonly { readonly pattern: RegExp; readonly word: string | undefined }[] = [
  { pattern: /\(\)\s*(?:"([^"]*)"|([\p{L}\p{N}_.]+))/uy, word: 'interface' },
  { pattern: /\[(?!\*\])([^[\]]+)\]/y, word: 'component' },
  { pattern: /:([^:\n]+):\/?/y, word: 'actor' },
  { pattern: /\((?!\*\)|\))([^()]+(?:\([^()]*\)[^()]*)*)\)\/?/y, word: 'usecase' },
  { pattern: /"([^"]*)"/y, word: undefined },
  { pattern: new RegExp(name, 'uy'), word: undefined },
]

/** Reads `[x]`, `() x`, `:x:`, `(x)`, `"x"` or a plain name. */
export function readEnd(text: string, at: number): ReadEnd | undefined {
  for (const { pattern, word } of forms) {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found === null) continue
    const code = withoutQuotes(found[1] ?? found[2] ?? found[0])
    if (code.trim() === '') return undefined
    return { end: { code, word }, next: at + found[0].length }
  }
  return undefined
}

export function skipSpace(text: string, at: number): number {
  let next = at
  while (text[next] === ' ' || text[next] === '\t') next++
  return next
}

/** `["A name"]` and `("A name")` are `[A name]` and `(A name)`. */
export function withoutQuotes(text: string): string {
  return /^\s*"([^"]+)"\s*$/.exec(text)?.[1] ?? text
}
