import { splitTags } from './read-relationship.ts'
import { textOf } from './reading.ts'
import type { Context, Reading } from './reading.ts'
import type { Statement } from './statements.ts'

/** What says nothing about what the model holds. */
const idleWords = new Set([
  'properties',
  'perspectives',
  'healthcheck',
  'configuration',
  'metadata',
  '!docs',
  '!adrs',
  '!documentation',
  '!decisions',
  '!relationships',
  '!relationship',
  '!branding',
  'branding',
  'terminology',
  'styles',
  'theme',
  'themes',
  'users',
  'visibility',
  'scope',
])
const refusedWords = new Set(['!include', '!script', '!plugin', '!components', '!component', '!extends'])

/**
 * Those of an element are kept. Of the properties of a model one says how it is read: what parts the names of groups in
 * each other.
 */
export function readProperties(reading: Reading, { element }: Context, body: readonly Statement[]): void {
  for (const { tokens } of body) {
    const name = textOf(reading, tokens[0])
    const value = textOf(reading, tokens[1])
    if (element !== undefined) element.properties = { ...element.properties, [name]: value }
    else if (name === 'structurizr.groupSeparator') reading.workspace.groupSeparator = value
  }
}

/** Reads `workspace "Name" "Description"`. */
export function readWorkspaceHead(reading: Reading, args: readonly string[], line: number): void {
  if (args[0]?.toLowerCase() === 'extends') return refuse(reading, `workspace extends ${args[1] ?? ''}`, line)
  reading.workspace.name = args[0] ?? reading.workspace.name
  reading.workspace.description = args[1] ?? reading.workspace.description
}

function refuse(reading: Reading, what: string, line: number): void {
  const message = `Another file is never opened: ${what.slice(0, 200)}. What it holds is missing here.`
  reading.diagnostics.push({ kind: 'lost', message, line })
}

/** Reads a field of an element or of the workspace, such as `technology "Go"`; what is none is told. */
export function readField(
  reading: Reading,
  context: Context,
  statement: Statement,
  word: string,
  args: readonly string[],
): void {
  const { element } = context
  const text = args[0] ?? ''
  switch (word) {
    case 'name':
      if (element === undefined) reading.workspace.name = text
      else element.name = text
      return
    case 'description':
      if (element === undefined) reading.workspace.description = text
      else element.description = text
      return
    case 'technology':
      if (element !== undefined) element.technology = text
      return
    case 'url':
      if (element !== undefined) element.url = text
      return
    case 'instances':
      if (element !== undefined) element.properties = { ...element.properties, instances: text }
      return
    case 'tag':
    case 'tags':
      if (element !== undefined) element.tags = [...element.tags, ...args.flatMap(splitTags)]
      return
    default:
  }
  if (idleWords.has(word)) return
  if (refusedWords.has(word)) return refuse(reading, `${word} ${text}`, statement.line)
  const words = statement.tokens.map((token) => token.text).join(' ')
  reading.diagnostics.push({
    kind: 'lost',
    message: `This is not understood: ${words.slice(0, 120)}`,
    line: statement.line,
  })
}
