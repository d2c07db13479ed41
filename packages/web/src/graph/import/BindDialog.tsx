import type { GraphDocument } from '@statusgraph/model'
import { useState } from 'react'
import { bindNodes } from '../../imports/binding/bind-nodes.ts'
import type { ChosenServices } from '../../imports/binding/bind-nodes.ts'
import { BindList } from '../../imports/binding/BindList.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import '../../imports/imports.css'

interface BindDialogProps {
  readonly graph: GraphDocument
  readonly onBind: (change: (graph: GraphDocument) => GraphDocument) => void
  readonly onClose: () => void
}

/** Finds the services of a graph's nodes by their names, as after an import. */
export function BindDialog({ graph, onBind, onClose }: BindDialogProps) {
  // Rows must not move under the hand while somebody else edits.
  const [opened] = useState(graph)
  const [chosen, setChosen] = useState<ChosenServices>(new Map())
  return (
    <Dialog title="Bind to services" onClose={onClose} className="import">
      <form
        className="import-body"
        onSubmit={(event) => {
          event.preventDefault()
          onBind((now) => bindNodes(now, chosen))
          onClose()
        }}
      >
        <p className="import-hint">
          A node shows the alerts and metrics of its service. These are the services with the nearest names.
        </p>
        <BindList graph={opened} chosen={chosen} onChoose={setChosen} />
        <div className="form-actions">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button primary" disabled={chosen.size === 0}>
            Bind {chosen.size.toLocaleString('en')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
