import { importLimits } from '../../limits.ts'

/** A word of the language: quoted words are never keywords. */
export interface Token {
  readonly text: string
  readonly isQuoted: boolean
}

/** The words of one line, and whether a comment or a block of text goes on in the next. */
export interface TokenLine {
  readonly tokens: readonly Token[]
  readonly line: number
}

/**
 * The words of a text, line by line. Comments are gone, lines that end in a backslash are one, and what stands between
 * three quotation marks is one word.
 */
export function readTokens(text: string): readonly TokenLine[] {
  const lines = text.split(/\r\n|\r|\n/)
  const found: TokenLine[] = []
  let isInComment = false
  for (let at = 0; at < lines.length && found.length < importLimits.lines; at++) {
    let rest = lines[at] ?? ''
    if (isInComment) {
      const end = rest.indexOf('*/')
      if (end === -1) continue
      isInComment = false
      rest = rest.slice(end + 2)
    }
    const current: { tokens: Token[]; line: number } = { tokens: [], line: at + 1 }
    const parts = [rest]
    while (isContinued(parts.at(-1) ?? '') && at + 1 < lines.length) {
      parts.push(parts.pop()?.trimEnd().slice(0, -1) ?? '', lines[++at]?.trimStart() ?? '')
    }
    const read = readLine(parts.join(''), current.tokens)
    if (read.ending === 'comment') isInComment = true
    if (read.ending === 'block') at = readBlock(lines, at, current.tokens)
    if (current.tokens.length > 0) found.push(current)
  }
  return found
}

/** A line that ends in a backslash goes on in the next; a comment does not. */
function isContinued(text: string): boolean {
  return text.trimEnd().endsWith('\\') && !/^(?:#|\/\/)/.test(text.trimStart())
}

interface LineEnd {
  readonly ending: 'line' | 'comment' | 'block'
}

function readLine(text: string, tokens: Token[]): LineEnd {
  const start = text.trimStart()
  if (start.startsWith('#') && tokens.length === 0) return { ending: 'line' }
  let at = 0
  while (at < text.length) {
    const character = text[at] ?? ''
    if (/\s/.test(character)) {
      at++
    } else if (text.startsWith('//', at) || text.startsWith('# ', at)) {
      return { ending: 'line' }
    } else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2)
      if (end === -1) return { ending: 'comment' }
      at = end + 2
    } else if (text.startsWith('"""', at)) {
      return { ending: 'block' }
    } else if (character === '"') {
      const end = endOfQuoted(text, at + 1)
      tokens.push({
        text: text
          .slice(at + 1, end)
          .replaceAll('\\"', '"')
          .replaceAll('\\n', '\n'),
        isQuoted: true,
      })
      at = end + 1
    } else {
      const end = endOfWord(text, at)
      tokens.push({ text: text.slice(at, end), isQuoted: false })
      at = end
    }
  }
  return { ending: 'line' }
}

function endOfQuoted(text: string, from: number): number {
  let at = from
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return Math.min(at, text.length)
}

function endOfWord(text: string, from: number): number {
  let at = from
  while (at < text.length && !/\s/.test(text[at] ?? '')) {
    // A brace is a word of its own, also when it sticks to another; `${NAME}` is not one.
    if (text[at] === '{' && text[at - 1] === '$') {
      const end = text.indexOf('}', at)
      at = end === -1 ? text.length : end + 1
      continue
    }
    if (text[at] === '{' || text[at] === '}') return at === from ? at + 1 : at
    at++
  }
  return at
}

/** Reads up to the closing marks, and gives the line they are in. */
function readBlock(lines: readonly string[], from: number, tokens: Token[]): number {
  const first = (lines[from] ?? '').split('"""').slice(1)
  if (first.length > 1) {
    tokens.push({ text: first[0] ?? '', isQuoted: true })
    return from
  }
  const kept: string[] = [first[0] ?? '']
  for (let at = from + 1; at < lines.length; at++) {
    const text = lines[at] ?? ''
    const end = text.indexOf('"""')
    if (end !== -1) {
      tokens.push({ text: [...kept, text.slice(0, end)].join('\n').trim(), isQuoted: true })
      return at
    }
    kept.push(text.trim())
  }
  return lines.length
}
