import { readLink } from './read-link.ts'
import { unquote } from './split-arguments.ts'
import type { C4Text, ElementText, EndText, LinkText } from './statement.ts'

/** What a macro of the C4 library says; `nothing` is one that only says how something looks. */
export type C4Statement =
  | { readonly kind: 'element'; readonly element: ElementText }
  | { readonly kind: 'boundary'; readonly element: ElementText }
  | { readonly kind: 'end' }
  | { readonly kind: 'link'; readonly link: LinkText }
  | { readonly kind: 'property'; readonly name: string; readonly value: string }
  | { readonly kind: 'nothing' }

const elements = /^(Person|System|Container|Component)(Db|Queue)?(_Ext)?$/
const boundaries = /^(?:(?:Enterprise|System|Container|Component)_)?Boundary$/
const nodes = /^(?:Deployment_)?Node(?:_[LRUD])?$/
const relations = /^(Bi)?Rel(Index)?(_Back)?(?:_Neighbor)?(?:_(Down|Up|Left|Right|[DULR]))?_?$/
const looks =
  /^(?:Lay_\w+|LAYOUT_\w+|SHOW_\w+|HIDE_\w+|Add\w+Tag|Update\w*(?:Style|Legend\w*|Title)|SetPropertyHeader|WithoutPropertyHeader|SetDefaultLegendEntries|SET_\w+|C4Version\w*|Set\w+|set\w+|increment|setIndex|Index|LastIndex|RoundedBoxShape|EightSidedShape|(?:Dashed|Dotted|Bold|Solid)Line|NEW_C4_STYLE|C4_VERSION\w*)$/

/** Whether a word is a macro of the library that stands without brackets in old files, such as `LAYOUT_TOP_DOWN`. */
export function isBareMacro(word: string): boolean {
  return /^(?:LAYOUT|SHOW|HIDE)_[A-Z_]+$/.test(word)
}

/** Reads a call of a macro of the C4 library; undefined when it is none. */
export function readC4(macro: string, written: readonly string[]): C4Statement | undefined {
  const { positional, named } = partArguments(written)
  const element = elements.exec(macro)
  if (element !== null) {
    const [, what = '', form, external] = element
    const hasTechnology = what === 'Container' || what === 'Component'
    const order = hasTechnology
      ? ['alias', 'label', 'techn', 'descr', 'sprite', 'tags', 'link']
      : ['alias', 'label', 'descr', 'sprite', 'tags', 'link']
    const kind = form === 'Db' ? 'database' : form === 'Queue' ? 'queue' : what === 'Person' ? 'person' : 'element'
    const given = nameArguments(order, positional, named)
    return { kind: 'element', element: elementOf(macro, given, kind, external !== undefined) }
  }
  if (boundaries.test(macro)) {
    const order =
      macro === 'Boundary'
        ? ['alias', 'label', 'type', 'tags', 'link', 'descr']
        : ['alias', 'label', 'tags', 'link', 'descr']
    const given = nameArguments(order, positional, named)
    return { kind: 'boundary', element: elementOf(macro, given, 'boundary', false) }
  }
  if (nodes.test(macro)) {
    const given = nameArguments(['alias', 'label', 'type', 'descr', 'sprite', 'tags', 'link'], positional, named)
    return { kind: 'boundary', element: elementOf(macro, { ...given, techn: given['type'] ?? '' }, 'boundary', false) }
  }
  if (macro === 'Rel_') return readCustomRelation(positional, written[0] ?? '')
  const relation = relations.exec(macro)
  if (relation !== null) return readRelation(relation, positional, named)
  if (macro === 'Boundary_End') return { kind: 'end' }
  if (macro === 'AddProperty') {
    return { kind: 'property', name: unquote(positional[0] ?? ''), value: unquote(positional[1] ?? '') }
  }
  return looks.test(macro) ? { kind: 'nothing' } : undefined
}

/** What a macro of an icon library says, which takes its arguments in the order of the C4 library. */
export function readLikeC4(macro: string, written: readonly string[], opens: boolean): ElementText {
  const { positional, named } = partArguments(written)
  if (fontIcon.test(macro)) return readFontIcon(macro, positional, opens)
  const order = opens
    ? ['alias', 'label', 'tags', 'link', 'descr']
    : ['alias', 'label', 'techn', 'descr', 'sprite', 'tags', 'link']
  return elementOf(macro, nameArguments(order, positional, named), opens ? 'boundary' : 'element', false)
}

