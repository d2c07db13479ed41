import type { WorkspaceElement } from '../workspace.ts'
import { chooseContent } from './choose-content.ts'
import { readSteps } from './read-steps.ts'
import { findKnown, textOf } from './reading.ts'
import type { Context, Reading } from './reading.ts'
import type { Statement } from './statements.ts'
import { readStyle } from './read-style.ts'

const outside: Context = { groups: [], path: '' }
const idleWords = new Set([
  'properties',
  'theme',
  'themes',
  'branding',
  'terminology',
  'image',
  'configuration',
  '!include',
  '!script',
  '!plugin',
])
/** What views are made by, and how keys of theirs begin that nobody gave. */
const viewTypes: Readonly<Partial<Record<string, string>>> = {
  systemlandscape: 'SystemLandscape',
  systemcontext: 'SystemContext',
  container: 'Container',
  component: 'Component',
  dynamic: 'Dynamic',
  deployment: 'Deployment',
  custom: 'Custom',
}

/** Reads the views, and the shapes that their styles give to tags. */
export function readViews(reading: Reading): void {
  for (const statement of reading.views) {
    if (reading.budget < 0) return
    const word = statement.tokens[0]?.text.toLowerCase() ?? ''
    if (word === 'styles') for (const style of statement.body ?? []) readStyle(reading, style)
    else if (/^!(?:const|constant|var)$/.test(word)) {
      reading.constants.set(textOf(reading, statement.tokens[1]), textOf(reading, statement.tokens[2]))
    } else if (word === 'filtered') readFiltered(reading, statement)
    else if (word === '!include') {
      const message = `Another file is never opened: ${textOf(reading, statement.tokens[1])}. What it holds is missing here.`
      reading.diagnostics.push({ kind: 'lost', message, line: statement.line })
    } else if (!idleWords.has(word)) readView(reading, statement, word)
  }
}

function readView(reading: Reading, statement: Statement, word: string): void {
  const { tokens, body = [], line } = statement
  const args = tokens.slice(1).map((token) => textOf(reading, token))
  const type = viewTypes[word]
  if (type === undefined) {
    reading.diagnostics.push({ kind: 'lost', message: `A view of an unknown kind was left out: ${word}.`, line })
    return
  }
  const takesScope = word !== 'systemlandscape' && word !== 'custom'
  const known = takesScope ? findKnown(reading, outside, args[0] ?? '') : undefined
  const scope = known?.kind === 'element' ? known.element : undefined
  const environment = word === 'deployment' ? environmentOf(reading, args[1] ?? '') : undefined
  const at = takesScope ? (word === 'deployment' ? 2 : 1) : 0
  const key = args[at] || nextKey(reading, type)
  const steps = word === 'dynamic' ? readSteps(reading, body) : undefined
  const content = chooseContent(reading, { word, scope, environment }, body)
  for (const end of steps?.flatMap(({ source, target }) => [source, target]) ?? []) {
    const element = reading.workspace.elements.get(end)
    if (element !== undefined) content.shown.add(element)
  }
  if (content.shown.size === 0) return
  reading.workspace.views.push({
    key,
    type: word,
    title: titleOf(reading, body),
    elements: new Map([...content.shown].map((element) => [element.key, undefined])),
    environment,
    steps,
    isHidden: content.isHidden,
  })
}

/** The key that Structurizr gives to a view without one. */
function nextKey({ workspace }: Reading, type: string): string {
  const taken = new Set(workspace.views.map(({ key }) => key))
  for (let n = 1; ; n++) {
    const key = `${type}-${String(n).padStart(3, '0')}`
    if (!taken.has(key)) return key
  }
}

function titleOf(reading: Reading, body: readonly Statement[]): string | undefined {
  const title = body.find((one) => one.tokens[0]?.text.toLowerCase() === 'title')
  return title === undefined ? undefined : textOf(reading, title.tokens[1])
}

function environmentOf(reading: Reading, name: string): string {
  const known = findKnown(reading, outside, name)
  return known?.kind === 'environment' ? known.name : name
}

/** `filtered "Base" include "Tag 1,Tag 2" "Key"` */
function readFiltered(reading: Reading, { tokens, body = [] }: Statement): void {
  const [baseKey = '', mode = '', tags = '', key] = tokens.slice(1).map((token) => textOf(reading, token))
  const base = reading.workspace.views.find((view) => view.key === baseKey)
  if (base === undefined) return
  const wanted = new Set(tags.split(',').map((tag) => tag.trim().toLowerCase()))
  const isWanted = (element: WorkspaceElement): boolean => {
    const own = ['element', element.type.toLowerCase(), ...element.tags.map((tag) => tag.toLowerCase())]
    return (
      own.some((tag) => wanted.has(tag) || wanted.has(tag.replaceAll(' ', ''))) === (mode.toLowerCase() === 'include')
    )
  }
  const kept = [...base.elements].filter(([elementKey]) => {
    const element = reading.workspace.elements.get(elementKey)
    return element !== undefined && isWanted(element)
  })
  if (kept.length === 0) return
  reading.workspace.views.push({
    ...base,
    key: key || nextKey(reading, 'Filtered'),
    title: titleOf(reading, body),
    elements: new Map(kept),
  })
}
