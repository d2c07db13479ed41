import type { Find } from '../../../discovery/list-finds.ts'
import type { Editor } from '../../editor.ts'
import { listNamespacePatterns, onlyNodeOf } from './find-rows.ts'
import { addFound, idsOf, ignore, nameFinds, rulesFor } from './found-actions.ts'

interface FoundButtonsProps {
  readonly editor: Editor
  readonly finds: readonly Find[]
  /** Wraps whatever is done, because it takes these buttons away. */
  readonly onAct: (action: () => void) => void
}

/** What can be done with what is observed and not drawn. */
export function FoundButtons({ editor, finds, onAct }: FoundButtonsProps) {
  const words = nameFinds(finds)
  const patterns = listNamespacePatterns(finds)
  const [pattern] = patterns
  const node = onlyNodeOf(finds)
  return (
    <div className="tray-buttons">
      <button
        type="button"
        className="button primary"
        onClick={() => onAct(() => void addFound(editor, idsOf(finds), words))}
      >
        {finds.length === 1 ? 'Add to the drawing' : `Add all ${finds.length.toLocaleString('en')}`}
      </button>
      {node !== undefined && <SameButton editor={editor} id={node} />}
      <button
        type="button"
        className="button"
        title="It is left out here from now on, with its edges"
        onClick={() => onAct(() => ignore(editor, rulesFor(finds), words))}
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

/** Opens the list of what a node may be one with. */
export function SameButton({ editor, id }: { readonly editor: Editor; readonly id: string }) {
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
