import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useId, useMemo, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { RevisionedGraph } from '@statusgraph/protocol'
import { alertsQuery, graphListQuery } from '../live/queries.ts'
import { LampMark } from '../map/index.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { HostileText } from '../parts/HostileText.tsx'
import { listCommands, searchCommands } from './commands.ts'

interface CommandPaletteProps {
  readonly graph: string | undefined
  readonly onClose: () => void
}

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** Goes anywhere and does anything from the keyboard: a combobox with a list, as the ARIA practices write it. */
export function CommandPalette({ graph, onClose }: CommandPaletteProps) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const queries = useQueryClient()
  const { data: graphs = [] } = useQuery(graphListQuery)
  const { data: alerts = [] } = useQuery(alertsQuery())
  const document = useMemo(() => {
    const loaded = queries.getQueriesData<RevisionedGraph>({ queryKey: ['graph', graph] })
    return loaded.findLast(([, value]) => value !== undefined)?.[1]?.graph
  }, [queries, graph])
  const commands = useMemo(() => listCommands({ graphs, alerts, graph: document, isMac }), [graphs, alerts, document])
  const wanted = useDeferredValue(typed)
  const found = useMemo(() => searchCommands(commands, wanted), [commands, wanted])
  const at = Math.min(active, found.length - 1)

  const choose = (index: number) => {
    const command = found[index]
    if (command === undefined) return
    onClose()
    command.run()
  }
  const step = (event: KeyboardEvent) => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8 }[event.key]
    if (event.key === 'Enter') choose(at)
    else if (to !== undefined && found.length > 0) setActive(Math.max(0, Math.min(found.length - 1, to)))
    else return
    event.preventDefault()
  }

  return (
    <Dialog title="Go to" onClose={onClose} className="palette" isTitleHidden>
      <input
        className="palette-input"
        type="text"
        role="combobox"
        placeholder="Go to a graph, node, alert, or do something"
        aria-label="Go to a graph, node, alert, or do something"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={found.length === 0 ? undefined : `${id}-${at}`}
        autoComplete="off"
        spellCheck={false}
        data-focus-first
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setActive(0)
        }}
        onKeyDown={step}
      />
      <div className="palette-list" id={`${id}-list`} role="listbox" aria-label="Found">
        {found.map((command, index) => (
          <div
            key={command.id}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className="palette-item"
            ref={index === at ? keepInSight : undefined}
            onPointerMove={() => setActive(index)}
            onClick={() => choose(index)}
            onKeyDown={step}
          >
            <span className="palette-mark">
              {command.mark !== undefined && <LampMark lamp={command.mark} size={16} />}
            </span>
            <HostileText text={command.label} className="palette-label" />
            <span className="palette-detail">{command.detail}</span>
            {command.keys === undefined ? (
              <span className="palette-group">{command.group}</span>
            ) : (
              <kbd>{command.keys}</kbd>
            )}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="palette-none">Nothing answers to that.</p>}
    </Dialog>
  )
}

function keepInSight(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}
