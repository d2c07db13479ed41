export const whichAlerts = ['all', 'active', 'suppressed', 'unmapped'] as const

/** What the address says about the list of alerts. */
export interface AlertsView {
  readonly search: string
  readonly which: (typeof whichAlerts)[number]
  readonly groupBy: string
}

export function readAlertsView(search: string): AlertsView {
  const params = new URLSearchParams(search)
  const which = whichAlerts.find((one) => one === params.get('show')) ?? 'all'
  return { search: params.get('q') ?? '', which, groupBy: params.get('by') ?? '' }
}

export function writeAlertsView({ search, which, groupBy }: AlertsView): string {
  const params = new URLSearchParams()
  if (search !== '') params.set('q', search)
  if (which !== 'all') params.set('show', which)
  if (groupBy !== '') params.set('by', groupBy)
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}
