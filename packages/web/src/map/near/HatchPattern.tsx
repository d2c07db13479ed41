import type { ReactNode } from 'react'

/** The hatch of a stale status, once for all cards. */
export function HatchPattern(): ReactNode {
  return (
    <svg className="sg-defs" width="0" height="0" aria-hidden="true">
      <defs>
        <pattern id="sg-hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect className="sg-hatch-ink" width="2.4" height="8" />
        </pattern>
      </defs>
    </svg>
  )
}
