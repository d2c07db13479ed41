import type { NodeStatus, Overlay } from '@statusgraph/model'
import { formatAge, formatClock, secondsLeft } from '@statusgraph/picture'
import { useNow } from '../../parts/use-now.ts'

interface OverlaysProps {
  readonly status: NodeStatus | undefined
  readonly nameOf: (id: string) => string
  readonly onSelect: (id: string) => void
}

/** What is true beside the lamp: old evidence, a rule about to fire, a culprit elsewhere, a partial answer. */
export function Overlays({ status, nameOf, onSelect }: OverlaysProps) {
  const overlays = status?.overlays ?? []
  if (overlays.length === 0) return null
  return (
    <ul className="overlays">
      {overlays.map((overlay) => (
        <li key={overlay.kind} className={`overlay overlay-${overlay.kind}`}>
          <Said overlay={overlay} />
          {overlay.kind === 'impacted' && overlay.culprit !== undefined && (
            <p className="culprit">
              Likely culprit: <Culprit id={overlay.culprit} nameOf={nameOf} onSelect={onSelect} />
            </p>
          )}
          {overlay.kind === 'impacted' && overlay.by.some((id) => id !== overlay.culprit) && (
            <span className="overlay-links">
              {overlay.by
                .filter((id) => id !== overlay.culprit)
                .map((id) => (
                  <button key={id} type="button" className="text-button" onClick={() => onSelect(id)}>
                    {nameOf(id)}
                  </button>
                ))}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

interface CulpritProps {
  readonly id: string
  readonly nameOf: (id: string) => string
  readonly onSelect: (id: string) => void
}

/** Where it likely began; choosing it goes there. */
function Culprit({ id, nameOf, onSelect }: CulpritProps) {
  return (
    <button type="button" className="text-button" onClick={() => onSelect(id)}>
      {nameOf(id)}
    </button>
  )
}

function Said({ overlay }: { readonly overlay: Overlay }) {
  const now = useNow(1000)
  switch (overlay.kind) {
    case 'stale':
      return (
        <>
          <strong>Stale since {formatClock(overlay.since)}</strong>: {withoutStop(overlay.reason)}. This is how it
          looked then.
        </>
      )
    case 'pending': {
      return (
        <>
          <strong>
            Pending: {overlay.title} fires in {formatAge(secondsLeft(overlay, now))}
          </strong>{' '}
          unless it gets better. {overlay.reason}
        </>
      )
    }
    case 'impacted':
      return (
        <>
          <strong>Impacted</strong>: {overlay.reason}
        </>
      )
    case 'partial':
      return (
        <>
          <strong>Partial answer</strong>: {overlay.reason}
        </>
      )
  }
}

function withoutStop(text: string): string {
  return text.replace(/\.\s*$/, '')
}
