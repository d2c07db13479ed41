import type { Draft, DraftEdge, ImportDiagnostic } from '../draft.ts'
import { importLimits } from '../limits.ts'
import { readLikeC4 } from './c4-macros.ts'
import { describeElement, linksOf } from './describe-element.ts'
import { labelText } from './label-text.ts'
import { addItem, addKnown, draftNodeOf, findKnown, groupAround, startScope } from './scope.ts'
import type { Item, Known, Scope } from './scope.ts'
import type { ElementText, EndText, LinkText, Statement } from './statement.ts'

interface Builder {
  readonly scope: Scope
  readonly edges: DraftEdge[]
  readonly diagnostics: ImportDiagnostic[]
  /** Some file was included that nobody opened: what it defines is guessed. */
  readonly lacksFiles: boolean
  readonly counts: Record<'notes' | 'hidden' | 'multiplicities' | 'both' | 'sequence', { count: number; line: number }>
  title: string | undefined
  /** How many groups have no name: their number is their key, so that they keep it in the next version. */
  nameless: number
}

/** Puts the statements of a diagram together: who lies in whom, and what leads where. */
export function buildDraft(
  statements: readonly Statement[],
  diagnostics: ImportDiagnostic[],
  lacksFiles: boolean,
): Draft {
  const none = () => ({ count: 0, line: 0 })
  const builder: Builder = {
    scope: startScope(),
    edges: [],
    diagnostics,
    lacksFiles,
    counts: { notes: none(), hidden: none(), multiplicities: none(), both: none(), sequence: none() },
    title: undefined,
    nameless: 0,
  }
  for (const statement of statements) {
    takeStatement(builder, statement)
    if (!isWithinLimits(builder)) break
  }
  for (const { item, line } of builder.scope.open) {
    const name = item === undefined ? 'a block' : `“${item.described.name}”`
    diagnostics.push({ kind: 'guessed', message: `The brace of ${name} is never closed: expected }.`, line })
  }
  tellCounts(builder)
  return { name: builder.title, nodes: builder.scope.items.map(draftNodeOf), edges: builder.edges }
}

/** Beyond the limits there is nothing to find: the draft is refused, or it is no diagram at all. */
function isWithinLimits({ scope, edges, diagnostics }: Builder): boolean {
  if (diagnostics.length > importLimits.misunderstood) {
    diagnostics.push({ kind: 'lost', message: 'Too much is not understood; the rest of the file was not read.' })
    return false
  }
  return scope.items.length <= importLimits.nodes && edges.length <= importLimits.edges
}

function takeStatement(builder: Builder, statement: Statement): void {
  const { scope, diagnostics } = builder
  const { line } = statement
  switch (statement.kind) {
    case 'element':
      declare(builder, statement.element, line)
      break
    case 'open':
      open(builder, statement.element, line)
      break
    case 'close':
      if (scope.open.pop() === undefined) diagnostics.push({ kind: 'lost', message: 'A } that closes nothing.', line })
      break
    case 'link':
      connect(builder, statement.link, line)
      break
    case 'url': {
      const known = findKnown(scope, statement.code)
      if (known?.kind === 'item') known.item.described = { ...known.item.described, ...linksOf(statement.url) }
      else diagnostics.push({ kind: 'lost', message: `A link of nothing that is there: ${statement.code}.`, line })
      break
    }
    case 'note':
      count(builder, 'notes', line)
      if (statement.code !== undefined) addKnown(scope, statement.code, { kind: 'note' })
      break
    case 'sequence':
      count(builder, 'sequence', line)
      break
    case 'title': {
      const title = labelText(statement.text.replaceAll(/^"|"$/g, ''))
      if (title !== '') builder.title = title
      break
    }
    case 'macro':
      guessMacro(builder, statement)
      break
    case 'unknown':
      diagnostics.push({ kind: 'lost', message: `This is not understood: ${statement.text.slice(0, 120)}`, line })
      break
  }
}

function declare(builder: Builder, element: ElementText, line: number): void {
  if (element.word.startsWith('port')) return declarePort(builder, element, line)
  const known = findKnown(builder.scope, element.code)
  const described = describeElement(element)
  // A second declaration of the same name tells more of the same element, unless it was a group elsewhere.
  if (known?.kind === 'item' && (!known.item.isOpened || known.item.parent === groupAround(builder.scope))) {
    if (element.label !== undefined || !known.item.isDeclared) known.item.described = described
    known.item.isDeclared = true
    return
  }
  addItem(builder.scope, element.code, described, line).isDeclared = true
}

function declarePort({ scope, diagnostics }: Builder, element: ElementText, line: number): void {
  const group = groupAround(scope)
  if (group === undefined) {
    diagnostics.push({ kind: 'lost', message: 'A port that lies in nothing.', line })
    return
  }
  const name = labelText(element.label ?? element.code)
  group.ports.push({ id: element.code, ...(name === '' || name === element.code ? {} : { name }) })
  addKnown(scope, element.code, { kind: 'port', item: group, port: element.code })
}

