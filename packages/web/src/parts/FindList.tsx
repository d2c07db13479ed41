import { useId, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { HostileText } from './HostileText.tsx'

/** One line of a {@link FindList}. */
export interface FindItem {
  readonly id: string
  readonly label: string
  readonly detail: string
  /** Before the label, in a column of 16 px. */
  readonly mark?: ReactNode
  /** At the end of the line: keys, or what it is. */
  readonly tail?: ReactNode
  /** It belongs to the line above and stands further in. */
  readonly isPart?: boolean
}

interface FindListProps<Item extends FindItem> {
  readonly label: string
  readonly items: readonly Item[]
  readonly typed: string
  readonly onType: (typed: string) => void
  readonly onChoose: (item: Item) => void
  readonly nothingFound: string
}

const pageLines = 8

/** A field that finds things while one types, and the list of what it found: a combobox, as the ARIA practices write it. */
export function FindList<Item extends FindItem>(props: FindListProps<Item>): ReactNode {
  const { label, items, typed, onType, onChoose, nothingFound } = props
  const id = useId()
  const [active, setActive] = useState(0)
  const at = Math.min(active, items.length - 1)

  const choose = (index: number) => {
    const item = items[index]
    if (item !== undefined) onChoose(item)
  }
  const step = (event: KeyboardEvent) => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + pageLines, PageUp: at - pageLines }[event.key]
    if (event.key === 'Enter') choose(at)
    else if (to !== undefined && items.length > 0) setActive(Math.max(0, Math.min(items.length - 1, to)))
    else return
    event.preventDefault()
  }

  return (
    <>
      <input
        className="palette-input"
        type="text"
        role="combobox"
        placeholder={label}
        aria-label={label}
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={items.length === 0 ? undefined : `${id}-${at}`}
        autoComplete="off"
        spellCheck={false}
        data-focus-first
        value={typed}
        onChange={(event) => {
          onType(event.target.value)
          setActive(0)
        }}
        onKeyDown={step}
      />
      <div className="palette-list" id={`${id}-list`} role="listbox" aria-label="Found">
        {items.map((item, index) => (
          <div
            key={item.id}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={item.isPart === true ? 'palette-item palette-part' : 'palette-item'}
            ref={index === at ? keepInSight : undefined}
            onPointerMove={() => setActive(index)}
            onClick={() => choose(index)}
            onKeyDown={step}
          >
            <span className="palette-mark">{item.mark}</span>
            <HostileText text={item.label} className="palette-label" />
            <span className="palette-detail">{item.detail}</span>
            {item.tail}
          </div>
        ))}
      </div>
      {items.length === 0 && <p className="palette-none">{nothingFound}</p>}
    </>
  )
}

function keepInSight(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}
