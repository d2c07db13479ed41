import type { WorkspaceElement, WorkspaceView } from '../workspace.ts'
import { findElements } from './find-elements.ts'
import { findArrow } from './read-relationship.ts'
import { findKnown, textOf } from './reading.ts'
import type { Context, Reading } from './reading.ts'
import type { Statement } from './statements.ts'
import { readStyle } from './read-style.ts'
import { elementsInScope } from './view-scope.ts'

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
  '!const',
  '!var',
  '!constant',
])

/** Reads the views, and the shapes that their styles give to tags. */
export function readViews(reading: Reading): void {
  for (const statement of reading.views) {
    const word = statement.tokens[0]?.text.toLowerCase() ?? ''
    if (word === 'styles') for (const style of statement.body ?? []) readStyle(reading, style)
    else if (word === 'filtered') readFiltered(reading, statement)
    else if (word === '!include') {
      const message = `Another file is never opened: ${textOf(reading, statement.tokens[1])}. What it holds is missing here.`
      reading.diagnostics.push({ kind: 'lost', message, line: statement.line })
    } else if (!idleWords.has(word)) readView(reading, statement, word)
  }
}

function readView(reading: Reading, statement: Statement, word: string): void {
  const { tokens, body = [], line } = statement
  const args = tokens.slice(1).map((token) => textOf(reading, token))
  const takesScope = /^(?:systemcontext|container|component|dynamic|deployment)$/.test(word)
  if (!takesScope && word !== 'systemlandscape' && word !== 'custom') {
    reading.diagnostics.push({ kind: 'lost', message: `A view of an unknown kind was left out: ${word}.`, line })
    return
  }
  const known = takesScope ? findKnown(reading, outside, args[0] ?? '') : undefined
  const scope = known?.kind === 'element' ? known.element : undefined
  const environment = word === 'deployment' ? environmentOf(reading, args[1] ?? '') : undefined
  const at = takesScope ? (word === 'deployment' ? 2 : 1) : 0
  const shown = new Set<WorkspaceElement>()
  for (const one of body) {
    const action = one.tokens[0]?.text.toLowerCase()
    if (action === 'include' || action === 'exclude') {
      for (const token of one.tokens.slice(1))
        choose(reading, { word, scope, environment }, action, textOf(reading, token), shown)
    }
    if (word === 'dynamic' && findArrow(one) !== undefined) {
      for (const { text } of one.tokens.filter((token) => !token.isQuoted)) {
        const end = findKnown(reading, outside, text)
        if (end?.kind === 'element') shown.add(end.element)
      }
    }
  }
  if (shown.size === 0) return
  const title = body.find((one) => one.tokens[0]?.text.toLowerCase() === 'title')
  const key =
    args[at] ??
    `${word}${scope === undefined ? '' : ` ${scope.name}`}${environment === undefined ? '' : ` ${environment}`}`
  const view: WorkspaceView = {
    key,
    type: word,
    title: title === undefined ? undefined : textOf(reading, title.tokens[1]),
    elements: new Map([...shown].map((element) => [element.key, undefined])),
    environment,
  }
  reading.workspace.views.push(view)
}

export interface ViewScope {
  readonly word: string
  readonly scope: WorkspaceElement | undefined
  readonly environment: string | undefined
}

function choose(
  reading: Reading,
  view: ViewScope,
  action: 'include' | 'exclude',
  text: string,
  shown: Set<WorkspaceElement>,
): void {
  const found = /^\*\??$/.test(text) ? elementsInScope(reading, view) : findElements(reading, outside, text)
  for (const element of found ?? []) {
    if (action === 'exclude') shown.delete(element)
    else if (element.environment === view.environment) shown.add(element)
  }
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
  const title = body.find((one) => one.tokens[0]?.text.toLowerCase() === 'title')
  if (kept.length === 0) return
  reading.workspace.views.push({
    ...base,
    key: key ?? `${baseKey} filtered`,
    title: title === undefined ? undefined : textOf(reading, title.tokens[1]),
    elements: new Map(kept),
  })
}
