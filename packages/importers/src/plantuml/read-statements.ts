import { importLimits } from '../limits.ts'
import { isBareMacro, readC4 } from './c4-macros.ts'
import { elementWords, holdsFields } from './kinds.ts'
import { readElement } from './read-element.ts'
import type { ReadElement } from './read-element.ts'
import { readLink } from './read-link.ts'
import { findSkip, isIdle, isLineNote, isSequence, noteCode, readSight } from './skip-blocks.ts'
import type { Skip } from './skip-blocks.ts'
import type { SourceLine } from './source-line.ts'
import { splitArguments } from './split-arguments.ts'
import type { Statement } from './statement.ts'

/** The lines of a block may go on for this long before it is taken for one that is never closed. */
const longestText = 2_000
/** A label or a call that goes on in the next lines is no longer than this. */
const longestCall = 20

interface Reader {
  readonly lines: readonly SourceLine[]
  readonly statements: Statement[]
  /** What the next element of C4 has as properties. */
  properties: Record<string, string>
  at: number
  /** How many lines are not understood. */
  unknown: number
  /** Boundaries of C4 have no braces in sequence diagrams: `Boundary_End()` closes them. */
  readonly hasBoundaryEnds: boolean
}

/** Reads what each line of a preprocessed diagram says. */
export function readStatements(lines: readonly SourceLine[]): readonly Statement[] {
  const reader: Reader = {
    lines,
    statements: [],
    properties: {},
    at: 0,
    unknown: 0,
    hasBoundaryEnds: lines.some(({ text }) => text.trimStart().startsWith('Boundary_End')),
  }
  while (reader.at < lines.length && reader.unknown <= importLimits.misunderstood) {
    const source = lines[reader.at]
    reader.at++
    if (source !== undefined) readLine(reader, source.text.trim(), source.line)
  }
  return reader.statements
}

