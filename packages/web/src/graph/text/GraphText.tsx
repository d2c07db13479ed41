import { readGraphText, writeGraphText } from '@statusgraph/document-text'
import type { TextFault } from '@statusgraph/document-text'
import { applyDifference, diffGraphs } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import { servicesQuery } from '../../live/queries.ts'
import { copyText } from '../../parts/clipboard.ts'
import { downloadText } from '../../parts/download.ts'
import { Icon } from '../../parts/Icon.tsx'
import { useKeyboardBack } from '../../parts/use-keyboard-back.ts'
import { showNote } from '../../parts/Toast.tsx'
import { openCodeEditor } from './code-editor.ts'
import type { CodeEditor } from './code-editor.ts'
import { completeGraph } from './complete.ts'
import type { Offers } from './complete.ts'
import { graphSchemaQuery } from './schema-query.ts'
import './text.css'

interface GraphTextProps {
  readonly graph: GraphDocument
  /** Undefined: only to read. Gets what was changed in the text, to be done to whatever the graph is now. */
  readonly onApply: ((change: (graph: GraphDocument) => GraphDocument) => void) | undefined
  /** Unlocks the text; undefined where it cannot be. */
  readonly onEdit: (() => void) | undefined
  readonly onClose: () => void
}

interface Latest {
  readonly offers: Offers
  readonly apply: () => void
  readonly leave: () => void
}

/** While somebody types, a text up to this long is checked; a longer one when it is applied. */
const checkedLength = 300_000
const checkAfterMs = 300

/** The graph as YAML, over the right half of the picture: to read and copy, and while editing to change. */
export function GraphText({ graph, onApply, onEdit, onClose }: GraphTextProps) {
  const headingId = useId()
  const panel = useRef<HTMLElement>(null)
  useKeyboardBack(panel)
  const host = useRef<HTMLDivElement>(null)
  const code = useRef<CodeEditor>(undefined)
  // What the text was made from: three-way, it tells one's own changes from those of others.
  const [first] = useState(() => writeOut(graph))
  const base = useRef(first)
  const [isChanged, setIsChanged] = useState(false)
  const [faults, setFaults] = useState<readonly TextFault[]>([])
  const { data: schema } = useQuery(graphSchemaQuery)
  const { data: services } = useQuery(servicesQuery)
  const latest = useRef<Latest>({
    offers: { schema: undefined, graph, services: [] },
    apply: () => {},
    leave: () => {},
  })

  useEffect(() => {
    if (host.current === null) return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const opened = openCodeEditor({
      host: host.current,
      text: base.current.text,
      label: 'The graph as YAML',
      onChange(text) {
        setIsChanged(text !== base.current.text)
        clearTimeout(timer)
        if (text.length > checkedLength) return
        timer = setTimeout(() => {
          const read = readGraphText(text, 'document', base.current.graph.id)
          const found = read.ok ? [] : read.faults
          setFaults(found)
          opened.showFaults(found)
        }, checkAfterMs)
      },
      onApply: () => latest.current.apply(),
      onLeave: () => latest.current.leave(),
      complete: (context) => completeGraph(context, latest.current.offers),
    })
    code.current = opened
    opened.focus()
    return () => {
      clearTimeout(timer)
      opened.end()
      code.current = undefined
    }
  }, [])
  const isEditable = onApply !== undefined
  useEffect(() => code.current?.setEditable(isEditable), [isEditable])
  // What others change comes in while the text is untouched; a text in work stays, and its changes are merged later.
  useEffect(() => {
    if (isChanged || graph === base.current.graph) return
    base.current = writeOut(graph)
    code.current?.setText(base.current.text)
  }, [graph, isChanged])

  const apply = () => {
    const opened = code.current
    if (opened === undefined || onApply === undefined) return
    const read = readGraphText(opened.text(), 'document', base.current.graph.id)
    const found = read.ok ? [...refuseOtherId(read.graph, base.current.graph)] : read.faults
    setFaults(found)
    opened.showFaults(found)
    if (!read.ok || found.length > 0) return
    const difference = diffGraphs(base.current.graph, read.graph)
    onApply((now) => applyDifference(now, difference))
    base.current = { graph: read.graph, text: opened.text() }
    setIsChanged(false)
    showNote('Applied. Undo takes it back in one step.')
  }
  const discard = () => {
    base.current = writeOut(graph)
    code.current?.setText(base.current.text)
    setFaults([])
    setIsChanged(false)
  }
  const leave = () => {
    if (isChanged) showNote('The text has changes: apply or discard them first.')
    else onClose()
  }
  useEffect(() => {
    const known = services?.map(({ service }) => service) ?? []
    latest.current = { offers: { schema, graph, services: known }, apply, leave }
  })
  const copy = () => {
    void copyText(code.current?.text() ?? '').then((isCopied) =>
      showNote(isCopied ? 'YAML copied.' : 'The browser refused the clipboard: select the text and copy it.'),
    )
  }
  const [fault] = faults
  return (
    <section ref={panel} className="graph-text" aria-labelledby={headingId}>
      <header className="graph-text-head">
        <h2 id={headingId}>{isEditable ? 'Edit as YAML' : 'As YAML'}</h2>
        <span className="bar-space" />
        <button type="button" className="button" onClick={copy}>
          Copy
        </button>
        <button
          type="button"
          className="button"
          onClick={() => downloadText(`${graph.id}.yaml`, 'application/yaml', code.current?.text() ?? '')}
        >
          Download
        </button>
        {!isEditable && onEdit !== undefined && (
          <button type="button" className="button primary" onClick={onEdit}>
            Edit
          </button>
        )}
        <button
          type="button"
          className="icon-button"
          aria-label="Close"
          title={isChanged ? 'Apply or discard the changes first' : 'Close'}
          onClick={leave}
        >
          <Icon name="close" />
        </button>
      </header>
      <div ref={host} className="graph-text-code" />
      {isEditable && (
        <footer className="graph-text-foot">
          <output className="graph-text-state">
            {fault === undefined ? (
              isChanged ? (
                'Changed, not applied yet.'
              ) : (
                'Ctrl Space completes, Ctrl Enter applies.'
              )
            ) : (
              <button type="button" className="graph-text-fault" onClick={() => code.current?.goTo(fault)}>
                Line {fault.line}: {fault.message}
                {fault.hint !== undefined && `; ${fault.hint}`}
                {faults.length > 1 && ` (and ${faults.length - 1} more)`}
              </button>
            )}
          </output>
          <span className="bar-space" />
          <button type="button" className="button" disabled={!isChanged} onClick={discard}>
            Discard
          </button>
          <button type="button" className="button primary" disabled={!isChanged || fault !== undefined} onClick={apply}>
            Apply
          </button>
        </footer>
      )}
    </section>
  )
}

function writeOut(graph: GraphDocument): { readonly graph: GraphDocument; readonly text: string } {
  return { graph, text: writeGraphText(graph, 'yaml') }
}

function* refuseOtherId(edited: GraphDocument, base: GraphDocument): Generator<TextFault> {
  if (edited.id === base.id) return
  const message = `id: the id of a graph is its address and stays “${base.id}”`
  yield { file: 'document', line: 2, column: 1, message, hint: 'duplicate the graph to have it under another id' }
}
