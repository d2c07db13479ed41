import { updatePort } from '@statusgraph/model'
import type { GraphNode, Port } from '@statusgraph/model'
import { useEffect, useRef } from 'react'
import { Icon } from '../../../../parts/Icon.tsx'
import type { Editor } from '../../editor.ts'
import { TextField } from '../field/TextField.tsx'
import { focusAdd } from '../field/focus-add.ts'
import { findNodeFault } from '../find-faults.ts'

interface PortRowProps {
  readonly editor: Editor
  readonly node: GraphNode
  readonly port: Port
  /** Stays the same while the port's id is being typed. */
  readonly rowKey: string
  readonly at: number
  /** How many edges end there. */
  readonly edges: number
  /** It was just added: its label is what is typed next. */
  readonly takesFocus: boolean
  readonly isCarried: boolean
  readonly onRename: (to: string, coalesce: string) => void
  readonly onMove: (to: number) => void
  readonly onRemove: () => void
  readonly onCarry: (isCarried: boolean) => void
}

/** One port: what is offered there, its protocol, its id, and its place among the others. */
export function PortRow(props: PortRowProps) {
  const { editor, node, port, rowKey, at, edges, takesFocus, isCarried, onRename, onMove, onRemove } = props
  const { onCarry } = props
  const count = node.ports?.length ?? 0
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (takesFocus) row.current?.querySelector('input')?.focus()
  }, [takesFocus])
  const called = port.label ?? port.id
  const judge = (patch: Partial<Port>, field: keyof Port) => {
    const ports = (node.ports ?? []).with(at, { ...port, ...patch })
    return findNodeFault({ ...node, ports }, ['ports', at, field])
  }
  const judgeId = (id: string) => {
    const isTaken = (node.ports ?? []).some((other) => other.id === id && other.id !== port.id)
    return isTaken ? `the port id "${id}" is used twice in node "${node.id}"` : judge({ id }, 'id')
  }
  const write = (field: 'name' | 'label', text: string, coalesce: string) =>
    editor.session.edit(
      `port ${called}`,
      (graph) => updatePort(graph, node.id, port.id, { [field]: text === '' ? undefined : text }),
      { coalesce },
    )
  return (
    <li ref={row} className="port-row" data-carried={isCarried ? '' : undefined}>
      <button
        type="button"
        className="port-grip"
        aria-label={`Order the port ${called}: drag, or press Up or Down`}
        title="Drag to order"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          onCarry(true)
        }}
        onPointerMove={(event) => {
          const to = isCarried ? rowAt(row.current, event.clientY) : undefined
          if (to !== undefined && to !== at) onMove(to)
        }}
        onPointerUp={() => onCarry(false)}
        onPointerCancel={() => onCarry(false)}
        onKeyDown={(event) => {
          const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
          if (by === undefined) return
          onMove(at + by)
          event.preventDefault()
        }}
      >
        <Icon name="grip" size={14} />
      </button>
      <div className="port-texts">
        <TextField
          owner={editor}
          fieldKey={`node:${node.id}:port-label:${rowKey}`}
          label={`Label of port ${at + 1}`}
          isLabelHidden
          placeholder="/label"
          value={port.label ?? ''}
          findFault={(label) => judge({ label }, 'label')}
          commit={(text, coalesce) => write('label', text, coalesce)}
        />
        <TextField
          owner={editor}
          fieldKey={`node:${node.id}:port-name:${rowKey}`}
          label={`Protocol of port ${at + 1}`}
          isLabelHidden
          placeholder="protocol"
          value={port.name ?? ''}
          findFault={(name) => judge({ name }, 'name')}
          commit={(text, coalesce) => write('name', text, coalesce)}
        />
        <TextField
          owner={editor}
          fieldKey={`node:${node.id}:port-id:${rowKey}`}
          label={`Id of port ${at + 1}`}
          isLabelHidden
          isMono
          placeholder="id"
          value={port.id}
          findFault={judgeId}
          commit={onRename}
        />
        <p className="inspect-hint">{edges === 1 ? '1 edge' : `${edges} edges`}</p>
      </div>
      <div className="port-tools">
        <button
          type="button"
          className="icon-button"
          aria-label={`Move the port ${called} up`}
          disabled={at === 0}
          onClick={() => onMove(at - 1)}
        >
          <Icon name="up" size={12} />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={`Move the port ${called} down`}
          disabled={at === count - 1}
          onClick={() => onMove(at + 1)}
        >
          <Icon name="down" size={12} />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={`Remove the port ${called}`}
          onClick={(event) => {
            focusAdd(event)
            onRemove()
          }}
        >
          <Icon name="close" size={12} />
        </button>
      </div>
    </li>
  )
}

/** Which row of the list stands at this height. */
function rowAt(row: HTMLElement | null, clientY: number): number | undefined {
  const rows = [...(row?.parentElement?.children ?? [])]
  const at = rows.findIndex((one) => {
    const { top, bottom } = one.getBoundingClientRect()
    return clientY >= top && clientY <= bottom
  })
  return at === -1 ? undefined : at
}
