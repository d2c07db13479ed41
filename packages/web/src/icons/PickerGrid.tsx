import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode, RefObject } from 'react'
import { holdIcons } from './icon-library.ts'
import { findRow, findSeenRows, stepInGrid } from './picker-rows.ts'
import type { PickerCell, PickerLayout } from './picker-rows.ts'

interface PickerGridProps {
  readonly layout: PickerLayout
  readonly columns: number
  readonly isChosen: (cell: PickerCell) => boolean
  readonly onChoose: (cell: PickerCell) => void
  readonly pictureOf: (cell: PickerCell) => ReactNode
  /** The field that a letter typed here goes to. */
  readonly search: RefObject<HTMLInputElement | null>
  /** Tells how many columns there is room for. */
  readonly onWidth: (width: number) => void
}

/** Icons under headings. Only what is seen is drawn, so that thousands scroll well; arrows move, Enter chooses. */
export function PickerGrid({
  layout,
  columns,
  isChosen,
  onChoose,
  pictureOf,
  search,
  onWidth,
}: PickerGridProps): ReactNode {
  const root = useRef<HTMLDivElement>(null)
  const [seen, setSeen] = useState({ top: 0, height: 480 })
  const [wanted, setWanted] = useState(0)
  const wantsFocus = useRef(false)
  const active = Math.min(wanted, layout.cells.length - 1)

  useEffect(() => {
    const element = root.current
    if (element === null) return
    const observer = new ResizeObserver(() => {
      onWidth(element.clientWidth)
      setSeen({ top: element.scrollTop, height: element.clientHeight })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [onWidth])
  useLayoutEffect(() => {
    if (!wantsFocus.current) return
    wantsFocus.current = false
    root.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true })
  })

  const step = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const element = root.current
    const to = stepInGrid(layout, active, event.key, Math.max(1, Math.floor(seen.height / 100)))
    if (to === undefined || element === null) {
      // Somebody types on: the letter goes to the search.
      if (event.key.length === 1 && event.key !== ' ') search.current?.focus()
      return
    }
    event.preventDefault()
    if (event.key === 'ArrowUp' && to === active) {
      search.current?.focus()
      return
    }
    const row = findRow(layout, to)
    if (row !== undefined) {
      const headed = row.top - 40
      if (headed < element.scrollTop) element.scrollTop = headed
      else if (row.top + row.height > element.scrollTop + element.clientHeight)
        element.scrollTop = row.top + row.height - element.clientHeight
    }
    wantsFocus.current = true
    setWanted(to)
  }

  return (
    <div
      ref={root}
      className="icon-grid"
      onScroll={(event) => {
        holdIcons()
        setSeen({ top: event.currentTarget.scrollTop, height: event.currentTarget.clientHeight })
      }}
    >
      <div className="icon-grid-all" style={{ height: layout.height }}>
        {findSeenRows(layout, seen, active).map((row) =>
          row.kind === 'heading' ? (
            <h3 key={`heading ${row.title}`} className="icon-heading" style={{ top: row.top }}>
              {row.title}
            </h3>
          ) : (
            <div
              key={row.from}
              className="icon-row"
              style={{ top: row.top, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
            >
              {row.cells.map((cell, at) => (
                <button
                  key={cell.key}
                  type="button"
                  className="icon-cell"
                  tabIndex={row.from + at === active ? 0 : -1}
                  aria-pressed={isChosen(cell)}
                  title={`${cell.title} (${cell.icon})`}
                  onFocus={() => setWanted(row.from + at)}
                  onKeyDown={step}
                  onClick={() => onChoose(cell)}
                >
                  {pictureOf(cell)}
                  <span className="icon-cell-title">{cell.title}</span>
                </button>
              ))}
            </div>
          ),
        )}
      </div>
    </div>
  )
}
