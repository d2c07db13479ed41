import type { FilePlace } from '../draft.ts'

/** A piece of a DOT text. A number, a word and a quoted text are all ids; only a bare word can be a keyword. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'html' | 'sign' | 'end'
  /** What it means: quotes gone, `\"` read, other escapes as they stand. */
  readonly text: string
  readonly at: FilePlace
}

/** A text that is no DOT, and where. */
export class DotFault extends Error {
  readonly at: FilePlace

  constructor(message: string, at: FilePlace) {
    super(message)
    this.at = at
  }
}

/** Spaces, comments of three kinds, and lines for a preprocessor. */
const gap = /(?:\s+|\/\/[^\n]*|\/\*[^]*?\*\/)+/y
const preprocessor = /#[^\n]*/y
const word = /[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*/y
const number = /-?(?:\.\d+|\d+(?:\.\d*)?)/y
const sign = /->|--|[{}[\]=;,:+]/y
/** Cuts a DOT text into pieces, one at a time, and remembers where each stood. */
export class Scanner {
  readonly #text: string
  #offset = 0
  #line = 1
  #lineStart = 0
  #lineEnd: number

  constructor(text: string) {
    this.#text = text
    this.#lineEnd = findLineEnd(text, 0)
  }

  next(): Token {
    this.#skip()
    const at = this.#place()
    if (this.#offset >= this.#text.length) return { kind: 'end', text: '', at }
    const first = this.#text.charAt(this.#offset)
    if (first === '"') return { kind: 'quoted', text: this.#readQuoted(at), at }
    if (first === '<') return { kind: 'html', text: this.#readHtml(at), at }
    const bare = this.#take(word) ?? this.#take(number)
    if (bare !== undefined) return { kind: 'word', text: bare, at }
    const found = this.#take(sign)
    if (found !== undefined) return { kind: 'sign', text: found, at }
    throw new DotFault(`The character "${first}" has no meaning here; a name with it stands in quotes.`, at)
  }

  #skip(): void {
    for (;;) {
      const skipped = this.#take(gap) ?? (this.#isAtComment() ? this.#take(preprocessor) : undefined)
      if (skipped === undefined) break
    }
    if (this.#text.startsWith('/*', this.#offset)) {
      throw new DotFault('This comment does not end; "*/" is missing.', this.#place())
    }
  }

  /** A line for a preprocessor begins with `#`, after nothing but spaces. */
  #isAtComment(): boolean {
    const isMark = this.#text.charAt(this.#offset) === '#'
    return isMark && this.#text.slice(this.#lineStart, this.#offset).trim() === ''
  }

  #readQuoted(at: FilePlace): string {
    const start = this.#offset + 1
    let end = this.#text.indexOf('"', start)
    while (end >= 0 && this.#isEscaped(end)) end = this.#text.indexOf('"', end + 1)
    if (end < 0) throw new DotFault('This text does not end; a quote (") is missing.', at)
    this.#advance(end + 1 - this.#offset)
    // A backslash at the end of a line carries the text over to the next one. Other escapes are for labels to read.
    return this.#text.slice(start, end).replaceAll(/\\(\\|"|\r?\n)/g, (whole, escaped) => {
      if (escaped === '\\') return whole
      return escaped === '"' ? '"' : ''
    })
  }

  /** Whether an odd number of backslashes stands before. */
  #isEscaped(offset: number): boolean {
    let before = offset
    while (this.#text.charAt(before - 1) === '\\') before--
    return (offset - before) % 2 === 1
  }

  /** What stands between `<` and its `>`: markup, in which every `<` has a `>` of its own, but in comments. */
  #readHtml(at: FilePlace): string {
    const start = this.#offset + 1
    let depth = 0
    let offset = this.#offset
    for (;;) {
      const character = this.#text.charAt(offset)
      if (character === '') throw new DotFault('This HTML text does not end; a ">" is missing.', at)
      if (this.#text.startsWith('<!--', offset)) {
        const end = this.#text.indexOf('-->', offset)
        offset = end < 0 ? this.#text.length : end + 3
        continue
      }
      if (character === '<') depth++
      else if (character === '>') depth--
      offset++
      if (depth === 0) break
    }
    this.#advance(offset - this.#offset)
    return this.#text.slice(start, offset - 1)
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#offset
    const found = pattern.exec(this.#text)?.[0]
    if (found !== undefined) this.#advance(found.length)
    return found
  }

  #advance(length: number): void {
    this.#offset += length
    // Where the line ends is looked for once a line, however many pieces are in it.
    while (this.#lineEnd < this.#offset) {
      this.#line++
      this.#lineStart = this.#lineEnd + 1
      this.#lineEnd = findLineEnd(this.#text, this.#lineStart)
    }
  }

  #place(): FilePlace {
    return { line: this.#line, column: this.#offset - this.#lineStart + 1 }
  }
}

function findLineEnd(text: string, from: number): number {
  const found = text.indexOf('\n', from)
  return found < 0 ? text.length : found
}
