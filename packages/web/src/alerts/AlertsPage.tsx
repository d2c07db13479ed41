import type { AlertListItem } from '@statusgraph/protocol'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo, useState } from 'react'
import { explainFailure } from '../live/api.ts'
import { alertsQuery, upstreamsQuery } from '../live/queries.ts'
import { EmptyScreen } from '../parts/EmptyScreen.tsx'
import { HostileText } from '../parts/HostileText.tsx'
import { parseMatchers, writeMatcher } from '../parts/label-matcher.ts'
import { Outdated } from '../parts/Outdated.tsx'
import { Page } from '../parts/Page.tsx'
import { SearchField } from '../parts/SearchField.tsx'
import { useOutdated } from '../parts/use-outdated.ts'
import { navigate, usePlace } from '../routes/router.tsx'
import { AlertRow } from './AlertRow.tsx'
import { countAlerts, groupAlerts, groupableLabels, isUnmapped } from './group-alerts.ts'
import { readAlertsView, writeAlertsView } from './alerts-view.ts'
import type { AlertsView } from './alerts-view.ts'
import './alerts.css'

const rowsPerStep = 200

/** Every alert that is kept: filtered by label matchers, grouped by a label, the unmapped ones in sight. */
export function AlertsPage() {
  const { path, search } = usePlace()
  const view = useMemo(() => readAlertsView(search), [search])
  const typed = useDeferredValue(view.search)
  const parsed = useMemo(() => parseMatchers(typed), [typed])
  const matchers = parsed.ok ? parsed.matchers.map(writeMatcher) : []
  const { data, error, dataUpdatedAt, isPlaceholderData } = useQuery(alertsQuery({ filter: matchers }))
  const outdated = useOutdated({ error, dataUpdatedAt })
  const asked = useQuery(upstreamsQuery)
  const { data: upstreams = [] } = asked
  // Whoever does not know whether the upstreams answer does not know whether an alert is missing.
  const areUpstreamsKnown = useOutdated(asked) === undefined && asked.data !== undefined
  const tellers = upstreams.filter(({ kind }) => kind === 'alertmanager')
  const silent = tellers.filter(({ reachable }) => !reachable).map(({ name }) => name)
  const [limit, setLimit] = useState(rowsPerStep)
  const change = (next: Partial<AlertsView>) =>
    navigate(path + writeAlertsView({ ...view, ...next }), { replace: true })

  const found = useMemo(() => {
    const words = parsed.ok ? parsed.words : []
    return (data ?? []).filter((alert) => words.every((word) => mentions(alert, word)))
  }, [data, parsed])
  const counts = useMemo(() => countAlerts(found), [found])
  const shown = found.filter((alert) => passes(alert, view))
  const groups = groupAlerts(shown.slice(0, limit), view.groupBy)
  const trouble = parsed.ok
    ? error !== null && !isPlaceholderData && data === undefined
      ? explainFailure(error)
      : undefined
    : parsed.message

  return (
    <Page
      title="Alerts"
      tools={
        <SearchField
          label={'Filter: severity=critical team=~"pay.*"'}
          hint={'label=value, !=, =~, !~, and words'}
          value={view.search}
          found={`${shown.length} found`}
          onChange={(search) => change({ search })}
        />
      }
    >
      <h1 className="page-title">Alerts</h1>
      <Outdated why={data === undefined ? undefined : outdated} updatedAtMs={dataUpdatedAt} />
      {silent.length > 0 && (
        <p className="form-trouble" role="alert">
          {silent.join(' and ')} {silent.length === 1 ? 'does' : 'do'} not answer: alerts may be missing, and those
          shown may be old.
        </p>
      )}
      {trouble !== undefined && (
        <p className="form-trouble" role="alert">
          {trouble}
        </p>
      )}
      <div className="toolbar">
        <fieldset className="tabs" aria-label="Which alerts">
          {(
            [
              ['all', 'All', found.length],
              ['active', 'Active', counts.active],
              ['suppressed', 'Suppressed', counts.suppressed],
              ['unmapped', 'Unmapped', counts.unmapped],
            ] as const
          ).map(([which, label, count]) => (
            <button key={which} type="button" aria-pressed={view.which === which} onClick={() => change({ which })}>
              {label} <span className="count">{count}</span>
            </button>
          ))}
        </fieldset>
        <label className="select">
          Group by
          <select value={view.groupBy} onChange={(event) => change({ groupBy: event.target.value })}>
            <option value="">nothing</option>
            {groupableLabels(found, view.groupBy).map((label) => (
              <option key={label} value={label}>
                {label}
              </option>
            ))}
          </select>
        </label>
      </div>
      {data !== undefined && shown.length === 0 && !asked.isPending && (
        <NoAlerts
          isFiltered={found.length > 0 || view.search !== ''}
          hasTeller={!areUpstreamsKnown || tellers.length > 0}
          isSure={outdated === undefined && areUpstreamsKnown && tellers.length > 0 && silent.length === 0}
        />
      )}
      {groups.map(({ value, alerts }) => (
        <section
          key={value}
          className="alert-group"
          aria-label={view.groupBy === '' ? 'Alerts' : `${view.groupBy}: ${value}`}
        >
          {view.groupBy === '' ? (
            <h2 className="visually-hidden">Firing and suppressed</h2>
          ) : (
            <h2>
              <span className="quiet">{view.groupBy}</span>{' '}
              {value === '' ? <em>without this label</em> : <HostileText text={value} />}
              <span className="count">{alerts.length}</span>
            </h2>
          )}
          <ul className="alert-list">
            {alerts.map((alert) => (
              <AlertRow key={`${alert.upstream}:${alert.fingerprint}`} alert={alert} />
            ))}
          </ul>
        </section>
      ))}
      {shown.length > limit && (
        <button type="button" className="button" onClick={() => setLimit(limit + rowsPerStep)}>
          Show more of {shown.length}
        </button>
      )}
    </Page>
  )
}

interface NoAlertsProps {
  readonly isFiltered: boolean
  /** Whether anybody is configured who would tell of an alert. */
  readonly hasTeller: boolean
  readonly isSure: boolean
}

/** That there is no alert is said only when everybody who would tell of one answers. */
function NoAlerts({ isFiltered, hasTeller, isSure }: NoAlertsProps) {
  if (isFiltered) {
    return (
      <EmptyScreen isSection drawing={isSure ? 'list' : 'lost'} title="No alert passes the filter">
        <p>Take a condition away to see more.</p>
      </EmptyScreen>
    )
  }
  return (
    <EmptyScreen
      isSection
      drawing={isSure ? 'list' : 'lost'}
      title={isSure ? 'No alert is firing' : 'No alert is known'}
    >
      <p>
        {isSure && 'No upstream holds one now.'}
        {!isSure && hasTeller && 'Whether there is none, nobody can say now.'}
        {!isSure && !hasTeller && 'No Alertmanager is configured, so nobody could tell of one.'}
      </p>
    </EmptyScreen>
  )
}

function passes(alert: AlertListItem, { which }: AlertsView): boolean {
  switch (which) {
    case 'all':
      return true
    case 'active':
    case 'suppressed':
      return alert.state === which
    case 'unmapped':
      return isUnmapped(alert)
  }
}

function mentions(alert: AlertListItem, word: string): boolean {
  return [
    alert.name,
    ...Object.keys(alert.labels),
    ...Object.values(alert.labels),
    ...Object.values(alert.annotations),
  ].some((text) => text.toLowerCase().includes(word))
}
