import type { GraphListItem } from '@statusgraph/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, explainFailure, statusOf } from '../live/api.ts'
import { Dialog } from '../parts/Dialog.tsx'

interface RenameGraphProps {
  readonly item: GraphListItem
  readonly onClose: () => void
}

/** Changes what a graph is called; its id, and so every link to it, stays. */
export function RenameGraph({ item, onClose }: RenameGraphProps) {
  const queries = useQueryClient()
  const [name, setName] = useState(item.name)
  const [trouble, setTrouble] = useState<string | undefined>()
  const save = async (): Promise<void> => {
    try {
      const { graph, revision } = await client.readGraph(item.id)
      await client.saveGraph({ ...graph, name: name.trim() }, revision)
      await queries.invalidateQueries({ queryKey: ['graphs'] })
      onClose()
    } catch (failure) {
      setTrouble(
        statusOf(failure) === 412
          ? 'Someone else saved this graph in this moment. Try again: the name is added to theirs.'
          : explainFailure(failure),
      )
    }
  }
  return (
    <Dialog title={`Rename ${item.name}`} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <label className="field">
          Name
          <input
            value={name}
            maxLength={400}
            required
            data-focus-first
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        {trouble !== undefined && (
          <p className="form-trouble" role="alert">
            {trouble}
          </p>
        )}
        <div className="form-actions">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button primary" disabled={name.trim() === ''}>
            Rename
          </button>
        </div>
      </form>
    </Dialog>
  )
}
