import { importLimits } from '../limits.ts'

/** A word, a text in quotation marks, or a sign of the language. */
export interface Token {
  readonly kind: 'word' | 'text' | 'sign'
  readonly text: string
  readonly line: number
  /** White space is before it: `a .async b` is a relationship, `a.b` a name. */
  readonly isApart: boolean
}

const space = /[\s\uFEFF]+/y
const address = /[a-z][a-z0-9+.-]{0,40}:\/\/[^\s'"{}]{1,4000}|\.{0,2}\/[^\s'"{}]{1,4000}/iy
const word = /[\p{L}_@$][\p{L}\p{N}_$.-]{0,500}/uy
const number = /\d{1,40}(?:\.\d{1,40})?%?/y
const sign = /-\[|\]->|<->|->|<-|\.\*\*|\.\*|\._|[^]/y

/** The tokens of a text, without comments. */
export function readTokens(source: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  let line = 1
  let isApart = true
  while (at < source.length && tokens.length < importLimits.words) {
    const skipped = match(space, source, at) ?? readComment(source, at)
    const quoted = skipped === undefined ? readText(source, at) : undefined
    const plain = skipped === undefined && quoted === undefined ? matchPlain(source, at) : undefined
    const whole = skipped ?? quoted ?? plain ?? match(sign, source, at)
    if (whole === undefined) break
    if (quoted !== undefined) {
      const marks = quoted.startsWith(quoted.charAt(0).repeat(3)) ? 3 : 1
      const end = quoted.length > marks && quoted.endsWith(quoted.slice(0, marks)) ? -marks : undefined
      tokens.push({ kind: 'text', text: unescapeText(quoted.slice(marks, end)), line, isApart })
    } else if (skipped === undefined) {
      tokens.push({ kind: plain === undefined ? 'sign' : 'word', text: whole, line, isApart })
    }
    isApart = skipped !== undefined
    line += countLines(whole)
    at += whole.length
  }
  return tokens
}

function matchPlain(source: string, at: number): string | undefined {
  // A dash at the end of a name belongs to the arrow behind it, a dot to what it begins.
  const name = match(word, source, at)?.replace(/[.-]{1,500}_?$/, '')
  return match(address, source, at) ?? name ?? match(number, source, at)
}

function readComment(source: string, at: number): string | undefined {
  if (source.startsWith('//', at)) return source.slice(at, endOf(source, '\n', at))
  if (!source.startsWith('/*', at)) return undefined
  const end = source.indexOf('*/', at + 2)
  return source.slice(at, end === -1 ? source.length : end + 2)
}

/** A text with its quotation marks, one or three of them; one that never ends goes to the end of the file. */
function readText(source: string, at: number): string | undefined {
  const mark = source[at]
  if (mark !== "'" && mark !== '"') return undefined
  const long = mark.repeat(3)
  if (source.startsWith(long, at)) {
    const end = source.indexOf(long, at + 3)
    return source.slice(at, end === -1 ? source.length : end + 3)
  }
  let end = at + 1
  while (end < source.length && source[end] !== mark) end += source[end] === '\\' ? 2 : 1
  return source.slice(at, Math.min(end + 1, source.length))
}

function endOf(source: string, text: string, from: number): number {
  const end = source.indexOf(text, from)
  return end === -1 ? source.length : end
}

function match(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at
  const found = pattern.exec(source)?.[0]
  return found === '' ? undefined : found
}

function countLines(text: string): number {
  return text.includes('\n') ? text.split('\n').length - 1 : 0
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '', f: '', v: '', '0': '' }

function unescapeText(text: string): string {
  return text.includes('\\') ? text.replaceAll(/\\([^])/g, (_, sign: string) => escapes[sign] ?? sign) : text
}
