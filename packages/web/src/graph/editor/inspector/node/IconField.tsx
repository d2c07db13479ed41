import { updateNode } from '@statusgraph/model'
import type { GraphNode } from '@statusgraph/model'
import type { Editor } from '../../editor.ts'
import { TextField } from '../field/TextField.tsx'
import { findNodeFault } from '../find-faults.ts'

/** The icon of a node, by its name in the library. */
export function IconField({ editor, node }: { readonly editor: Editor; readonly node: GraphNode }) {
  return (
    <TextField
      owner={editor}
      fieldKey={`node:${node.id}:icon`}
      label="Icon"
      placeholder="logos:postgresql"
      isMono
      value={node.icon ?? ''}
      findFault={(text) => (text === '' ? undefined : findNodeFault({ ...node, icon: text }, ['icon']))}
      commit={(text, coalesce) =>
        editor.session.edit('icon', (graph) => updateNode(graph, node.id, { icon: text === '' ? undefined : text }), {
          coalesce,
        })
      }
    />
  )
}
