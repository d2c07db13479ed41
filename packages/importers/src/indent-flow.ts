/** Brackets that begin further to the right belong to a text that a program wrote; it needs no help. */
const widestIndent = 256
/** What is added to a text, at most, in parts of it; real files take a hundredth. */
const mostGrowth = 2
/** Where `[`, `{` or a quote may begin: what stands before is not part of a plain word. */
const beginsAfter = /^(?:[-?:]|[&!*][^\s,[\]{}]*)$/

interface Scan {
  /** How far what is open must be indented, at least; undefined when nothing is. */
  indent: number | undefined
  /** Brackets that are open. */
  depth: number
  quote: '"' | "'" | undefined
  /** Of the line that began a block of text (`|`, `>`); what lies deeper is its text. */
  block: number | undefined
}

/**
 * The YAML with brackets and quotes of several lines indented as the language wants it. The readers behind compose and
 * kubectl do not mind lines of them that begin too far to the left, or with a tab; the one here does. Lines stay where
 * they are, and white space at their beginning means nothing there.
 *
 * @example indentFlow('a:\n  b: [\n  1 ]\n') // 'a:\n  b: [\n      1 ]\n'
 */
export function indentFlow(text: string): string {
  const scan: Scan = { indent: undefined, depth: 0, quote: undefined, block: undefined }
  const lines: string[] = []
  let added = 0
  for (const line of text.split('\n')) {
    // What is open at the end of a document was never closed.
    if (/^(?:---|\.\.\.)(?:\s|$)/.test(line)) Object.assign(scan, { indent: undefined, depth: 0, quote: undefined })
    const indent = line === '' ? 0 : Math.min(scan.indent ?? 0, widestIndent)
    lines.push(' '.repeat(indent) + line)
    readLine(line, scan)
    added += indent
    if (added > text.length * mostGrowth) return text
  }
  return lines.join('\n')
}

function readLine(line: string, scan: Scan): void {
  const leading = line.length - line.trimStart().length
  if (scan.block !== undefined) {
    if (leading === line.length || leading > scan.block) return
    scan.block = undefined
  }
  for (let at = 0; at < line.length; at++) {
    at = scan.quote === undefined ? readToken(line, at, leading, scan) : readQuoted(line, at, scan)
  }
}

/** Reads on in a quoted text; gives the place of its end, or of the line's. */
function readQuoted(line: string, from: number, scan: Scan): number {
  for (let at = from; at < line.length; at++) {
    if (scan.quote === '"' && line[at] === '\\') at++
    else if (line[at] === scan.quote) {
      if (scan.quote === "'" && line[at + 1] === "'") at++
      else {
        scan.quote = undefined
        close(scan)
        return at
      }
    }
  }
  return line.length
}

/** Reads one word, bracket or quote; gives the place of its end. */
function readToken(line: string, at: number, leading: number, scan: Scan): number {
  const character = line[at] ?? ''
  if (/[\s,]/.test(character) || (character === ':' && scan.depth > 0)) return at
  if (character === '#') return line.length
  if (character === '"' || character === "'") {
    scan.quote = character
    scan.indent ??= at + 1
    return at
  }
  if (character === '[' || character === '{') {
    scan.depth++
    scan.indent ??= at + 1
    return at
  }
  if (character === ']' || character === '}') {
    scan.depth = Math.max(0, scan.depth - 1)
    close(scan)
    return at
  }
  if (scan.depth === 0 && /^[|>][-+0-9]*[ \t\r]*(?:#.*)?$/.test(line.slice(at, at + widestIndent))) {
    scan.block = leading
    return line.length
  }
  return readWord(line, at, scan.depth > 0)
}

function close(scan: Scan): void {
  if (scan.depth === 0 && scan.quote === undefined) scan.indent = undefined
}

/** A plain text goes on to what can end it: a colon before white space, a comment, in brackets also these and commas. */
function readWord(line: string, from: number, isInBrackets: boolean): number {
  let isFirstWord = true
  for (let at = from; at < line.length; at++) {
    const character = line[at] ?? ''
    if (isInBrackets && /[,[\]{}]/.test(character)) return at - 1
    if (!/\s|^$/.test(line[at + 1] ?? '')) continue
    if (character === ':' || line[at + 2] === '#') return at
    // A dash, an anchor or a tag stands before what it is about.
    if (isFirstWord && beginsAfter.test(line.slice(from, at + 1))) return at
    isFirstWord = false
  }
  return line.length
}
