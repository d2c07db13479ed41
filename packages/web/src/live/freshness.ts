import type { EdgeStatus, NodeStatus, Summary } from '@statusgraph/model'
import type { LinkState } from './messages.ts'

/** How much the page may believe of what it last heard. */
export type Freshness =
  | { readonly kind: 'fresh' }
  /** Held and drawn hatched: the server has not been heard for a while. */
  | ({ readonly kind: 'stale' } & Silence)
  /** Too old to hold: nothing is known any more. */
  | ({ readonly kind: 'expired' } & Silence)

interface Silence {
  readonly since: string
  readonly reason: string
  /** Nobody but the person can end it. */
  readonly needsSignIn?: boolean
}

/** A lost link is given this long to come back before the page stops showing green. */
const lostGraceMs = 10_000
/** An open but silent link: two heartbeats of 15 s, and a little. */
const silentGraceMs = 32_000
/** As long as the server itself holds a lamp whose evidence is no longer fresh. */
const holdMs = 4 * 60_000

export interface Heard {
  readonly link: LinkState
  /** Time on the clock that never jumps since anything was heard; undefined: nothing yet. */
  readonly silentMs: number | undefined
  /** ISO 8601: when something was last heard, by the wall clock, to be shown. */
  readonly heardAt: string | undefined
  /** The server is heard but has confirmed nothing for far too long. */
  readonly isEvidenceLate: boolean
}

/** Judges what was heard; the browser does this alone, because a lost server cannot say that it is lost. */
export function judgeFreshness({ link, silentMs, heardAt, isEvidenceLate }: Heard): Freshness {
  if (silentMs === undefined || heardAt === undefined) return { kind: 'fresh' }
  const graceMs = link.kind === 'open' ? silentGraceMs : lostGraceMs
  if (silentMs <= graceMs) {
    if (!isEvidenceLate) return { kind: 'fresh' }
    return { kind: 'stale', since: heardAt, reason: 'the server answers but confirms nothing' }
  }
  const reason = link.kind === 'lost' ? sentenceOf(link.reason, link.isOffline) : 'the server has not been heard'
  const silence = { kind: silentMs > holdMs ? 'expired' : 'stale', since: heardAt, reason } as const
  return link.kind === 'lost' && link.needsSignIn === true ? { ...silence, needsSignIn: true } : silence
}

function sentenceOf(reason: string, isOffline: boolean): string {
  return isOffline ? 'this browser is offline' : reason
}

/** A node's status as it may be shown: what is not fresh gains an overlay, what is too old loses its lamp. */
export function presentStatus<Status extends NodeStatus>(status: Status, freshness: Freshness): Status | NodeStatus {
  switch (freshness.kind) {
    case 'fresh':
      return status
    case 'stale':
      if (status.overlays.some((overlay) => overlay.kind === 'stale')) return status
      return {
        ...status,
        overlays: [...status.overlays, { kind: 'stale', since: freshness.since, reason: freshness.reason }],
        reasons: status.reasons.map((reason) => ({ ...reason, stale: true })),
      }
    case 'expired':
      return {
        ...status,
        lamp: 'unknown',
        overlays: [],
        reasons: [
          {
            kind: 'missing',
            code: 'evidence-too-old',
            lamp: 'unknown',
            title: 'No contact',
            text: `Nothing has been heard for more than 4 minutes: ${freshness.reason}. It was ${status.lamp} then.`,
            since: freshness.since,
          },
          ...status.reasons.map((reason) => ({ ...reason, stale: true })),
        ],
      }
  }
}

/** The same of an edge; one that is too old to hold has no status any more, as one that nobody watches. */
export function presentEdgeStatus(status: EdgeStatus, freshness: Freshness): EdgeStatus | undefined {
  if (freshness.kind === 'expired') return undefined
  if (freshness.kind === 'fresh' || status.overlays.some((overlay) => overlay.kind === 'stale')) return status
  return {
    lamp: status.lamp,
    overlays: [...status.overlays, { kind: 'stale', since: freshness.since, reason: freshness.reason }],
    reasons: status.reasons.map((reason) => ({ ...reason, stale: true })),
  }
}

/** The counts as they may be shown: of a stale picture nothing is ok, of an expired one nothing is known. */
export function presentSummary(summary: Summary, freshness: Freshness): Summary {
  switch (freshness.kind) {
    case 'fresh':
      return summary
    case 'stale':
      return { ...summary, ok: 0, stale: countNodes(summary) }
    case 'expired':
      return { critical: 0, warning: 0, muted: 0, ok: 0, stale: 0, unknown: countNodes(summary) }
  }
}

/** How many nodes a summary speaks of. A stale ok stands under stale only, every other lamp under its own name too. */
function countNodes(summary: Summary): number {
  const notOk = summary.critical + summary.warning + summary.muted + summary.unknown
  return notOk + summary.ok + Math.max(0, summary.stale - notOk)
}
