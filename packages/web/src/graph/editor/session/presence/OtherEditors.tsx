import { useState } from 'react'
import { Dialog } from '../../../../parts/Dialog.tsx'
import { HostileText } from '../../../../parts/HostileText.tsx'
import { chooseEditorName, namelessEditor, useEditorName } from '../../../../live/editor-name.ts'
import type { EditSession, OtherEditor } from '../session.ts'
import { useSession } from '../use-session.ts'
import { sayOthers } from './say-others.ts'
import '../session.css'

/** More circles than these would crowd the bar. */
const shownCircles = 3

/** Who else edits this graph now, and under which name one is seen oneself. */
export function OtherEditors({ session }: { readonly session: EditSession }) {
  const others = useSession(session, (state) => state.others)
  const name = useEditorName()
  const [isOpen, setIsOpen] = useState(false)
  const sentence = sayOthers(others)
  return (
    <>
      <button
        type="button"
        className="other-editors"
        title="Who edits this, and your name"
        onClick={() => setIsOpen(true)}
      >
        {others.slice(0, shownCircles).map((other) => (
          <Circle key={other.id} text={initialsOf(other.name)} />
        ))}
        {others.length > shownCircles && <Circle text={`+${others.length - shownCircles}`} />}
        <Circle text={name === undefined ? 'You' : initialsOf(name)} isOwn />
        {sentence !== undefined && <span className="other-editors-words">{sentence}</span>}
        <span className="visually-hidden">
          {sentence === undefined ? 'Nobody else edits this' : ''}. You are {name ?? namelessEditor}. Names …
        </span>
      </button>
      <output className="visually-hidden">{sentence}</output>
      {isOpen && <NamesDialog others={others} onClose={() => setIsOpen(false)} />}
    </>
  )
}

function NamesDialog({ others, onClose }: { readonly others: readonly OtherEditor[]; readonly onClose: () => void }) {
  const name = useEditorName()
  return (
    <Dialog title="Who edits this graph" onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          const given = new FormData(event.currentTarget).get('name')
          chooseEditorName(typeof given === 'string' ? given : '')
          onClose()
        }}
      >
        {others.length === 0 ? (
          <p className="quiet">Nobody else right now.</p>
        ) : (
          <ul className="editor-names" aria-label="Others">
            {others.map((other) => (
              <li key={other.id}>
                <Circle text={initialsOf(other.name)} />
                <HostileText text={other.name} />
              </li>
            ))}
          </ul>
        )}
        <label className="field">
          Your name, shown to others and in the history
          <input
            name="name"
            defaultValue={name}
            placeholder={namelessEditor}
            maxLength={80}
            autoComplete="name"
            data-focus-first
          />
        </label>
        <div className="form-actions">
          <button type="submit" className="button primary">
            Keep
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function Circle({ text, isOwn = false }: { readonly text: string; readonly isOwn?: boolean }) {
  return (
    <span className={isOwn ? 'editor-circle editor-circle-own' : 'editor-circle'} aria-hidden="true">
      {text}
    </span>
  )
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/u).filter((word) => word !== '')
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => Array.from(word ?? '')[0] ?? '')
  return letters.join('').toLocaleUpperCase() || '?'
}
