import type { Lamp, NodeStatus, Summary } from '@statusgraph/model'
import type { Mark } from '../status/marks.ts'

export const lampWords: Readonly<Record<Lamp, string>> = {
  critical: 'Critical',
  warning: 'Warning',
  unknown: 'Unknown',
  muted: 'Muted',
  ok: 'OK',
}

export const markWords: Readonly<Record<Mark, string>> = { ...lampWords, stale: 'Stale' }

export function isStale(status: NodeStatus | undefined): boolean {
  return status?.overlays.some((overlay) => overlay.kind === 'stale') ?? false
}

/** What a person says of a status: "Critical", "OK, stale". */
export function sayStatus(status: NodeStatus | undefined): string {
  if (status === undefined) return 'Unknown'
  return isStale(status) ? `${lampWords[status.lamp]}, stale` : lampWords[status.lamp]
}

/** Since when the lamp is what it is, as far as the reasons know. */
export function sinceOf(status: NodeStatus | undefined): string | undefined {
  return status?.reasons.find((reason) => reason.lamp === status.lamp && reason.since !== undefined)?.since
}

/** The worst mark a summary holds; a picture that is stale throughout is stale, not ok. */
export function worstMark(summary: Summary | undefined): Mark {
  if (summary === undefined) return 'unknown'
  if (summary.critical > 0) return 'critical'
  if (summary.warning > 0) return 'warning'
  if (summary.stale > 0) return 'stale'
  if (summary.unknown > 0) return 'unknown'
  if (summary.muted > 0) return 'muted'
  return summary.ok > 0 ? 'ok' : 'unknown'
}

/** "2 critical, 1 warning", or the calm word. */
export function saySummary(summary: Summary | undefined): string {
  if (summary === undefined) return 'no data yet'
  const parts = [
    summary.critical > 0 ? `${count(summary.critical)} critical` : '',
    summary.warning > 0 ? `${count(summary.warning)} warning` : '',
    summary.stale > 0 ? `${count(summary.stale)} stale` : '',
  ].filter((part) => part !== '')
  if (parts.length > 0) return parts.join(', ')
  if (summary.unknown > 0) return `${count(summary.unknown)} unknown`
  return summary.ok > 0 ? 'all ok' : 'no nodes'
}

function count(nodes: number): string {
  return nodes.toLocaleString('en')
}
