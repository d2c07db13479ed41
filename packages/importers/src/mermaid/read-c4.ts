import type { NodeKind } from '@statusgraph/model'
import type { Draft, DraftEdge, DraftNode, FilePlace, ImportDiagnostic } from '../draft.ts'
import { placeFinder } from '../find-place.ts'
import { guessKind } from '../guess-kind.ts'
import type { Cursor } from './cursor.ts'
import { sees, skipLine, take, takeUntil } from './cursor.ts'
import type { MermaidSource } from './find-diagrams.ts'
import { labelText } from './label-text.ts'
import { readQuoted } from './read-label.ts'

interface Arguments {
  readonly plain: readonly string[]
  /** `$techn="Go"` and the like. */
  readonly named: ReadonlyMap<string, string>
}

const elementMacro = /^(Person|System|Container|Component)(Db|Queue)?(_Ext)?$/
const groupMacro = /^(?:(?:[A-Z][a-z]+_)?Boundary|Deployment_Node|Node(?:_[LR])?)$/
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
  const relations: Relation[] = []
  const open: string[] = []
  let title = source.title
  let description: string | undefined
  let styles = 0
  let both = 0
  let tagged = 0
  while (cursor.at < cursor.end) {
    take(cursor, /(?:[\s;]+|%%[^\n]*)+/y)
    if (cursor.at >= cursor.end) break
    const at = placeOf(cursor.at)
    if (take(cursor, /\}/y) !== undefined) {
      if (open.pop() === undefined) diagnostics.push({ kind: 'lost', message: 'A "}" closes no boundary.', ...at })
      continue
    }
    if (take(cursor, /accDescr\s*\{/y) !== undefined) {
      description = labelText(takeUntil(cursor, '}', 10_000) ?? '')
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
    if (given.named.has('tags') || given.named.has('sprite')) tagged++
    const isGroup = groupMacro.test(macro)
    if ((isGroup || sees(cursor, /\s*\{/y)) && id !== '') {
      if (!isGroup) diagnostics.push({ kind: 'guessed', message: `${macro} with braces became a boundary.`, ...at })
      const name = labelText(given.plain[1] ?? id)
      nodes.set(`boundary ${id}`, {
        key: id,
        name: name === '' ? id : name,
        kind: 'group',
        parent: open.at(-1),
        ...groupDetails(macro, given),
        links: linksOf(given, macro.includes('Node') ? 6 : 4),
        at,
      })
      if (take(cursor, /\s*\{/y) !== undefined) open.push(id)
    } else if (elementMacro.test(macro) && id !== '') {
      nodes.set(`element ${id}`, draftElement(macro, given, open.at(-1), at))
    } else if (relationMacro.test(macro)) {
      relations.push(readRelation(macro, given, at))
      if (macro.startsWith('BiRel')) both++
    } else if (layoutMacro.test(macro)) styles++
    else diagnostics.push({ kind: 'lost', message: `An element that C4 does not have was left out: ${macro}.`, ...at })
  }
  if (open.length > 0) diagnostics.push({ kind: 'note', message: 'A boundary has no "}".', count: open.length })
  if (both > 0) {
    const message = 'A link with two arrow heads became one edge, in the direction in which it is written.'
    diagnostics.push({ kind: 'note', message, count: both })
  }
  if (tagged > 0) diagnostics.push({ kind: 'note', message: 'Tags and sprites were left out.', count: tagged })
  if (styles > 0) diagnostics.push({ kind: 'note', message: 'Styles and layout were left out.', count: styles })
  const isDynamic = /C4Dynamic\s*$/.test(source.text.slice(Math.max(0, source.start - 20), source.start))
  const edges = draftEdges(relations, isDynamic)
  if (edges.length < relations.length) {
    const message = 'Relations between the same two elements became one, as Mermaid draws them, with the labels of all.'
    diagnostics.push({ kind: 'note', message, count: relations.length - edges.length })
  }
  return { draft: { name: title, description, nodes: placeElements([...nodes.values()]), edges }, diagnostics }
}

/** A boundary may have the id of an element, which is the one that relations speak of. */
function placeElements(nodes: readonly DraftNode[]): readonly DraftNode[] {
  const elements = new Set(nodes.filter(({ kind }) => kind !== 'group').map(({ key }) => key))
  const groupKey = (id: string): string => (elements.has(id) ? `${id} boundary` : id)
  return nodes.map((node) => ({
    ...node,
    key: node.kind === 'group' ? groupKey(node.key) : node.key,
    parent: node.parent === undefined ? undefined : groupKey(node.parent),
  }))
}

function draftElement(macro: string, given: Arguments, parent: string | undefined, at: FilePlace): DraftNode {
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
    kind: kind === 'service' ? (guessKind(technology) ?? guessKind(name) ?? kind) : kind,
    parent,
    description: description === '' ? undefined : description,
    technology: technology === '' ? undefined : technology,
    labels: external === undefined ? undefined : { external: 'true' },
    links: linksOf(given, hasTechnology ? 6 : 5),
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

interface Relation {
  readonly from: string
  readonly to: string
  /** Drawn with its arrow at the first end. */
  readonly isBack: boolean
  readonly label: string
  readonly technology: string
  readonly description: string
  readonly at: FilePlace
}

function readRelation(macro: string, given: Arguments, at: FilePlace): Relation {
  const plain = macro.startsWith('RelIndex') ? given.plain.slice(1) : given.plain
  const [from = '', to = '', label = '', technology = '', description = ''] = plain
  return {
    from,
    to,
    isBack: macro.endsWith('_Back'),
    label: labelText(label),
    technology: labelText(given.named.get('techn') ?? technology),
    description: labelText(given.named.get('descr') ?? description),
    at,
  }
}

/**
 * Mermaid draws one line for all relations from one element to another, with the label of the last: here it keeps the
 * labels of all. In a dynamic diagram they are numbered, unless they are already.
 */
function draftEdges(relations: readonly Relation[], isDynamic: boolean): readonly DraftEdge[] {
  const lines = new Map<string, Relation[]>()
  for (const [index, relation] of relations.entries()) {
    const key = JSON.stringify([relation.from, relation.to, relation.isBack])
    const label = isDynamic && !/^\d/.test(relation.label) ? `${index + 1}: ${relation.label}` : relation.label
    const line = lines.get(key)
    if (line === undefined) lines.set(key, [{ ...relation, label }])
    else line.push({ ...relation, label })
  }
  return [...lines.values()].flatMap((line) => {
    const [first] = line
    if (first === undefined) return []
    const ends = first.isBack ? { source: first.to, target: first.from } : { source: first.from, target: first.to }
    const joined = (part: 'label' | 'technology' | 'description'): string | undefined =>
      joinTexts(line.map((relation) => relation[part]))
    return {
      ...ends,
      label: joined('label'),
      technology: joined('technology'),
      description: joined('description'),
      at: first.at,
    }
  })
}

function joinTexts(texts: readonly string[]): string | undefined {
  const told = [...new Set(texts.filter((text) => text !== ''))]
  return told.length === 0 ? undefined : told.join(', ')
}

/** @param index where the address stands among the plain arguments */
function linksOf({ plain, named }: Arguments, index: number): DraftNode['links'] {
  const url = named.get('link') ?? plain[index] ?? ''
  return url === '' ? undefined : [{ title: 'Link', url }]
}

/** A text in quotes, or a bare word. */
function readValue(cursor: Cursor): string {
  const single = take(cursor, /'([^'\n]{0,2000})'(?=\s*[,)])/y)?.[1]
  return single ?? readQuoted(cursor)?.raw ?? take(cursor, /[^",()\n]*/y)?.[0].trim() ?? ''
}

/** What stands between the brackets, whose opening one was read; undefined when nothing closes them. */
function readArguments(cursor: Cursor): Arguments | undefined {
  const plain: string[] = []
  const named = new Map<string, string>()
  for (let before = -1; cursor.at > before;) {
    before = cursor.at
    take(cursor, /\s+/y)
    const name = take(cursor, /\$([A-Za-z]\w*)\s*=\s*/y)?.[1]
    const value = readValue(cursor)
    if (name === undefined) plain.push(value)
    else named.set(name, value)
    take(cursor, /\s+/y)
    // A comma between two texts may be missing.
    if (take(cursor, /,/y) !== undefined || sees(cursor, /["$]/y)) continue
    return take(cursor, /\)/y) === undefined ? undefined : { plain, named }
  }
  return undefined
}
