import type { ReactNode } from 'react'
import { Miniature, noStatuses } from '../../map/index.ts'
import { Icon } from '../../parts/Icon.tsx'
import type { Template } from '../templates/template.ts'

/** `empty`, `discover`, `services`, `document`, `diagram`, or the id of a template. */
export type StartName = string

interface StartTilesProps {
  readonly templates: readonly Template[]
  readonly chosen: StartName
  readonly onChoose: (start: StartName) => void
}

/** The ways to begin, each with a picture: one choice among radio buttons. */
export function StartTiles({ templates, chosen, onChoose }: StartTilesProps) {
  const tile = (name: StartName, title: string, text: string, picture: ReactNode): ReactNode => (
    <label key={name} className="start-tile">
      <input
        type="radio"
        name="start"
        value={name}
        checked={chosen === name}
        data-focus-first={chosen === name ? '' : undefined}
        onChange={() => onChoose(name)}
      />
      <span className="start-picture">{picture}</span>
      <span className="start-title">{title}</span>
      <span className="start-text">{text}</span>
    </label>
  )
  return (
    <fieldset className="start-tiles">
      <legend className="visually-hidden">Start from</legend>
      {tile('empty', 'Empty', 'A blank canvas', <Icon name="plus" size={24} />)}
      {tile('discover', 'Discover', 'Draws itself from what is seen running', <Icon name="focus" size={24} />)}
      {tile('services', 'Services', 'Drawn from what is seen running', <Icon name="tray" size={24} />)}
      {tile('diagram', 'Diagram', 'draw.io, Mermaid, PlantUML, compose and more', <Icon name="into" size={24} />)}
      {tile('document', 'Document', 'YAML or JSON, typed or a file', <Icon name="list" size={24} />)}
      {templates.map(({ id, title, text, graph }) =>
        tile(id, title, text, <Miniature graph={graph} statuses={noStatuses} />),
      )}
    </fieldset>
  )
}
