import { lineageOf } from '../workspace.ts'
import type { ElementType, WorkspaceElement, WorkspaceRelationship, WorkspaceView } from '../workspace.ts'
import { findElements } from './find-elements.ts'
import { findKnown, textOf } from './reading.ts'
import type { Context, Reading } from './reading.ts'
import type { Statement } from './statements.ts'
import { deployedIn, elementsInScope } from './view-scope.ts'
import type { ViewScope } from './view-scope.ts'

const outside: Context = { groups: [], path: '' }
const whole: readonly ElementType[] = ['element', 'person', 'softwareSystem']
const deployed: readonly ElementType[] = ['element', 'deploymentNode', 'infrastructureNode', 'instance']
/** What a view may show. */
const permitted: Readonly<Partial<Record<string, readonly ElementType[]>>> = {
  systemlandscape: whole,
  systemcontext: whole,
  container: [...whole, 'container'],
  component: [...whole, 'container', 'component'],
  deployment: deployed,
  custom: ['element'],
}

/** What a view shows, and which relationships it leaves out. */
export interface ViewContent {
  readonly shown: Set<WorkspaceElement>
  readonly isHidden: NonNullable<WorkspaceView['isHidden']>
}

/** Whether a relationship is spoken of. */
type Matches = (relationship: WorkspaceRelationship) => boolean

/** Reads `include …` and `exclude …` of a view from top to bottom: of what both speak of, the later one counts. */
export function chooseContent(reading: Reading, view: ViewScope, body: readonly Statement[]): ViewContent {
  // A system is always in its own context.
  const shown = new Set(view.word === 'systemcontext' && view.scope !== undefined ? [view.scope] : [])
  const rules: { readonly hides: boolean; readonly matches: Matches }[] = []
  for (const { tokens } of body) {
    const action = tokens[0]?.text.toLowerCase()
    if (action !== 'include' && action !== 'exclude') continue
    for (const token of tokens.slice(1)) {
      reading.budget -= reading.workspace.elements.size + reading.workspace.relationships.length
      if (reading.budget < 0) break
      const text = textOf(reading, token).trim()
      const matches = matchRelationships(reading, text)
      if (matches !== undefined) rules.push({ hides: action === 'exclude', matches })
      else if (action === 'include') for (const element of including(reading, view, text)) shown.add(element)
      else for (const element of excluding(reading, view, text)) shown.delete(element)
    }
  }
  return {
    shown,
    isHidden: (...forms) => rules.findLast(({ matches }) => forms.some(matches))?.hides ?? false,
  }
}

function including(reading: Reading, view: ViewScope, text: string): Iterable<WorkspaceElement> {
  const { word, scope, environment } = view
  if (/^(?:element==)?\*\??$/.test(text)) return elementsInScope(reading, view)
  const types = permitted[word] ?? []
  const found = [...(findElements(reading, outside, text) ?? [])]
  if (word !== 'deployment') {
    // A view of what is in a system has no place for the system as a whole.
    const around = scope === undefined || word === 'systemcontext' ? [] : lineageOf(reading.workspace, scope.key)
    return found.filter((element) => types.includes(element.type) && !around.includes(element))
  }
  return found
    .flatMap((element) => instancesOf(reading, view, element))
    .filter(({ type, environment: where }) => types.includes(type) && (type === 'element' || where === environment))
    .flatMap((element) =>
      element.type === 'deploymentNode'
        ? [...deployedIn(reading, scope, insideOf(reading, element))]
        : lineageOf(reading.workspace, element.key),
    )
}

function excluding(reading: Reading, view: ViewScope, text: string): readonly WorkspaceElement[] {
  const found = [...(findElements(reading, outside, text) ?? [])]
  if (view.word !== 'deployment') return found
  return found
    .flatMap((element) => instancesOf(reading, view, element))
    .flatMap((element) => (element.type === 'deploymentNode' ? insideOf(reading, element) : [element]))
}

/** In a deployment an element of the model stands for its instances. */
function instancesOf(
  reading: Reading,
  { environment }: ViewScope,
  element: WorkspaceElement,
): readonly WorkspaceElement[] {
  if (element.environment !== undefined || element.type === 'element') return [element]
  reading.budget -= reading.workspace.elements.size
  if (reading.budget < 0) return []
  return [...reading.workspace.elements.values()].filter(
    (one) => one.instanceOf === element.key && one.environment === environment,
  )
}

function insideOf(reading: Reading, element: WorkspaceElement): readonly WorkspaceElement[] {
  reading.budget -= reading.workspace.elements.size
  if (reading.budget < 0) return []
  return [...reading.workspace.elements.values()].filter(
    ({ key, environment }) =>
      environment === element.environment && lineageOf(reading.workspace, key).includes(element),
  )
}

/** `a -> b`, `* -> *`, `relationship.tag==x` or the identifier of a relationship; undefined when it speaks of elements. */
function matchRelationships(reading: Reading, text: string): Matches | undefined {
  const known = findKnown(reading, outside, text)
  if (known?.kind === 'relationship') {
    const { source, target, description } = known.relationship
    return (one) => one.source === source && one.target === target && one.description === description
  }
  if (text.includes('&&')) return joinMatches(reading, text.split('&&'), 'every')
  if (text.includes('||')) return joinMatches(reading, text.split('||'), 'some')
  const [, property, operator, value = ''] = /^relationship(?:\.(\w+))?(==|!=)(.*)$/i.exec(text) ?? []
  if (operator !== undefined) {
    switch (property?.toLowerCase()) {
      case undefined:
        return value === '*' ? () => true : matchRelationships(reading, value)
      case 'tag': {
        const tags = value.split(',').map((tag) => tag.trim())
        return (one) => tags.every((tag) => tag === 'Relationship' || one.tags.includes(tag)) === (operator === '==')
      }
      case 'source':
        return matchEnds(reading, value, '*')
      case 'destination':
        return matchEnds(reading, '*', value)
      default:
        return undefined
    }
  }
  const ends = /^(\S.*?)\s*->\s*(\S.*)$/.exec(text)
  return ends === null || text.endsWith('->') ? undefined : matchEnds(reading, ends[1] ?? '', ends[2] ?? '')
}

function joinMatches(reading: Reading, parts: readonly string[], how: 'every' | 'some'): Matches | undefined {
  const all = parts.map((part) => matchRelationships(reading, part.trim()))
  const known = all.filter((matches) => matches !== undefined)
  return known.length === all.length ? (one) => known[how]((matches) => matches(one)) : undefined
}

function matchEnds(reading: Reading, source: string, target: string): Matches {
  const isSource = matchEnd(reading, source)
  const isTarget = matchEnd(reading, target)
  return (one) => isSource(one.source) && isTarget(one.target)
}

function matchEnd(reading: Reading, text: string): (key: string) => boolean {
  if (text === '*') return () => true
  const keys = new Set([...(findElements(reading, outside, text) ?? [])].map(({ key }) => key))
  const { elements } = reading.workspace
  return (key) => keys.has(key) || keys.has(elements.get(key)?.instanceOf ?? '')
}
