import type { Find } from '../../../discovery/list-finds.ts'
import type { Editor } from '../../editor.ts'
import { listNamespacePatterns } from './find-rows.ts'
import { addFound, idsOf, ignore, nameFinds, removeMissing, rulesFor } from './found-actions.ts'

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
          <ObservedButtons editor={editor} picked={picked} onAct={onAct} />
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

function ObservedButtons({ editor, picked, onAct }: ButtonsProps) {
  const words = nameFinds(picked)
  const patterns = listNamespacePatterns(picked)
  const [pattern] = patterns
  const node = onlyNode(picked)
  return (
    <div className="tray-buttons">
      <button
        type="button"
        className="button primary"
        onClick={() => onAct(() => void addFound(editor, idsOf(picked), words))}
      >
        {picked.length === 1 ? 'Add to the drawing' : `Add all ${picked.length.toLocaleString('en')}`}
      </button>
      {node !== undefined && <SameButton editor={editor} id={node} />}
      <button
        type="button"
        className="button"
        title="It is left out here from now on, with its edges"
        onClick={() => onAct(() => ignore(editor, rulesFor(picked), words))}
      >
        Ignore
      </button>
      {pattern !== undefined && patterns.length === 1 && (
        <button
          type="button"
          className="button"
          title="Everything of that namespace is left out here from now on"
          onClick={() => onAct(() => ignore(editor, [{ node: pattern }], pattern))}
        >
          Ignore all of {pattern}
        </button>
      )}
    </div>
  )
}

function MissingButtons({ editor, picked, onAct }: ButtonsProps) {
  const words = nameFinds(picked)
  const node = onlyNode(picked)
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

function SameButton({ editor, id }: { readonly editor: Editor; readonly id: string }) {
  return (
    <button
      type="button"
      className="button"
      title="It is one with another node"
      onClick={() => editor.ui.set({ aliasing: id })}
    >
      Same as …
    </button>
  )
}

function onlyNode(picked: readonly Find[]): string | undefined {
  const [only] = picked
  return picked.length === 1 && only?.element.kind === 'node' ? only.element.node.id : undefined
}
