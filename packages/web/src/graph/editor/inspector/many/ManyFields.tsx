import { updateNode } from '@statusgraph/model'
import type { GraphDocument, GraphNode } from '@statusgraph/model'
import { Section } from '../../../panel/Section.tsx'
import { SelectionActions } from '../../actions/SelectionActions.tsx'
import type { Editor } from '../../editor.ts'
import { Checkbox } from '../field/Checkbox.tsx'
import { TextField } from '../field/TextField.tsx'
import { findNodeFault } from '../find-faults.ts'
import { KindField } from '../node/KindField.tsx'
import { ParentField } from '../node/ParentField.tsx'
import { listNamespaces } from '../offers.ts'
import { ManyLabels } from './ManyLabels.tsx'
import { shareValue } from './shared-values.ts'

interface ManyFieldsProps {
  readonly editor: Editor
  readonly graph: GraphDocument
  readonly nodes: readonly GraphNode[]
}

/** What several nodes have in common, and what can be done with them together. */
export function ManyFields({ editor, graph, nodes }: ManyFieldsProps) {
  const namespace = shareValue(nodes, (node) => node.namespace ?? '')
  const pinned = shareValue(nodes, (node) => node.pinned === true)
  const [first] = nodes
  return (
    <>
      <Section title="Arrange">
        <SelectionActions editor={editor} />
      </Section>
      <Section title="What they are">
        <KindField editor={editor} nodes={nodes} />
        <TextField
          owner={editor}
          fieldKey={`many:${nodes.map(({ id }) => id).join(' ')}:namespace`}
          label="Namespace"
          placeholder={namespace.kind === 'mixed' ? 'mixed' : ''}
          value={namespace.kind === 'mixed' ? '' : namespace.value}
          suggestions={listNamespaces(graph)}
          findFault={(text) =>
            first === undefined ? undefined : findNodeFault({ ...first, namespace: text }, ['namespace'])
          }
          commit={(text, coalesce) =>
            editor.session.edit(
              `namespace of ${nodes.length} nodes`,
              (newest) =>
                nodes.reduce(
                  (changed, { id }) => updateNode(changed, id, { namespace: text === '' ? undefined : text }),
                  newest,
                ),
              { coalesce },
            )
          }
        />
        <ParentField editor={editor} graph={graph} nodes={nodes} />
        <Checkbox
          label="Pinned: an automatic layout leaves them here"
          isChecked={pinned.kind === 'mixed' ? 'mixed' : pinned.value}
          onChange={(isOn) =>
            editor.session.edit(isOn ? `pin ${nodes.length} nodes` : `unpin ${nodes.length} nodes`, (newest) =>
              nodes.reduce((changed, { id }) => updateNode(changed, id, { pinned: isOn ? true : undefined }), newest),
            )
          }
        />
      </Section>
      <ManyLabels editor={editor} graph={graph} nodes={nodes} />
    </>
  )
}
