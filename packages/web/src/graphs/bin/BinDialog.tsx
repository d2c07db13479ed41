import type { BinListItem } from '@statusgraph/protocol'
import { useState } from 'react'
import { Dialog } from '../../parts/Dialog.tsx'
import { HostileText } from '../../parts/HostileText.tsx'
import { Since } from '../../parts/Since.tsx'
import { useNow } from '../../parts/use-now.ts'
import type { GraphActions } from '../graph-actions.ts'

interface BinDialogProps {
  readonly items: readonly BinListItem[]
  readonly actions: Pick<GraphActions, 'restore' | 'purge'>
  readonly onClose: () => void
}

const dayMs = 24 * 3_600_000

/** The deleted graphs: each can be brought back with its whole history, or destroyed. */
export function BinDialog({ items, actions, onClose }: BinDialogProps) {
  const [purging, setPurging] = useState<string | undefined>()
  return (
    <Dialog title="Bin" onClose={onClose} className="bin">
      <div className="form">
        <p className="quiet">Deleted graphs stay here for 30 days, with their history.</p>
        {items.length === 0 && <p>The bin is empty.</p>}
        <ul className="bin-list">
          {items.map((item) => (
            <li key={item.id}>
              <div className="bin-row">
                <div className="bin-name">
                  <HostileText text={item.name} />
                  <span className="quiet">
                    {item.nodes} nodes, deleted <Since at={item.deletedAt} />
                    {item.by !== undefined && (
                      <>
                        {' '}
                        by <HostileText text={item.by} />
                      </>
                    )}
                    ; <Left until={item.purgedAt} />
                  </span>
                </div>
                <button
                  type="button"
                  className="button"
                  aria-label={`Restore ${item.name}`}
                  onClick={() => actions.restore(item.id, item.revision, item.name)}
                >
                  Restore
                </button>
                <button
                  type="button"
                  className="button danger"
                  aria-label={`Destroy ${item.name} …`}
                  aria-expanded={purging === item.id}
                  onClick={() => setPurging(purging === item.id ? undefined : item.id)}
                >
                  Destroy …
                </button>
              </div>
              {purging === item.id && (
                <PurgeForm
                  item={item}
                  onCancel={() => setPurging(undefined)}
                  onPurge={() => {
                    setPurging(undefined)
                    actions.purge(item.id, item.name)
                  }}
                />
              )}
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  )
}

interface PurgeFormProps {
  readonly item: BinListItem
  readonly onCancel: () => void
  readonly onPurge: () => void
}

/** The one act that nothing undoes asks for the name. */
function PurgeForm({ item, onCancel, onPurge }: PurgeFormProps) {
  const [typed, setTyped] = useState('')
  const isSame = typed.trim() === item.name.trim()
  return (
    <form
      className="bin-purge"
      onSubmit={(event) => {
        event.preventDefault()
        if (isSame) onPurge()
      }}
    >
      <label className="field">
        <span>
          Nothing brings it back afterwards. Type <HostileText text={item.name} className="bin-typed" /> to destroy it.
        </span>
        <input ref={focusOnce} value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
      </label>
      <div className="form-actions">
        <button type="button" className="button" onClick={onCancel}>
          Keep it
        </button>
        <button type="submit" className="button danger" disabled={!isSame}>
          Destroy for good
        </button>
      </div>
    </form>
  )
}

function Left({ until }: { readonly until: string }) {
  const days = Math.ceil((Date.parse(until) - useNow(60_000)) / dayMs)
  return <>{days > 1 ? `${days} days left` : 'destroyed within a day'}</>
}

function focusOnce(input: HTMLInputElement | null): void {
  input?.focus()
}
