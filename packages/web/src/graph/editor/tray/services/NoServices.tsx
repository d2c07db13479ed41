import type { TrayView } from './list-rows.ts'

interface NoServicesProps {
  readonly view: TrayView
  readonly isLoading: boolean
  readonly isFailed: boolean
  /** There is something, but the search or the filter lets nothing through. */
  readonly isFiltered: boolean
  /** Some service is known at all. */
  readonly hasAny: boolean
}

/** Why the tray is empty: that may be a success, a filter, or that nobody has told anything yet. */
export function NoServices(props: NoServicesProps) {
  const { title, text } = sayEmpty(props)
  return (
    <div className="tray-empty" aria-busy={props.isLoading}>
      <h3>{title}</h3>
      {text !== undefined && <p>{text}</p>}
    </div>
  )
}

function sayEmpty({ view, isLoading, isFailed, isFiltered, hasAny }: NoServicesProps): {
  readonly title: string
  readonly text?: string
} {
  if (isLoading) return { title: 'Asking the upstreams …' }
  if (isFiltered) return { title: 'Nothing answers to that', text: 'Type less, or choose another group.' }
  if (isFailed) return { title: 'The list cannot be read', text: 'It is asked for again every few seconds.' }
  if (view === 'alerts')
    return { title: 'Every alert is on a map', text: 'No alert is kept that no node of any graph claims.' }
  if (!hasAny)
    return {
      title: 'No service is known yet',
      text: 'Services are read from the labels in mapping.metrics.service_labels and mapping.alerts.service_labels.',
    }
  return view === 'undrawn'
    ? { title: 'Every service is on a graph', text: '“Not here” lists those that only other graphs show.' }
    : { title: 'Every service is on this graph', text: 'Nothing that the upstreams know is missing here.' }
}