function open(builder: Builder, element: ElementText | undefined, line: number): void {
  const { scope, diagnostics } = builder
  if (element === undefined) {
    scope.open.push({ item: undefined, line })
    return
  }
  if (scope.open.length >= importLimits.depth) {
    diagnostics.push({ kind: 'lost', message: `Groups lie more than ${importLimits.depth} deep in one another.`, line })
    scope.open.push({ item: undefined, line })
    return
  }
  const code = element.code === '' ? `${element.word} without a name ${++builder.nameless}` : element.code
  const around = groupAround(scope)
  const here = scope.known.get(code)?.within.get(around)
  const known = here?.kind === 'item' ? here.item : undefined
  const isAnew = known === undefined || (known.isDeclared && !known.isOpened && known.members === 0)
  const item =
    known ??
    addItem(scope, code, describeElement({ ...element, code: element.code === '' ? element.word : code }), line)
  if (known !== undefined && (element.label !== undefined || isAnew)) known.described = describeElement(element)
  item.isOpened = true
  item.isDeclared = true
  scope.open.push({ item, line })
}

function connect(builder: Builder, link: LinkText, line: number): void {
  if (link.isHidden) {
    findEnd(builder, link.source, line)
    findEnd(builder, link.target, line)
    return count(builder, 'hidden', line)
  }
  const source = findEnd(builder, link.source, line)
  const target = findEnd(builder, link.target, line)
  // What leads to a note goes with the note.
  if (source === undefined || target === undefined) return
  if (link.hasMultiplicity) count(builder, 'multiplicities', line)
  if (link.isBoth) count(builder, 'both', line)
  // An arrow head at the end of a label says in which direction the label is read.
  const label = labelText(
    link.label
      .replaceAll(/^"|"$/g, '')
      .replaceAll(/^\s*[<>]\s+|\s+[<>]\s*$/g, '')
      .replaceAll(/<<([^<>]*)>>/g, '«$1»'),
  )
  const technology = labelText(link.technology ?? '')
  builder.edges.push({
    source: source.item.key,
    target: target.item.key,
    ...(source.port === undefined ? {} : { sourcePort: source.port }),
    ...(target.port === undefined ? {} : { targetPort: target.port }),
    ...(label === '' ? {} : { label }),
    ...(technology === '' ? {} : { technology }),
    at: { line },
  })
}

function findEnd(
  { scope }: Builder,
  { code, word }: EndText,
  line: number,
): { readonly item: Item; readonly port?: string } | undefined {
  const known = findKnown(scope, code) ?? findPortOf(scope, code)
  if (known?.kind === 'note') return undefined
  if (known?.kind === 'port') return { item: known.item, port: known.port }
  if (known !== undefined && !(word !== undefined && known.item.isOpened && known.item.code !== code)) {
    return { item: known.item }
  }
  return { item: addItem(scope, code, describeElement({ word: word ?? 'component', code, stereotypes: [] }), line) }
}

/** `element::port` */
function findPortOf(scope: Scope, code: string): Known | undefined {
  const at = code.indexOf('::')
  if (at <= 0) return undefined
  return findKnown(scope, code.slice(at + 2)) ?? findKnown(scope, code.slice(0, at))
}

/** What a macro of a file that nobody opened most likely means, from how it is called. */
function guessMacro(builder: Builder, { name, args, opens, line }: Extract<Statement, { kind: 'macro' }>): void {
  const { scope, diagnostics } = builder
  const [first = '', second = ''] = args
  const isName = /^[\p{L}_$][\p{L}\p{N}_.-]*$/u.test(first)
  const leads = !opens && scope.known.has(first) && scope.known.has(second)
  if (leads) {
    const ends = { source: { code: first }, target: { code: second } }
    const label = (args[2] ?? '').replaceAll('"', '')
    connect(builder, { ...ends, label, isHidden: false, isBoth: false, isDashed: false, hasMultiplicity: false }, line)
  } else if (isName && (opens || (builder.lacksFiles && (args.length > 1 || /^[A-Z]/.test(name))))) {
    const element = readLikeC4(name, args, opens)
    if (opens) open(builder, element, line)
    else declare(builder, element, line)
  } else {
    if (opens) open(builder, undefined, line)
    diagnostics.push({ kind: 'lost', message: `The macro ${name} is not defined in this file.`, line })
    return
  }
  const what = leads ? 'an edge' : opens ? 'a group' : 'a node'
  diagnostics.push({
    kind: 'guessed',
    message: `The macro ${name} is not defined in this file; it was read as ${what}.`,
    line,
  })
}

function count({ counts }: Builder, what: keyof Builder['counts'], line: number): void {
  const entry = counts[what]
  entry.count++
  if (entry.line === 0) entry.line = line
}

function tellCounts({ counts, diagnostics }: Builder): void {
  const messages = {
    notes: ['note', 'Notes are left out.'],
    hidden: ['note', 'Hidden links only arrange the drawing; they are left out.'],
    multiplicities: ['lost', 'What stands at the ends of a link, such as "1" or "n", is left out.'],
    sequence: ['lost', 'Of a sequence diagram the participants and messages are kept, not their order and blocks.'],
    both: ['note', 'A link with two arrow heads became one edge, in the direction in which it is written.'],
  } as const
  for (const what of ['notes', 'hidden', 'multiplicities', 'both', 'sequence'] as const) {
    const [kind, message] = messages[what]
    const { count, line } = counts[what]
    if (count > 0) diagnostics.push({ kind, message, line, count })
  }
}
