import { reconnectEdge, removeElements, reverseEdge, updateEdge } from '@statusgraph/model'
import type { GraphDocument, GraphEdge } from '@statusgraph/model'
import { Icon } from '../../../../parts/Icon.tsx'
import { Section } from '../../../panel/Section.tsx'
import type { Editor } from '../../editor.ts'
import { IdField } from '../field/IdField.tsx'
import { TextField } from '../field/TextField.tsx'
import { findEdgeFault } from '../find-faults.ts'
import { listEdgeKinds } from '../offers.ts'
import { EndFields } from './EndFields.tsx'

interface EdgeFieldsProps {
  readonly editor: Editor
  readonly graph: GraphDocument
  readonly edge: GraphEdge
}

/** Everything that the document says of one edge. */
export function EdgeFields({ editor, graph, edge }: EdgeFieldsProps) {
  const { session } = editor
  const text = (
    field: 'label' | 'description' | 'kind',
    label: string,
    more: { readonly suggestions?: readonly string[]; readonly isMultiline?: boolean } = {},
  ) => (
    <TextField
      owner={editor}
      fieldKey={`edge:${edge.id}:${field}`}
      label={label}
      value={edge[field] ?? ''}
      {...more}
      findFault={(typed) => findEdgeFault({ ...edge, [field]: typed }, [field])}
      commit={(typed, coalesce) =>
        session.edit(
          `${field} of an edge`,
          (newest) => updateEdge(newest, edge.id, { [field]: typed === '' ? undefined : typed }),
          { coalesce },
        )
      }
    />
  )
  const hang = (end: 'source' | 'target') => (node: string, port: string | null) =>
    session.edit('reconnect', (newest) => reconnectEdge(newest, edge.id, end, { node, port }))
  return (
    <>
      <Section title="What it says">
        {text('label', 'Label')}
        {text('kind', 'Kind', { suggestions: listEdgeKinds(graph) })}
        {text('description', 'Description', { isMultiline: true })}
      </Section>
      <Section title="Where it goes">
        <EndFields label="From" graph={graph} node={edge.source} port={edge.sourcePort} onChange={hang('source')} />
        <EndFields label="To" graph={graph} node={edge.target} port={edge.targetPort} onChange={hang('target')} />
        <div className="inspect-actions">
          <button
            type="button"
            className="button"
            onClick={() => session.edit('reverse', (newest) => reverseEdge(newest, edge.id))}
          >
            <Icon name="reverse" /> Reverse
          </button>
          <button
            type="button"
            className="button danger"
            onClick={() => {
              session.edit('delete an edge', (newest) => removeElements(newest, { edges: [edge.id] }))
              editor.ui.select({})
            }}
          >
            <Icon name="trash" /> Delete
          </button>
        </div>
      </Section>
      <Section title="Identity">
        <IdField id={edge.id} reason="It stays as it is: other people’s changes and the history know the edge by it." />
      </Section>
    </>
  )
}
