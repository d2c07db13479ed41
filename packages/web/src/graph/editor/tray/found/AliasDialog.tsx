import type { AliasSuggestion, GraphDocument, TopologyView } from '@statusgraph/model'
import { useMemo } from 'react'
import { Dialog } from '../../../../parts/Dialog.tsx'
import { ElementPicker } from '../../actions/ElementPicker.tsx'
import type { Choice } from '../../actions/find-choices.ts'
import type { Editor } from '../../editor.ts'
import { makeSame } from './found-actions.ts'
import { useDrift } from './use-drift.ts'

/**
 * Says that a node is one with another: what was discovered with what is drawn or discovered, and what is drawn and not
 * seen with what is seen under another name. What is suggested comes first.
 */
export function AliasDialog({ editor, id }: { readonly editor: Editor; readonly id: string }) {
  const { graph, view } = useDrift(editor)
  const isDrawn = graph.nodes.some((node) => node.id === id)
  const name = view.nodes[id]?.name ?? graph.nodes.find((node) => node.id === id)?.name ?? id
  const choices = useMemo(() => listTwins(graph, view, id, isDrawn), [graph, view, id, isDrawn])
  const close = () => editor.ui.set({ aliasing: undefined })
  return (
    <Dialog title={`${name} is the same as …`} onClose={close} className="palette connect">
      <ElementPicker
        label={isDrawn ? 'Which of what is seen?' : 'Which node?'}
        choices={choices}
        statusOf={editor.live.statuses.get}
        nothingFound="Nothing else is called that."
        onChoose={(choice) => {
          // Of the two, what is discovered takes the name of what is drawn.
          const [from, to] = isDrawn ? [choice.id, id] : [id, choice.id]
          close()
          makeSame(editor, from, to, isDrawn ? `${choice.label} is ${name}` : `${name} is ${choice.label}`)
        }}
      />
    </Dialog>
  )
}

/** What a node may be one with: for a drawn one what is seen and not drawn, for another one everything else. */
function listTwins(graph: GraphDocument, view: TopologyView, id: string, isDrawn: boolean): readonly Choice[] {
  const suggested = new Set(view.suggestions.flatMap((one) => otherOf(one, id)))
  const found = Object.values(view.nodes).filter((node) => node.drawn !== true && node.id !== id)
  const drawn = isDrawn ? [] : graph.nodes.filter(({ kind }) => kind !== 'group')
  const choices = [
    ...drawn.map((node) => ({ id: node.id, label: node.name, detail: node.namespace ?? '', where: 'drawn' })),
    ...found.map((node) => ({ id: node.id, label: node.name, detail: node.namespace ?? '', where: 'seen' })),
  ]
  return choices
    .toSorted((a, b) => Number(suggested.has(b.id)) - Number(suggested.has(a.id)))
    .map(({ where, detail, ...choice }) => ({
      ...choice,
      node: choice.id,
      detail: [detail, suggested.has(choice.id) ? 'suggested' : where].filter((part) => part !== '').join(' · '),
      isPart: false,
    }))
}

function otherOf({ from, to }: AliasSuggestion, id: string): readonly string[] {
  if (from === id) return [to]
  return to === id ? [from] : []
}