function readLine(reader: Reader, text: string, line: number): void {
  if (text === '') return
  const { statements } = reader
  if (text.startsWith('}')) {
    statements.push({ kind: 'close', line })
    return readLine(reader, text.slice(1).trim(), line)
  }
  if (text === '{') return openLast(reader, line)
  const skip = findSkip(text)
  if (skip !== undefined) return skipBlock(reader, skip, text, line)
  if (isLineNote(text)) {
    statements.push({ kind: 'note', code: /^[rh]?note\s+"/i.test(text) ? noteCode(text) : undefined, line })
    return
  }
  const title = /^title(?:\s*:\s*|\s+)(.*)$/i.exec(text)
  if (title !== null) {
    statements.push({ kind: 'title', text: title[1] ?? '', line })
    return
  }
  const together = /^together\b.*\{$/i.test(text)
  if (together) {
    statements.push({ kind: 'open', element: undefined, line })
    return
  }
  const [, code = '', url = ''] = /^url\s+(?:of|for)\s+(\S{1,400})\s+is\s+\[\[(.*)\]\]$/i.exec(text) ?? []
  if (code !== '') {
    statements.push({ kind: 'url', code: code.replaceAll(/^[["]|[\]"]$/g, ''), url, line })
    return
  }
  if (readMacro(reader, text, line)) return
  const declared = /^(?:abstract|class|enum)\s+[^\s-]/i.test(text) ? readElement(text) : undefined
  if (declared !== undefined) return pushElement(reader, declared, line)
  const link = readLink(text)
  if (link !== undefined) {
    statements.push({ kind: 'link', link, line })
    return
  }
  const whole = hasOpenQuote(text) ? joinQuoted(reader, text) : text
  const read = readElement(whole)
  if (read !== undefined) return pushElement(reader, read, line)
  const sight = readSight(text)
  if (sight !== undefined) {
    statements.push({ kind: 'sight', ...sight, line })
    return
  }
  const [setting, separator] = /^set\s+(?:namespace)?separator\s+(\S+)$/i.exec(text) ?? []
  if (setting !== undefined) {
    statements.push({ kind: 'separator', separator: separator?.toLowerCase() === 'none' ? undefined : separator, line })
    return
  }
  if (isIdle(text) || isBareMacro(text)) return
  if (/\[\*\]|\[H\*?\]/.test(text) && /[-.]>|<[-.]/.test(text)) {
    statements.push({ kind: 'terminal', line })
    return
  }
  if (isSequence(text)) {
    statements.push({ kind: 'sequence', line })
    return
  }
  const [, owner, field] = /^"?([\p{L}_][\p{L}\p{N}_. ]*?)"?\s*:\s*(\S.*)$/u.exec(text) ?? []
  if (owner !== undefined && field !== undefined) {
    statements.push({ kind: 'field', code: owner, text, line })
    return
  }
  // A group may be closed in the line in which it is opened.
  const [, head, inner] = /^([^{}]+\{)\s*([^{}]*)\}$/.exec(text) ?? []
  if (head !== undefined && readElement(head.trim()) !== undefined) {
    readLine(reader, head.trim(), line)
    readLine(reader, (inner ?? '').trim(), line)
    statements.push({ kind: 'close', line })
    return
  }
  reader.unknown++
  statements.push({ kind: 'unknown', text, line })
}

/** A brace in a line of its own belongs to the line before. */
function openLast(reader: Reader, line: number): void {
  const last = reader.statements.at(-1)
  if (last?.kind === 'element') {
    reader.statements.splice(-1, 1, { kind: 'open', element: last.element, line: last.line })
  } else if (last?.kind === 'macro' && !last.opens) {
    reader.statements.splice(-1, 1, { ...last, opens: true })
  } else if (last?.kind !== 'open') {
    reader.statements.push({ kind: 'open', element: undefined, line })
  }
}

function pushElement(reader: Reader, { element, ending }: ReadElement, line: number): void {
  if (ending === '[') {
    const label = readBody(reader)
    const code = element.code === '' ? label : element.code
    reader.statements.push({ kind: 'element', element: { ...element, code, label }, line })
  } else if (ending === '{' && holdsFields(element.word)) {
    reader.statements.push({ kind: 'element', element, line })
    // A class ends with the first brace that stands alone; what JSON holds has braces of its own.
    const skip: Skip = { what: 'fields', end: /^\s*\}\s*$/, countsBraces: element.word === 'json', code: element.code }
    skipBlock(reader, skip, '{', line)
  } else if (ending === '{') {
    reader.statements.push({ kind: 'open', element, line })
  } else {
    reader.statements.push({ kind: 'element', element, line })
  }
}

/** The label between `[` at the end of a line and `]`. */
function readBody(reader: Reader): string {
  const label: string[] = []
  for (let count = 0; count < longestText && reader.at < reader.lines.length; count++) {
    const text = reader.lines[reader.at]?.text ?? ''
    reader.at++
    const end = /^(.*)\]\s*$/.exec(text)
    if (end !== null && !/\[[^\]]*$/.test(end[1] ?? '')) {
      label.push(end[1] ?? '')
      break
    }
    label.push(text)
  }
  return label.join('\n')
}

/** Reads a call such as `Container(a, "b")`, with a brace behind it or without. */
function readMacro(reader: Reader, text: string, line: number): boolean {
  const [head = '', name = ''] = /^([\p{L}_$][\p{L}\p{N}_]*)\s*(?=\()/u.exec(text) ?? []
  if (name === '') return false
  const whole = splitArguments(text, head.length, 'plain') === undefined ? joinCall(reader, text, head.length) : text
  const args = splitArguments(whole, head.length, 'plain')
  if (args === undefined) return false
  // A colour behind a call is one of the element that it writes.
  const rest = whole
    .slice(args.end)
    .replace(/^\s*(?:(?:#[\w#;:.|\\/-]+|<<[^<>]*>>)\s*)+/, '')
    .trim()
  if (rest !== '' && rest !== '{' && !/^\{\s*\}$/.test(rest)) return false
  const c4 = readC4(name, args.parts)
  if (c4 === undefined && elementWords.includes(name.toLowerCase())) return false
  const { statements } = reader
  const opens = rest === '{'
  if (c4 === undefined) {
    statements.push({ kind: 'macro', name, args: args.parts, opens, line })
    return true
  }
  switch (c4.kind) {
    case 'property':
      reader.properties[c4.name] = c4.value
      break
    case 'link':
      statements.push({ kind: 'link', link: c4.link, line })
      break
    case 'end':
      statements.push({ kind: 'close', line })
      break
    case 'element':
    case 'boundary': {
      const c4Text = c4.element.c4
      const element =
        c4Text === undefined ? c4.element : { ...c4.element, c4: { ...c4Text, properties: reader.properties } }
      reader.properties = {}
      const isOpen =
        opens || (c4.kind === 'boundary' && rest === '' && reader.hasBoundaryEnds && !isFollowedByBrace(reader))
      statements.push({ kind: isOpen ? 'open' : 'element', element, line })
      break
    }
    case 'nothing':
      break
  }
  return true
}

function isFollowedByBrace({ lines, at }: Reader): boolean {
  return lines[at]?.text.trim() === '{'
}

/** The line with those after it up to where its bracket is closed; the line alone when it never is. */
function joinCall(reader: Reader, text: string, open: number): string {
  const following = reader.lines.slice(reader.at, reader.at + longestCall).map((line) => line.text.trim())
  const end = splitArguments([text, ...following].join(' '), open, 'plain')?.end
  if (end === undefined) return text
  let joined = text
  while (joined.length < end) {
    joined += ` ${reader.lines[reader.at]?.text.trim() ?? ''}`
    reader.at++
  }
  return joined
}

/** The line with those after it up to where its quotation marks are closed; the line alone when they never are. */
function joinQuoted(reader: Reader, text: string): string {
  const following = reader.lines.slice(reader.at, reader.at + longestCall)
  const last = following.findIndex((line) => hasOpenQuote(line.text))
  if (last === -1) return text
  reader.at += last + 1
  return [text, ...following.slice(0, last + 1).map((line) => line.text.trim())].join(String.raw`\n`)
}

function hasOpenQuote(text: string): boolean {
  return text.split('"').length % 2 === 0
}

function skipBlock(reader: Reader, { what, end, countsBraces, code }: Skip, first: string, line: number): void {
  let depth = countsBraces === true ? braceBalance(first) : 1
  const kept: string[] = []
  while (reader.at < reader.lines.length) {
    const text = reader.lines[reader.at]?.text ?? ''
    reader.at++
    if (countsBraces === true) depth += braceBalance(text)
    if (countsBraces === true ? depth <= 0 : end.test(text)) break
    kept.push(text)
  }
  if (what === 'note') reader.statements.push({ kind: 'note', code, line })
  if (what === 'fields' && code !== undefined && kept.some((text) => text.trim() !== '')) {
    reader.statements.push({ kind: 'field', code, text: '', line })
  }
  if (what === 'title') reader.statements.push({ kind: 'title', text: kept.join(' '), line })
}

function braceBalance(text: string): number {
  return text.split('{').length - text.split('}').length
}
