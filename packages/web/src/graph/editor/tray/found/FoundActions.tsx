import type { Find } from '../../../discovery/list-finds.ts'
import type { Editor } from '../../editor.ts'
import { ignore, nameFinds, removeMissing, rulesFor } from './found-actions.ts'
import { onlyNodeOf } from './find-rows.ts'
import { FoundButtons, SameButton } from './FoundButtons.tsx'

interface FoundActionsProps {
  readonly editor: Editor
  readonly which: 'observed' | 'missing'
  /** What is listed. */
  readonly all: readonly Find[]
  /** What of it is chosen. */
  readonly picked: readonly Find[]
  readonly onAct: (action: () => void) => void
  readonly onChooseAll: () => void
  readonly onChooseNone: () => void
}

/** What can be done with what is chosen, or with everything. */
export function FoundActions({ editor, which, all, picked, onAct, onChooseAll, onChooseNone }: FoundActionsProps) {
  const hint = which === 'observed' ? 'Choose, or drag onto the map.' : 'Choose what to do with each.'
  return (
    <footer className="tray-foot">
      <p className="tray-count">
        {picked.length === 0 ? (
          <>
            <span className="quiet">{hint}</span>
            <button type="button" className="text-button" onClick={onChooseAll}>
              All {all.length.toLocaleString('en')}
            </button>
          </>
        ) : (
          <>
            <output>
              <strong>{picked.length.toLocaleString('en')} chosen</strong>
            </output>
            <button type="button" className="text-button" onClick={onChooseNone}>
              None
            </button>
          </>
        )}
      </p>
      {picked.length > 0 &&
        (which === 'observed' ? (
          <FoundButtons editor={editor} finds={picked} onAct={onAct} />
        ) : (
          <MissingButtons editor={editor} picked={picked} onAct={onAct} />
        ))}
    </footer>
  )
}

interface ButtonsProps {
  readonly editor: Editor
  readonly picked: readonly Find[]
  readonly onAct: (action: () => void) => void
}

function MissingButtons({ editor, picked, onAct }: ButtonsProps) {
  const words = nameFinds(picked)
  const node = onlyNodeOf(picked)
  return (
    <div className="tray-buttons">
      <button
        type="button"
        className="button primary"
        title="It stays in the drawing, and is no longer listed here"
        onClick={() => onAct(() => ignore(editor, rulesFor(picked), `that ${words} is not seen`))}
      >
        Keep as it is
      </button>
      {node !== undefined && <SameButton editor={editor} id={node} />}
      <button type="button" className="button danger" onClick={() => onAct(() => removeMissing(editor, picked, words))}>
        Remove from the drawing
      </button>
    </div>
  )
}
