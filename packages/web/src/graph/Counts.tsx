import type { Summary } from '@statusgraph/model'
import { markWords } from '@statusgraph/picture'
import { LampMark } from '../map/index.ts'
import { lampFilters, toggleLamp } from '../routes/view-state.ts'
import type { LampFilter } from '../routes/view-state.ts'

interface CountsProps {
  readonly summary: Summary | undefined
  readonly chosen: readonly LampFilter[]
  readonly onChange: (chosen: readonly LampFilter[]) => void
}

/** How many nodes have which lamp; each count is a filter. What is not there is not shown. */
export function Counts({ summary, chosen, onChange }: CountsProps) {
  if (summary === undefined) return <div className="counts" aria-hidden="true" />
  return (
    <fieldset className="counts" aria-label="Show only">
      {lampFilters
        .filter((lamp) => summary[lamp] > 0 || chosen.includes(lamp))
        .map((lamp) => (
          <button
            key={lamp}
            type="button"
            className={`count-chip count-${lamp}`}
            aria-pressed={chosen.includes(lamp)}
            aria-label={`${summary[lamp].toLocaleString('en')} ${markWords[lamp].toLowerCase()}`}
            title={`${summary[lamp].toLocaleString('en')} ${markWords[lamp].toLowerCase()}: show only these`}
            onClick={() => onChange(toggleLamp(chosen, lamp))}
          >
            <LampMark lamp={lamp} size={14} />
            {summary[lamp].toLocaleString('en')}
          </button>
        ))}
    </fieldset>
  )
}
