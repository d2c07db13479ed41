import { serviceKey } from '@statusgraph/model'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { explainFailure } from '../../../live/api.ts'
import { alertsQuery } from '../../../live/queries.ts'
import { Icon } from '../../../parts/Icon.tsx'
import type { Editor } from '../editor.ts'
import { bindNode } from '../inspector/services/bind-node.ts'
import { findShowing, useServices } from '../inspector/services/use-services.ts'
import { useSession } from '../session/use-session.ts'
import { keepChoice, noChoice } from './choose-rows.ts'
import type { Choice } from './choose-rows.ts'
import { drawBeside, drawInView } from './draw-chosen.ts'
import { findRows, listAlertRows, listFilters, listServiceRows, servicesOfRows } from './list-rows.ts'
import type { TrayView } from './list-rows.ts'
import { TrayActions } from './TrayActions.tsx'
import { TrayEmpty } from './TrayEmpty.tsx'
import { TrayList } from './TrayList.tsx'
import './tray.css'

const unmapped = alertsQuery({ unmapped: true })

/** What exists and is not drawn: services that no node shows, alerts that map nowhere. From here it gets onto the map. */
export function Tray({ editor }: { readonly editor: Editor }) {
  const graph = useSession(editor.session, (state) => state.graph)
  const { selection } = useSyncExternalStore(editor.ui.subscribe, editor.ui.state)
  const known = useServices()
  const alerts = useQuery(unmapped)
  const [picked, setPicked] = useState<TrayView>()
  const [typed, setTyped] = useState('')
  const [filter, setFilter] = useState('')
  const [chosen, setChosen] = useState<Choice>(noChoice)
  const tray = useRef<HTMLElement>(null)
  const search = useRef<HTMLInputElement>(null)
  // Whoever opens the tray by its key goes on there by keyboard, and is back where they were when it closes.
  useEffect(() => {
    const before = document.activeElement
    // Under a finger the field would bring a keyboard up over half of the screen.
    const first = matchMedia('(pointer: coarse)').matches ? tray.current : search.current
    first?.focus({ preventScroll: true })
    return () => {
      const isOurs = document.activeElement === document.body || document.activeElement === null
      if (isOurs && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [])

  const lists = useMemo(() => {
    const showing = findShowing(graph)
    const facts = {
      services: known.all,
      alerts: alerts.data ?? [],
      isShownHere: (service: string) => showing.has(serviceKey(service)),
      graph: graph.id,
      isOutdated: known.trouble !== undefined,
    }
    return {
      undrawn: listServiceRows('undrawn', facts),
      'not-here': listServiceRows('not-here', facts),
      alerts: listAlertRows({ ...facts, isOutdated: alerts.error !== null }),
    }
  }, [graph, known, alerts.data, alerts.error])

  // Where there is something to see, until somebody chooses or takes something out of there.
  const view = picked ?? (lists.undrawn.length === 0 && lists['not-here'].length > 0 ? 'not-here' : 'undrawn')
  const filters = useMemo(
    () => [...listFilters(lists[view], 'namespace'), ...listFilters(lists[view], 'prefix')],
    [lists, view],
  )
  const inGroup = useMemo(() => {
    const group = filters.find(({ name }) => name === filter)
    return group === undefined ? undefined : new Set(group.services.map(({ service }) => service))
  }, [filters, filter])
  const rows = useMemo(() => findRows(lists[view], typed, inGroup), [lists, view, typed, inGroup])
  const choice = keepChoice(
    chosen,
    rows.map(({ key }) => key),
  )
  const services = servicesOfRows(rows.filter(({ key }) => choice.keys.has(key)))
  const [only] = selection.nodes
  const selected = selection.nodes.size === 1 ? graph.nodes.find(({ id }) => id === only) : undefined

  const close = () => editor.ui.set({ dialog: undefined })
  /** The buttons go away with what they were about: the keyboard stays in the tray. */
  const act = (action: () => void) => {
    tray.current?.focus({ preventScroll: true })
    setPicked(view)
    action()
  }
  const trouble = view === 'alerts' ? alerts.error && explainFailure(alerts.error) : known.trouble
  const isLoading = view === 'alerts' ? alerts.data === undefined && alerts.error === null : known.isLoading
  const tabs = [
    ['undrawn', 'On no graph'],
    ['not-here', 'Not here'],
    ['alerts', 'Alerts'],
  ] as const

  return (
    <section className="tray" aria-label="Not on the map" ref={tray} tabIndex={-1}>
      <header className="tray-head">
        <h2>Not on the map</h2>
        <button type="button" className="icon-button" aria-label="Close the tray" title="Close (u)" onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <fieldset className="tabs tray-tabs" aria-label="What to list">
        {tabs.map(([which, label]) => (
          <button
            key={which}
            type="button"
            aria-pressed={view === which}
            onClick={() => {
              setPicked(which)
              setChosen(noChoice)
              setFilter('')
            }}
          >
            {label} <span className="count">{lists[which].length.toLocaleString('en')}</span>
          </button>
        ))}
      </fieldset>
      <div className="tray-find">
        <div className="search">
          <Icon name="search" size={14} />
          <input
            ref={search}
            type="search"
            aria-label="Search what is not on the map"
            placeholder="Search"
            value={typed}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') {
                if (typed === '') close()
                else setTyped('')
              } else if (event.key === 'ArrowDown') {
                event.currentTarget.closest('.tray')?.querySelector<HTMLElement>('[role="listbox"]')?.focus()
              } else return
              event.preventDefault()
            }}
          />
        </div>
        {filters.length > 0 && (
          <label className="select">
            <span className="visually-hidden">Only of one group</span>
            <select value={filter} onChange={(event) => setFilter(event.target.value)}>
              <option value="">all groups</option>
              {filters.map(({ name = '', services }) => (
                <option key={name} value={name}>
                  {name} ({services.length})
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {trouble !== undefined && trouble !== null && (
        <p className="tray-trouble" role="alert">
          {rows.length === 0 ? '' : 'This list is old. '}
          {trouble}
        </p>
      )}
      {rows.length === 0 ? (
        <TrayEmpty
          view={view}
          isLoading={isLoading}
          isFailed={trouble !== undefined && trouble !== null}
          isFiltered={lists[view].length > 0}
          hasAny={known.all.length > 0}
        />
      ) : (
        <TrayList
          label={view === 'alerts' ? 'Alerts that map nowhere' : 'Services that no node shows'}
          rows={rows}
          choice={choice}
          onChoose={setChosen}
          onTake={() => act(() => drawInView(editor, services))}
          onGiveUp={() => (choice.keys.size > 0 ? setChosen(noChoice) : close())}
        />
      )}
      <TrayActions
        rows={rows.length}
        chosen={choice.keys.size}
        services={services}
        selected={selected}
        onChooseAll={() => setChosen({ keys: new Set(rows.map(({ key }) => key)), anchor: undefined })}
        onChooseNone={() => setChosen(noChoice)}
        onDraw={(groupBy) => act(() => drawBeside(editor, services, groupBy))}
        onAdd={() => act(() => drawInView(editor, services))}
        onBind={() => {
          const names = services.map(({ service }) => service)
          if (selected !== undefined) act(() => bindNode(editor, selected.id, names))
        }}
      />
    </section>
  )
}
