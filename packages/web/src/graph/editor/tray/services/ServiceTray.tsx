import { serviceKey } from '@statusgraph/model'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState, useSyncExternalStore } from 'react'
import { explainFailure } from '../../../../live/api.ts'
import { alertsQuery } from '../../../../live/queries.ts'
import { useOutdated } from '../../../../parts/use-outdated.ts'
import { LampMark } from '../../../../map/index.ts'
import { revealHidden } from '@statusgraph/picture'
import { bindNode } from '../../inspector/services/bind-node.ts'
import { findShowing, useServices } from '../../inspector/services/use-services.ts'
import { useSession } from '../../session/use-session.ts'
import { keepChoice, noChoice } from '../choose-rows.ts'
import type { Choice } from '../choose-rows.ts'
import { RowList, RowText } from '../RowList.tsx'
import { TraySearch } from '../TraySearch.tsx'
import type { TrayPartProps } from '../tray-part.ts'
import { drawBeside, drawInView } from './draw-chosen.ts'
import { dragServices } from './drag-services.ts'
import { findRows, listAlertRows, listFilters, listServiceRows, servicesOfRows } from './list-rows.ts'
import type { TrayRow, TrayView } from './list-rows.ts'
import { NoServices } from './NoServices.tsx'
import { ServiceActions } from './ServiceActions.tsx'

const unmapped = alertsQuery({ unmapped: true })

/** What exists and is not drawn: services that no node shows, alerts that map nowhere. From here it gets onto the map. */
export function ServiceTray({ editor, search, onKeepFocus, onClose }: TrayPartProps) {
  const graph = useSession(editor.session, (state) => state.graph)
  const { selection } = useSyncExternalStore(editor.ui.subscribe, editor.ui.state)
  const known = useServices()
  const alerts = useQuery(unmapped)
  const areAlertsOutdated = useOutdated(alerts) !== undefined
  const [picked, setPicked] = useState<TrayView>()
  const [typed, setTyped] = useState('')
  const [filter, setFilter] = useState('')
  const [chosen, setChosen] = useState<Choice>(noChoice)
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
      alerts: listAlertRows({ ...facts, isOutdated: areAlertsOutdated }),
    }
  }, [graph, known, alerts.data, areAlertsOutdated])

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

  const act = (action: () => void) => {
    onKeepFocus()
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
    <>
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
      <TraySearch
        ref={search}
        label="Search what is not on the map"
        value={typed}
        onChange={setTyped}
        onGiveUp={onClose}
        filter={filter}
        filters={filters.map(({ name = '', services }) => ({ value: name, label: `${name} (${services.length})` }))}
        allLabel="all groups"
        onFilter={setFilter}
      />
      {trouble !== undefined && trouble !== null && (
        <p className="tray-trouble" role="alert">
          {rows.length === 0 ? '' : 'This list is old. '}
          {trouble}
        </p>
      )}
      {rows.length === 0 ? (
        <NoServices
          view={view}
          isLoading={isLoading}
          isFailed={trouble !== undefined && trouble !== null}
          isFiltered={lists[view].length > 0}
          hasAny={known.all.length > 0}
        />
      ) : (
        <RowList
          label={view === 'alerts' ? 'Alerts that map nowhere' : 'Services that no node shows'}
          rows={rows}
          paint={paintRow}
          onDrag={(event, dragged) => dragServices(event, servicesOfRows(dragged))}
          canDrag={(row) => row.services.length > 0}
          choice={choice}
          onChoose={setChosen}
          onTake={() => act(() => drawInView(editor, services))}
          onGiveUp={() => (choice.keys.size > 0 ? setChosen(noChoice) : onClose())}
        />
      )}
      <ServiceActions
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
    </>
  )
}

function paintRow({ mark, name, state, detail }: TrayRow) {
  return (
    <>
      <LampMark lamp={mark} size={16} />
      <RowText
        name={revealHidden(name)}
        detail={
          <>
            <span className={`word-${mark}`}>{state}</span>
            {detail !== '' && ` · ${revealHidden(detail)}`}
          </>
        }
      />
    </>
  )
}
