import { useState } from 'react'

const example = `version: 1
name: Web shop
nodes:
  - {id: frontend, name: frontend.svc}
  - {id: checkout, name: checkout.svc}
  - {id: orders, name: orders-db, kind: database}
edges:
  - {source: frontend, target: checkout, label: gRPC}
  - {source: checkout, target: orders}
`

interface DocumentFieldsProps {
  readonly text: string
  readonly onChange: (text: string) => void
}

/** A document that is typed, pasted, dropped or chosen. */
export function DocumentFields({ text, onChange }: DocumentFieldsProps) {
  const [isDropping, setIsDropping] = useState(false)
  const takeFile = async (file: File | undefined): Promise<void> => {
    if (file !== undefined) onChange(await file.text())
  }
  return (
    <>
      <label className="field">
        The document, as YAML or JSON: type it, paste it, or drop a file
        <textarea
          className={isDropping ? 'mono dropping' : 'mono'}
          rows={12}
          spellCheck={false}
          placeholder={example}
          value={text}
          onChange={(event) => onChange(event.target.value)}
          onDragOver={(event) => {
            event.preventDefault()
            setIsDropping(true)
          }}
          onDragLeave={() => setIsDropping(false)}
          onDrop={(event) => {
            event.preventDefault()
            setIsDropping(false)
            void takeFile(event.dataTransfer.files[0])
          }}
        />
      </label>
      <div className="new-graph-sources">
        <label className="button file-button">
          Choose a file
          <input
            type="file"
            accept=".json,.yaml,.yml,application/json,application/yaml"
            onChange={(event) => void takeFile(event.target.files?.[0])}
          />
        </label>
        <button type="button" className="button" onClick={() => onChange(example)} disabled={text !== ''}>
          Start from an example
        </button>
      </div>
    </>
  )
}
