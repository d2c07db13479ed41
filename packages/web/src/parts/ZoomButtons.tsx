import type { RefObject } from 'react'
import { Icon } from './Icon.tsx'
import { labelled } from './labelled.ts'

interface ZoomButtonsProps {
  readonly map: RefObject<{ zoomIn(): void; zoomOut(): void; fit(): void } | null>
  /** In a dialog no shortcut works, so none is told there. */
  readonly hasKeys: boolean
}

/** The distance of a map, for whoever has neither wheel nor two fingers. */
export function ZoomButtons({ map, hasKeys }: ZoomButtonsProps) {
  const buttons = [
    ['plus', 'Zoom in', '+', () => map.current?.zoomIn()],
    ['minus', 'Zoom out', '-', () => map.current?.zoomOut()],
    ['fit', 'Fit the whole graph', 'f', () => map.current?.fit()],
  ] as const
  return (
    <fieldset className="zoom" aria-label="Zoom">
      {buttons.map(([icon, label, key, onClick]) => (
        <button
          key={icon}
          type="button"
          className="icon-button"
          {...(hasKeys ? labelled(label, key) : { 'aria-label': label, title: label })}
          onClick={onClick}
        >
          <Icon name={icon} />
        </button>
      ))}
    </fieldset>
  )
}
