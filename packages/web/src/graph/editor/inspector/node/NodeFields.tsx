import { updateNode } from '@statusgraph/model'
import type { GraphDocument, GraphNode } from '@statusgraph/model'
import type { Editor } from '../../editor.ts'
import { Section } from '../../../panel/Section.tsx'
import { TextField } from '../field/TextField.tsx'
import { findNodeFault } from '../find-faults.ts'
import { listNamespaces } from '../offers.ts'
import { ServicesField } from '../services/ServicesField.tsx'
import { IconField } from './IconField.tsx'
import { KindField } from './KindField.tsx'
import { LabelFields } from './LabelFields.tsx'
import { LinkFields } from './LinkFields.tsx'
import { ParentField } from './ParentField.tsx'
import { PlaceFields } from './PlaceFields.tsx'
import { PortFields } from './PortFields.tsx'
import { IdField } from '../field/IdField.tsx'

export interface NodeFieldsProps {
  readonly editor: Editor
  readonly graph: GraphDocument
  readonly node: GraphNode
}

/** Everything that the document says of one node. */
export function NodeFields({ editor, graph, node }: NodeFieldsProps) {
  return (
    <>
      <Section title="What it is">
        <NodeText editor={editor} node={node} field="name" label="Name" />
        <KindField editor={editor} nodes={[node]} />
        <IconField editor={editor} node={node} />
      </Section>
      <Section title={node.kind === 'group' ? 'Services of its own' : 'Services'}>
        <ServicesField editor={editor} graph={graph} node={node} />
      </Section>
      <Section title="Where it belongs">
        <NodeText editor={editor} node={node} field="namespace" label="Namespace" suggestions={listNamespaces(graph)} />
        <ParentField editor={editor} graph={graph} nodes={[node]} />
        <NodeText editor={editor} node={node} field="description" label="Description" isMultiline />
      </Section>
      <LabelFields editor={editor} graph={graph} node={node} />
      <PortFields editor={editor} graph={graph} node={node} />
      <LinkFields editor={editor} node={node} />
      <PlaceFields editor={editor} node={node} />
      <Section title="Identity">
        <IdField
          id={node.id}
          reason="It stays as it is: links to this node, its history and other people’s changes know it by its id."
        />
      </Section>
    </>
  )
}

interface NodeTextProps {
  readonly editor: Editor
  readonly node: GraphNode
  readonly field: 'name' | 'namespace' | 'description'
  readonly label: string
  readonly isMultiline?: boolean
  readonly suggestions?: readonly string[]
}

/** One of the plain texts of a node. An emptied text is taken out of the document, except for the name. */
function NodeText({ editor, node, field, label, ...rest }: NodeTextProps) {
  const words = { name: `rename ${node.name}`, namespace: 'namespace', description: 'description' }
  return (
    <TextField
      owner={editor}
      fieldKey={`node:${node.id}:${field}`}
      label={label}
      value={node[field] ?? ''}
      findFault={(text) => findNodeFault({ ...node, [field]: text }, [field])}
      commit={(text, coalesce) => {
        const value = text === '' && field !== 'name' ? undefined : text
        editor.session.edit(words[field], (graph) => updateNode(graph, node.id, { [field]: value }), { coalesce })
      }}
      {...rest}
    />
  )
}
