import type { KeyPart, Scalar, SyntaxFault } from './syntax.ts'

/** The text and how far it was read; faults are gathered and reading goes on. */
export interface D2Cursor {
  readonly text: string
  at: number
  readonly faults: SyntaxFault[]
}

export function skipSpaces(cursor: D2Cursor): void {
  while (' \t\r'.includes(cursor.text.charAt(cursor.at)) && cursor.at < cursor.text.length) cursor.at++
}

/** A bare word of a path of keys: it ends before what joins keys, edges and values. */
export function readBareKey(cursor: D2Cursor, isInBrackets: boolean): KeyPart | undefined {
  const { text } = cursor
  let word = ''
  let isPlain = false
  for (; cursor.at < text.length; cursor.at++) {
    const character = text.charAt(cursor.at)
    const next = text.charAt(cursor.at + 1)
    if ('\n;#{}[]:.<>&'.includes(character) || (isInBrackets && character === ')' && closesBracket(text, cursor.at)))
      break
    if (character === '-' && (next === '-' || next === '>')) break
    if (character === '\\') {
      word += unescape(next)
      // A star behind a backslash is no pattern.
      if (next === '*') isPlain = true
      if (next === '\r') cursor.at++
      cursor.at++
    } else word += character
  }
  const trimmed = word.trim()
  return trimmed === '' ? undefined : { text: trimmed, isQuoted: isPlain }
}

/** In brackets a bracket may be part of a name: it closes only before what can follow. */
function closesBracket(text: string, at: number): boolean {
  return /^\)[ \t\r]*(?:$|[\n#{}[\]:.;])/.test(text.slice(at, at + 40))
}

/** A bare value: it ends with the line, before a map, and before a comment. */
export function readBareValue(cursor: D2Cursor): Scalar | undefined {
  const { text } = cursor
  let value = ''
  for (; cursor.at < text.length; cursor.at++) {
    const character = text.charAt(cursor.at)
    if (character === '$' && text.charAt(cursor.at + 1) === '{') {
      const end = text.indexOf('}', cursor.at)
      const newline = text.indexOf('\n', cursor.at)
      if (end !== -1 && (newline === -1 || end < newline)) {
        value += text.slice(cursor.at, end + 1)
        cursor.at = end
        continue
      }
    }
    if ('\n;#{}[]'.includes(character)) break
    if (character === '\\') {
      const next = text.charAt(cursor.at + 1)
      if (next === '\n' || next === '\r') {
        cursor.at += next === '\r' ? 2 : 1
        value = value.trimEnd()
        while (' \t'.includes(text.charAt(cursor.at + 1)) && cursor.at + 1 < text.length) cursor.at++
        value += ' '
      } else {
        value += unescape(next)
        cursor.at++
      }
    } else value += character
  }
  const trimmed = value.trim()
  return trimmed === '' ? undefined : { kind: 'scalar', text: trimmed, form: 'bare' }
}

/** `"…"` with escapes, or `'…'` without. */
export function readQuotedText(cursor: D2Cursor): Scalar | undefined {
  const quote = cursor.text.charAt(cursor.at)
  if (quote !== '"' && quote !== "'") return undefined
  const start = cursor.at
  let value = ''
  for (cursor.at++; cursor.at < cursor.text.length; cursor.at++) {
    const character = cursor.text.charAt(cursor.at)
    const next = cursor.text.charAt(cursor.at + 1)
    if (character === '\n') break
    if (quote === '"' && character === '\\') {
      value += unescape(next)
      cursor.at++
    } else if (character === quote && quote === "'" && next === "'") {
      value += "'"
      cursor.at++
    } else if (character === quote) {
      cursor.at++
      return { kind: 'scalar', text: value, form: quote === '"' ? 'double' : 'single' }
    } else value += character
  }
  cursor.faults.push({ message: `A text in quotes is not closed: ${quote} was expected.`, offset: start })
  return { kind: 'scalar', text: value, form: quote === '"' ? 'double' : 'single' }
}

/** `|md … |`, with more signs after the first stroke, as its text needs. */
export function readBlockText(cursor: D2Cursor): Scalar | undefined {
  const start = cursor.at
  const quote = /^\|([^\s\p{L}\p{N}_]*)/u.exec(cursor.text.slice(start, start + 40))?.[1]
  if (quote === undefined) return undefined
  const tagStart = start + 1 + quote.length
  const tag = /^\S*/.exec(cursor.text.slice(tagStart, tagStart + 40))?.[0] ?? ''
  const inside = tagStart + tag.length
  const closing = `${quote}|`
  const end = cursor.text.indexOf(closing, inside)
  if (end === -1) {
    cursor.faults.push({ message: `A block of text is not closed: ${closing} was expected.`, offset: start })
    cursor.at = cursor.text.length
    return undefined
  }
  cursor.at = end + closing.length
  return { kind: 'scalar', text: cursor.text.slice(inside, end), form: 'block', tag: tag === '' ? 'md' : tag }
}

function unescape(character: string): string {
  if (character === 'n' || character === 'r') return '\n'
  if (character === 't' || character === 'f' || character === 'v') return '\t'
  return '\r\nab'.includes(character) ? '' : character
}
