import type { GraphDocument } from '@statusgraph/model'
import { useState } from 'react'
import type { FormEvent } from 'react'
import type { LayoutDirection } from '../../../layout/index.ts'
import { readDrawn } from '../../../map/index.ts'
import { Dialog } from '../../../parts/Dialog.tsx'
import type { Editor } from '../editor.ts'
import type { LayoutWish } from './use-layout.ts'
import './layout-dialog.css'

interface LayoutDialogProps {
  readonly editor: Editor
  /** What was chosen the last time. */
  readonly last: LayoutDirection | undefined
  readonly onStart: (wish: LayoutWish) => void
}

interface Choice {
  readonly direction: LayoutDirection
  readonly name: string
  readonly hint: string
  /** Boxes and lines in a square of 64 by 40. */
  readonly picture: string
}

const choices: readonly Choice[] = [
  {
    direction: 'right',
    name: 'To the right',
    hint: 'Callers left, what they call right',
    picture: 'M4 15h14v10H4zM25 4h14v10H25zM25 26h14v10H25zM46 15h14v10H46zM18 20l7-11M18 20l7 11M39 9l7 11M39 31l7-11',
  },
  {
    direction: 'down',
    name: 'Downwards',
    hint: 'Callers above, what they call below',
    picture:
      'M25 2h14v9H25zM10 16h14v9H10zM40 16h14v9H40zM25 30h14v9H25zM32 11L17 16M32 11l15 5M17 25l15 5M47 25l-15 5',
  },
  {
    direction: 'compact',
    name: 'Compact',
    hint: 'Little room: for hundreds of nodes',
    picture:
      'M4 3h12v8H4zM20 3h12v8H20zM4 15h12v8H4zM20 15h12v8H20zM4 27h12v8H4zM40 3h9v8h-9zM51 3h9v8h-9zM40 15h9v8h-9zM51 15h9v8h-9zM20 27h12v8H20zM40 27h9v8h-9z',
  },
]

/** Above this, layers take long and show little. */
const compactFrom = 1_500
const slowFrom = 600

/** What is there to be laid out: of a collapsed group the one node that it is. */
function readShown({ session, map }: Editor): GraphDocument {
  const { graph } = session.state()
  const boxes = map()?.boxes()
  return boxes === undefined ? graph : readDrawn(graph, boxes).graph
}

/** How, and what, to lay out. */
export function LayoutDialog({ editor, last, onStart }: LayoutDialogProps) {
  const [graph] = useState(() => readShown(editor))
  const { nodes: selected } = editor.ui.state().selection
  const nodes = graph.nodes.filter(({ kind, collapsed }) => kind !== 'group' || collapsed === true)
  const chosen = nodes.filter((node) => isChosen(node, selected, graph.nodes)).length
  const pinned = graph.nodes.filter((node) => node.pinned === true).length
  const [direction, setDirection] = useState<LayoutDirection>(
    last ?? (nodes.length >= compactFrom ? 'compact' : 'right'),
  )
  const [isSelection, setIsSelection] = useState(chosen > 1)
  const close = () => editor.ui.set({ dialog: undefined })
  const hasPicture = editor.map() !== undefined
  const count = isSelection ? chosen : nodes.length
  const begin = (event: FormEvent) => {
    event.preventDefault()
    if (!hasPicture) return
    close()
    onStart({ direction, only: isSelection ? selected : undefined })
  }
  return (
    <Dialog title="Lay out" onClose={close} className="layout-dialog">
      <form className="form" onSubmit={begin}>
        <fieldset className="layout-ways">
          <legend className="visually-hidden">Direction</legend>
          {choices.map(({ direction: one, name, hint, picture }) => (
            <label key={one} className="layout-way">
              <input
                type="radio"
                name="direction"
                value={one}
                checked={direction === one}
                data-focus-first={direction === one ? '' : undefined}
                onChange={() => setDirection(one)}
              />
              <svg viewBox="0 0 64 40" aria-hidden="true">
                <path d={picture} />
              </svg>
              <span className="layout-name">{name}</span>
              <span className="layout-hint">{hint}</span>
            </label>
          ))}
        </fieldset>
        <fieldset className="layout-scope">
          <legend className="visually-hidden">What is laid out</legend>
          <label>
            <input type="radio" name="scope" checked={!isSelection} onChange={() => setIsSelection(false)} />
            Everything, {say(nodes.length)}
          </label>
          <label>
            <input
              type="radio"
              name="scope"
              checked={isSelection}
              disabled={chosen === 0}
              onChange={() => setIsSelection(true)}
            />
            {chosen === 0 ? 'The selection (nothing is selected)' : `The selection, ${say(chosen)}`}
          </label>
        </fieldset>
        <p className="quiet layout-note">
          {pinned === 0 ? 'A pinned node would stay where it is.' : `${say(pinned)} pinned: what is pinned stays.`}
          {direction !== 'compact' && count >= slowFrom && ' With so many nodes this takes a while; compact is fast.'}
        </p>
        {!hasPicture && <p role="alert">Show the picture first: the list has nothing to lay out.</p>}
        <div className="form-actions">
          <button type="button" className="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" className="button primary" disabled={!hasPicture || count === 0}>
            Lay out {say(count)}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function say(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'node' : 'nodes'}`
}

/** Whether a node is selected, or stands in a group that is. */
function isChosen(
  node: { readonly id: string; readonly parent?: string | undefined },
  selected: ReadonlySet<string>,
  all: readonly { readonly id: string; readonly parent?: string | undefined }[],
): boolean {
  if (selected.size === 0) return false
  if (selected.has(node.id)) return true
  const parents = new Map(all.map(({ id, parent }) => [id, parent]))
  const seen = new Set<string>()
  for (let up = node.parent; up !== undefined && !seen.has(up); up = parents.get(up)) {
    if (selected.has(up)) return true
    seen.add(up)
  }
  return false
}
