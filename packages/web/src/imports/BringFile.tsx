import { useState } from 'react'
import { Icon } from '../parts/Icon.tsx'
import { showNote } from '../parts/Toast.tsx'
import { bringFiles, bringText } from './brought-file.ts'
import type { BroughtFile } from './brought-file.ts'
import { formatTitles } from './format-titles.ts'
import { readDropped } from './read-dropped.ts'

interface BringFileProps {
  /** What was pasted or put right so far; it stays when the step is left. */
  readonly text: string
  readonly onText: (text: string) => void
  readonly onBring: (file: BroughtFile) => void
}

/** Where a diagram is dropped, chosen or pasted. */
export function BringFile({ text, onText, onBring }: BringFileProps) {
  const [isOver, setIsOver] = useState(false)
  const take = async (files: Promise<readonly File[]> | readonly File[]): Promise<void> => {
    try {
      const file = await bringFiles(await files)
      if (file !== undefined) onBring(file)
    } catch {
      showNote('The browser could not open what was brought. Is it still there?')
    }
  }
  return (
    <div className="import-bring">
      <div
        className={isOver ? 'import-zone dropping' : 'import-zone'}
        onDragOver={(event) => {
          event.preventDefault()
          setIsOver(true)
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setIsOver(false)
          void take(readDropped(event.dataTransfer))
        }}
      >
        <Icon name="into" size={24} />
        <p className="import-zone-words">Drop a diagram here</p>
        <label className="button primary file-button">
          Choose a file
          <input
            type="file"
            multiple
            data-focus-first
            onChange={(event) => void take([...(event.target.files ?? [])])}
          />
        </label>
        <p className="import-formats">
          {Object.values(formatTitles).join(' · ')}. Manifests of Kubernetes and Backstage may be many files, or a
          folder.
        </p>
      </div>
      <label className="field">
        Or paste its text
        <textarea
          className="mono import-text"
          rows={6}
          spellCheck={false}
          value={text}
          placeholder={'graph LR\n  frontend --> checkout\n  checkout --> orders[(orders-db)]'}
          onChange={(event) => onText(event.target.value)}
        />
      </label>
      {text.trim() !== '' && (
        <div className="form-actions">
          <button type="button" className="button primary" onClick={() => onBring(bringText(text))}>
            Read it
          </button>
        </div>
      )}
    </div>
  )
}
