import type { ServiceListItem } from '@statusgraph/protocol'
import { markWords } from '@statusgraph/picture'
import type { Mark } from '@statusgraph/picture'

type Seen = ServiceListItem['seen'][number]

const seenWords: Readonly<Record<Seen['in'], string>> = {
  presence: 'a live series',
  rule: 'a rule',
  alert: 'an alert',
  metric: 'metric queries',
  version: 'the list of versions',
}

/** One way in which an upstream knows a service, with everything that names it there. */
export interface SeenLine {
  readonly key: string
  readonly words: string
  readonly upstream: string
  readonly by: readonly string[]
}

/** One line for each way in which an upstream knows a service. */
export function gatherSeen(seen: readonly Seen[]): readonly SeenLine[] {
  return [...Map.groupBy(seen, (one) => `${one.in}:${one.upstream}`)].flatMap(([key, group]) => {
    const [first] = group
    return first === undefined
      ? []
      : [{ key, words: seenWords[first.in], upstream: first.upstream, by: group.flatMap(({ by }) => by ?? []) }]
  })
}

const shortWords: Readonly<Record<Exclude<Seen['in'], 'version'>, string>> = {
  presence: 'series',
  rule: 'rule',
  alert: 'alert',
  metric: 'metrics',
}

/** Where a service was seen, on one line: `prometheus: series, metrics · alertmanager: alert · version 4.1.3`. */
export function saySeen({ seen, version }: Pick<ServiceListItem, 'seen' | 'version'>): string {
  const byUpstream = Map.groupBy(seen, ({ upstream }) => upstream)
  return [
    ...[...byUpstream].map(([upstream, all]) => {
      const words = new Set(all.flatMap(({ in: where }) => (where === 'version' ? [] : shortWords[where])))
      return words.size === 0 ? '' : `${upstream}: ${[...words].join(', ')}`
    }),
    version === undefined ? '' : `version ${version}`,
  ]
    .filter((part) => part !== '')
    .join(' · ')
}

/**
 * The mark of a service as its row in the list says it. An ok that nobody confirms now is never drawn as ok.
 *
 * @param isOutdated the list itself could not be renewed
 */
export function markOfService({ lamp, stale }: Pick<ServiceListItem, 'lamp' | 'stale'>, isOutdated: boolean): Mark {
  const isOld = isOutdated || stale === true
  return isOld && lamp === 'ok' ? 'stale' : (lamp ?? 'unknown')
}

/** How a service is, and by what: `Critical · service_down`. */
export function sayService(item: ServiceListItem, isOutdated: boolean): string {
  const mark = markOfService(item, isOutdated)
  const isProblem = mark === 'critical' || mark === 'warning' || mark === 'muted'
  const isOld = (isOutdated || item.stale === true) && mark !== 'stale'
  return [markWords[mark], isOld ? 'stale' : '', isProblem ? (item.because?.title ?? '') : '']
    .filter((word) => word !== '')
    .join(' · ')
}
