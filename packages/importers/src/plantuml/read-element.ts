import { elementWords } from './kinds.ts'
import { readEnd, skipSpace, withoutQuotes } from './read-end.ts'
import type { ElementText } from './statement.ts'

/** An element that a line declares, and how the line ends. */
export interface ReadElement {
  readonly element: ElementText
  /** `{`: what follows lies in it; `[`: the lines that follow are its label; `{}`: it is an empty group. */
  readonly ending: '' | '{' | '[' | '{}'
}

const words = new RegExp(
  String.raw`^(abstract\s+class|${elementWords
    .filter((word) => !word.includes(' '))
    .toSorted((a, b) => b.length - a.length)
    .join('|')})(?![\p{L}\p{N}_])`,
  'iu',
)

/** Reads `component "x" <<y>> as z #red {` and its kin; undefined when the line declares nothing. */
export function readElement(text: string): ReadElement | undefined {
  const [written] = words.exec(text) ?? []
  if (written !== undefined) {
    const after = text.slice(written.length)
    // `component` alone, or `node : x`, is no declaration.
    if (!/^\s*["[(:]|^\s+\S|^\s*<<|^\s*\{/.test(after)) return undefined
    return readRest(written.toLowerCase().replaceAll(/\s+/g, ' '), after)
  }
  const diamond = /^<>\s*(?=[\p{L}\p{N}_"])/u.exec(text)?.[0]
  if (diamond !== undefined) return readRest('diamond', text.slice(diamond.length))
  const short = readEnd(text, 0)
  if (short?.end.word === undefined) return undefined
  const slash = text[short.next - 1] === '/' ? '/' : ''
  return readRest(short.end.word + slash, text)
}

interface Parts {
  names: { text: string; isQuoted: boolean }[]
  isAliasNext: boolean
  alias: { text: string; isQuoted: boolean } | undefined
  stereotypes: string[]
  link: string | undefined
}

function readRest(word: string, text: string): ReadElement | undefined {
  const parts: Parts = { names: [], isAliasNext: false, alias: undefined, stereotypes: [], link: undefined }
  let at = skipSpace(text, 0)
  while (at < text.length) {
    const rest = text.slice(at)
    const ending = /^(\{\s*\}|\{|\[)\s*$/.exec(rest)?.[1]
    if (ending !== undefined) return finish(word, parts, ending.startsWith('{') && ending.length > 1 ? '{}' : ending)
    const taken = takeMark(rest, parts) ?? takeName(rest, parts)
    if (taken === undefined) return undefined
    at = skipSpace(text, at + taken)
  }
  return finish(word, parts, '')
}

/** What may stand anywhere: stereotypes, colours, addresses, tags, the word `as`. */
function takeMark(rest: string, parts: Parts): number | undefined {
  const stereotype = /^<<(.*?)>>/.exec(rest)
  if (stereotype !== null) {
    parts.stereotypes.push(stereotype[1] ?? '')
    return stereotype[0].length
  }
  const link = /^\[\[([^\]]*)\]\]/.exec(rest)
  if (link !== null) {
    parts.link = link[1]
    return link[0].length
  }
  const colour = /^##?(?:\[\w+\])?[^\s{[]*|^\$[\p{L}\p{N}_]+(?=\s|$)(?!\s+as\b)/u.exec(rest)
  if (colour !== null && parts.names.length > 0) return colour[0].length
  const as = /^as\s+/i.exec(rest)
  if (as !== null && parts.names.length > 0 && parts.alias === undefined) {
    parts.isAliasNext = true
    return as[0].length
  }
  // `class A extends B`, `order 10` and the like say nothing that is kept here.
  const tail = /^(?:order\s+-?\d+|(?:extends|implements)\s+[^{]+)/i.exec(rest)
  return tail !== null && parts.names.length > 0 ? tail[0].length : undefined
}

function takeName(rest: string, parts: Parts): number | undefined {
  const read = takeText(rest)
  if (read === undefined) return undefined
  if (parts.isAliasNext) {
    if (parts.alias !== undefined) return undefined
    parts.alias = read
    parts.isAliasNext = false
  } else {
    // Words without quotation marks are one name.
    if (parts.alias !== undefined || (parts.names.length > 0 && read.isQuoted)) return undefined
    parts.names.push(read)
  }
  return read.length
}

function takeText(rest: string): { text: string; isQuoted: boolean; length: number } | undefined {
  const quoted = /^"([^"]*)"/.exec(rest)
  if (quoted !== null) return { text: quoted[1] ?? '', isQuoted: true, length: quoted[0].length }
  const enclosed =
    /^\(\)\s*(?:"([^"]*)"|([\p{L}\p{N}_.]+))/u.exec(rest) ??
    /^\[([^[\]]+)\]/.exec(rest) ??
    /^:([^:]+):\/?/.exec(rest) ??
    /^\(([^()]+(?:\([^()]*\)[^()]*)*)\)\/?/.exec(rest)
  if (enclosed !== null) {
    return { text: withoutQuotes(enclosed[1] ?? enclosed[2] ?? ''), isQuoted: true, length: enclosed[0].length }
  }
  // `List<T>` and `run(x)` are names, too.
  const plain = /^[^\s"[\]{}<>#()]+(?:\([^()\s]*\)|<[^<>]+>)?/.exec(rest)
  if (plain === null) return undefined
  return { text: plain[0], isQuoted: false, length: plain[0].length }
}

function finish(word: string, { names, alias, stereotypes, link }: Parts, ending: string): ReadElement | undefined {
  const [first] = names
  const name =
    first === undefined
      ? undefined
      : { text: names.map(({ text }) => text).join(' '), isQuoted: first.isQuoted || names.length > 1 }
  const end = ending === '{' || ending === '[' || ending === '{}' ? ending : ''
  // `node {` and `package {` are groups without a name.
  if (name === undefined)
    return end === '{' ? { element: { word, code: '', label: '', stereotypes, link }, ending: end } : undefined
  if (alias === undefined) {
    return { element: { word, code: name.text, stereotypes, link }, ending: end }
  }
  // `node x as "Label"` has its code first, `node "Label" as x` and `node Label as x` have it last.
  const isCodeFirst = alias.isQuoted && !name.isQuoted
  const [code, label] = isCodeFirst ? [name.text, alias.text] : [alias.text, name.text]
  return { element: { word, code, label, stereotypes, link }, ending: end }
}
