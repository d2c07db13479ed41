import { elementWords, isClassWord } from './kinds.ts'
import { readEnd, skipSpace, withoutQuotes } from './read-end.ts'
import type { ElementText } from './statement.ts'

/** An element that a line declares, and how the line ends. */
export interface ReadElement {
  readonly element: ElementText
  /** `{`: what follows lies in it; `[`: the lines that follow are its label; `{}`: it is an empty group. */
  readonly ending: '' | '{' | '[' | '{}'
}

const words = new RegExp(
  String.raw`^(?:[-+~#](?=\w))?(?:static\s+)?(abstract\s+class|${elementWords
    .filter((word) => !word.includes(' '))
    .toSorted((a, b) => b.length - a.length)
    .join('|')})(?![\p{L}\p{N}_])`,
  'iu',
)

/** Reads `component "x" <<y>> as z #red {` and its kin; undefined when the line declares nothing. */
export function readElement(text: string): ReadElement | undefined {
  const [whole = '', written] = words.exec(text) ?? []
  if (written !== undefined) {
    const after = text.slice(whole.length)
    // `component` alone, or `node : x`, is no declaration.
    if (!/^\s*["[(:#]|^\s+\S|^\s*<<|^\s*\{/.test(after)) return undefined
    return readRest(written.toLowerCase().replaceAll(/\s+/g, ' '), after)
  }
  const diamond = /^<>\s*(?=[\p{L}\p{N}_"])/u.exec(text)?.[0]
  if (diamond !== undefined) return readRest('diamond', text.slice(diamond.length))
  const short = readEnd(text, 0)
  if (short?.end.word === undefined) return undefined
  const slash = text[short.next - 1] === '/' ? '/' : ''
  return readRest(short.end.word + slash, text)
}

interface Name {
  readonly text: string
  /** In quotation marks, or between the brackets of `[x]`, `(x)` and `:x:`. */
  readonly writing: 'plain' | 'quoted' | 'enclosed'
}

interface Parts {
  names: Name[]
  isAliasNext: boolean
  alias: Name | undefined
  stereotypes: string[]
  link: string | undefined
  tags: string[]
  bases: string[]
}

function readRest(word: string, text: string): ReadElement | undefined {
  const parts: Parts = {
    names: [],
    isAliasNext: false,
    alias: undefined,
    stereotypes: [],
    link: undefined,
    tags: [],
    bases: [],
  }
  let at = skipSpace(text, 0)
  while (at < text.length) {
    const rest = text.slice(at)
    const ending = /^(\{\s*\}|\{|\[)\s*$/.exec(rest)?.[1]
    if (ending !== undefined) return finish(word, parts, ending.startsWith('{') && ending.length > 1 ? '{}' : ending)
    const taken = takeMark(word, rest, parts) ?? takeName(rest, parts)
    if (taken === undefined) return undefined
    at = skipSpace(text, at + taken)
  }
  return finish(word, parts, '')
}

/** What may stand anywhere: stereotypes, colours, addresses, tags, the word `as`. */
function takeMark(word: string, rest: string, parts: Parts): number | undefined {
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
  const isNamed = parts.names.length > 0
  const colour = /^##?(?:\[\w+\])?[^\s{[]*/.exec(rest)
  if (colour !== null && (isNamed || word === 'archimate')) return colour[0].length
  const tag = /^\$[\p{L}\p{N}_]+(?=\s|$)(?!\s+as\b)/u.exec(rest)
  if (tag !== null && isNamed) {
    parts.tags.push(tag[0])
    return tag[0].length
  }
  const as = /^as\s+/i.exec(rest)
  if (as !== null && parts.names.length > 0 && parts.alias === undefined) {
    parts.isAliasNext = true
    return as[0].length
  }
  const bases = /^(?:extends|implements)\s+((?:(?!\s(?:extends|implements)\s)[^{])+)/i.exec(rest)
  if (bases !== null && isNamed) {
    parts.bases.push(...splitBases(bases[1] ?? ''))
    return bases[0].length
  }
  // Where it stands in the drawing.
  const order = /^order\s+-?\d+/i.exec(rest)
  return order !== null && isNamed ? order[0].length : undefined
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
    if (parts.alias !== undefined || (parts.names.length > 0 && read.writing !== 'plain')) return undefined
    parts.names.push(read)
  }
  return read.length
}

function takeText(rest: string): (Name & { readonly length: number }) | undefined {
  // A name may have quotation marks in it: the last is the one with which something new begins.
  const quoted = /^"([^"]*)"(?=$|[\s#[{]|<<)/.exec(rest) ?? /^"(.{1,2000}?)"(?=\s*(?:$|as\s|<<|[#[{$]))/i.exec(rest)
  if (quoted !== null) return { text: quoted[1] ?? '', writing: 'quoted', length: quoted[0].length }
  const enclosed =
    /^\(\)\s*(?:"([^"]*)"|([\p{L}\p{N}_.]+))/u.exec(rest) ??
    /^\[([^[\]]+)\]/.exec(rest) ??
    /^:([^:]+):\/?/.exec(rest) ??
    /^\(([^()]+(?:\([^()]*\)[^()]*)*)\)\/?/.exec(rest)
  if (enclosed !== null) {
    return { text: withoutQuotes(enclosed[1] ?? enclosed[2] ?? ''), writing: 'enclosed', length: enclosed[0].length }
  }
  // `List<T>` and `run(x)` are names, too.
  const plain = /^[^\s"[\]{}<>#()]+(?:\([^()\s]*\)|<(?:[^<>]|<[^<>]*>)+>)?/.exec(rest)
  if (plain === null) return undefined
  return { text: plain[0], writing: 'plain', length: plain[0].length }
}

function finish(word: string, parts: Parts, ending: string): ReadElement | undefined {
  const { names, alias, stereotypes, link, tags, bases } = parts
  const [first] = names
  const end = ending === '{' || ending === '[' || ending === '{}' ? ending : ''
  const marks = { stereotypes, link, ...(tags.length > 0 ? { tags } : {}), ...(bases.length > 0 ? { bases } : {}) }
  // `node {` and `package {` are groups without a name.
  if (first === undefined) {
    return end === '{' ? { element: { word, code: '', label: '', ...marks }, ending: end } : undefined
  }
  const name = names.length > 1 ? names.map(({ text }) => text).join(' ') : first.text
  if (alias === undefined) {
    // The type parameters of a class are no part of its name.
    const hasParameters = first.writing === 'plain' && (isClassWord(word) || word === 'interface')
    const code = hasParameters ? withoutParameters(name) : name
    return { element: { word, code, ...marks }, ending: end }
  }
  // `node x as "Label"` has its code first, as `[x] as "Label"` has; `node "Label" as x` and `node Label as x` have it last.
  const isCodeFirst = alias.writing === 'quoted' && first.writing !== 'quoted' && names.length === 1
  const [code, label] = isCodeFirst ? [name, alias.text] : [alias.text, name]
  return { element: { word, code, label, ...marks }, ending: end }
}

function withoutParameters(name: string): string {
  return name.replace(/<.*$/, '').trim() || name
}

/** The names in `List<A, B>, C`, without what they are made of. */
function splitBases(text: string): readonly string[] {
  return text
    .replaceAll(/<[^<>]*>/g, '')
    .split(',')
    .flatMap((base) => withoutParameters(base.trim()) || [])
}
