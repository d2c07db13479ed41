import type { NodeStatus } from '@statusgraph/model'
import type { ReactNode } from 'react'
import { findOverlay } from '@statusgraph/picture'
import { useNow } from '../../parts/use-now.ts'
import { clamp } from '../geometry/box.ts'

const radius = 12
const round = 2 * Math.PI * radius

/** A thin ring around the mark that fills until the rule fires. */
export function PendingRing({ status }: { readonly status: NodeStatus | undefined }): ReactNode {
  const pending = findOverlay(status, 'pending')
  if (pending === undefined) return null
  return <Ring sinceMs={Date.parse(pending.since)} untilMs={Date.parse(pending.until)} lamp={pending.lamp} />
}

function Ring({
  sinceMs,
  untilMs,
  lamp,
}: {
  readonly sinceMs: number
  readonly untilMs: number
  readonly lamp: string
}): ReactNode {
  const now = useNow(1_000)
  const share = clamp((now - sinceMs) / Math.max(1, untilMs - sinceMs), 0, 1)
  return (
    <svg className="sg-pending" data-tone={lamp} width="28" height="28" viewBox="-14 -14 28 28" aria-hidden="true">
      <circle className="sg-pending-track" r={radius} />
      <circle
        className="sg-pending-part"
        r={radius}
        strokeDasharray={`${share * round} ${round}`}
        transform="rotate(-90)"
      />
    </svg>
  )
}
