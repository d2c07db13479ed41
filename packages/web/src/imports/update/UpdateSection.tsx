import { changeKey } from '@statusgraph/model'
import type { UpdateChange } from '@statusgraph/model'
import { useState } from 'react'
import { HostileText } from '../../parts/HostileText.tsx'
import { decide, isTaken, shareTaken } from './choose-changes.ts'
import type { Decisions } from './choose-changes.ts'
import { sayValue } from './say-value.ts'

interface UpdateSectionProps {
  readonly title: string
  readonly changes: readonly UpdateChange[]
  readonly decisions: Decisions
  readonly onDecide: (decisions: Decisions) => void
  readonly onGoTo: (node: string) => void
}

const shownAtFirst = 100

const againstWords: Readonly<Record<NonNullable<UpdateChange['against']>, string>> = {
  edited: 'people changed it here',
  'removed-here': 'people removed it here',
  'used-here': 'people connected something to it, or put something into it',
  unknown: 'nobody knows who changed it',
}

/** Changes of one sort, with one box for all of them. */
export function UpdateSection({ title, changes, decisions, onDecide, onGoTo }: UpdateSectionProps) {
  const [isAll, setIsAll] = useState(false)
  const shown = isAll ? changes : changes.slice(0, shownAtFirst)
  return (
    <section className="update-section">
      <h3>
        <Tick
          label={`${title} (${changes.length.toLocaleString('en')})`}
          changes={changes}
          decisions={decisions}
          onDecide={onDecide}
        />
      </h3>
      <ul>
        {shown.map((change) => (
          <UpdateRow
            key={changeKey(change)}
            change={change}
            decisions={decisions}
            onDecide={onDecide}
            onGoTo={onGoTo}
          />
        ))}
      </ul>
      {shown.length < changes.length && (
        <button type="button" className="button" onClick={() => setIsAll(true)}>
          Show all {changes.length.toLocaleString('en')}
        </button>
      )}
    </section>
  )
}

interface UpdateRowProps {
  readonly change: UpdateChange
  readonly decisions: Decisions
  readonly onDecide: (decisions: Decisions) => void
  readonly onGoTo: (node: string) => void
}

const kindWords = { added: 'Add', removed: 'Remove', changed: 'Change' } as const

function UpdateRow({ change, decisions, onDecide, onGoTo }: UpdateRowProps) {
  const { kind, element, id, name, against, fields } = change
  return (
    <li className="update-row">
      <div className="update-line">
        <Tick label={`${kindWords[kind]} ${name}`} changes={[change]} decisions={decisions} onDecide={onDecide} />
        {element === 'node' && (
          <button
            type="button"
            className="text-button"
            aria-label={`Show ${name} on the map`}
            onClick={() => onGoTo(id)}
          >
            Show
          </button>
        )}
      </div>
      {against !== undefined && <p className="update-against">{againstWords[against]}</p>}
      {fields.length > 0 && (
        <ul className="update-fields">
          {fields.map(({ field, now, file }) => (
            <li key={field}>
              <label className="update-field">
                <input
                  type="checkbox"
                  checked={isTaken(change, decisions, field)}
                  onChange={(event) =>
                    onDecide(new Map([...decisions, [changeKey(change, field), event.target.checked]]))
                  }
                />
                <span>
                  {field}: <HostileText text={sayValue(now)} className="update-before" /> →{' '}
                  <HostileText text={sayValue(file)} />
                </span>
              </label>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

interface TickProps {
  readonly label: string
  readonly changes: readonly UpdateChange[]
  readonly decisions: Decisions
  readonly onDecide: (decisions: Decisions) => void
}

/** One box for some changes: ticked, empty, or half. */
function Tick({ label, changes, decisions, onDecide }: TickProps) {
  const share = shareTaken(changes, decisions)
  return (
    <label className="update-tick">
      <input
        type="checkbox"
        checked={share === 'all'}
        ref={(input) => {
          if (input !== null) input.indeterminate = share === 'some'
        }}
        onChange={() => onDecide(decide(changes, decisions, share !== 'all'))}
      />
      <HostileText text={label} />
    </label>
  )
}
