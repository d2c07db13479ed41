import type { ReactNode } from 'react'

interface EmptyScreenProps {
  readonly title: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
  readonly drawing?: 'map' | 'lost' | 'list'
  /** Under a title of the page; alone, it is the title. */
  readonly isSection?: boolean
}

/** One drawing, one sentence, one action. */
export function EmptyScreen({ title, children, actions, drawing = 'map', isSection = false }: EmptyScreenProps) {
  const Title = isSection ? 'h2' : 'h1'
  return (
    <div className="empty">
      <Drawing kind={drawing} />
      <Title className="empty-title">{title}</Title>
      {children !== undefined && <div className="empty-text">{children}</div>}
      {actions !== undefined && <div className="empty-actions">{actions}</div>}
    </div>
  )
}

function Drawing({ kind }: { readonly kind: 'map' | 'lost' | 'list' }) {
  const isLost = kind === 'lost'
  return (
    <svg className="empty-drawing" viewBox="0 0 240 120" width="240" height="120" aria-hidden="true" focusable="false">
      <g fill="none" stroke="currentColor" strokeWidth="1.5">
        <path d="M76 60 H100 C112 60 108 28 124 28 H152" strokeDasharray={isLost ? '4 5' : undefined} />
        <path d="M76 60 H100 C112 60 108 92 124 92 H152" strokeDasharray="4 5" />
        <rect x="16" y="42" width="60" height="36" rx="8" className="empty-card" />
        <rect x="152" y="10" width="72" height="36" rx="8" className="empty-card" />
        <rect x="152" y="74" width="72" height="36" rx="8" strokeDasharray="4 5" className="empty-card" />
      </g>
      <g fill="currentColor">
        <circle cx="30" cy="60" r="5" className={isLost ? 'empty-lost' : 'empty-ok'} />
        <circle cx="166" cy="28" r="5" className={isLost ? 'empty-lost' : 'empty-ok'} />
        <circle cx="166" cy="92" r="5" className="empty-lost" />
        <rect x="42" y="57" width="22" height="6" rx="3" opacity="0.35" />
        <rect x="178" y="25" width="32" height="6" rx="3" opacity="0.35" />
        <rect x="178" y="89" width="24" height="6" rx="3" opacity="0.2" />
      </g>
    </svg>
  )
}
