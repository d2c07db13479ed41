import { setParent } from '@statusgraph/model'
import type { GraphDocument, GraphNode } from '@statusgraph/model'
import { useMemo } from 'react'
import type { Editor } from '../../editor.ts'
import { Combobox } from '../field/Combobox.tsx'
import { Field } from '../field/Field.tsx'
import { listGroups, pathOf } from './list-groups.ts'

interface ParentFieldProps {
  readonly editor: Editor
  readonly graph: GraphDocument
  readonly nodes: readonly GraphNode[]
}

const noGroup = ''

/** The group that nodes stand in. Groups that stand in one of them are not offered: nothing can be inside itself. */
export function ParentField({ editor, graph, nodes }: ParentFieldProps) {
  const options = useMemo(() => [{ value: noGroup, label: 'no group' }, ...listGroups(graph, nodes)], [graph, nodes])
  const parents = new Set(nodes.map(({ parent }) => parent))
  const [only] = parents
  const value = parents.size > 1 ? 'mixed' : only === undefined ? 'no group' : pathOf(graph, only)
  return (
    <Field label="Group">
      {({ input }) => (
        <Combobox
          id={input}
          label="Groups"
          value={value}
          options={options}
          onChoose={(id) => {
            const name = options.find((option) => option.value === id)?.label
            editor.session.edit(id === noGroup ? 'take out of the group' : `put into ${name ?? id}`, (newest) =>
              setParent(
                newest,
                nodes.map((node) => node.id),
                id === noGroup ? undefined : id,
              ),
            )
          }}
        />
      )}
    </Field>
  )
}
