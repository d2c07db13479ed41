import type { MapTarget } from '../../../map/index.ts'
import type { Editor } from '../editor.ts'

/**
 * Selects what was pressed, alone, or adds it to what is selected and takes it out again. The ground of a group is
 * ground: a press there selects nothing, so that one can always let go.
 */
export function selectAt(editor: Editor, target: MapTarget, isAdding: boolean): void {
  const { nodes, edges } = editor.ui.state().selection
  const node = movableAt(target)
  if (node !== undefined) editor.ui.select(isAdding ? { nodes: toggled(nodes, node), edges } : { nodes: [node] })
  else if (target.kind === 'edge')
    editor.ui.select(isAdding ? { nodes, edges: toggled(edges, target.id) } : { edges: [target.id] })
  else if (!isAdding) editor.ui.select({})
}

/** The node that is meant by a place, and that a drag from there moves: a node, or a group by its title. */
export function movableAt(target: MapTarget): string | undefined {
  if (target.kind === 'node') return target.id
  if (target.kind === 'port') return target.node
  return target.kind === 'group' && target.part === 'title' ? target.id : undefined
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return next
}
