import { useSyncExternalStore } from 'react'
import type { ReactNode } from 'react'
import { Dialog } from '../../../parts/Dialog.tsx'
import type { Editor } from '../editor.ts'
import { countOf, nameElements, readChosen } from './chosen.ts'
import { ElementPicker } from './ElementPicker.tsx'
import { findHosts, moveIntoGroup } from './grouping.ts'

/** Moves what is selected into a group that is chosen by name: the way without dragging. */
export function GroupDialog({ editor }: { readonly editor: Editor }): ReactNode {
  const { graph } = useSyncExternalStore(editor.session.subscribe, editor.session.state)
  const close = () => editor.ui.set({ dialog: undefined })
  const choices = findHosts(editor).map(({ id, name }) => ({
    id,
    node: id,
    label: name,
    detail: countOf(graph.nodes.filter(({ parent }) => parent === id).length, 'member'),
    isPart: false,
  }))
  return (
    <Dialog title={`Move ${nameElements(readChosen(editor).nodes)} into…`} onClose={close} className="palette connect">
      <ElementPicker
        label="Which group?"
        choices={choices}
        statusOf={editor.live.statuses.get}
        nothingFound="No other group is called that."
        onChoose={({ id }) => {
          moveIntoGroup(editor, id)
          close()
        }}
      />
    </Dialog>
  )
}
