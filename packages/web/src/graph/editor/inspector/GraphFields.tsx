import { updateFields } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { Section } from '../../panel/Section.tsx'
import type { Editor } from '../editor.ts'
import { DiscoveryFields } from './discovery/DiscoveryFields.tsx'
import { GraphCounts } from './GraphCounts.tsx'
import { TagsField } from './TagsField.tsx'
import { IdField } from './field/IdField.tsx'
import { TextField } from './field/TextField.tsx'
import { findGraphFault } from './find-faults.ts'

interface GraphFieldsProps {
  readonly editor: Editor
  readonly graph: GraphDocument
}

/** Everything that the document says of the graph itself, and what is in it. */
export function GraphFields({ editor, graph }: GraphFieldsProps) {
  const { session } = editor
  return (
    <>
      <Section title="What it is">
        <TextField
          owner={editor}
          fieldKey="graph:name"
          label="Name"
          value={graph.name}
          findFault={(name) => findGraphFault({ name }, ['name'])}
          commit={(name, coalesce) =>
            session.edit('rename the graph', (newest) => updateFields(newest, { name }), { coalesce })
          }
        />
        <TextField
          owner={editor}
          fieldKey="graph:description"
          label="Description"
          isMultiline
          value={graph.description ?? ''}
          findFault={(description) => findGraphFault({ description }, ['description'])}
          commit={(text, coalesce) =>
            session.edit(
              'description of the graph',
              (newest) => updateFields(newest, { description: text === '' ? undefined : text }),
              { coalesce },
            )
          }
        />
        <TagsField editor={editor} tags={graph.tags ?? []} />
      </Section>
      <DiscoveryFields editor={editor} graph={graph} />
      <GraphCounts graph={graph} />
      <Section title="Identity">
        <IdField id={graph.id} reason="It is in the address of the graph, so it stays as it is." />
        {graph.origin !== undefined && (
          <p className="inspect-hint">
            Copied from {graph.origin.graph}, revision {graph.origin.revision}.
          </p>
        )}
      </Section>
    </>
  )
}
