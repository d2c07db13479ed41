import { useId, useRef, useState } from 'react'
import type { FocusEvent, KeyboardEvent } from 'react'
import { Icon } from '../../../../parts/Icon.tsx'

export interface PairFaults {
  readonly first?: string | undefined
  readonly second?: string | undefined
}

interface NewPairProps {
  readonly firstLabel: string
  readonly secondLabel: string
  readonly isMono?: boolean
  readonly suggestions?: readonly string[]
  readonly judge: (first: string, second: string) => PairFaults
  readonly onAdd: (first: string, second: string) => void
  /** Nothing was typed, or somebody thought better of it. */
  readonly onGiveUp: () => void
}

/** A row that is in no document yet: it goes there when it is whole and the row is left, or at Enter. */
export function NewPair(props: NewPairProps) {
  const { firstLabel, secondLabel, isMono = false, suggestions = [], judge, onAdd, onGiveUp } = props
  const id = useId()
  const row = useRef<HTMLLIElement>(null)
  const [first, setFirst] = useState('')
  const [second, setSecond] = useState('')
  const [isJudged, setIsJudged] = useState(false)
  const faults = judge(first.trim(), second.trim())
  const shown = isJudged ? faults : {}
  const isGood = faults.first === undefined && faults.second === undefined

  const add = (): boolean => {
    if (isGood) onAdd(first.trim(), second.trim())
    else setIsJudged(true)
    return isGood
  }
  const leave = (event: FocusEvent<HTMLElement>) => {
    if (event.relatedTarget instanceof Node && row.current?.contains(event.relatedTarget) === true) return
    if (first.trim() === '' && second.trim() === '') onGiveUp()
    else if (add()) onGiveUp()
  }
  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape') onGiveUp()
    else if (event.key === 'Enter') {
      if (!add()) return
      // Whoever adds one often adds another.
      setFirst('')
      setSecond('')
      setIsJudged(false)
      row.current?.querySelector('input')?.focus()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  const sharedOf = (fault: string | undefined, key: string) => ({
    type: 'text' as const,
    autoComplete: 'off',
    spellCheck: false,
    className: isMono ? 'mono' : undefined,
    onBlur: leave,
    onKeyDown: press,
    'aria-invalid': fault !== undefined,
    'aria-describedby': fault === undefined ? undefined : `${id}-${key}`,
  })
  return (
    <li className="pair-row" ref={row}>
      <div className="inspect-value">
        <input
          {...sharedOf(shown.first, 'first')}
          ref={focusOnce}
          list={`${id}-list`}
          aria-label={firstLabel}
          placeholder={firstLabel}
          value={first}
          onChange={(event) => setFirst(event.target.value)}
        />
        <Fault id={`${id}-first`} fault={shown.first} />
      </div>
      <div className="inspect-value">
        <input
          {...sharedOf(shown.second, 'second')}
          aria-label={secondLabel}
          placeholder={secondLabel}
          value={second}
          onChange={(event) => setSecond(event.target.value)}
        />
        <Fault id={`${id}-second`} fault={shown.second} />
      </div>
      <button type="button" className="icon-button" aria-label="Do not add it" onBlur={leave} onClick={onGiveUp}>
        <Icon name="close" size={12} />
      </button>
      <datalist id={`${id}-list`}>
        {suggestions.map((text) => (
          <option key={text} value={text}>
            {text}
          </option>
        ))}
      </datalist>
    </li>
  )
}

function Fault({ id, fault }: { readonly id: string; readonly fault: string | undefined }) {
  if (fault === undefined) return null
  return (
    <p id={id} className="inspect-fault" role="alert">
      {fault}
    </p>
  )
}

function focusOnce(element: HTMLInputElement | null): void {
  element?.focus()
}
