import type { Draft, ImportDiagnostic } from '../draft.ts'
import { placeFinder } from '../find-place.ts'
import type { Cursor } from './cursor.ts'
import { sees, skipLine, take, takeUntil } from './cursor.ts'
import type { MermaidSource } from './find-diagrams.ts'
import { createFlowchart } from './flowchart.ts'
import type { Flowchart } from './flowchart.ts'
import { flowText } from './label-text.ts'
import { brackets } from './node-shapes.ts'
import { readLabel, readQuoted } from './read-label.ts'
import { readLink } from './read-link.ts'
import { readShapeData } from './read-shape-data.ts'

/** An id ends before a link, a bracket, a class or the data of a shape. */
const nodeId = /(?!&)(?:[\p{L}\p{N}\p{M}\p{So}\u200D!#$%&'*+.?\\/_`]|-(?![->.])|=(?!=)|:(?!::))+/uy

/** `:::hot,big`, which ends before a link, too. */
const className = /:::(?:[\p{L}\p{N}_,]|-(?![->.]))+/uy

/**
 * A text without quotation marks that goes over lines and holds one has lost the bracket that was to close it. A line of
 * strokes alone parts paragraphs, and `--output` is an option of a command.
 */
const arrow = /[^\s=-][ \t]*(?:--+[->]|==+[=>]|-\.+-|--[ox](?=\s))/
/** Tells where such a text was read, once the cursor stands behind the bracket that closes it. */
type TellLateCloser = (opener: number, raw: string) => void

/** Reads a flowchart. What cannot be read is told, and the next line is tried. */
export function readFlowchart(source: MermaidSource): {
  readonly draft: Draft
  readonly diagnostics: readonly ImportDiagnostic[]
} {
  const cursor: Cursor = { text: source.text, at: source.start, end: source.end }
  const placeOf = placeFinder(source.text)
  const chart = createFlowchart()
  const diagnostics: ImportDiagnostic[] = []
  const tellLateCloser: TellLateCloser = (opener, raw) => {
    if (!raw.trim().includes('\n') || !arrow.test(raw)) return
    const { line } = placeOf(cursor.at - 1)
    const message = `The bracket that opens here is closed in line ${line} only: all up to there became one text.`
    diagnostics.push({ kind: 'guessed', message, ...placeOf(opener) })
  }
  const counts: Counts = { styles: 0, clicks: 0, both: 0, back: 0, invisible: 0 }
  take(cursor, /[ \t]+(?:TB|TD|BT|RL|LR|[<>^v])(?![\w-])/y)
  while (cursor.at < cursor.end) {
    if (take(cursor, /[\s;]+/y) !== undefined && cursor.at >= cursor.end) break
    const start = cursor.at
    const at = placeOf(start)
    if (take(cursor, /subgraph(?![\w-])/y) !== undefined) openSubgraph(cursor, chart, at, tellLateCloser)
    else if (take(cursor, /end(?=[\s;]|$)/y) !== undefined) {
      if (!chart.closeGroup()) diagnostics.push({ kind: 'lost', message: 'An "end" closes no subgraph.', ...at })
    } else if (take(cursor, /direction[ \t]+(?:TB|TD|BT|RL|LR)\b/y) !== undefined) continue
    else if (take(cursor, /(?:classDef|class|linkStyle)(?=[ \t])/y) !== undefined) {
      skipLine(cursor)
      counts.styles++
    } else if (take(cursor, /style(?=[ \t])/y) !== undefined) {
      take(cursor, /[ \t]+/y)
      const styled = take(cursor, nodeId)?.[0]
      if (styled !== undefined) chart.addStyled(styled, at)
      skipLine(cursor)
      counts.styles++
    } else if (take(cursor, /click(?=[ \t])/y) !== undefined) {
      if (!readClick(cursor, chart)) counts.clicks++
    } else if (take(cursor, /accDescr\s*\{/y) !== undefined) takeUntil(cursor, '}', 10_000)
    else if (take(cursor, /acc(?:Title|Descr)\s*:/y) !== undefined) skipLine(cursor)
    else readChain(cursor, chart, placeOf, counts, tellLateCloser)
    take(cursor, /[ \t\r]+(?:%%[^\n]*)?/y)
    if (cursor.at < cursor.end && !sees(cursor, /[\n;]/y)) {
      // What was read of the line stays; the rest says something that no flowchart says.
      const place = placeOf(cursor.at)
      const rest = skipLine(cursor).trim()
      const expected = cursor.at === start ? 'a node' : 'a link or the end of the line'
      diagnostics.push({
        kind: 'lost',
        message: `A line was not understood: ${expected} was expected at "${rest.slice(0, 40)}".`,
        ...place,
      })
    }
  }
  const open = chart.openGroups()
  if (open > 0) diagnostics.push({ kind: 'note', message: 'A subgraph has no "end".', count: open })
  while (chart.closeGroup()) continue
  for (const { id, at } of chart.onlyStyled()) {
    diagnostics.push({
      kind: 'guessed',
      message: `Only a style names "${id}": it became a node, as Mermaid draws it.`,
      ...at,
    })
  }
  tellCounts(counts, diagnostics)
  return { draft: { name: source.title, ...chart.draft() }, diagnostics }
}

/** What is told once with its number. */
interface Counts {
  styles: number
  clicks: number
  both: number
  back: number
  invisible: number
}

function tellCounts({ styles, clicks, both, back, invisible }: Counts, diagnostics: ImportDiagnostic[]): void {
  const say = (kind: ImportDiagnostic['kind'], count: number, message: string): void => {
    if (count > 0) diagnostics.push({ kind, message, count })
  }
  say('note', styles, 'Colours and classes were left out.')
  say('lost', clicks, 'A click that leads to no web address, such as a call of a script, was left out.')
  say('note', invisible, 'An invisible link only arranges the picture, and was left out.')
  say('guessed', back, 'A link that Mermaid does not have, "<--", goes in the direction of its head.')
  say('note', both, 'A link with two arrow heads became one edge, in the direction in which it is written.')
}

function openSubgraph(
  cursor: Cursor,
  chart: Flowchart,
  at: { readonly line: number },
  tellLateCloser: TellLateCloser,
): void {
  take(cursor, /[ \t]+/y)
  const quoted = readQuoted(cursor)
  if (quoted !== undefined) {
    take(cursor, /[ \t]+/y)
    chart.openGroup(/\s/.test(quoted.raw) ? undefined : quoted.raw, quoted.text, at)
    return
  }
  const id = take(cursor, /[^\s;"[\]{}()]+/y)?.[0]
  take(cursor, /[ \t]+/y)
  const bracket = id === undefined ? undefined : brackets.find(({ open }) => cursor.text.startsWith(open, cursor.at))
  if (bracket !== undefined) {
    const start = cursor.at
    cursor.at += bracket.open.length
    const read = readLabel(cursor, bracket.closers)
    if (read !== undefined) {
      if (!read.label.isQuoted) tellLateCloser(start, read.label.raw)
      chart.openGroup(id, read.label.text, at)
      return
    }
    cursor.at = start
  }
  const rest = take(cursor, /[^\n;]*/y)?.[0].trim() ?? ''
  const title = [id ?? '', rest].join(' ').trim()
  // A title of several words is no id: nothing can be joined to such a subgraph.
  chart.openGroup(rest === '' ? id : undefined, flowText(title), at)
}

function readChain(
  cursor: Cursor,
  chart: Flowchart,
  placeOf: (offset: number) => { readonly line: number },
  counts: Counts,
  tellLateCloser: TellLateCloser,
): void {
  let sources = readNodes(cursor, chart, placeOf, tellLateCloser)
  while (sources.length > 0) {
    const start = cursor.at
    const link = readLink(cursor)
    if (link === undefined) return
    const targets = readNodes(cursor, chart, placeOf, tellLateCloser)
    if (targets.length === 0) {
      cursor.at = start
      return
    }
    if (link.isBoth) counts.both++
    if (link.isBack) counts.back++
    if (link.isInvisible) counts.invisible++
    else if (link.isBack) chart.join(targets, sources, link, placeOf(start))
    else chart.join(sources, targets, link, placeOf(start))
    sources = targets
  }
}

/** `A & B & C`, each with its shape. */
function readNodes(
  cursor: Cursor,
  chart: Flowchart,
  placeOf: (offset: number) => { readonly line: number },
  tellLateCloser: TellLateCloser,
): readonly string[] {
  const ids: string[] = []
  for (;;) {
    const id = readNode(cursor, chart, placeOf, tellLateCloser)
    if (id === undefined) return ids
    ids.push(id)
    const start = cursor.at
    if (take(cursor, /[ \t]*&\s*/y) === undefined) return ids
    if (!sees(cursor, nodeId)) cursor.at = start
  }
}

function readNode(
  cursor: Cursor,
  chart: Flowchart,
  placeOf: (offset: number) => { readonly line: number },
  tellLateCloser: TellLateCloser,
): string | undefined {
  const start = cursor.at
  const id = take(cursor, nodeId)?.[0]
  if (id === undefined) return undefined
  const at = placeOf(start)
  const bracket = brackets.find(({ open }) => cursor.text.startsWith(open, cursor.at))
  if (bracket !== undefined) readShape(cursor, id, chart, at, tellLateCloser)
  else chart.addNode(id, {}, at)
  for (;;) {
    if (take(cursor, className) !== undefined) continue
    if (!sees(cursor, /@\{/y)) return id
    cursor.at += 2
    const data = readShapeData(cursor)
    if (data === undefined) {
      cursor.at -= 2
      return id
    }
    chart.addNode(id, data, at)
  }
}

function readShape(
  cursor: Cursor,
  id: string,
  chart: Flowchart,
  at: { readonly line: number },
  tellLateCloser: TellLateCloser,
): void {
  const start = cursor.at
  // The longest bracket may be none: `[/api]` is a box whose text begins with a stroke.
  for (const { open, closers, shape } of brackets) {
    if (!cursor.text.startsWith(open, start)) continue
    cursor.at = start + open.length
    const read = readLabel(cursor, closers)
    // A bare text has no brackets: where there are some, another bracket closes it.
    if (read !== undefined && (read.label.isQuoted || open.length === 1 || !/[[\](){}]/.test(read.label.raw))) {
      if (!read.label.isQuoted) tellLateCloser(start, read.label.raw)
      const text = open === '[|' ? read.label.text.replace(/^[^|]*\|/, '') : read.label.text
      chart.addNode(id, { label: text, shape, raw: read.label.raw }, at)
      return
    }
  }
  cursor.at = start
  chart.addNode(id, {}, at)
}

/** `click id "https://…" "tooltip"`, with or without `href`; false for calls of scripts, which are nothing for us. */
function readClick(cursor: Cursor, chart: Flowchart): boolean {
  const line = skipLine(cursor)
  const match = /^\s+(\S+)\s+(?:href\s+)?"([^"]{1,2000})"(?:\s+"([^"]{1,400})")?/.exec(line.slice(0, 4_000))
  const [, id, url, title] = match ?? []
  if (id === undefined || url === undefined || !/^(?:https?:|mailto:)/i.test(url)) return false
  chart.addLink(id, { title: title ?? url, url })
  return true
}
