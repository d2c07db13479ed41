import { importLimits } from '../../limits.ts'
import { freeKey } from '../workspace.ts'
import type { ElementType, WorkspaceElement } from '../workspace.ts'
import { findElements } from './find-elements.ts'
import { baseOf, readArchetype } from './read-archetype.ts'
import { readField, readProperties, readWorkspaceHead } from './read-field.ts'
import { findArrow, readRelationship, splitTags } from './read-relationship.ts'
import { readStyle } from './read-style.ts'
import { findKnown, remember, textOf } from './reading.ts'
import type { Archetype, Context, Known, Reading } from './reading.ts'
import type { Statement } from './statements.ts'

/** The words that make an element, by their writing in lower case, and the order of what follows the name. */
const elementWords: Readonly<Record<string, { readonly type: ElementType; readonly order: readonly string[] }>> = {
  person: { type: 'person', order: ['description', 'tags'] },
  softwaresystem: { type: 'softwareSystem', order: ['description', 'tags'] },
  container: { type: 'container', order: ['description', 'technology', 'tags'] },
  component: { type: 'component', order: ['description', 'technology', 'tags'] },
  element: { type: 'element', order: ['metadata', 'description', 'tags'] },
  deploymentnode: { type: 'deploymentNode', order: ['description', 'technology', 'tags', 'instances'] },
  infrastructurenode: { type: 'infrastructureNode', order: ['description', 'technology', 'tags'] },
}
const instanceWords = new Set(['softwaresysteminstance', 'containerinstance', 'instanceof'])
/** What stands in the style of an element, in files that hold styles alone, and never in an element. */
const styleWords = new Set([
  'background',
  'shape',
  'color',
  'colour',
  'fontsize',
  'stroke',
  'border',
  'opacity',
  'icon',
])

/** Reads statements of the model, or of an element in it, from top to bottom. */
export function readBody(reading: Reading, context: Context, statements: readonly Statement[]): void {
  for (const statement of statements) {
    // What is said of all elements, and of all of them again within, is stopped.
    if (reading.budget < 0) return
    if (
      reading.diagnostics.length > importLimits.misunderstood ||
      reading.workspace.elements.size > importLimits.nodes
    ) {
      reading.budget = -1
      return
    }
    reading.budget -= 100
    readStatement(reading, context, statement)
  }
}

function readStatement(reading: Reading, context: Context, statement: Statement): void {
  const arrow = findArrow(statement)
  if (arrow !== undefined) {
    readRelationship(reading, context, statement, arrow)
    // What is said in place of a relationship that is taken back.
    return arrow.removes ? readBody(reading, context, statement.body ?? []) : undefined
  }
  const { tokens, body = [], line } = statement
  const isAssigned = tokens[1]?.text === '=' && !tokens[1].isQuoted
  const identifier = isAssigned ? tokens[0]?.text : undefined
  const words = isAssigned ? tokens.slice(2) : tokens
  const written = words[0]?.text ?? ''
  const word = written.toLowerCase()
  const args = words.slice(1).map((token) => textOf(reading, token))
  const archetype = reading.archetypes.get(word)
  const type = baseOf(reading, word)
  if (type === 'element' && body.some((one) => styleWords.has(one.tokens[0]?.text.toLowerCase() ?? ''))) {
    return readStyle(reading, statement)
  }
  if (Object.hasOwn(elementWords, type)) {
    return readElement(reading, context, { identifier, type, args, archetype, statement })
  }
  if (instanceWords.has(type)) return readInstance(reading, context, identifier, args, statement)
  switch (type) {
    case 'workspace':
      readWorkspaceHead(reading, args, line)
      return readBody(reading, context, body)
    case 'model':
      return readBody(reading, context, body)
    case 'views':
      reading.views.push(...body)
      return
    case 'group':
    case 'enterprise':
      return readGroup(reading, context, identifier, args[0] ?? '', statement)
    case 'deploymentenvironment':
      return readEnvironment(reading, context, identifier, args[0] ?? '', statement)
    case 'archetypes':
      for (const one of body) readArchetype(reading, one)
      return
    case '!identifiers':
      reading.isHierarchical = args[0]?.toLowerCase() === 'hierarchical'
      return
    case '!const':
    case '!constant':
    case '!var':
      reading.constants.set(args[0] ?? '', args[1] ?? '')
      return
    case '!extend':
    case '!ref':
    case '!element':
    case '!elements':
      return readAgain(reading, context, identifier, args.join(' '), statement)
    case 'properties':
      return readProperties(reading, context, body)
    case 'deploymentgroup':
      remember(reading, context, identifier, { kind: 'deploymentGroup', name: args[0] ?? '' })
      return
    case '!impliedrelationships':
    case 'impliedrelationships':
      reading.workspace.impliesRelationships = args[0]?.toLowerCase() !== 'false'
      return
    default:
      return readField(reading, context, statement, word, args)
  }
}

