import { ApiProblem } from '@statusgraph/protocol'
import type { Problem } from '@statusgraph/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, explainFailure } from '../live/api.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { graphPath } from '../routes/paths.ts'
import { navigate } from '../routes/router.tsx'
import { readDocument } from './read-document.ts'

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

interface Trouble {
  readonly message: string
  readonly faults: NonNullable<Problem['faults']>
}

/** Makes a graph from a document: typed, pasted, dropped or chosen. Whatever goes wrong, the text stays. */
export function CreateGraph({ onClose }: { readonly onClose: () => void }) {
  const queries = useQueryClient()
  const [text, setText] = useState('')
  const [isDropping, setIsDropping] = useState(false)
  const [isSending, setIsSending] = useState(false)
  const [trouble, setTrouble] = useState<Trouble | undefined>()

  const takeFile = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return
    setText(await file.text())
    setTrouble(undefined)
  }
  const create = async (): Promise<void> => {
    setIsSending(true)
    try {
      const read = await readDocument(text)
      if (!read.ok) return setTrouble({ message: read.message, faults: [] })
      const { graph } = await client.createGraph(read.document)
      await queries.invalidateQueries({ queryKey: ['graphs'] })
      onClose()
      navigate(graphPath(graph.id))
    } catch (failure) {
      const faults = failure instanceof ApiProblem ? (failure.problem.faults ?? []) : []
      setTrouble({ message: faults.length === 0 ? explainFailure(failure) : sayCount(faults.length), faults })
    } finally {
      setIsSending(false)
    }
  }

  return (
    <Dialog title="New graph from a document" onClose={onClose} className="create">
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          void create()
        }}
      >
        <label className="field">
          The document, as YAML or JSON: type it, paste it, or drop a file
          <textarea
            className={isDropping ? 'mono dropping' : 'mono'}
            rows={14}
            spellCheck={false}
            placeholder={example}
            value={text}
            data-focus-first
            onChange={(event) => setText(event.target.value)}
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
        {trouble !== undefined && (
          <div className="form-trouble" role="alert">
            <p>{trouble.message}</p>
            {trouble.faults.length > 0 && (
              <ul>
                {trouble.faults.slice(0, 20).map(({ path, message, hint }) => (
                  <li key={`${path.join('.')}:${message}`}>
                    <code>{path.length === 0 ? 'document' : path.join('.')}</code>: {message}
                    {hint !== undefined && `; ${hint}`}
                  </li>
                ))}
                {trouble.faults.length > 20 && <li>and {trouble.faults.length - 20} more</li>}
              </ul>
            )}
          </div>
        )}
        <div className="form-actions">
          <label className="button file-button">
            Choose a file
            <input
              type="file"
              accept=".json,.yaml,.yml,application/json,application/yaml"
              onChange={(event) => void takeFile(event.target.files?.[0])}
            />
          </label>
          <button type="button" className="button" onClick={() => setText(example)} disabled={text !== ''}>
            Start from an example
          </button>
          <span className="bar-space" />
          <button type="submit" className="button primary" disabled={isSending || text.trim() === ''}>
            {isSending ? 'Creating …' : 'Create'}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function sayCount(faults: number): string {
  return faults === 1 ? 'Not created, because of one fault:' : `Not created, because of ${faults} faults:`
}
