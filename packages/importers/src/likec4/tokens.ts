/** A word, a text in quotation marks, or a sign of the language. */
export interface Token {
  readonly kind: 'word' | 'text' | 'sign'
  readonly text: string
  readonly line: number
  /** White space is before it: `a .async b` is a relationship, `a.b` a name. */
  readonly isApart: boolean
}

const space = /[\s\uFEFF]+/y
const comment = /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/y
const longText = /'''([^]*?)(?:'''|$)|"""([^]*?)(?:"""|$)/y
const text = /'((?:[^'\\]|\\[^])*)(?:'|$)|"((?:[^"\\]|\\[^])*)(?:"|$)/y
const address = /[a-z][a-z0-9+.-]*:\/\/[^\s'"{}]+|\.{0,2}\/[^\s'"{}]+/iy
const word = /[\p{L}_@$][\p{L}\p{N}_]*(?:-+[\p{L}\p{N}_]+)*(?:\.[\p{L}_][\p{L}\p{N}_]*(?:-+[\p{L}\p{N}_]+)*)*/uy
const number = /\d+(?:\.\d+)?%?/y
const sign = /-\[|\]->|<->|->|<-|\.\*\*|\.\*|\._|[^]/y

/** The tokens of a text, without comments. */
export function readTokens(source: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  let line = 1
  let isApart = true
  while (at < source.length) {
    const skipped = match(space, source, at) ?? match(comment, source, at)
    if (skipped !== undefined) {
      line += countLines(skipped[0])
      at += skipped[0].length
      isApart = true
      continue
    }
    const quoted = match(longText, source, at) ?? match(text, source, at)
    const plain =
      quoted === undefined
        ? (match(address, source, at) ?? match(word, source, at) ?? match(number, source, at))
        : undefined
    const found = quoted ?? plain ?? match(sign, source, at)
    if (found === undefined) break
    if (quoted !== undefined) {
      tokens.push({ kind: 'text', text: unescapeText(quoted[1] ?? quoted[2] ?? ''), line, isApart })
    } else {
      tokens.push({ kind: plain === undefined ? 'sign' : 'word', text: found[0], line, isApart })
    }
    line += countLines(found[0])
    at += found[0].length
    isApart = false
  }
  return tokens
}

function match(pattern: RegExp, source: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  const found = pattern.exec(source)
  return found === null || found[0] === '' ? undefined : found
}

function countLines(text: string): number {
  return text.includes('\n') ? text.split('\n').length - 1 : 0
}

function unescapeText(text: string): string {
  return text.includes('\\') ? text.replaceAll(/\\(['"\\])/g, '$1') : text
}
