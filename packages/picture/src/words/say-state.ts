import type { NodeStatus, Overlay } from '@statusgraph/model'
import { formatAge, formatLasting, readerTimes, secondsLeft } from './age.ts'
import type { TimeWords } from './age.ts'

/**
 * The few words under a name when something is not as it should be; empty when all is well.
 * The word is the third way, beside colour and shape, in which a lamp is told.
 */
export function sayState(status: NodeStatus | undefined, nowMs: number, times: TimeWords = readerTimes): string {
  if (status === undefined) return 'unknown'
  const stale = findOverlay(status, 'stale')
  if (stale !== undefined) {
    const age = formatAge((nowMs - Date.parse(stale.since)) / 1000)
    return status.lamp === 'ok' ? `stale ${age}` : `${status.lamp}, stale ${age}`
  }
  const pending = findOverlay(status, 'pending')
  if (status.lamp === 'ok' && pending !== undefined) {
    const left = secondsLeft(pending, nowMs)
    return left > 0 ? `fires in ${formatAge(left)}` : 'pending'
  }
  switch (status.lamp) {
    case 'critical':
    case 'warning': {
      const since = status.reasons.find((reason) => reason.lamp === status.lamp && reason.since !== undefined)?.since
      return since === undefined ? status.lamp : `${status.lamp} ${formatLasting(Date.parse(since), nowMs)}`
    }
    case 'muted':
      return sayMuted(status, times)
    case 'unknown':
      return 'unknown'
    case 'ok':
      return findOverlay(status, 'impacted') === undefined ? '' : 'impacted'
  }
}

function sayMuted(status: NodeStatus, { sayTime }: TimeWords): string {
  for (const reason of status.reasons) {
    if (reason.kind !== 'alert') continue
    for (const by of reason.suppressedBy) {
      if (by.kind !== 'silence') continue
      const who = by.by === undefined ? '' : ` by ${by.by}`
      const until = by.until === undefined ? '' : ` until ${sayTime(by.until)}`
      return `muted${until}${who}`
    }
  }
  return 'muted'
}

/** The first overlay of a kind. */
export function findOverlay<K extends Overlay['kind']>(
  status: NodeStatus | undefined,
  kind: K,
): Extract<Overlay, { kind: K }> | undefined {
  for (const overlay of status?.overlays ?? []) if (isKind(overlay, kind)) return overlay
  return undefined
}

function isKind<K extends Overlay['kind']>(overlay: Overlay, kind: K): overlay is Extract<Overlay, { kind: K }> {
  return overlay.kind === kind
}

/**
 * What a closed group holds: how many, and what is wrong with how many of them.
 *
 * @param state what is said of the group itself
 */
export function sayMembers(
  status: NodeStatus | undefined,
  state: string,
): { readonly members: string; readonly trouble: string } {
  const count = status?.counts['members'] ?? 0
  const members = count === 0 ? 'group' : `${count} ${count === 1 ? 'node' : 'nodes'}`
  const worst = status === undefined || status.lamp === 'ok' ? 0 : (status.counts[status.lamp] ?? 0)
  const isTold = status === undefined || worst === 0 || findOverlay(status, 'stale') !== undefined
  return { members, trouble: isTold ? state : `${worst} ${status.lamp}` }
}
