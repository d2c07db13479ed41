import type { NodeKind } from '@statusgraph/model'
import { guessKind } from '../guess-kind.ts'
import type { Workspace, WorkspaceElement } from './workspace.ts'

const kinds: Readonly<Record<string, NodeKind>> = {
  cylinder: 'database',
  pipe: 'queue',
  bucket: 'storage',
  folder: 'storage',
  hexagon: 'hexagon',
  diamond: 'diamond',
  person: 'actor',
  robot: 'actor',
}

/** What an element is drawn as: by its shape, its technology, its tags, and at last by what it is. */
export function kindOfElement(workspace: Workspace, element: WorkspaceElement): NodeKind {
  const model = workspace.elements.get(element.instanceOf ?? '') ?? element
  if (model.type === 'person') return 'actor'
  const tags = [...element.tags, ...model.tags]
  for (const tag of tags.toReversed()) {
    const shape = workspace.shapes.get(tag.toLowerCase())?.toLowerCase()
    if (shape !== undefined && Object.hasOwn(kinds, shape)) return kinds[shape] ?? 'service'
  }
  const guessed = guessKind(model.technology)
  if (guessed !== undefined) return guessed
  const words = tags.join(' ').toLowerCase()
  if (/\b(?:database|data store|datastore|db)\b/.test(words)) return 'database'
  if (/\b(?:queue|topic|message bus)\b/.test(words)) return 'queue'
  if (/\bexternal\b/.test(words)) return 'external'
  return model.type === 'element' || model.type === 'infrastructureNode' ? 'box' : 'service'
}
