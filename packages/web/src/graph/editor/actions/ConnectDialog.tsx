import { useMemo, useState, useSyncExternalStore } from 'react'
import type { ReactNode } from 'react'
import type { GraphDocument } from '@statusgraph/model'
import { Dialog } from '../../../parts/Dialog.tsx'
import type { Editor } from '../editor.ts'
import { ancestorsOf, nameElements, readChosen } from './chosen.ts'
import { connectChosen } from './connecting.ts'
import { ElementPicker } from './ElementPicker.tsx'
import type { Choice } from './find-choices.ts'
import { isGroup } from './kinds.ts'
import './connect-dialog.css'

/** Draws an edge without a hand that drags: from what is selected to a node, or a port of it, that is chosen by name. */
export function ConnectDialog({ editor }: { readonly editor: Editor }): ReactNode {
  const { graph } = useSyncExternalStore(editor.session.subscribe, editor.session.state)
  const [isReversed, setIsReversed] = useState(false)
  const [label, setLabel] = useState('')
  const { nodes, ids } = readChosen(editor)
  const name = nameElements(nodes)
  const only = ids.length === 1 ? ids[0] : undefined
  const choices = useMemo(() => listEnds(graph, only), [graph, only])
  const close = () => editor.ui.set({ dialog: undefined })
  const connect = ({ id }: Choice) => {
    const end = endsById(graph).get(id)
    if (end === undefined) return
    connectChosen(editor, { other: end, isReversed, label })
    close()
  }
  return (
    <Dialog
      title={isReversed ? `Connect to ${name}` : `Connect ${name} to…`}
      onClose={close}
      className="palette connect"
    >
      <ElementPicker
        label={isReversed ? 'Which node does it come from?' : 'Which node does it lead to?'}
        choices={choices}
        statusOf={editor.live.statuses.get}
        nothingFound="No other node is called that."
        onChoose={connect}
      />
      <div className="connect-options">
        <fieldset className="connect-direction" aria-label="Direction">
          <button type="button" className="chip-button" aria-pressed={!isReversed} onClick={() => setIsReversed(false)}>
            {name} →
          </button>
          <button type="button" className="chip-button" aria-pressed={isReversed} onClick={() => setIsReversed(true)}>
            → {name}
          </button>
        </fieldset>
        <label className="connect-label">
          Label
          <input
            type="text"
            value={label}
            maxLength={400}
            autoComplete="off"
            placeholder="such as gRPC, if you like"
            onChange={(event) => setLabel(event.target.value)}
          />
        </label>
      </div>
    </Dialog>
  )
}

/** Every node that can be the other end, its ports below it. */
function listEnds(graph: GraphDocument, self: string | undefined): readonly Choice[] {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]))
  const selfNode = self === undefined ? undefined : byId.get(self)
  // An edge to the group around it would say nothing.
  const around = new Set(selfNode === undefined ? [] : [selfNode.id, ...ancestorsOf(byId, selfNode)])
  return graph.nodes
    .filter(({ id }) => !around.has(id))
    .toSorted((a, b) => Number(isGroup(a)) - Number(isGroup(b)))
    .flatMap((node) => {
      const group = node.parent === undefined ? undefined : byId.get(node.parent)?.name
      const where = [node.kind === 'service' ? undefined : node.kind, group, node.namespace]
      const detail = where.filter((part) => part !== undefined).join(' · ')
      return [
        { id: endId(node.id, null), node: node.id, label: node.name, detail, isPart: false },
        ...(node.ports ?? []).map((port) => ({
          id: endId(node.id, port.id),
          node: node.id,
          label: port.label ?? port.id,
          detail: [`port of ${node.name}`, port.name].filter((part) => part !== undefined).join(' · '),
          isPart: true,
        })),
      ]
    })
}

function endsById(graph: GraphDocument) {
  return new Map(
    graph.nodes.flatMap(({ id, ports = [] }) =>
      [null, ...ports.map((port) => port.id)].map((port) => [endId(id, port), { node: id, port }] as const),
    ),
  )
}

function endId(node: string, port: string | null): string {
  return JSON.stringify([node, port])
}
