import type { Draft, DraftEdge, DraftNode, ImportDiagnostic } from '../draft.ts'
import { placeFinder } from '../find-place.ts'
import { guessKind } from '../guess-kind.ts'
import type { Cursor } from './cursor.ts'
import { sees, skipLine, take } from './cursor.ts'
import type { MermaidSource } from './find-diagrams.ts'
import { labelText } from './label-text.ts'
import { kindOfIcon } from './node-shapes.ts'

const declaration = /(group|service|junction)[ \t]+([\p{L}\p{N}_][\p{L}\p{N}_-]*)/uy
const title = /[ \t]*\[(?:"((?:[^"\\\n]|\\.){0,1000})"|'((?:[^'\\\n]|\\.){0,1000})'|([^[\]\n]{0,1000}))\]/y
const id = String.raw`[\p{L}\p{N}_](?:[\p{L}\p{N}_]|-(?!-|\[))*`
const side = String.raw`[ \t]*:[ \t]*[LRTB]`
/** `a:R --> L:b`; that a side is missing, or stands behind its end, tells nothing wrong of the edge. */
const edge = new RegExp(
  String.raw`(${id})(?:\{group\})?(?:${side})?[ \t]*(<)?[ \t]*(?:--|-\[([^\]\n]{0,400})\]-)[ \t]*(>)?[ \t]*(?:[LRTB][ \t]*:[ \t]*)?(${id})(?:\{group\})?(?:${side})?`,
  'uy',
)

/** Reads an architecture diagram. */
export function readArchitecture(source: MermaidSource): {
  readonly draft: Draft
  readonly diagnostics: readonly ImportDiagnostic[]
} {
  const cursor: Cursor = { text: source.text, at: source.start, end: source.end }
  const placeOf = placeFinder(source.text)
  const nodes: DraftNode[] = []
  const edges: DraftEdge[] = []
  const diagnostics: ImportDiagnostic[] = []
  let name = source.title
  while (cursor.at < cursor.end) {
    take(cursor, /(?:[\s;]+|%%[^\n]*)+/y)
    if (cursor.at >= cursor.end) break
    const at = placeOf(cursor.at)
    const heading = take(cursor, /(title|accTitle\s*:|accDescr\s*:|align)(?=[ \t])/y)?.[1]
    if (heading !== undefined) {
      const text = labelText(skipLine(cursor).trim())
      if (heading === 'title') name ??= text
      continue
    }
    const found = take(cursor, edge)
    if (found !== undefined) {
      const [, left = '', into, label = '', out, right = ''] = found
      const ends =
        into !== undefined && out === undefined ? { source: right, target: left } : { source: left, target: right }
      edges.push({ ...ends, label: label === '' ? undefined : labelText(label), at })
    } else {
      const declared = take(cursor, declaration)
      if (declared !== undefined) nodes.push(readElement(cursor, declared[1] ?? '', declared[2] ?? '', at))
    }
    take(cursor, /[ \t\r]*(?:%%[^\n]*)?/y)
    if (cursor.at >= cursor.end || sees(cursor, /[\n;]/y)) continue
    const rest = skipLine(cursor).trim().slice(0, 40)
    const message = `A line was not understood: a group, a service, a junction or an edge was expected at "${rest}".`
    diagnostics.push({ kind: 'lost', message, ...at })
  }
  return { draft: { name, nodes, edges }, diagnostics }
}

function readElement(cursor: Cursor, what: string, id: string, at: { readonly line: number }): DraftNode {
  take(cursor, /[ \t]+(?=[("[])/y)
  const icon = take(cursor, /\(([^()\n]{1,200})\)/y)?.[1]?.trim()
  const iconText = take(cursor, /[ \t]*"([^"\n]{1,200})"/y)?.[1]
  const [, inDouble, inSingle, bare] = take(cursor, title) ?? []
  const written = (inDouble ?? inSingle)?.replaceAll(/\\(.)/g, '$1') ?? bare
  const parent = take(cursor, /[ \t]+in[ \t]+([\p{L}\p{N}_][\p{L}\p{N}_-]*)/uy)?.[1]
  const text = labelText(written ?? iconText ?? '')
  const kind =
    what === 'group'
      ? 'group'
      : what === 'junction'
        ? 'box'
        : (kindOfIcon(icon?.split(':').at(-1) ?? '') ?? guessKind(text) ?? 'service')
  return {
    key: id,
    name: text === '' ? id : text,
    kind,
    parent,
    icon: icon !== undefined && /^[a-z0-9][a-z0-9-]*:[a-z0-9][a-z0-9._-]*$/i.test(icon) ? icon : undefined,
    at,
  }
}
