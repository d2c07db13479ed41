import { groupServices } from '@statusgraph/model'
import type { DrawableService, GraphNode, ServiceGrouping } from '@statusgraph/model'
import { useState } from 'react'
import { sayGroups } from './list-rows.ts'

interface ServiceActionsProps {
  /** How many rows are listed, and how many of them are chosen. */
  readonly rows: number
  readonly chosen: number
  readonly services: readonly DrawableService[]
  /** The one node that is selected on the canvas. */
  readonly selected: GraphNode | undefined
  readonly onChooseAll: () => void
  readonly onChooseNone: () => void
  readonly onDraw: (groupBy: ServiceGrouping) => void
  readonly onAdd: () => void
  readonly onBind: () => void
}

const groupingWords: readonly (readonly [ServiceGrouping, string])[] = [
  ['prefix', 'by how their names begin'],
  ['namespace', 'by namespace'],
  ['none', 'not at all'],
]

/** What can be done with what is chosen in the tray, and what drawing it would make. */
export function ServiceActions(props: ServiceActionsProps) {
  const { rows, chosen, services, selected, onChooseAll, onChooseNone, onDraw, onAdd, onBind } = props
  const [groupBy, setGroupBy] = useState<ServiceGrouping>('prefix')
  if (chosen === 0) {
    return (
      <footer className="tray-foot">
        <p className="tray-count">
          <span className="quiet">Choose, or drag onto the map.</span>
          {rows > 0 && (
            <button type="button" className="text-button" onClick={onChooseAll}>
              All {rows.toLocaleString('en')}
            </button>
          )}
        </p>
      </footer>
    )
  }
  const hasNone = services.length === 0
  return (
    <footer className="tray-foot">
      <p className="tray-count">
        <output>
          <strong>{chosen.toLocaleString('en')} chosen</strong>
          {hasNone && ', which name no service: give the alert one of the configured labels or annotations'}
        </output>
        <button type="button" className="text-button" onClick={onChooseNone}>
          None
        </button>
      </p>
      {services.length > 1 && (
        <div className="tray-grouping">
          <label className="select">
            Group
            <select
              value={groupBy}
              onChange={(event) => {
                const found = groupingWords.find(([grouping]) => grouping === event.target.value)
                if (found !== undefined) setGroupBy(found[0])
              }}
            >
              {groupingWords.map(([grouping, words]) => (
                <option key={grouping} value={grouping}>
                  {words}
                </option>
              ))}
            </select>
          </label>
          <p className="quiet">{sayGroups(groupServices(services, groupBy))}</p>
        </div>
      )}
      <div className="tray-buttons">
        <button
          type="button"
          className="button primary"
          disabled={hasNone}
          onClick={() => onDraw(services.length > 1 ? groupBy : 'none')}
        >
          {services.length === 1 ? 'Draw it for me' : 'Draw these for me'}
        </button>
        <button type="button" className="button" disabled={hasNone} onClick={onAdd}>
          Add to the canvas
        </button>
        {selected !== undefined && (
          <button type="button" className="button" disabled={hasNone} onClick={onBind}>
            Bind to {selected.name}
          </button>
        )}
      </div>
    </footer>
  )
}
