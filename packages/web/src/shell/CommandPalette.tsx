import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useMemo } from 'react'
import type { RevisionedGraph } from '@statusgraph/protocol'
import { alertsQuery, graphListQuery } from '../live/queries.ts'
import { LampMark } from '../map/index.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { FindList } from '../parts/FindList.tsx'
import { useOutdated } from '../parts/use-outdated.ts'
import { listCommands, searchCommands } from './commands.ts'

interface CommandPaletteProps {
  readonly graph: string | undefined
  readonly typed: string
  readonly onType: (typed: string) => void
  readonly onClose: () => void
}

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** Goes anywhere and does anything from the keyboard. */
export function CommandPalette({ graph, typed, onType, onClose }: CommandPaletteProps) {
  const queries = useQueryClient()
  const { data: graphs = [], error, dataUpdatedAt } = useQuery(graphListQuery)
  const isOutdated = useOutdated({ error, dataUpdatedAt }) !== undefined
  const { data: alerts = [] } = useQuery(alertsQuery())
  const document = useMemo(() => {
    const loaded = queries.getQueriesData<RevisionedGraph>({ queryKey: ['graph', graph] })
    return loaded.findLast(([, value]) => value !== undefined)?.[1]?.graph
  }, [queries, graph])
  const commands = useMemo(
    () => listCommands({ graphs, isOutdated, alerts, graph: document, isMac }),
    [graphs, isOutdated, alerts, document],
  )
  const wanted = useDeferredValue(typed)
  const items = useMemo(
    () =>
      searchCommands(commands, wanted).map((command) => ({
        id: command.id,
        label: command.label,
        detail: command.detail,
        mark: command.mark === undefined ? undefined : <LampMark lamp={command.mark} size={16} />,
        tail:
          command.keys === undefined ? (
            <span className="palette-group">{command.group}</span>
          ) : (
            <kbd>{command.keys}</kbd>
          ),
        run: command.run,
      })),
    [commands, wanted],
  )
  return (
    <Dialog title="Go to" onClose={onClose} className="palette" isTitleHidden>
      <FindList
        label="Go to a graph, node, alert, or do something"
        items={items}
        typed={typed}
        onType={onType}
        nothingFound="Nothing answers to that."
        onChoose={({ run }) => {
          onClose()
          // The list may be a moment behind what is typed; Enter means what the letters say.
          if (wanted === typed) run()
          else searchCommands(commands, typed)[0]?.run()
        }}
      />
    </Dialog>
  )
}
