import type { Draft, DraftEdge, ImportDiagnostic } from '../draft.ts'
import { importLimits } from '../limits.ts'
import { readLikeC4 } from './c4-macros.ts'
import { linksOf } from './describe-element.ts'
import { isClassWord } from './kinds.ts'
import { labelText } from './label-text.ts'
import { findLeftOut } from './leave-out.ts'
import type { Sight } from './leave-out.ts'
import { declare, findEnd, findNamed, open } from './place-element.ts'
import type { Ground } from './place-element.ts'
import { addKnown, draftNodeOf, findKnown, startScope } from './scope.ts'
import type { Item } from './scope.ts'
import type { LinkText, Statement } from './statement.ts'

interface Builder extends Ground {
  readonly edges: { readonly edge: DraftEdge; readonly ends: readonly [Item, Item] }[]
  readonly sights: Sight[]
  /** What a link of any kind leads to. */
  readonly linked: Set<Item>
  /** Some file was included that nobody opened: what it defines is guessed. */
  readonly lacksFiles: boolean
  readonly counts: Record<Counted, { count: number; line: number }>
  title: string | undefined
}

/** What is told once, with how often it was met; in the order in which it is told. */
const counted = ['notes', 'hidden', 'multiplicities', 'both', 'sequence', 'fields', 'terminals', 'leftOut'] as const
type Counted = (typeof counted)[number]

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
    sights: [],
    linked: new Set(),
    counts: {
      notes: none(),
      hidden: none(),
      multiplicities: none(),
      both: none(),
      sequence: none(),
      fields: none(),
      terminals: none(),
      leftOut: none(),
    },
    isClassDiagram: statements.some((one) => one.kind === 'element' && isClassWord(one.element.word)),
    separator: '.',
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
  const { scope, edges, sights, linked, title } = builder
  const leftOut = findLeftOut(scope.items, sights, linked)
  for (const { line } of leftOut) count(builder, 'leftOut', line)
  tellCounts(builder)
  return {
    name: title,
    nodes: scope.items.flatMap((item) => (leftOut.has(item) ? [] : draftNodeOf(item))),
    edges: edges.flatMap(({ edge, ends }) => (ends.some((end) => leftOut.has(end)) ? [] : edge)),
  }
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
      for (const base of statement.element.bases ?? []) connectTo(builder, statement.element.code, base, line)
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
    case 'sight':
      builder.sights.push(statement)
      break
    case 'separator':
      builder.separator = statement.separator
      break
    case 'field': {
      const isOfItem = findNamed(builder, statement.code)?.kind === 'item'
      if (isOfItem) count(builder, 'fields', line)
      else tellUnknown(diagnostics, statement.text, line)
      break
    }
    case 'terminal':
      count(builder, 'terminals', line)
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
      tellUnknown(diagnostics, statement.text, line)
      break
  }
}

function tellUnknown(diagnostics: ImportDiagnostic[], text: string, line: number): void {
  diagnostics.push({ kind: 'lost', message: `This is not understood: ${text.slice(0, 120)}`, line })
}

/** A plain link from one name to another. */
function connectTo(builder: Builder, from: string, to: string, line: number, label = ''): void {
  const ends = { source: { code: from }, target: { code: to } }
  connect(builder, { ...ends, label, isHidden: false, isBoth: false, isDashed: false, hasMultiplicity: false }, line)
}

function connect(builder: Builder, link: LinkText, line: number): void {
  const source = findEnd(builder, link.source, line)
  const target = findEnd(builder, link.target, line)
  for (const end of [source, target]) if (end !== undefined) builder.linked.add(end)
  if (link.isHidden) return count(builder, 'hidden', line)
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
  const description = labelText(link.description ?? '')
  const edge: DraftEdge = {
    source: source.key,
    target: target.key,
    ...(label === '' ? {} : { label }),
    ...(technology === '' ? {} : { technology }),
    ...(description === '' ? {} : { description }),
    at: { line },
  }
  builder.edges.push({ edge, ends: [source, target] })
}

/** Names of macros that colour or arrange, such as `$AWSGroupColoring`. */
const isAboutLooks = /colou?r|style|skin|sprite|theme|legend|layout|stereotype/i

/** What a macro of a file that nobody opened most likely means, from how it is called. */
function guessMacro(builder: Builder, { name, args, opens, line }: Extract<Statement, { kind: 'macro' }>): void {
  const { scope, diagnostics } = builder
  const [first = '', second = ''] = args
  const isName = /^[\p{L}_$][\p{L}\p{N}_.-]*$/u.test(first)
  const leads = !opens && scope.known.has(first) && scope.known.has(second)
  if (leads) {
    connectTo(builder, first, second, line, (args[2] ?? '').replaceAll('"', ''))
  } else if (
    isName &&
    (opens || (builder.lacksFiles && !isAboutLooks.test(name) && (args.length > 1 || /^[A-Z]/.test(name))))
  ) {
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
    fields: ['lost', 'Fields and methods of classes, and what states do, are left out.'],
    terminals: ['note', 'The marks [*] where a state diagram starts and ends are left out.'],
    leftOut: ['note', 'What the file itself hides or removes is left out.'],
    both: ['note', 'A link with two arrow heads became one edge, in the direction in which it is drawn.'],
  } as const
  for (const what of counted) {
    const [kind, message] = messages[what]
    const { count, line } = counts[what]
    if (count > 0) diagnostics.push({ kind, message, line, count })
  }
}
