import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { isStale } from '@statusgraph/picture'
import type { StatusOf } from '../../../live/live-graph.ts'
import { LampMark } from '../../../map/index.ts'
import { FindList } from '../../../parts/FindList.tsx'
import { findChoices } from './find-choices.ts'
import type { Choice } from './find-choices.ts'

interface ElementPickerProps {
  readonly label: string
  readonly choices: readonly Choice[]
  readonly statusOf: StatusOf
  readonly nothingFound: string
  readonly onChoose: (choice: Choice) => void
}

/** Finds nodes, ports and groups of the drawing by name, with their lamps. */
export function ElementPicker({ label, choices, statusOf, nothingFound, onChoose }: ElementPickerProps): ReactNode {
  const [typed, setTyped] = useState('')
  const items = useMemo(
    () =>
      // Never a moment behind what is typed: Enter at once after the last letter means what the letters say.
      findChoices(choices, typed).map((choice) => {
        const status = statusOf(choice.node)
        const lamp = isStale(status) ? 'stale' : (status?.lamp ?? 'unknown')
        return choice.isPart ? choice : { ...choice, mark: <LampMark lamp={lamp} size={16} /> }
      }),
    [choices, typed, statusOf],
  )
  return (
    <FindList
      label={label}
      items={items}
      typed={typed}
      onType={setTyped}
      nothingFound={nothingFound}
      onChoose={onChoose}
    />
  )
}
