import type { DiagramDiagnostic } from '@statusgraph/protocol'
import { useEffect, useState } from 'react'
import { bringText, readText } from './brought-file.ts'
import type { BroughtFile } from './brought-file.ts'
import { Causes } from './Causes.tsx'

interface UnreadableProps {
  readonly file: BroughtFile
  readonly diagnostics: readonly DiagramDiagnostic[]
  readonly onBring: (file: BroughtFile) => void
}

const linesAround = 2

/** Why a file cannot be read, the lines around the first fault, and its text to put right. */
export function Unreadable({ file, diagnostics, onBring }: UnreadableProps) {
  const [text, setText] = useState<string>()
  const [edited, setEdited] = useState<string>()
  useEffect(() => {
    let isOver = false
    const read = async (): Promise<void> => {
      const content = await readText(file)
      if (!isOver && content.kind === 'text') setText(content.text)
    }
    void read()
    return () => {
      isOver = true
    }
  }, [file])
  const fault = diagnostics.find(({ kind, line }) => kind === 'error' && line !== undefined)
  return (
    <div className="import-unreadable">
      <div role="alert">
        <Causes diagnostics={diagnostics} />
      </div>
      {text !== undefined && fault?.line !== undefined && edited === undefined && (
        <Excerpt text={text} line={fault.line} column={fault.column} />
      )}
      {text !== undefined && edited === undefined && (
        <button type="button" className="button" onClick={() => setEdited(text)}>
          Edit the text
        </button>
      )}
      {edited !== undefined && (
        <>
          <label className="field">
            The text, to put it right
            <textarea
              className="mono import-text"
              rows={14}
              spellCheck={false}
              value={edited}
              onChange={(event) => setEdited(event.target.value)}
            />
          </label>
          <div className="form-actions">
            <button type="button" className="button primary" onClick={() => onBring(bringText(edited, file.name))}>
              Read it again
            </button>
          </div>
        </>
      )}
    </div>
  )
}

interface ExcerptProps {
  readonly text: string
  readonly line: number
  readonly column: number | undefined
}

const longestLine = 400

function Excerpt({ text, line, column }: ExcerptProps) {
  const lines = text.split(/\r\n|[\n\r]/)
  const from = Math.max(0, line - 1 - linesAround)
  const shown = lines.slice(from, line + linesAround)
  return (
    <pre className="import-excerpt" aria-label={`Line ${line} of the file`}>
      {shown.map((content, at) => {
        const number = from + at + 1
        return (
          <span key={number} className={number === line ? 'import-line import-line-fault' : 'import-line'}>
            <span className="import-line-number">{number}</span>
            {content.slice(0, longestLine)}
            {number === line && column !== undefined && column <= longestLine && (
              <span className="import-caret">
                {'\n'}
                <span className="import-line-number" />
                {' '.repeat(column - 1)}^
              </span>
            )}
            {'\n'}
          </span>
        )
      })}
    </pre>
  )
}
