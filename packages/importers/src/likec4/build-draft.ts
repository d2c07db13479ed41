import { guessIconOf } from '@statusgraph/model'
import type { NodeKind } from '@statusgraph/model'
import type { Draft, DraftEdge, DraftNode, ImportDiagnostic } from '../draft.ts'
import { guessKind } from '../guess-kind.ts'
import { resolve } from './model.ts'
import type { LikeC4Element, LikeC4Tree } from './model.ts'
import type { LikeC4File } from './read-likec4.ts'

const shapes: Readonly<Record<string, NodeKind>> = {
  person: 'actor',
  storage: 'database',
  cylinder: 'database',
  queue: 'queue',
  bucket: 'storage',
  document: 'box',
}

/** The model as a draft: elements that hold others are groups. */
export function draftOfModel(file: LikeC4File, diagnostics: ImportDiagnostic[]): Draft {
  return draftOf(file, file.model, diagnostics)
}

/** The deployment as a draft: instances are called as what they are instances of. */
export function draftOfDeployment(file: LikeC4File, diagnostics: ImportDiagnostic[]): Draft {
  return draftOf(file, file.deployment, diagnostics)
}

function draftOf(file: LikeC4File, tree: LikeC4Tree, diagnostics: ImportDiagnostic[]): Draft {
  return {
    nodes: tree.elements.map((element) => nodeOf(file, element)),
    edges: edgesOf(file, tree, diagnostics),
  }
}

function nodeOf(file: LikeC4File, element: LikeC4Element): DraftNode {
  const model = element.instanceOf === undefined ? undefined : resolve(file.model, element.instanceOf, undefined)
  const kind = file.kinds.elements.get((model ?? element).kind)
  const technology = foldText(element.technology) ?? foldText(model?.technology) ?? foldText(kind?.technology)
  const description = plainText(element.description) ?? plainText(model?.description) ?? plainText(kind?.description)
  const icon = iconOf(element.icon ?? model?.icon ?? kind?.icon)
  const tags = [...new Set([...(kind?.tags ?? []), ...(model?.tags ?? []), ...element.tags])]
  const links = [element.links, model?.links, kind?.links].find((list) => list !== undefined && list.length > 0) ?? []
  const title = foldText(element.title) ?? foldText(model?.title) ?? foldText(kind?.title)
  return {
    key: element.id,
    name: title ?? model?.name ?? element.name,
    kind: element.children.size > 0 ? 'group' : kindOf(file, model ?? element, technology),
    parent: element.parent?.id,
    ...(description === undefined ? {} : { description }),
    ...(technology === undefined ? {} : { technology }),
    ...(icon === undefined ? {} : { icon }),
    ...(tags.length === 0 ? {} : { labels: { tags: tags.join(', ') } }),
    ...(links.length === 0 ? {} : { links }),
    at: { line: element.line },
  }
}

function kindOf(file: LikeC4File, element: LikeC4Element, technology: string | undefined): NodeKind {
  const shape = element.shape ?? file.kinds.elements.get(element.kind)?.shape ?? ''
  if (Object.hasOwn(shapes, shape)) return shapes[shape] ?? 'service'
  const guessed =
    guessKind(technology) ?? guessKind(iconName(element.icon ?? file.kinds.elements.get(element.kind)?.icon))
  if (guessed !== undefined) return guessed
  const word = element.kind.toLowerCase()
  if (/^(?:actor|person|user|customer|people)$/.test(word)) return 'actor'
  if (/database|^db$|datastore/.test(word)) return 'database'
  if (/queue|topic|^bus$/.test(word)) return 'queue'
  return /external/.test(word) ? 'external' : 'service'
}

/** `tech:postgresql` and its kin are icons of products; of ours the one that the name tells. */
function iconOf(icon: string | undefined): string | undefined {
  const name = iconName(icon)
  return name === undefined ? undefined : guessIconOf(name)
}

function iconName(icon: string | undefined): string | undefined {
  return /^(?:tech|aws|azure|gcp):([\w-]+)$/.exec(icon ?? '')?.[1]?.replace(/-icon$/, '')
}

function edgesOf(file: LikeC4File, tree: LikeC4Tree, diagnostics: ImportDiagnostic[]): readonly DraftEdge[] {
  return tree.relationships.flatMap((relationship): readonly DraftEdge[] => {
    const { scope, line, kind } = relationship
    const source = relationship.source === undefined ? scope : resolve(tree, relationship.source, scope)
    const target = resolve(tree, relationship.target, scope)
    if (source === undefined || target === undefined) {
      const missing = source === undefined ? (relationship.source ?? 'this') : relationship.target
      const message = `A relationship was left out: there is no element ${missing} in this file, or several.`
      diagnostics.push({ kind: 'lost', message, line })
      return []
    }
    const all = file.kinds.relationships.get(kind ?? '')
    const label = foldText(relationship.title) ?? foldText(all?.title)
    const technology = foldText(relationship.technology) ?? foldText(all?.technology)
    const description = plainText(relationship.description)
    return [
      {
        source: source.id,
        target: target.id,
        ...(label === undefined ? {} : { label }),
        ...(kind === undefined ? {} : { kind }),
        ...(technology === undefined ? {} : { technology }),
        ...(description === undefined ? {} : { description }),
        at: { line },
      },
    ]
  })
}

function foldText(text: string | undefined): string | undefined {
  const folded = text?.replaceAll(/\s+/g, ' ').trim()
  return folded === '' ? undefined : folded
}

/** A text over several lines without the white space that only sets it in. */
function plainText(text: string | undefined): string | undefined {
  const plain = text
    ?.split('\n')
    .map((line) => line.trim())
    .join('\n')
    .trim()
  return plain === '' ? undefined : plain
}
