import type { NodeKind } from '@statusgraph/model'
import type { Draft, DraftEdge, DraftNode, ImportDiagnostic } from '../draft.ts'
import { placeFinder } from '../find-place.ts'
import { guessKind } from '../guess-kind.ts'
import type { Cursor } from './cursor.ts'
import { skipLine, take } from './cursor.ts'
import type { MermaidSource } from './find-diagrams.ts'
import { labelText } from './label-text.ts'
import { readQuoted } from './read-label.ts'

interface Arguments {
  readonly plain: readonly string[]
  /** `$techn="Go"` and the like. */
  readonly named: ReadonlyMap<string, string>
}

const elementMacro = /^(Person|System|Container|Component)(Db|Queue)?(_Ext)?$/
const groupMacro = /^(?:(?:Enterprise_|System_|Container_)?Boundary|Deployment_Node|Node(?:_[LR])?)$/
const relationMacro = /^(?:Bi)?Rel(?:Index)?(?:_(?:Up|U|Down|D|Left|L|Right|R|Back|Neighbor))?$/
const layoutMacro =
  /^(?:Update(?:Element|Rel|Boundary)Style|UpdateLayoutConfig|RelStyle|AddElementTag|AddRelTag|Lay_\w+|LAYOUT_\w+|SHOW_\w+)$/

/** Reads one of Mermaid's C4 diagrams. */
export function readC4(source: MermaidSource): {
  readonly draft: Draft
  readonly diagnostics: readonly ImportDiagnostic[]
} {
  const cursor: Cursor = { text: source.text, at: source.start, end: source.end }
  const placeOf = placeFinder(source.text)
  const diagnostics: ImportDiagnostic[] = []
  const nodes = new Map<string, DraftNode>()
  const edges: DraftEdge[] = []
  const open: string[] = []
  let title = source.title
  let description: string | undefined
  let styles = 0
  let both = 0
  while (cursor.at < cursor.end) {
    take(cursor, /[\s;]+/y)
    if (cursor.at >= cursor.end) break
    const at = placeOf(cursor.at)
    if (take(cursor, /\}/y) !== undefined) {
      if (open.pop() === undefined) diagnostics.push({ kind: 'lost', message: 'A "}" closes no boundary.', ...at })
      continue
    }
    const heading = take(cursor, /(title|accTitle\s*:|accDescr\s*:|accDescription|direction)(?=[ \t])/y)?.[1]
    if (heading !== undefined) {
      const text = labelText(skipLine(cursor).trim())
      if (heading === 'title') title ??= text
      else if (heading.startsWith('accDesc')) description = text
      continue
    }
    const macro = take(cursor, /([A-Za-z]\w*)[ \t]*\(/y)?.[1]
    const given = macro === undefined ? undefined : readArguments(cursor)
    if (macro === undefined || given === undefined) {
      const rest = skipLine(cursor).trim().slice(0, 40)
      diagnostics.push({
        kind: 'lost',
        message: `A line was not understood: an element, a relation or a boundary was expected at "${rest}".`,
        ...at,
      })
      continue
    }
    const [id = ''] = given.plain
    if (groupMacro.test(macro) && id !== '') {
      const name = labelText(given.plain[1] ?? id)
      nodes.set(id, {
        key: id,
        name: name === '' ? id : name,
        kind: 'group',
        parent: open.at(-1),
        ...groupDetails(macro, given),
        links: linksOf(given),
        at,
      })
      if (take(cursor, /\s*\{/y) !== undefined) open.push(id)
    } else if (elementMacro.test(macro) && id !== '') {
      nodes.set(id, draftElement(macro, given, open.at(-1), at))
    } else if (relationMacro.test(macro)) {
      edges.push(draftRelation(macro, given, at))
      if (macro.startsWith('BiRel')) both++
    } else if (layoutMacro.test(macro)) styles++
    else diagnostics.push({ kind: 'lost', message: `An element that C4 does not have was left out: ${macro}.`, ...at })
  }
  if (open.length > 0) diagnostics.push({ kind: 'note', message: 'A boundary has no "}".', count: open.length })
  if (both > 0) {
    const message = 'A link with two arrow heads became one edge, in the direction in which it is written.'
    diagnostics.push({ kind: 'note', message, count: both })
  }
  if (styles > 0) diagnostics.push({ kind: 'note', message: 'Styles and layout were left out.', count: styles })
  return { draft: { name: title, description, nodes: [...nodes.values()], edges }, diagnostics }
}

function draftElement(
  macro: string,
  given: Arguments,
  parent: string | undefined,
  at: { readonly line: number },
): DraftNode {
  const [, base = '', form, external] = elementMacro.exec(macro) ?? []
  const hasTechnology = base === 'Container' || base === 'Component'
  const [id = '', label = id] = given.plain
  const technology = labelText(given.named.get('techn') ?? (hasTechnology ? (given.plain[2] ?? '') : ''))
  const description = labelText(given.named.get('descr') ?? given.plain[hasTechnology ? 3 : 2] ?? '')
  const name = labelText(label)
  const plainKind: NodeKind = base === 'Person' ? 'actor' : external === undefined ? 'service' : 'external'
  const kind = form === 'Db' ? 'database' : form === 'Queue' ? 'queue' : plainKind
  return {
    key: id,
    name: name === '' ? id : name,
    kind: kind === 'service' ? (guessKind(technology) ?? kind) : kind,
    parent,
    description: description === '' ? undefined : description,
    technology: technology === '' ? undefined : technology,
    labels: external === undefined ? undefined : { external: 'true' },
    links: linksOf(given),
    at,
  }
}

/** Only deployment nodes are made of something; the type of a boundary says how far it reaches. */
function groupDetails(macro: string, given: Arguments): Pick<DraftNode, 'technology' | 'description'> {
  if (!macro.includes('Node')) return {}
  const technology = labelText(given.plain[2] ?? '')
  const description = labelText(given.plain[3] ?? '')
  return {
    technology: technology === '' ? undefined : technology,
    description: description === '' ? undefined : description,
  }
}

function draftRelation(macro: string, given: Arguments, at: { readonly line: number }): DraftEdge {
  const [from = '', to = '', label = '', technology = ''] = macro.startsWith('RelIndex')
    ? given.plain.slice(1)
    : given.plain
  // "Back" is drawn with its arrow at the first end.
  const ends = macro.endsWith('_Back') ? { source: to, target: from } : { source: from, target: to }
  const text = labelText(label)
  const tech = labelText(given.named.get('techn') ?? technology)
  return { ...ends, label: text === '' ? undefined : text, technology: tech === '' ? undefined : tech, at }
}

function linksOf({ named }: Arguments): DraftNode['links'] {
  const url = named.get('link')
  return url === undefined || url === '' ? undefined : [{ title: 'Link', url }]
}

/** What stands between the brackets, whose opening one was read; undefined when nothing closes them. */
function readArguments(cursor: Cursor): Arguments | undefined {
  const plain: string[] = []
  const named = new Map<string, string>()
  for (;;) {
    take(cursor, /\s+/y)
    const name = take(cursor, /\$([A-Za-z]\w*)\s*=\s*/y)?.[1]
    const value = readQuoted(cursor)?.raw ?? take(cursor, /[^",()\n]*/y)?.[0].trim() ?? ''
    if (name === undefined) plain.push(value)
    else named.set(name, value)
    take(cursor, /\s+/y)
    if (take(cursor, /,/y) !== undefined) continue
    return take(cursor, /\)/y) === undefined ? undefined : { plain, named }
  }
}
