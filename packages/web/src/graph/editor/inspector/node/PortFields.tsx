import { addPort, movePort, removePort, updatePort } from '@statusgraph/model'
import type { GraphDocument, GraphNode } from '@statusgraph/model'
import { useRef, useState } from 'react'
import { Icon } from '../../../../parts/Icon.tsx'
import { Section } from '../../../panel/Section.tsx'
import type { Editor } from '../../editor.ts'
import { useRowKeys } from '../field/use-row-keys.ts'
import { PortRow } from './PortRow.tsx'

interface PortFieldsProps {
  readonly editor: Editor
  readonly graph: GraphDocument
  readonly node: GraphNode
}

/** The ports of a node in their order. Edges follow a port that is renamed, and end at the node when it goes. */
export function PortFields({ editor, graph, node }: PortFieldsProps) {
  const ports = node.ports ?? []
  const rows = useRowKeys()
  const [newest, setNewest] = useState<string>()
  const carries = useRef(0)
  const [carried, setCarried] = useState<string>()
  const edit = editor.session.edit
  const move = (port: string, to: number) => {
    if (to < 0 || to >= ports.length) return
    // Carried past several others it is still one move.
    const coalesce = carried === undefined ? {} : { coalesce: `node:${node.id}:port-order:${port}#${carries.current}` }
    edit(`move the port ${port}`, (newer) => movePort(newer, node.id, port, to), coalesce)
    editor.announce(`${port} is port ${to + 1} of ${ports.length}`)
  }
  const add = () => {
    const taken = new Set(ports.map(({ id }) => id))
    let count = ports.length + 1
    while (taken.has(`port-${count}`)) count++
    const id = `port-${count}`
    edit('add a port', (newer) => addPort(newer, node.id, { id }))
    setNewest(id)
  }
  return (
    <Section title="Ports" count={ports.length}>
      <ul className="inspect-rows">
        {ports.map((port, at) => (
          <PortRow
            key={rows.keyOf(port.id)}
            editor={editor}
            node={node}
            port={port}
            rowKey={rows.keyOf(port.id)}
            at={at}
            edges={
              graph.edges.filter(
                (edge) =>
                  (edge.source === node.id && edge.sourcePort === port.id) ||
                  (edge.target === node.id && edge.targetPort === port.id),
              ).length
            }
            takesFocus={rows.keyOf(port.id) === newest}
            isCarried={carried === port.id}
            onRename={(to, coalesce) => {
              rows.rename(port.id, to)
              edit('rename a port', (newer) => updatePort(newer, node.id, port.id, { id: to }), { coalesce })
            }}
            onMove={(to) => move(port.id, to)}
            onRemove={() => {
              edit(`remove the port ${port.label ?? port.id}`, (newer) => removePort(newer, node.id, port.id))
            }}
            onCarry={(isCarried) => {
              carries.current++
              setCarried(isCarried ? port.id : undefined)
            }}
          />
        ))}
      </ul>
      <button type="button" className="inspect-add" onClick={add}>
        <Icon name="plus" size={12} /> Add a port
      </button>
    </Section>
  )
}
