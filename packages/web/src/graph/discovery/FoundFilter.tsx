import type { TopologyView } from '@statusgraph/model'
import { useEffect, useId, useRef, useState } from 'react'
import { HostileText } from '../../parts/HostileText.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { hideableStates, noFoundFilters } from '../../routes/view-state.ts'
import type { FoundFilters } from '../../routes/view-state.ts'
import { countFound, filterFound, isFilteringFound, listNamespaces, noNamespace } from './filter-found.ts'

interface FoundFilterProps {
  readonly view: TopologyView
  readonly filters: FoundFilters
  readonly onChange: (filters: FoundFilters) => void
}

const rates = [0, 0.1, 1, 10, 100] as const

/** How much of what was discovered is drawn, and a small panel to see less or more of it. */
export function FoundFilter({ view, filters, onChange }: FoundFilterProps) {
  const [isOpen, setIsOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const id = useId()
  const all = countFound(view)
  const shown = isFilteringFound(filters) ? countFound(filterFound(view, filters)) : all
  useEffect(() => {
    if (!isOpen) return undefined
    root.current?.querySelector<HTMLElement>('.discovery-filter input, .discovery-filter select')?.focus()
    const closeOutside = (event: PointerEvent) => {
      if (event.target instanceof Node && root.current?.contains(event.target) !== true) setIsOpen(false)
    }
    document.addEventListener('pointerdown', closeOutside)
    return () => document.removeEventListener('pointerdown', closeOutside)
  }, [isOpen])
  return (
    <div
      className="discovery-filter-root"
      ref={root}
      role="presentation"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return
        event.preventDefault()
        event.stopPropagation()
        setIsOpen(false)
        root.current?.querySelector('button')?.focus()
      }}
    >
      <button
        type="button"
        className="discovery-chip"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        data-on={shown === all ? undefined : ''}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Icon name="focus" size={14} />
        {shown === all
          ? `${all.toLocaleString('en')} discovered`
          : `${shown.toLocaleString('en')} of ${all.toLocaleString('en')} discovered`}
      </button>
      {isOpen && (
        <section className="discovery-filter" id={id} aria-label="What is shown of what was discovered">
          <Choices
            title="Only of namespace"
            options={listNamespaces(view).map(({ name, count }) => ({
              value: name,
              label: name === noNamespace ? 'no namespace' : name,
              count,
            }))}
            chosen={filters.namespaces}
            onChange={(namespaces) => onChange({ ...filters, namespaces })}
          />
          <Choices
            title="Only seen by"
            options={Object.values(view.sources).map(({ name, nodes }) => ({ value: name, label: name, count: nodes }))}
            chosen={filters.sources}
            onChange={(sources) => onChange({ ...filters, sources })}
          />
          <fieldset>
            <legend>Hide what is</legend>
            {hideableStates.map((state) => (
              <label key={state}>
                <input
                  type="checkbox"
                  checked={filters.hiddenStates.includes(state)}
                  onChange={() => onChange({ ...filters, hiddenStates: toggle(filters.hiddenStates, state) })}
                />
                {state === 'idle' ? 'idle: there, without traffic' : 'stale: not seen for a while'}
              </label>
            ))}
          </fieldset>
          <label className="discovery-rate">
            Traffic
            <select
              value={filters.minRatePerSecond}
              onChange={(event) => onChange({ ...filters, minRatePerSecond: Number(event.target.value) })}
            >
              {[...new Set([...rates, filters.minRatePerSecond])]
                .toSorted((a, b) => a - b)
                .map((rate) => (
                  <option key={rate} value={rate}>
                    {rate === 0 ? 'any' : `at least ${rate}/s`}
                  </option>
                ))}
            </select>
          </label>
          <button
            type="button"
            className="button"
            disabled={!isFilteringFound(filters)}
            onClick={() => onChange(noFoundFilters)}
          >
            Show everything
          </button>
        </section>
      )}
    </div>
  )
}

interface ChoicesProps {
  readonly title: string
  readonly options: readonly { readonly value: string; readonly label: string; readonly count: number }[]
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}

function Choices({ title, options, chosen, onChange }: ChoicesProps) {
  if (options.length < 2 && chosen.length === 0) return null
  return (
    <fieldset>
      <legend>{title}</legend>
      <div className="discovery-options">
        {options.map(({ value, label, count }) => (
          <label key={value}>
            <input type="checkbox" checked={chosen.includes(value)} onChange={() => onChange(toggle(chosen, value))} />
            <HostileText text={label} />
            <span className="count">{count.toLocaleString('en')}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function toggle<Item>(list: readonly Item[], item: Item): readonly Item[] {
  return list.includes(item) ? list.filter((one) => one !== item) : [...list, item]
}