/** The macros of the icon fonts: `DEV_NGINX(web, "Web", node, White)`. */
const fontIcon = /^(?:FA\d?[A-Z]?|DEV\d?|DEVICONS\d?|MATERIAL\d?|GOVICONS?|WEATHER)_[A-Z0-9_]+$/

const kindOfShape: Readonly<Record<string, C4Text['kind']>> = {
  database: 'database',
  queue: 'queue',
  actor: 'person',
  person: 'person',
}

function readFontIcon(macro: string, positional: readonly string[], opens: boolean): ElementText {
  const [alias = '', label = '', shape = ''] = positional
  const kind = opens ? 'boundary' : (kindOfShape[shape] ?? 'element')
  return elementOf(macro, { alias, label }, kind, shape === 'cloud')
}

function readRelation(
  [, both, index, back, direction = '']: RegExpExecArray,
  positional: readonly string[],
  named: Readonly<Record<string, string>>,
): C4Statement {
  const order = ['from', 'to', 'label', 'techn', 'descr', 'sprite', 'tags', 'link']
  const given = nameArguments(index === undefined ? order : ['e_index', ...order], positional, named)
  const from: EndText = { code: given['from'] ?? '' }
  const to: EndText = { code: given['to'] ?? '' }
  // What leads in both directions begins at the end above or at the left, as it is drawn.
  const isTurned = back !== undefined || (both !== undefined && /^[LU]/.test(direction))
  return {
    kind: 'link',
    link: {
      source: isTurned ? to : from,
      target: isTurned ? from : to,
      label: given['label'] ?? '',
      technology: given['techn'],
      description: given['descr'],
      isHidden: false,
      isBoth: both !== undefined,
      isDashed: false,
      hasMultiplicity: false,
    },
  }
}

/** `Rel_(from, to, "label", "technology", "<-left-")`, with a number in front of it or without. */
function readCustomRelation(positional: readonly string[], first: string): C4Statement {
  const isNumbered = positional.length > 5 || (positional.length === 5 && /^["\d]|\(.*\)$/.test(first))
  const [from = '', to = '', label = '', ...others] = isNumbered ? positional.slice(1) : positional
  const arrow = readLink(`a ${others.at(-1) ?? '-->'} b`)
  const isTurned = arrow?.source.code === 'b'
  return {
    kind: 'link',
    link: {
      source: { code: isTurned ? to : from },
      target: { code: isTurned ? from : to },
      label,
      technology: others.length > 1 ? others[0] : undefined,
      isHidden: arrow?.isHidden === true,
      isBoth: arrow?.isBoth === true,
      isDashed: false,
      hasMultiplicity: false,
    },
  }
}

function elementOf(
  macro: string,
  given: Readonly<Record<string, string>>,
  kind: C4Text['kind'],
  isExternal: boolean,
): ElementText {
  const { alias = '', label, techn = '', descr = '', tags = '', sprite = '', link } = given
  return {
    word: 'rectangle',
    code: alias,
    label: label === undefined || label === '' ? alias : label,
    stereotypes: [],
    link,
    c4: { kind, isExternal, macro, technology: techn, description: descr, tags, sprite, properties: {} },
  }
}

/** Arguments by position, and those given as `$name = value`. */
function partArguments(written: readonly string[]): {
  readonly positional: readonly string[]
  readonly named: Readonly<Record<string, string>>
} {
  const positional: string[] = []
  const named: Record<string, string> = {}
  for (const argument of written) {
    const [, name, value = ''] = /^\$(\w+)\s*=\s*([^]*)$/.exec(argument) ?? []
    if (name === undefined) positional.push(unquote(argument))
    else if (Object.hasOwn(argumentNames, name)) named[name] = unquote(value)
  }
  return { positional, named }
}

const argumentNames = {
  alias: 1,
  label: 1,
  techn: 1,
  descr: 1,
  sprite: 1,
  tags: 1,
  link: 1,
  type: 1,
  from: 1,
  to: 1,
  e_index: 1,
} as const

function nameArguments(
  order: readonly string[],
  positional: readonly string[],
  named: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const byPosition = order.flatMap((name, at) => {
    const value = positional[at]
    return value === undefined ? [] : [[name, value] as const]
  })
  return { ...Object.fromEntries(byPosition), ...named }
}
