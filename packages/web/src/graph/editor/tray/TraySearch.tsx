import type { RefObject } from 'react'
import { Icon } from '../../../parts/Icon.tsx'

interface TraySearchProps {
  readonly ref: RefObject<HTMLInputElement | null>
  readonly label: string
  readonly value: string
  readonly onChange: (typed: string) => void
  /** Escape in the empty field. */
  readonly onGiveUp: () => void
  readonly filter: string
  readonly filters: readonly { readonly value: string; readonly label: string }[]
  /** What the filter says when it lets everything through. */
  readonly allLabel: string
  readonly onFilter: (value: string) => void
}

/** The head of a list in the tray: words to look for, and one group to look in. The arrow down goes on to the list. */
export function TraySearch(props: TraySearchProps) {
  const { ref, label, value, onChange, onGiveUp, filter, filters, allLabel, onFilter } = props
  return (
    <div className="tray-find">
      <div className="search">
        <Icon name="search" size={14} />
        <input
          ref={ref}
          type="search"
          aria-label={label}
          placeholder="Search"
          value={value}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              if (value === '') onGiveUp()
              else onChange('')
            } else if (event.key === 'ArrowDown') {
              event.currentTarget.closest('.tray')?.querySelector<HTMLElement>('[role="listbox"]')?.focus()
            } else return
            event.preventDefault()
          }}
        />
      </div>
      {filters.length > 0 && (
        <label className="select">
          <span className="visually-hidden">Only of one group</span>
          <select value={filter} onChange={(event) => onFilter(event.target.value)}>
            <option value="">{allLabel}</option>
            {filters.map((one) => (
              <option key={one.value} value={one.value}>
                {one.label}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  )
}
