import { useState } from 'react'
import { Icon } from '../parts/Icon.tsx'
import { bringText } from './brought-file.ts'
import type { BroughtFile } from './brought-file.ts'
import { formatTitles } from './format-titles.ts'
import { readDropped } from './read-dropped.ts'
import { takeFiles } from './take-files.ts'

interface BringFileProps {
  /** What was pasted or put right so far; it stays when the step is left. */
  readonly text: string
  readonly onText: (text: string) => void
  readonly onBring: (file: BroughtFile) => void
}

/** Where a diagram is dropped, chosen or pasted. */
export function BringFile({ text, onText, onBring }: BringFileProps) {
  const [isOver, setIsOver] = useState(false)
  const [trouble, setTrouble] = useState<string>()
  const take = async (files: Promise<readonly File[]> | readonly File[]): Promise<void> => {
    setTrouble(undefined)
    await takeFiles(files, onBring, setTrouble)
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
            onChange={({ target }) => {
              void take([...(target.files ?? [])])
              // The same files can be chosen again once they were put right.
              target.value = ''
            }}
          />
        </label>
        <p className="import-formats">
          {Object.values(formatTitles).join(' · ')}. Kubernetes, Backstage and LikeC4 may be many files, or a folder.
        </p>
      </div>
      {trouble !== undefined && (
        <p className="form-trouble" role="alert">
          {trouble}
        </p>
      )}
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
