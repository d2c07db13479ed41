import { useRef } from 'react'
import { Icon } from './Icon.tsx'
import { useShortcuts } from './use-shortcuts.ts'

interface SearchFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** What was found, in words; read out politely. */
  readonly found?: string | undefined
  readonly hint?: string
}

/** The search of a page. `/` brings the focus here, Escape empties it and then gives the focus back. */
export function SearchField({ label, value, onChange, found, hint }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  useShortcuts({
    search: () => {
      input.current?.focus()
      input.current?.select()
    },
  })
  return (
    <div className="search" title={hint}>
      <Icon name="search" size={14} />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        autoComplete="off"
        spellCheck={false}
        maxLength={400}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          if (value === '') input.current?.blur()
          else onChange('')
        }}
      />
      {value === '' ? <kbd aria-hidden="true">/</kbd> : <span className="search-found">{found}</span>}
      <output className="visually-hidden">{value === '' ? '' : found}</output>
    </div>
  )
}
