import type { Token } from './tokens.ts'

/** Goes through tokens one by one. */
export interface TokenReader {
  readonly tokens: readonly Token[]
  at: number
}

export function peek({ tokens, at }: TokenReader, ahead = 0): Token | undefined {
  return tokens[at + ahead]
}

export function isSign(token: Token | undefined, ...signs: readonly string[]): boolean {
  return token?.kind === 'sign' && signs.includes(token.text)
}

/** Takes the next token when it is one of these signs. */
export function takeSign(reader: TokenReader, ...signs: readonly string[]): boolean {
  if (!isSign(peek(reader), ...signs)) return false
  reader.at++
  return true
}

export function takeWord(reader: TokenReader): string | undefined {
  const token = peek(reader)
  if (token?.kind !== 'word') return undefined
  reader.at++
  return token.text
}

export function takeText(reader: TokenReader): string | undefined {
  const token = peek(reader)
  if (token?.kind !== 'text') return undefined
  reader.at++
  return token.text
}

/** Goes past a block, from its opening brace to the one that closes it. */
export function skipBlock(reader: TokenReader): void {
  let depth = 0
  for (let token = peek(reader); token !== undefined; token = peek(reader)) {
    reader.at++
    if (isSign(token, '{')) depth++
    if (isSign(token, '}')) depth--
    if (depth <= 0) return
  }
}

/** Goes to the first token of the next line. */
export function skipLine(reader: TokenReader): void {
  const { line } = peek(reader) ?? { line: 0 }
  while (peek(reader)?.line === line && !isSign(peek(reader), '{', '}', ';')) reader.at++
}
