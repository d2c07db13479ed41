import type { GraphDocument } from '@statusgraph/model'
import { cleanText } from '../clean-text.ts'

/** A graph as people see it: names, what lies in what, who is joined to whom; one line for each, sorted. */
export function view({ nodes, edges }: GraphDocument, hasEmptyGroups = true): readonly string[] {
  const inhabited = new Set(nodes.map(({ parent }) => parent))
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const placeOf = (id: string): readonly string[] => {
    const node = byId.get(id)
    if (node === undefined) return [id]
    return [...(node.parent === undefined ? [] : placeOf(node.parent)), fold(node.name)]
  }
  return [
    ...nodes.map(
      ({ id, kind }) =>
        `${kind === 'group' && (hasEmptyGroups || inhabited.has(id)) ? 'group' : 'node'} ${placeOf(id).join(' ⟩ ')}`,
    ),
    ...edges.map(
      ({ source, target, label = '' }) =>
        `edge ${placeOf(source).join(' ⟩ ')} → ${placeOf(target).join(' ⟩ ')}: ${fold(label)}`,
    ),
  ].toSorted()
}

function fold(text: string): string {
  return cleanText(text).replaceAll(/\s+/g, ' ').trim()
}
