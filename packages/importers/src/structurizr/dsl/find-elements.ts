import { lineageOf } from '../workspace.ts'
import type { WorkspaceElement } from '../workspace.ts'
import { findKnown } from './reading.ts'
import type { Context, Reading } from './reading.ts'

/** How many parts of an expression are looked at. */
const longestExpression = 200

/**
 * The elements that an expression speaks of: `*`, an identifier, `->x->`, `element.tag==Database`, joined by `&&` and
 * `||`. Undefined when it is none of these.
 */
export function findElements(
  reading: Reading,
  context: Context,
  expression: string,
): Set<WorkspaceElement> | undefined {
  const text = expression.trim()
  const either = text.split('||').slice(0, longestExpression)
  if (either.length > 1)
    return combine(
      either.map((part) => findElements(reading, context, part)),
      union,
    )
  const both = text.split('&&').slice(0, longestExpression)
  if (both.length > 1)
    return combine(
      both.map((part) => findElements(reading, context, part)),
      intersect,
    )
  return findOne(reading, context, text)
}

function findOne(reading: Reading, context: Context, text: string): Set<WorkspaceElement> | undefined {
  const { elements, relationships } = reading.workspace
  const known = findKnown(reading, context, text)
  if (known?.kind === 'element') return new Set([known.element])
  reading.budget -= elements.size + relationships.length
  if (reading.budget < 0) return undefined
  const all = [...elements.values()]
  if (/^\w+:\/\//.test(text)) return new Set(all.filter((element) => canonicalName(reading, element) === text))
  if (text === '*' || text === '*?') return new Set(all)
  const coupled = /^(->)?\s*(?:element==)?\s*([^<>=!-][^<>=!]*?)\s*(->)?$/.exec(text)
  if (coupled?.[2] !== undefined && (coupled[1] ?? coupled[3]) !== undefined) {
    const base = findOne(reading, context, coupled[2])
    return base === undefined
      ? undefined
      : withCoupled(reading, base, coupled[1] !== undefined, coupled[3] !== undefined)
  }
  const [, property = '', operator, value = ''] = /^element(?:\.(\w+))?\s*(==|!=)\s*(.*)$/i.exec(text) ?? []
  if (operator !== undefined && property === '') return findOne(reading, context, value)
  if (operator !== undefined) {
    const test = testOf(reading, context, property.toLowerCase(), value.replaceAll('"', ''))
    return test === undefined ? undefined : new Set(all.filter((element) => test(element) === (operator === '==')))
  }
  if (known?.kind !== 'group') return undefined
  return new Set(
    all.filter(
      ({ parent, groups }) => parent === known.parent && known.groups.every((name, at) => groups[at] === name),
    ),
  )
}

/** Every element has tags of its own, the one of its type and `Element`; an instance has those of its element, too. */
function hasTag({ workspace }: Reading, element: WorkspaceElement, tag: string): boolean {
  if (element.tags.includes(tag)) return true
  const model = workspace.elements.get(element.instanceOf ?? '')
  if (model !== undefined) return model.tags.includes(tag) || tag === typeTag(`${model.type}Instance`)
  return tag === 'Element' || tag === typeTag(element.type)
}

/** `softwareSystem` as a tag: `Software System`. */
function typeTag(type: string): string {
  return type.replaceAll(/[A-Z]/g, (letter) => ` ${letter}`).replace(/^./, (letter) => letter.toUpperCase())
}

/** `Container://Shop.Web`, `DeploymentNode://Live/Server`: by it an element is found from other files. */
function canonicalName({ workspace }: Reading, element: WorkspaceElement): string {
  const names = lineageOf(workspace, element.key)
    .toReversed()
    .map(({ name }) => name.replaceAll(/[./]/g, ''))
  const type = `${element.type.charAt(0).toUpperCase()}${element.type.slice(1)}`
  const path = element.environment === undefined ? names.join('.') : [element.environment, ...names].join('/')
  return `${type}://${path}`
}

function testOf(
  reading: Reading,
  context: Context,
  property: string,
  value: string,
): ((element: WorkspaceElement) => boolean) | undefined {
  switch (property) {
    case 'type': {
      const type = value.toLowerCase()
      return (element) => element.type.toLowerCase() === (type === 'custom' ? 'element' : type)
    }
    case 'tag': {
      const tags = value.split(',').map((tag) => tag.trim())
      return (element) => tags.every((tag) => hasTag(reading, element, tag))
    }
    case 'technology':
      return (element) => element.technology === value
    case 'group':
      return (element) => element.groups.join(reading.workspace.groupSeparator ?? '/') === value
    case 'parent': {
      const parent = findKnown(reading, context, value)
      return (element) => parent?.kind === 'element' && element.parent === parent.element.key
    }
    default:
      return undefined
  }
}

function withCoupled(
  { workspace }: Reading,
  base: ReadonlySet<WorkspaceElement>,
  afferent: boolean,
  efferent: boolean,
): Set<WorkspaceElement> {
  const found = new Set(base)
  const isBase = (key: string): boolean => lineageOf(workspace, key).some((element) => base.has(element))
  for (const { source, target } of workspace.relationships) {
    const from = workspace.elements.get(source)
    const to = workspace.elements.get(target)
    if (afferent && from !== undefined && isBase(target)) found.add(from)
    if (efferent && to !== undefined && isBase(source)) found.add(to)
  }
  return found
}

type Elements = Set<WorkspaceElement>

function combine(
  sets: readonly (Elements | undefined)[],
  join: (a: Elements, b: Elements) => Elements,
): Elements | undefined {
  const known = sets.filter((set) => set !== undefined)
  return known.length === sets.length ? known.reduce((joined, set) => join(joined, set)) : undefined
}

function union(a: Elements, b: Elements): Elements {
  return a.union(b)
}

function intersect(a: Elements, b: Elements): Elements {
  return a.intersection(b)
}
