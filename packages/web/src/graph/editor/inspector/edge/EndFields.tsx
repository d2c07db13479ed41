import type { GraphDocument } from '@statusgraph/model'
import { useMemo } from 'react'
import { Combobox } from '../field/Combobox.tsx'
import { Field } from '../field/Field.tsx'

interface EndFieldsProps {
  readonly label: 'From' | 'To'
  readonly graph: GraphDocument
  readonly node: string
  readonly port: string | null
  readonly onChange: (node: string, port: string | null) => void
}

/** One end of an edge: its node, and the port if it ends at one. */
export function EndFields({ label, graph, node, port, onChange }: EndFieldsProps) {
  const options = useMemo(() => listNodes(graph), [graph])
  const found = graph.nodes.find(({ id }) => id === node)
  const ports = found?.ports ?? []
  return (
    <>
      <Field label={label}>
        {({ input }) => (
          <Combobox
            id={input}
            label="Nodes"
            value={found?.name ?? node}
            options={options}
            onChoose={(id) => onChange(id, null)}
          />
        )}
      </Field>
      {ports.length > 0 && (
        <Field label={`${label} port`}>
          {({ input }) => (
            <select
              id={input}
              value={port ?? ''}
              onChange={(event) => onChange(node, event.target.value === '' ? null : event.target.value)}
            >
              <option value="">the node itself</option>
              {ports.map((one) => (
                <option key={one.id} value={one.id}>
                  {[one.label ?? one.id, one.name ?? ''].filter((word) => word !== '').join(' · ')}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
    </>
  )
}

/** Every node by name; those of one name are told apart by their ids. */
function listNodes(graph: GraphDocument) {
  const names = Map.groupBy(graph.nodes, ({ name }) => name)
  return graph.nodes.map(({ id, name, kind, namespace }) => ({
    value: id,
    label: name,
    detail: [kind, namespace ?? '', (names.get(name)?.length ?? 0) > 1 ? id : '']
      .filter((word) => word !== '')
      .join(' · '),
  }))
}
