import type { DragEvent } from 'react'
import type { Find } from '../../../discovery/list-finds.ts'
import { showDragged } from '../show-dragged.ts'
import type { FoundIds } from './found-actions.ts'
import { idsOf, nameFinds } from './found-actions.ts'

/** What was discovered and is dragged from the tray: its ids, as JSON. */
export const foundDragType = 'application/x-statusgraph-found'

/** Puts finds into a drag. */
export function dragFound({ dataTransfer }: Pick<DragEvent, 'dataTransfer'>, finds: readonly Find[]): void {
  dataTransfer.effectAllowed = 'copy'
  dataTransfer.setData(foundDragType, JSON.stringify(idsOf(finds)))
  dataTransfer.setData('text/plain', finds.map(({ name }) => name).join('\n'))
  showDragged(dataTransfer, nameFinds(finds))
}

/** What another page put into the drag may be anything. */
export function readFound(text: string): FoundIds {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return { nodes: [], edges: [] }
    return {
      nodes: 'nodes' in value ? readTexts(value.nodes) : [],
      edges: 'edges' in value ? readTexts(value.edges) : [],
    }
  } catch {
    return { nodes: [], edges: [] }
  }
}

function readTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}
