import type { DiagramDiagnostic } from '@statusgraph/protocol'
import { useLayoutEffect, useRef, useState } from 'react'
import { bringText } from './brought-file.ts'
import type { BroughtFile, FileText } from './brought-file.ts'

interface UnreadableProps {
  readonly file: BroughtFile
  readonly content: FileText | undefined
  readonly diagnostics: readonly DiagramDiagnostic[]
  readonly onBring: (file: BroughtFile) => void
}

/** The text of a file that cannot be read, at its first fault, to be put right and read again. */
export function Unreadable({ file, content, diagnostics, onBring }: UnreadableProps) {
  const [edited, setEdited] = useState<string>()
  const field = useRef<HTMLTextAreaElement>(null)
  const fault = diagnostics.find(({ kind, line }) => kind === 'error' && line !== undefined)
  const { line, column = 1 } = fault ?? {}
  const text = content?.kind === 'text' ? content.text : undefined
  useLayoutEffect(() => {
    const area = field.current
    if (area === null || line === undefined || text === undefined) return
    const lines = text.split('\n')
    const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0)
    const rest = lines[line - 1] ?? ''
    area.setSelectionRange(start + Math.min(column - 1, rest.length), start + rest.length)
    area.scrollTop = (area.scrollHeight / lines.length) * Math.max(0, line - 1 - linesBefore)
  }, [line, column, text])
  if (text === undefined) {
    return (
      <p className="import-picture-note">
        {content === undefined
          ? 'Opening …'
          : 'No picture: the file was not read, and it is no text that can be shown.'}
      </p>
    )
  }
  return (
    <div className="import-mend">
      <label className="field">
        {line === undefined ? 'Its text, to put it right' : `Its text, to put it right: line ${line}`}
        <textarea
          ref={field}
          className="mono import-text"
          spellCheck={false}
          wrap="off"
          value={edited ?? text}
          onChange={(event) => setEdited(event.target.value)}
        />
      </label>
      <button
        type="button"
        className="button"
        disabled={edited === undefined || edited === text}
        onClick={() => onBring(bringText(edited ?? text, file.name))}
      >
        Read it again
      </button>
    </div>
  )
}

const linesBefore = 6
