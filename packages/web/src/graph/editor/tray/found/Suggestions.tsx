import type { AliasSuggestion, TopologyView } from '@statusgraph/model'
import { useState } from 'react'
import { HostileText } from '../../../../parts/HostileText.tsx'
import type { Editor } from '../../editor.ts'
import { makeSame } from './found-actions.ts'

interface SuggestionsProps {
  readonly editor: Editor
  readonly view: TopologyView
}

/** More would push the list out of sight. */
const shownFirst = 2

/** Pairs that look like one thing; one click says that they are. */
export function Suggestions({ editor, view }: SuggestionsProps) {
  const [isAll, setIsAll] = useState(false)
  const open = view.suggestions.filter(({ from }) => view.nodes[from] !== undefined)
  if (open.length === 0) return null
  const shown = isAll ? open : open.slice(0, shownFirst)
  return (
    <section className="tray-suggestions" aria-label="Perhaps the same">
      <ul>
        {shown.map((suggestion) => (
          <Suggestion key={`${suggestion.from} ${suggestion.to}`} editor={editor} suggestion={suggestion} />
        ))}
      </ul>
      {open.length > shown.length && (
        <button type="button" className="text-button" onClick={() => setIsAll(true)}>
          {(open.length - shown.length).toLocaleString('en')} more that look the same
        </button>
      )}
    </section>
  )
}

function Suggestion({ editor, suggestion }: { readonly editor: Editor; readonly suggestion: AliasSuggestion }) {
  const { from, to, reason } = suggestion
  const words = `${from} is ${to}`
  return (
    <li>
      <p>
        <HostileText text={reason} />
      </p>
      <button
        type="button"
        className="button"
        aria-label={`${words}: the same`}
        onClick={() => makeSame(editor, from, to, words)}
      >
        The same
      </button>
    </li>
  )
}
