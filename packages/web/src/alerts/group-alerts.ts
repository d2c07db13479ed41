import type { AlertListItem } from '@statusgraph/protocol'

export interface AlertGroup {
  readonly value: string
  readonly alerts: readonly AlertListItem[]
}

/** Alerts by the value of a label, in the order in which the first of each came; one group when no label is given. */
export function groupAlerts(alerts: readonly AlertListItem[], label: string): readonly AlertGroup[] {
  if (label === '') return alerts.length === 0 ? [] : [{ value: '', alerts }]
  const groups = Map.groupBy(alerts, (alert) => (Object.hasOwn(alert.labels, label) ? (alert.labels[label] ?? '') : ''))
  return [...groups].map(([value, alerts]) => ({ value, alerts }))
}

/** Labels worth grouping by: those on most alerts first; a chosen one stays even when no alert has it now. */
export function groupableLabels(alerts: readonly AlertListItem[], chosen: string): readonly string[] {
  const counts = new Map<string, number>()
  for (const { labels } of alerts) for (const name of Object.keys(labels)) counts.set(name, (counts.get(name) ?? 0) + 1)
  if (chosen !== '' && !counts.has(chosen)) counts.set(chosen, 0)
  return [...counts]
    .toSorted(([a, left], [b, right]) => right - left || a.localeCompare(b))
    .slice(0, 50)
    .map(([name]) => name)
}

export function countAlerts(alerts: readonly AlertListItem[]) {
  return {
    active: alerts.filter(({ state }) => state === 'active').length,
    suppressed: alerts.filter(({ state }) => state === 'suppressed').length,
    unmapped: alerts.filter(isUnmapped).length,
  }
}

/** Whether no node and no edge of any graph shows it. */
export function isUnmapped({ nodes, edges = [] }: AlertListItem): boolean {
  return nodes.length + edges.length === 0
}
