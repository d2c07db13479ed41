import { groupServices, namespaceOf, serviceKey } from '@statusgraph/model'
import type { DrawableService, ServiceGroup, ServiceGrouping } from '@statusgraph/model'
import type { AlertListItem, ServiceListItem } from '@statusgraph/protocol'
import type { Mark } from '@statusgraph/picture'
import { scoreFuzzy } from '../../../../parts/fuzzy.ts'
import { markOfService, saySeen, sayService } from '../../../../parts/service-words.ts'

/** Something that no node shows. */
export interface TrayRow {
  readonly key: string
  readonly name: string
  readonly mark: Mark
  /** How it is, in words. */
  readonly state: string
  /** Where it was seen, or what is known of it. */
  readonly detail: string
  /** What a node would be bound to; an alert may name none, and then it cannot be drawn. */
  readonly services: readonly DrawableService[]
}

/** What the tray lists. */
export type TrayView = 'undrawn' | 'not-here' | 'alerts'

interface ServiceFacts {
  readonly services: readonly ServiceListItem[]
  readonly alerts: readonly AlertListItem[]
  /** What the graph under the hand shows now, saved or not. */
  readonly isShownHere: (service: string) => boolean
  /** Its id. */
  readonly graph: string
  readonly isOutdated: boolean
}

/** The services that no node of this graph shows, or no node of any. */
export function listServiceRows(view: 'undrawn' | 'not-here', facts: ServiceFacts): readonly TrayRow[] {
  const namespaces = readNamespaces(facts.alerts)
  return facts.services.flatMap((item): readonly TrayRow[] => {
    if (facts.isShownHere(item.service)) return []
    // What this graph showed when it was last saved counts only as far as it still shows it.
    const elsewhere = item.nodes.find(({ graph }) => graph !== facts.graph)
    if (view === 'undrawn' && elsewhere !== undefined) return []
    const service = { service: item.service, namespace: namespaces.get(serviceKey(item.service)) }
    const place = namespaceOf(service)
    return [
      {
        key: item.service,
        name: item.service,
        mark: markOfService(item, facts.isOutdated),
        state: sayService(item, facts.isOutdated),
        detail: [elsewhere === undefined ? '' : `in ${elsewhere.graph}`, place ?? '', saySeen(item)]
          .filter((part) => part !== '')
          .join(' · '),
        services: [service],
      },
    ]
  })
}

/** The alerts that no node of any graph claims, nor one that was just drawn. */
export function listAlertRows(facts: Pick<ServiceFacts, 'alerts' | 'isShownHere' | 'isOutdated'>): readonly TrayRow[] {
  return facts.alerts
    .filter(({ services }) => !services.some((service) => facts.isShownHere(service)))
    .map((alert) => {
      const isOld = alert.stale || facts.isOutdated
      const mark = alert.state === 'suppressed' ? 'muted' : alert.lamp === 'none' ? 'unknown' : alert.lamp
      const labels = Object.entries(alert.labels).filter(([name]) => name !== 'alertname')
      return {
        key: `${alert.upstream}:${alert.fingerprint}`,
        name: alert.name,
        mark,
        state: [alert.state === 'suppressed' ? 'suppressed' : 'firing', isOld ? 'no longer confirmed' : '']
          .filter((word) => word !== '')
          .join(', '),
        detail:
          alert.services.length > 0
            ? `names ${alert.services.join(', ')}`
            : `names no service · ${labels.map(([name, value]) => `${name}=${value}`).join(' ')}`,
        services: alert.services.map((service) => ({ service, namespace: ownNamespace(alert) })),
      }
    })
}

/** The rows that answer to a search and stand in a group of names, best first while there is a search. */
export function findRows(rows: readonly TrayRow[], typed: string, inGroup: ReadonlySet<string> | undefined) {
  const grouped =
    inGroup === undefined ? rows : rows.filter(({ services }) => services.some(({ service }) => inGroup.has(service)))
  if (typed.trim() === '') return grouped
  return grouped
    .flatMap((row) => {
      const score = scoreFuzzy(typed, `${row.name} ${row.services.map(({ service }) => service).join(' ')}`)
      return score === undefined ? [] : [{ row, score }]
    })
    .toSorted((a, b) => b.score - a.score)
    .map(({ row }) => row)
}

/** Each service of some rows once, whatever the number of alerts that name it. */
export function servicesOfRows(rows: readonly TrayRow[]): readonly DrawableService[] {
  return [
    ...new Map(rows.flatMap(({ services }) => services.map((one) => [serviceKey(one.service), one] as const))).values(),
  ]
}

/** What drawing some services would make: `cart (3), cdn (2), 4 on their own`. */
export function sayGroups(groups: readonly ServiceGroup[], mostNamed = 4): string {
  const named = groups.filter(({ name }) => name !== undefined)
  const alone = groups.find(({ name }) => name === undefined)?.services.length ?? 0
  const left = named.length - mostNamed
  return [
    ...named.slice(0, mostNamed).map(({ name, services }) => `${name ?? ''} (${services.length})`),
    left > 0 ? `${left} more ${left === 1 ? 'group' : 'groups'}` : '',
    alone === 0
      ? ''
      : named.length === 0
        ? `${alone} without a group`
        : `${alone} on ${alone === 1 ? 'its' : 'their'} own`,
  ]
    .filter((part) => part !== '')
    .join(', ')
}

/** The groups that a filter may offer: those that hold at least two of the services. */
export function listFilters(rows: readonly TrayRow[], grouping: ServiceGrouping): readonly ServiceGroup[] {
  return groupServices(servicesOfRows(rows), grouping).filter(({ name }) => name !== undefined)
}

/** Where services run, as far as an alert that names them says so. */
function readNamespaces(alerts: readonly AlertListItem[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const alert of alerts) {
    const namespace = ownNamespace(alert)
    if (namespace === undefined) continue
    for (const service of alert.services) found.set(serviceKey(service), namespace)
  }
  return found
}

function ownNamespace({ labels }: AlertListItem): string | undefined {
  return Object.hasOwn(labels, 'namespace') ? labels['namespace'] : undefined
}