interface NewElement {
  readonly identifier: string | undefined
  readonly type: string
  readonly args: readonly string[]
  readonly archetype: Archetype | undefined
  readonly statement: Statement
}

function readElement(
  reading: Reading,
  context: Context,
  { identifier, type, args, archetype, statement }: NewElement,
): void {
  const form = elementWords[type]
  const [name = '', ...rest] = args
  if (form === undefined) return
  if (name === '') {
    reading.diagnostics.push({ kind: 'lost', message: `Expected a name after ${type}.`, line: statement.line })
    return
  }
  const given = Object.fromEntries(form.order.map((field, at) => [field, rest[at]]))
  const element = addElement(reading, context, {
    type: form.type,
    name,
    description: given['description'] || archetype?.description,
    technology: given['technology'] || archetype?.technology || given['metadata'] || undefined,
    tags: [...(archetype?.tags ?? []), ...splitTags(given['tags'])],
    ...(given['instances'] === undefined ? {} : { properties: { instances: given['instances'] } }),
    line: statement.line,
  })
  enter(reading, context, identifier, element, statement)
}

function readInstance(
  reading: Reading,
  context: Context,
  identifier: string | undefined,
  args: readonly string[],
  statement: Statement,
): void {
  const known = findKnown(reading, { ...context, element: undefined }, args[0] ?? '')
  if (known?.kind !== 'element') {
    const message = `An instance was left out: there is no element ${args[0] ?? ''} in this file.`
    reading.diagnostics.push({ kind: 'lost', message, line: statement.line })
    return
  }
  const { key, name } = known.element
  const element = addElement(reading, context, {
    type: 'instance',
    name,
    tags: splitTags(args[2]),
    instanceOf: key,
    deploymentGroups: splitTags(args[1]).flatMap((group) => {
      const found = findKnown(reading, context, group)
      return found?.kind === 'deploymentGroup' ? [found.name] : []
    }),
    line: statement.line,
  })
  enter(reading, context, identifier, element, statement)
}

function addElement(
  { workspace }: Reading,
  context: Context,
  element: Omit<WorkspaceElement, 'key' | 'parent' | 'groups' | 'environment'>,
): WorkspaceElement {
  const key = freeKey(workspace, context.element?.key ?? context.environment, element.name)
  const { groups, environment } = context
  const added: WorkspaceElement = { ...element, key, groups, environment, parent: context.element?.key }
  workspace.elements.set(key, added)
  return added
}

function enter(
  reading: Reading,
  context: Context,
  identifier: string | undefined,
  element: WorkspaceElement,
  { body = [] }: Statement,
): void {
  const path = remember(reading, context, identifier, { kind: 'element', element })
  readBody(reading, { ...context, element, groups: [], path }, body)
}

function readGroup(
  reading: Reading,
  context: Context,
  identifier: string | undefined,
  name: string,
  { body }: Statement,
): void {
  const { element } = context
  if (body === undefined) {
    // Without braces it says in which group the element around it is.
    if (element !== undefined) element.groups = [...element.groups, name]
    return
  }
  const groups = [...context.groups, name]
  const known: Known = { kind: 'group', parent: element?.key, groups }
  remember(reading, context, identifier, known)
  readBody(reading, { ...context, groups }, body)
}

function readEnvironment(
  reading: Reading,
  context: Context,
  identifier: string | undefined,
  name: string,
  { body = [] }: Statement,
): void {
  if (!reading.workspace.environments.includes(name)) reading.workspace.environments.push(name)
  const path = remember(reading, context, identifier, { kind: 'environment', name })
  readBody(reading, { element: undefined, groups: [], environment: name, path }, body)
}

/** `!extend x { … }` and its kin: what the braces hold is said of elements that are there. */
function readAgain(
  reading: Reading,
  context: Context,
  identifier: string | undefined,
  expression: string,
  { body = [], line }: Statement,
): void {
  const known = findKnown(reading, context, expression)
  if (known?.kind === 'environment') {
    return readBody(reading, { groups: [], environment: known.name, path: expression.toLowerCase() }, body)
  }
  const elements = findElements(reading, context, expression)
  if (elements === undefined || elements.size === 0) {
    reading.diagnostics.push({ kind: 'lost', message: `There is no element ${expression} in this file.`, line })
    return
  }
  for (const element of elements) {
    const path = known === undefined ? context.path : reading.isHierarchical ? expression.toLowerCase() : ''
    if (identifier !== undefined) remember(reading, context, identifier, { kind: 'element', element })
    readBody(reading, { element, groups: [], environment: element.environment, path }, body)
  }
}
