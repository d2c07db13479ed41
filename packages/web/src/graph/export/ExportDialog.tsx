import type { GraphDocument } from '@statusgraph/model'
import type { ExportFormat } from '@statusgraph/protocol'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client, explainFailure } from '../../live/api.ts'
import { copyText } from '../../parts/clipboard.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { downloadText } from '../../parts/download.ts'
import { HostileText } from '../../parts/HostileText.tsx'
import { showNote } from '../../parts/Toast.tsx'
import './export.css'

interface Choice {
  readonly format: ExportFormat
  readonly name: string
  readonly hint: string
  readonly extension: string
  /** A graph document holds no lamps. */
  readonly isOwn?: boolean
}

const choices: readonly Choice[] = [
  { format: 'drawio', name: 'draw.io', hint: 'Keeps the places', extension: 'drawio' },
  { format: 'mermaid', name: 'Mermaid', hint: 'For Markdown', extension: 'mmd' },
  { format: 'plantuml', name: 'PlantUML', hint: 'As components', extension: 'puml' },
  { format: 'dot', name: 'DOT', hint: 'For Graphviz', extension: 'dot' },
  { format: 'd2', name: 'D2', hint: 'As containers', extension: 'd2' },
  { format: 'yaml', name: 'Statusgraph', hint: 'All of it, as YAML', extension: 'yaml', isOwn: true },
]

interface ExportDialogProps {
  readonly graph: GraphDocument
  readonly onClose: () => void
}

/** The graph in the format of another tool, and what that cannot hold. */
export function ExportDialog({ graph, onClose }: ExportDialogProps) {
  const [choice, setChoice] = useState(choices[0])
  const [wantsLamps, setWantsLamps] = useState(false)
  const { format = 'yaml', extension = 'yaml', isOwn = false } = choice ?? {}
  const lamps = wantsLamps && !isOwn
  const {
    data: exported,
    error,
    isFetching,
  } = useQuery({
    queryKey: ['export', graph.id, format, lamps],
    queryFn: ({ signal }) => client.exportGraph(graph.id, { format, lamps }, signal),
    // What is taken away is as the server has it now, never as it was the last time that somebody looked.
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  })
  const copy = async (): Promise<void> => {
    if (exported === undefined) return
    showNote((await copyText(exported.text)) ? 'Copied.' : 'The browser did not let the page use the clipboard.')
  }
  return (
    <Dialog title="Export" onClose={onClose} className="export-dialog">
      <div className="export-body">
        <fieldset className="export-formats">
          <legend className="visually-hidden">Format</legend>
          {choices.map((one) => (
            <label key={one.format} className="export-format">
              <input
                type="radio"
                name="format"
                value={one.format}
                checked={one === choice}
                data-focus-first={one === choice ? '' : undefined}
                onChange={() => setChoice(one)}
              />
              <span className="export-name">{one.name}</span>
              <span className="export-hint">{one.hint}</span>
            </label>
          ))}
        </fieldset>
        <label className="export-lamps">
          <input
            type="checkbox"
            checked={lamps}
            disabled={isOwn}
            onChange={({ currentTarget }) => setWantsLamps(currentTarget.checked)}
          />
          With the lamps of this moment as colours
        </label>
        <div className="export-told" aria-live="polite">
          {error === null ? (
            <Losses messages={isFetching ? undefined : exported?.diagnostics.map(sayCounted)} />
          ) : (
            <p className="form-trouble">{explainFailure(error)}</p>
          )}
        </div>
        <div className="form-actions">
          <button type="button" className="button" disabled={exported === undefined} onClick={() => void copy()}>
            Copy
          </button>
          <button
            type="button"
            className="button primary"
            disabled={exported === undefined}
            onClick={() => {
              if (exported !== undefined) downloadText(`${graph.id}.${extension}`, exported.mediaType, exported.text)
            }}
          >
            Download
          </button>
        </div>
      </div>
    </Dialog>
  )
}

function Losses({ messages }: { readonly messages: readonly string[] | undefined }) {
  if (messages === undefined) return <p className="quiet">Writing …</p>
  if (messages.length === 0) return <p className="quiet">Nothing is left behind.</p>
  return messages.map((message) => (
    <p key={message}>
      <HostileText text={message} />
    </p>
  ))
}

function sayCounted({ message, count = 1 }: { readonly message: string; readonly count?: number | undefined }): string {
  return count > 1 ? `${message.replace(/\.$/, '')} (${count.toLocaleString('en')}).` : message
}
