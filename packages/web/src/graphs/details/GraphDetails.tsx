import type { GraphListItem } from '@statusgraph/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { client, explainFailure, statusOf } from '../../live/api.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { TagsInput } from '../../parts/TagsInput.tsx'

interface GraphDetailsProps {
  readonly item: GraphListItem
  /** Tags that other graphs have. */
  readonly knownTags: readonly string[]
  readonly onClose: () => void
}

/** What a graph is called and is about; its id, and so every link to it, stays. */
export function GraphDetails({ item, knownTags, onClose }: GraphDetailsProps) {
  const queries = useQueryClient()
  const tagsId = useId()
  const [name, setName] = useState(item.name)
  const [description, setDescription] = useState(item.description ?? '')
  const [tags, setTags] = useState<readonly string[]>(item.tags ?? [])
  const [isSending, setIsSending] = useState(false)
  const [trouble, setTrouble] = useState<string | undefined>()
  const save = async (): Promise<void> => {
    setIsSending(true)
    try {
      // Onto the newest document, whatever was drawn while this was open.
      const { graph, revision } = await client.readGraph(item.id)
      const { description: _, tags: __, ...rest } = graph
      await client.saveGraph(
        {
          ...rest,
          name: name.trim(),
          ...(description.trim() === '' ? {} : { description: description.trim() }),
          ...(tags.length === 0 ? {} : { tags }),
        },
        revision,
      )
      await queries.invalidateQueries({ queryKey: ['graphs'] })
      onClose()
    } catch (failure) {
      setTrouble(
        statusOf(failure) === 412
          ? 'Someone else saved this graph in this moment. Try again: this is added to theirs.'
          : explainFailure(failure),
      )
    } finally {
      setIsSending(false)
    }
  }
  return (
    <Dialog title={`About ${item.name}`} onClose={onClose}>
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
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <label className="field">
          Description
          <textarea
            className="graph-description-field"
            rows={3}
            maxLength={4_000}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
        </label>
        <div className="field">
          <label htmlFor={tagsId}>Tags</label>
          <TagsInput
            id={tagsId}
            tags={tags}
            known={knownTags}
            onAdd={(added) => {
              setTags([...tags, ...added])
              return true
            }}
            onRemove={(tag) => setTags(tags.filter((one) => one !== tag))}
          />
        </div>
        {trouble !== undefined && (
          <p className="form-trouble" role="alert">
            {trouble}
          </p>
        )}
        <div className="form-actions">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button primary" disabled={isSending || name.trim() === ''}>
            Save
          </button>
        </div>
      </form>
    </Dialog>
  )
}
