import { useId } from 'react'
import type { ReactNode } from 'react'
import { edgeBadges } from '../../map/index.ts'
import type { EdgeBadge } from '../../map/index.ts'
import { Icon } from '../../parts/Icon.tsx'
import './edge-legend.css'

interface Sample {
  readonly words: string
  readonly drawing: ReactNode
}

const widths = [1.5, 2.5, 3.8] as const

/** What the lines and cards of discovery mean, behind a small button. */
export function EdgeLegend() {
  const id = useId()
  return (
    <div
      role="presentation"
      // Escape closes this, and nothing beside it.
      onKeyDown={(event) => {
        if (event.key === 'Escape' && document.querySelector('.edge-legend:popover-open') !== null)
          event.stopPropagation()
      }}
    >
      <button
        type="button"
        className="discovery-chip"
        aria-label="What the lines mean"
        title="What the lines mean"
        popoverTarget={id}
      >
        <Icon name="help" size={14} />
        <span className="discovery-words">Lines</span>
      </button>
      <section id={id} popover="auto" className="edge-legend" aria-label="What the lines mean">
        <h2>What the lines mean</h2>
        <dl>
          {samples.map(({ words, drawing }) => (
            <div key={words}>
              <dt>{drawing}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  )
}

const samples: readonly Sample[] = [
  {
    words: 'Thicker with the rate: a step for every ten times more, from 1/s to 1000/s',
    drawing: (
      <Strip>
        {widths.map((width, at) => (
          <path key={width} d={`M1 ${at * 7 + 3}h58`} strokeWidth={width} />
        ))}
      </Strip>
    ),
  },
  { words: 'Critical: past a threshold or named by an alert', drawing: <Line tone="critical" width={2.2} /> },
  { words: 'Warning', drawing: <Line tone="warning" width={2.2} /> },
  { words: 'Idle: it is there, and nothing runs', drawing: <Line width={1} /> },
  { words: 'No longer seen', drawing: <Line dash="5 4" isFaded /> },
  { words: 'Its source fails: as it looked then', drawing: <Line dash="9 3 2 3" badge="frozen" /> },
  { words: 'Drawn, but not seen', drawing: <Line isHollow badge="missing" /> },
  { words: 'Some of it is denied by a policy', drawing: <Line badge="denied" /> },
  { words: 'No arrow: the direction is not known', drawing: <Line isPlain /> },
  {
    words: 'A softer card: discovered, and drawn by nobody',
    drawing: (
      <Strip>
        <rect className="legend-card" x="4" y="2" width="56" height="16" rx="5" />
      </Strip>
    ),
  },
]

interface LineProps {
  readonly tone?: 'critical' | 'warning'
  readonly width?: number
  readonly dash?: string
  readonly badge?: EdgeBadge
  readonly isFaded?: boolean
  readonly isHollow?: boolean
  readonly isPlain?: boolean
}

function Line({ tone, width = 2, dash, badge, isFaded = false, isHollow = false, isPlain = false }: LineProps) {
  return (
    <Strip>
      <g className="legend-line" data-tone={tone} opacity={isFaded ? 0.55 : 1}>
        <path d="M1 10h58" strokeWidth={isHollow ? 4 : width} strokeDasharray={dash} />
        {isHollow && <path className="legend-gap" d="M1 10h58" strokeWidth={1.8} />}
        {!isPlain && <path className="legend-head" d="M64 10l-8 -3.6v7.2z" />}
      </g>
      {badge !== undefined && (
        <g className="sg-badge" transform="translate(24 3)">
          <path className="sg-badge-ring" d={edgeBadges.ring} />
          <path d={edgeBadges.paths[badge]} />
        </g>
      )}
    </Strip>
  )
}

function Strip({ children }: { readonly children: ReactNode }) {
  return (
    <svg className="legend-strip" width="66" height="20" viewBox="0 0 66 20" aria-hidden="true">
      {children}
    </svg>
  )
}
