import { useId, useMemo, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { LampMark } from '../../../../map/index.ts'
import { HostileText } from '../../../../parts/HostileText.tsx'
import { findOptions } from './combo-options.ts'
import type { ComboOption } from './combo-options.ts'

interface ComboboxProps {
  readonly id: string
  /** Names the list for screen readers. */
  readonly label: string
  readonly options: readonly ComboOption[]
  /** What the field says while nobody types in it. */
  readonly value?: string
  readonly placeholder?: string | undefined
  readonly describedBy?: string | undefined
  readonly isInvalid?: boolean
  readonly onChoose: (value: string) => void
  /** Takes a text that is no option; without it only options can be chosen. */
  readonly onFreeText?: (text: string) => void
  /** What is said of a text that is no option. */
  readonly freeTextNote?: string
  /** Hears what is typed, to judge it. */
  readonly onType?: (text: string | undefined) => void
  readonly onBackspaceInEmpty?: () => void
}

/** A field with a list below it, as the ARIA practices write it: arrows choose, Enter takes, Escape closes. */
export function Combobox(props: ComboboxProps) {
  const { id, label, options, value = '', placeholder, describedBy, isInvalid = false } = props
  const { onChoose, onFreeText, freeTextNote, onType, onBackspaceInEmpty } = props
  const listId = useId()
  const [typed, setTyped] = useState<string>()
  const [isOpen, setIsOpen] = useState(false)
  const [active, setActive] = useState(-1)
  // Not deferred: Enter right after the last letter means what the letters say.
  const wanted = typed ?? ''
  const found = useMemo(() => (isOpen ? findOptions(options, wanted) : []), [isOpen, options, wanted])
  const text = (typed ?? '').trim()
  const isOffered = found.some((option) => option.value === text || option.label === text)
  const hasFreeText = onFreeText !== undefined && text !== '' && !isOffered
  const count = found.length + (hasFreeText ? 1 : 0)
  const at = Math.min(active, count - 1)

  const type = (next: string | undefined) => {
    setTyped(next)
    onType?.(next)
  }
  const close = () => {
    setIsOpen(false)
    setActive(-1)
  }
  const take = (index: number) => {
    const option = found[index]
    if (option !== undefined) onChoose(option.value)
    else if (hasFreeText) onFreeText(text)
    else return
    type(undefined)
    close()
  }
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') {
      if (!isOpen && typed === undefined) return
      close()
      if (!isOpen || onFreeText === undefined) type(undefined)
    } else if (event.key === 'Enter') {
      if (at >= 0) take(at)
    } else if (event.key === 'Backspace' && (typed ?? '') === '' && onBackspaceInEmpty !== undefined) {
      onBackspaceInEmpty()
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (!isOpen) setIsOpen(true)
      else if (count > 0) setActive((at + (event.key === 'ArrowDown' ? 1 : count - (at < 0 ? 0 : 1))) % count)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className="combo">
      <input
        id={id}
        type="text"
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && at >= 0 ? `${listId}-${at}` : undefined}
        aria-invalid={isInvalid}
        aria-describedby={describedBy}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        value={typed ?? value}
        onChange={(event) => {
          type(event.target.value)
          // What Enter will take is marked while one types: the best answer, or the text itself when there is none.
          setActive(event.target.value.trim() === '' ? -1 : 0)
          setIsOpen(true)
        }}
        onFocus={(event) => event.target.select()}
        onClick={() => setIsOpen(true)}
        onBlur={() => {
          close()
          // A half-typed choice is none, so the field says again what is chosen; a free text waits for its Enter.
          if (onFreeText === undefined || text === '') type(undefined)
        }}
        onKeyDown={press}
      />
      <div className="combo-list" id={listId} role="listbox" aria-label={label} hidden={!isOpen}>
        {isOpen && (
          <>
            {found.map((option, index) => (
              <Option
                key={option.value}
                id={`${listId}-${index}`}
                option={option}
                isActive={index === at}
                onPoint={() => setActive(index)}
                onTake={() => take(index)}
              />
            ))}
            {hasFreeText && (
              <Option
                id={`${listId}-${found.length}`}
                option={{ value: text, label: text, detail: freeTextNote, note: 'use as typed' }}
                isActive={at === found.length}
                onPoint={() => setActive(found.length)}
                onTake={() => take(found.length)}
              />
            )}
            {count === 0 && <p className="combo-none">Nothing answers to that.</p>}
          </>
        )}
      </div>
    </div>
  )
}

interface OptionProps {
  readonly id: string
  readonly option: ComboOption
  readonly isActive: boolean
  readonly onPoint: () => void
  readonly onTake: () => void
}

function Option({ id, option, isActive, onPoint, onTake }: OptionProps) {
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      className="combo-option"
      ref={isActive ? keepInSight : undefined}
      onPointerMove={onPoint}
      // The field keeps the focus, or leaving it would close the list under the hand.
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onTake}
      onKeyDown={undefined}
    >
      {option.mark !== undefined && <LampMark lamp={option.mark} size={16} />}
      <span className="combo-text">
        <HostileText text={option.label} className="combo-label" />
        {option.detail !== undefined && option.detail !== '' && <span className="combo-detail">{option.detail}</span>}
      </span>
      {option.note !== undefined && <span className="combo-note">{option.note}</span>}
    </div>
  )
}

function keepInSight(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}
