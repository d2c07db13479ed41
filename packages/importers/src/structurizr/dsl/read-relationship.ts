import { instancePair } from '../workspace.ts'
import type { WorkspaceElement, WorkspaceRelationship } from '../workspace.ts'
import { findElements } from './find-elements.ts'
import { findKnown, remember, textOf } from './reading.ts'
import type { Context, Reading } from './reading.ts'
import type { Statement } from './statements.ts'

/** `->`, `--https->` or `-/>`: where it stands among the words, and of which kind it is. */
export interface Arrow {
  readonly at: number
  readonly archetype: string | undefined
  readonly removes: boolean
}

export function findArrow({ tokens }: Statement): Arrow | undefined {
  for (const [at, { text, isQuoted }] of tokens.entries()) {
    if (at > 3) return undefined
    if (isQuoted) continue
    if (text === '->') return { at, archetype: undefined, removes: false }
    if (text === '-/>') return { at, archetype: undefined, removes: true }
    const archetype = /^--(.+)->$/.exec(text)
    if (archetype !== null) return { at, archetype: archetype[1], removes: false }
  }
  return undefined
}

/** Reads `a -> b "Uses" "HTTPS"`, `-> b` within a, and `r = a -> b`. */
export function readRelationship(reading: Reading, context: Context, statement: Statement, arrow: Arrow): void {
  const { tokens, line } = statement
  const identifier = tokens[1]?.text === '=' ? tokens[0]?.text : undefined
  const before = tokens.slice(identifier === undefined ? 0 : 2, arrow.at)
  const sourceName = before.length === 0 ? 'this' : textOf(reading, before[0])
  const targetName = textOf(reading, tokens[arrow.at + 1])
  const sources = endsOf(reading, context, sourceName)
  const targets = endsOf(reading, context, targetName)
  if (sources.length === 0 || targets.length === 0) {
    const missing = sources.length === 0 ? sourceName : targetName
    const isKnown = findKnown(reading, context, missing)?.kind === 'element'
    const message = isKnown
      ? `A relationship was left out: there is no instance of ${missing} in the deployment.`
      : `A relationship was left out: there is no element ${missing} in this file.`
    reading.diagnostics.push({ kind: 'lost', message, line })
    return
  }
  const [description, technology, tags] = tokens.slice(arrow.at + 2).map((token) => textOf(reading, token))
  const archetype = reading.archetypes.get(arrow.archetype?.toLowerCase() ?? '')
  for (const source of sources) {
    for (const target of targets) {
      if (arrow.removes) {
        remove(reading, context, source, target, description)
        continue
      }
      const relationship: WorkspaceRelationship = {
        source: source.key,
        target: target.key,
        description: description === undefined || description === '' ? archetype?.description : description,
        technology: technology === undefined || technology === '' ? archetype?.technology : technology,
        tags: [...(archetype?.tags ?? []), ...splitTags(tags)],
        isImplied: false,
        environment: context.environment,
        line,
      }
      readRelationshipBody(reading, statement, relationship)
      reading.workspace.relationships.push(relationship)
      remember(reading, context, identifier, { kind: 'relationship', relationship })
    }
  }
}

export function splitTags(tags: string | undefined): readonly string[] {
  return (tags ?? '').split(',').flatMap((tag) => tag.trim() || [])
}

function readRelationshipBody(reading: Reading, { body = [] }: Statement, relationship: WorkspaceRelationship): void {
  for (const { tokens } of body) {
    const word = tokens[0]?.text.toLowerCase()
    const text = textOf(reading, tokens[1])
    if (word === 'description') relationship.description = text
    if (word === 'technology') relationship.technology = text
    if (word === 'tag' || word === 'tags') relationship.tags = [...relationship.tags, ...splitTags(text)]
  }
}

function endsOf(reading: Reading, context: Context, name: string): readonly WorkspaceElement[] {
  const known = findKnown(reading, context, name)
  if (known?.kind === 'element') return inEnvironment(reading, context, known.element)
  if (known !== undefined) return []
  // `this -> element.tag==x` is no relationship of the language, `* -> x` neither.
  return name.includes('==') ? [...(findElements(reading, context, name) ?? [])] : []
}

/** In a deployment an element of the model stands for its instances there. */
function inEnvironment(
  reading: Reading,
  { environment }: Context,
  element: WorkspaceElement,
): readonly WorkspaceElement[] {
  const { elements } = reading.workspace
  if (environment === undefined || element.environment !== undefined || element.type === 'element') return [element]
  reading.budget -= elements.size
  return [...elements.values()].filter((one) => one.instanceOf === element.key && one.environment === environment)
}

function remove(
  reading: Reading,
  context: Context,
  source: WorkspaceElement,
  target: WorkspaceElement,
  description: string | undefined,
): void {
  const { relationships, unrelated } = reading.workspace
  // The model stays as it is: only what follows from it for the instances does not.
  if (context.environment !== undefined) {
    unrelated.add(instancePair(source.key, target.key, description))
    return
  }
  for (let at = relationships.length - 1; at >= 0; at--) {
    const one = relationships[at]
    const isSame = one?.source === source.key && one.target === target.key
    if (isSame && (description === undefined || description === '' || one.description === description))
      relationships.splice(at, 1)
  }
}
